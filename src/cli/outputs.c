/* Where outputs go and in which formats: what -f and -o say, for all commands that print. */
#include "cli/cmd.h"

#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
    const char *name;
    biaoce_format format;
} formats[] = { { "pdf", BIAOCE_FORMAT_PDF }, { "xlsx", BIAOCE_FORMAT_XLSX }, { "trace", BIAOCE_FORMAT_TRACE } };
enum { FORMAT_COUNT = sizeof formats / sizeof *formats };

static biaoce_format find_format(const char *name, size_t length)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++)
        if (strlen(formats[i].name) == length && strncasecmp(formats[i].name, name, length) == 0)
            return formats[i].format;
    return 0;
}

/* Whether it is a list of formats but for what parts them: `pdf;xlsx`, `pdf，xlsx`, `pdf xlsx`. */
static bool is_parted_otherwise(const char *word, size_t length)
{
    size_t names = 0;
    for (size_t i = 0; i < length;) {
        size_t n = 0;
        while (i + n < length && ((word[i + n] | 0x20) >= 'a' && (word[i + n] | 0x20) <= 'z'))
            n++;
        if (n && !find_format(word + i, n))
            return false;
        names += n > 0;
        i += n ? n : 1;
    }
    return names > 1;
}

bool cmd_take_formats(void *formats, const char *list)
{
    unsigned *out = formats;
    for (const char *at = list; *at;) {
        size_t length = strcspn(at, ",");
        biaoce_format format = find_format(at, length);
        if (!format && is_parted_otherwise(at, length))
            cmd_complain(bc_tr("formats are parted by half-width commas without blanks: -f pdf,xlsx"));
        else if (!format)
            cmd_complain(bc_tr("there is no format %.*s; there are pdf, xlsx and trace"), (int)length, at);
        if (!format)
            return false;
        *out |= (unsigned)format;
        at += length + (at[length] == ',');
        at += strspn(at, " ");
    }
    if (!*out)
        cmd_complain(bc_tr("-f names no format; there are pdf, xlsx and trace"));
    return *out != 0;
}

bool cmd_take_pdf(void *at, const char *word)
{
    static const struct {
        const char *name;
        biaoce_pdf pdf;
    } kinds[] = { { "plain", BIAOCE_PDF_PLAIN },
                  { "a-1b", BIAOCE_PDF_A1B },
                  { "a-2u", BIAOCE_PDF_A2U },
                  { "a-2a", BIAOCE_PDF_A2A } };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, word) == 0) {
            *(biaoce_pdf *)at = kinds[i].pdf;
            return true;
        }
    cmd_complain(bc_tr("there is no kind of PDF called %s; there are plain, a-1b, a-2u and a-2a"), word);
    return false;
}

bool cmd_take_attach(void *at, const char *word)
{
    biaoce_attach *attach = at;
    *attach = !word || strcmp(word, "printed") == 0 ? BIAOCE_ATTACH_PRINTED : BIAOCE_ATTACH_FULL;
    if (*attach == BIAOCE_ATTACH_PRINTED || strcmp(word, "full") == 0)
        return true;
    cmd_complain(bc_tr("--attach-data takes nothing, printed or full, not %s"), word);
    return false;
}

static bool is_folder(const char *path)
{
    struct stat info;
    size_t n = strlen(path);
    return (n && path[n - 1] == '/') || (stat(path, &info) == 0 && S_ISDIR(info.st_mode));
}

/* What a path ends in that looks like the kind of a file: a point and two to five letters and figures, of which the
 * first is a letter. NULL: nothing. */
static const char *kind_of_file(const char *path)
{
    enum { MIN_KIND = 2, MAX_KIND = 5 };
    const char *dot = strrchr(path, '.');
    if (!dot || dot == path || dot[-1] == '/' || strchr(dot, '/'))
        return NULL;
    size_t n = 0;
    for (const char *c = dot + 1; *c; c++, n++)
        if (!isalnum((unsigned char)*c))
            return NULL;
    return n >= MIN_KIND && n <= MAX_KIND && isalpha((unsigned char)dot[1]) ? dot : NULL;
}

