/* Ctrl-C lets the files in work be finished, so that no temporary file stays; a second one ends at once. */
#include "cli/cmd.h"

#include <signal.h>

/* What a signal handler can reach; only set while an engine works. */
static biaoce_engine *volatile interrupted_engine;
static volatile sig_atomic_t interrupted_by;

static void interrupt(int number)
{
    interrupted_by = number;
    biaoce_stop(interrupted_engine);
}

void cmd_interruptible_begin(biaoce_engine *engine)
{
    interrupted_engine = engine;
    struct sigaction action = { .sa_handler = interrupt, .sa_flags = (int)SA_RESETHAND | SA_RESTART };
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

void cmd_interruptible_end(void)
{
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
}

void cmd_interruptible_raise(void)
{
    if (interrupted_by)
        raise((int)interrupted_by);
}
