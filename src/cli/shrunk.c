/* A file that is read through memory, as fonts are, may be made shorter by somebody else meanwhile: what was there is
 * then answered by a signal, and nothing can go on. What was being read is said, and the program ends as it does for
 * other files that fail. Only what a signal handler may call is called here. */
#include "cli/cmd.h"

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

/* Looked up before, since a handler cannot. */
static const char *words;
static int held_map = -1;

/* A line of /proc/self/maps at a time; longer ones are cut. */
typedef struct reader {
    int fd;
    size_t at, n;
    char bytes[4096];
} reader;

static bool next_line(reader *r, char *line, size_t size)
{
    size_t n = 0;
    for (;;) {
        if (r->at == r->n) {
            ssize_t got = read(r->fd, r->bytes, sizeof r->bytes);
            if (got <= 0)
                return false;
            r->at = 0;
            r->n = (size_t)got;
        }
        char c = r->bytes[r->at++];
        if (c == '\n')
            break;
        if (n + 1 < size)
            line[n++] = c;
    }
    line[n] = '\0';
    return true;
}

static const char *take_hex(const char *text, uintptr_t *out)
{
    for (*out = 0;; text++) {
        unsigned digit = (unsigned)*text - '0';
        if (digit > 9)
            digit = (unsigned)*text - 'a' + 10;
        if (digit > 15)
            return text;
        *out = *out << 4 | digit;
    }
}

/* The file of a line `from-end rwxp offset device inode  /path` when the address lies in it; else NULL. */
static char *file_at(char *line, uintptr_t address)
{
    uintptr_t from, end;
    const char *rest = take_hex(line, &from);
    if (*rest != '-')
        return NULL;
    (void)take_hex(rest + 1, &end);
    return address >= from && address < end ? strchr(line, '/') : NULL;
}

static void put(const char *text)
{
    ssize_t ignored = write(STDERR_FILENO, text, strlen(text));
    (void)ignored;
}

/* Names of files may have anything in them; a terminal gets nothing that it obeys. */
static void put_name(char *name)
{
    for (char *p = name; *p; p++)
        if ((unsigned char)*p < ' ' || *p == 0x7f)
            *p = '?';
    put(name);
}

static void tell(int number, siginfo_t *info, void *context)
{
    (void)context;
    static char line[4608];
    static reader maps;
    char *file = NULL;
    maps.fd = held_map >= 0 ? held_map : open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
    while (maps.fd >= 0 && !file && next_line(&maps, line, sizeof line))
        file = file_at(line, (uintptr_t)info->si_addr);
    if (!file) { /* a mistake of ours, or sent by somebody: the default action has come back */
        raise(number);
        return;
    }
    put("\nbiaoce: ");
    put_name(file);
    put(words);
    put("\n");
    _exit(BIAOCE_IO);
}

void cmd_tell_of_shrunk_files(void)
{
    words = bc_tr(": the file became shorter while it was read");
    struct sigaction action = { .sa_sigaction = tell, .sa_flags = (int)(SA_SIGINFO | SA_RESETHAND) };
    sigaction(SIGBUS, &action, NULL);
}

void cmd_hold_map_of_files(void)
{
    held_map = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
}
