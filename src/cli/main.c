/* The program around the commands: streams, signals and language are put in order, then the first word chooses the
 * command. What is done here concerns the whole process, and is therefore not for the library to do. */
#include "cli/cmd.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int run(int count, char **words)
{
    if (count < 2) {
        cmd_complain(bc_tr("no command was given"));
        cmd_suggest_help(NULL);
        return BIAOCE_USAGE;
    }
    const char *name = words[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        cmd_print_overview();
        return BIAOCE_OK;
    }
    if (strcmp(name, "--version") == 0) {
        printf("biaoce %s\n", biaoce_version());
        return BIAOCE_OK;
    }
    for (const cmd_command *const *command = cmd_all; *command; command++)
        if (strcmp(name, (*command)->name) == 0)
            return (*command)->run(count - 2, words + 2);
    cmd_complain_unknown(name);
    return BIAOCE_USAGE;
}

/* A program may be started without standard streams. The next files it opens would get their numbers, and what is then
 * said on standard error would go into one of them. The stand-ins can be neither read nor written, so that what was
 * meant for a stream fails as it does when it is closed. */
static bool hold_standard_streams(void)
{
    static const int modes[] = { O_WRONLY, O_RDONLY, O_RDONLY };
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++)
        if (fcntl(stream, F_GETFD) < 0 && errno == EBADF && open("/dev/null", modes[stream]) != stream)
            return false;
    return true;
}

int main(int argc, char **argv)
{
    if (!hold_standard_streams())
        return BIAOCE_IO;
    /* A reader that goes away (`| head`) must not stop a batch half-way; cmd_finish_output notices. */
    signal(SIGPIPE, SIG_IGN);
    /* A file beyond the limit of `ulimit -f` is an error like a full disk. */
    signal(SIGXFSZ, SIG_IGN);
    cmd_choose_language();
    cmd_tell_of_shrunk_files();
    return cmd_finish_output(run(argc, argv));
}
