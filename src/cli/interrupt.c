/* Ctrl-C, a hang-up and SIGTERM let the files in work be finished, so that no temporary file stays, and let nobody wait
 * for standard input any more; a second one ends at once. What whoever started the program had ignored (nohup, & in a
 * script) stays ignored. */
#include "cli/cmd.h"

#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

static const int SIGNALS[] = { SIGINT, SIGTERM, SIGHUP };
enum { SIGNAL_COUNT = sizeof SIGNALS / sizeof *SIGNALS };

/* What a signal handler can reach; only set while an engine works. */
static biaoce_cancel *volatile interrupted;
static volatile sig_atomic_t interrupted_by;
static volatile int nothing = -1; /* has its end at once */
static struct sigaction before[SIGNAL_COUNT];

static void interrupt(int number)
{
    interrupted_by = number;
    biaoce_cancel_ask(interrupted);
    if (nothing >= 0)
        (void)dup3(nothing, STDIN_FILENO, 0);
}

biaoce_cancel *cmd_interruptible_begin(void)
{
    interrupted = biaoce_cancel_new();
    nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    struct sigaction action = { .sa_handler = interrupt, .sa_flags = (int)SA_RESETHAND };
    for (size_t i = 0; i < SIGNAL_COUNT; i++) {
        sigaction(SIGNALS[i], NULL, &before[i]);
        if (before[i].sa_handler != SIG_IGN)
            sigaction(SIGNALS[i], &action, NULL);
    }
    return interrupted;
}

void cmd_interruptible_end(void)
{
    biaoce_cancel *cancel = interrupted;
    for (size_t i = 0; i < SIGNAL_COUNT; i++)
        sigaction(SIGNALS[i], &before[i], NULL);
    interrupted = NULL;
    if (nothing >= 0)
        close(nothing);
    nothing = -1;
    biaoce_cancel_free(cancel);
}

void cmd_interruptible_raise(void)
{
    if (interrupted_by)
        raise((int)interrupted_by);
}
