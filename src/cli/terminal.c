/* Words to the user, and the surroundings of the program. What others wrote (names of forms, fonts and files) may have
 * characters in it that steer a terminal or turn the words around it; messages of the library are fit already. */
#include "cli/cmd.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdarg.h>
#include <stdint.h>
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

/* The character that begins there, and how many bytes it has; 0: no UTF-8. */
static uint32_t decode(const unsigned char *p, size_t *length)
{
    static const struct {
        unsigned char mask, lead;
        uint32_t least;
    } forms[] = { { 0x80, 0, 0 }, { 0xE0, 0xC0, 0x80 }, { 0xF0, 0xE0, 0x800 }, { 0xF8, 0xF0, 0x10000 } };
    for (size_t n = 1; n <= sizeof forms / sizeof *forms; n++) {
        if ((p[0] & forms[n - 1].mask) != forms[n - 1].lead)
            continue;
        uint32_t c = p[0] & (unsigned char)~forms[n - 1].mask;
        for (size_t i = 1; i < n; i++) {
            if ((p[i] & 0xC0) != 0x80)
                return 0;
            c = c << 6 | (p[i] & 0x3F);
        }
        *length = n;
        return c >= forms[n - 1].least ? c : 0;
    }
    return 0;
}

/* As the library's messages have it: controls, and marks of direction. */
static bool is_hidden(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

char *cmd_shown(const char *text, const char *kept)
{
    static const char INSTEAD[] = "\xEF\xBF\xBD";
    char *shown = cmd_alloc(strlen(text) * (sizeof INSTEAD - 1) + 1), *to = shown;
    for (const char *at = text; *at;) {
        size_t length = 1;
        uint32_t c = decode((const unsigned char *)at, &length);
        bool good = c && (!is_hidden(c) || (c < 0x80 && strchr(kept, (int)c)));
        if (!c)
            length = 1;
        memcpy(to, good ? at : INSTEAD, good ? length : sizeof INSTEAD - 1);
        to += good ? length : sizeof INSTEAD - 1;
        at += length;
    }
    return shown;
}

void cmd_put_shown(FILE *to, const char *text)
{
    char *shown = cmd_shown(text, "");
    fputs(shown, to);
    free(shown);
}

/* Arguments come from other programs, too: nobody reads more than this of them. */
static void cut(char *text)
{
    enum { MAX_COMPLAINT = 2000 };
    if (strlen(text) <= MAX_COMPLAINT)
        return;
    size_t n = MAX_COMPLAINT;
    while (n && ((unsigned char)text[n] & 0xC0) == 0x80)
        n--;
    memcpy(text + n, "…", sizeof "…"); /* there is more than that behind it, or as much */
}

void cmd_complain(const char *format, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, format);
    bool made = vasprintf(&text, format, args) >= 0;
    va_end(args);
    fflush(stdout);
    fputs("biaoce: ", stderr);
    if (made) {
        cut(text);
        cmd_put_shown(stderr, text);
    }
    fputc('\n', stderr);
    free(text);
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