bool cmd_outputs_choose_target(cmd_outputs *outputs)
{
    const char *path = outputs->path;
    if (!path)
        return true;
    if (!*path) {
        cmd_complain(bc_tr("-o names no place"));
        return false;
    }
    if (strcmp(path, "-") == 0) {
        outputs->target = BIAOCE_TO_MEMORY;
        if (outputs->formats & (outputs->formats - 1)) {
            cmd_complain(bc_tr("standard output takes one format"));
            return false;
        }
        return true;
    }
    if (is_folder(path))
        return true;
    const char *dot = strrchr(path, '.');
    biaoce_format format = dot && !strchr(dot, '/') ? find_format(dot + 1, strlen(dot + 1)) : 0;
    const char *kind = format ? NULL : kind_of_file(path);
    if (kind) {
        cmd_complain(bc_tr("nothing is written as %s: name a .pdf or .xlsx file, or %s/ for a folder of that name"),
                     kind, path);
        return false;
    }
    if (!format)
        return true;
    outputs->target = BIAOCE_TO_FILE;
    if (outputs->formats && outputs->formats != (unsigned)format) {
        cmd_complain(bc_tr("%s would not hold what -f asks for; name a folder"), path);
        return false;
    }
    outputs->formats = (unsigned)format;
    return true;
}

/* A program that reads the list gets each name as it is. */
static void list_file(const biaoce_output *output)
{
    char *shown = isatty(STDOUT_FILENO) ? cmd_shown(output->path, "") : NULL;
    const char *path = shown ? shown : output->path;
    if (output->pages)
        printf(output->pages == 1 ? bc_tr("%s (%u page)\n") : bc_tr("%s (%u pages)\n"), path, output->pages);
    else
        printf("%s\n", path);
    free(shown);
}

void cmd_outputs_list(void *context, const biaoce_output *output)
{
    const cmd_settings *settings = context;
    if (!output->path)
        fwrite(output->bytes, 1, output->length, stdout);
    else if (!settings->quiet)
        list_file(output);
}

/* All of it under a name of its own beside the target, which only then gets it. */
static bool put_as(const char *path, const char *temporary, int fd, const char *text, size_t size)
{
    struct stat there;
    FILE *file = fdopen(fd, "w");
    bool done = file && fwrite(text, 1, size, file) == size && fflush(file) == 0 && fsync(fd) == 0;
    const mode_t mask = umask(0);
    umask(mask);
    done = done && fchmod(fd, 0666 & ~mask) == 0;
    if (file ? fclose(file) != 0 : close(fd) != 0)
        done = false;
    if (!done || link(temporary, path) == 0)
        return done;
    if (errno != EEXIST && lstat(path, &there) != 0)
        return rename(temporary, path) == 0; /* a disk without links */
    errno = EEXIST;
    return false;
}

/* What a user has filled in is never lost: the file must not be there yet. */
static bool put_file(const char *path, const char *text, size_t size)
{
    const char *slash = strrchr(path, '/');
    const int folder = slash ? (int)(slash - path) + 1 : 0;
    char *temporary;
    if (access(path, F_OK) == 0) {
        errno = EEXIST;
        return false;
    }
    if (asprintf(&temporary, "%.*s.biaoce-XXXXXX.tmp", folder, path) < 0)
        return false;
    sigset_t all, before; /* what would end the program now would leave the temporary one */
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    const int fd = mkstemps(temporary, (int)strlen(".tmp"));
    const bool done = fd >= 0 && put_as(path, temporary, fd, text, size);
    const int kept = errno;
    if (fd >= 0)
        (void)unlink(temporary);
    sigprocmask(SIG_SETMASK, &before, NULL);
    free(temporary);
    errno = kept;
    return done;
}

void cmd_put_text(void *context, const char *text, size_t size)
{
    cmd_text_target *target = context;
    if (!target->path || strcmp(target->path, "-") == 0) {
        fwrite(text, 1, size, stdout);
        return;
    }
    target->failed = !put_file(target->path, text, size);
    if (target->failed)
        cmd_complain(bc_tr("%s could not be written: %s"), target->path, strerror(errno));
}
