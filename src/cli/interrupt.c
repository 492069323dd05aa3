/* Ctrl-C, a hang-up and SIGTERM let the files in work be finished, so that no temporary file stays; a second one ends
 * at once. What whoever started the program had ignored (nohup, & in a script) stays ignored. */
#include "cli/cmd.h"

#include <signal.h>
#include <stddef.h>

static const int SIGNALS[] = { SIGINT, SIGTERM, SIGHUP };
enum { SIGNAL_COUNT = sizeof SIGNALS / sizeof *SIGNALS };

/* What a signal handler can reach; only set while an engine works. */
static biaoce_cancel *volatile interrupted;
static volatile sig_atomic_t interrupted_by;
static struct sigaction before[SIGNAL_COUNT];

static void interrupt(int number)
{
    interrupted_by = number;
    biaoce_cancel_ask(interrupted);
}

biaoce_cancel *cmd_interruptible_begin(void)
{
    interrupted = biaoce_cancel_new();
    struct sigaction action = { .sa_handler = interrupt, .sa_flags = (int)SA_RESETHAND | SA_RESTART };
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
    biaoce_cancel_free(cancel);
}

void cmd_interruptible_raise(void)
{
    if (interrupted_by)
        raise((int)interrupted_by);
}
