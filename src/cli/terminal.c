/* Words to the user, and the surroundings of the program. */
#include "cli/cmd.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

_Noreturn void cmd_out_of_memory(void)
{
    cmd_complain(bc_tr("no memory is left"));
    _Exit(BIAOCE_IO);
}

void *cmd_alloc(size_t size)
{
    void *p = calloc(1, size);
    if (!p)
        cmd_out_of_memory();
    return p;
}

void cmd_complain(const char *format, ...)
{
    fflush(stdout);
    fputs("biaoce: ", stderr);
    va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
}

void cmd_suggest_help(const char *command)
{
    cmd_complain(bc_tr("`biaoce help%s%s` shows what there is"), command ? " " : "", command ? command : "");
}

static bool reader_is_gone(void)
{
    struct pollfd output = { .fd = STDOUT_FILENO };
    return poll(&output, 1, 0) == 1 && (output.revents & POLLERR);
}

int cmd_finish_output(int status)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    int error = errno ? errno : EIO;
    /* Whoever stopped reading (`| head`) knows. */
    if (!reader_is_gone())
        cmd_complain(bc_tr("standard output could not be written: %s"), strerror(error));
    return BIAOCE_IO;
}

int cmd_columns(const char *text)
{
    int columns = 0;
    mbstate_t state = { 0 };
    size_t left = strlen(text);
    while (left) {
        wchar_t c;
        size_t n = mbrtowc(&c, text, left, &state);
        if (n == 0 || n > left)
            return (int)strlen(text);
        int width = wcwidth(c);
        columns += width > 0 ? width : 0;
        text += n;
        left -= n;
    }
    return columns;
}

char *cmd_program_folder(void)
{
    char path[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    if (n <= 0)
        return NULL;
    path[n] = '\0';
    char *slash = strrchr(path, '/');
    if (!slash)
        return NULL;
    *slash = '\0';
    return strdup(path);
}
