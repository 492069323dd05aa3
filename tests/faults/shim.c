/* Makes one call of a program fail: preloaded (LD_PRELOAD), it stands between the program with all its libraries and
 * the C library, counts the calls of one group of functions, and lets one of them fail.
 *
 *     FAULT=GROUP          only counts
 *     FAULT=GROUP:N:HOW    the Nth call fails; HOW is an errno, `short` (half of the bytes are written) or `zero`
 *     FAULT=GROUP:N:HOW:on the Nth and all later ones fail
 *     FAULT_REPORT=FILE    gets a line "failed <file of the call>" at each failure, "calls <count>" at the end
 *
 * Calls of the C library to itself (stdio, opendir, malloc's own memory) do not come by here, as they do not go through
 * the dynamic linker. Counting starts when the program does. A failing close closes, as it does on Linux; all other
 * failing calls do nothing.
 */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&(name)))dlsym(RTLD_NEXT, #name))

/* The C library's own, which are there before any symbol can be looked up. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

typedef struct fault {
    char group[16], how[16];
    unsigned long at; /* 0: none fails */
    bool onwards;
    int error, report;
    atomic_ulong calls;
} fault;

static fault planned = { .report = -1 };

__attribute__((constructor)) static void plan(void)
{
    char on[4] = "";
    const char *text = getenv("FAULT"), *report = getenv("FAULT_REPORT");
    if (report)
        planned.report = REAL(open)(report, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (text && sscanf(text, "%15[^:]:%lu:%15[^:]:%3s", planned.group, &planned.at, planned.how, on) < 1)
        planned.group[0] = '\0';
    planned.error = atoi(planned.how);
    planned.onwards = strcmp(on, "on") == 0;
}

__attribute__((destructor)) static void report_count(void)
{
    if (planned.report >= 0)
        dprintf(planned.report, "calls %lu\n", atomic_load(&planned.calls));
}

/* Without memory, which may be what is failing. `file` is the call's path, or NULL for that of `fd`. */
static void report_failure(const char *file, int fd)
{
    char link[32], path[4096] = "-", line[4200];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    if (!file && fd >= 0 && readlink(link, path, sizeof path - 1) < 0)
        path[0] = '-';
    int n = snprintf(line, sizeof line, "failed %s\n", file ? file : path);
    if (n > 0 && n < (int)sizeof line && REAL(write)(planned.report, line, (size_t)n) < 0)
        planned.report = -1;
}

/* Whether this call is the one. */
static bool fails_on(const char *group, const char *file, int fd)
{
    if (strcmp(group, planned.group) != 0)
        return false;
    unsigned long call = atomic_fetch_add(&planned.calls, 1) + 1;
    if (!planned.at || call < planned.at || (call > planned.at && !planned.onwards))
        return false;
    if (planned.report >= 0)
        report_failure(file, fd);
    errno = planned.error;
    return true;
}

static bool fails(const char *group)
{
    return fails_on(group, NULL, -1);
}

/* Memory: what is reported is the library that asked for it. */
static bool starves(const void *caller)
{
    Dl_info info;
    return fails_on("malloc", dladdr(caller, &info) ? info.dli_fname : NULL, -1);
}

/* -- memory and threads --------------------------------------------------------------------------------- */

void *malloc(size_t size)
{
    return starves(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return starves(__builtin_return_address(0)) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return starves(__builtin_return_address(0)) ? NULL : __libc_realloc(old, size);
}

void *mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
    return fails_on("mmap", NULL, fd) ? MAP_FAILED : REAL(mmap)(at, size, protection, flags, fd, offset);
}

void *mmap64(void *at, size_t size, int protection, int flags, int fd, off64_t offset)
{
    return fails_on("mmap", NULL, fd) ? MAP_FAILED : REAL(mmap64)(at, size, protection, flags, fd, offset);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument)
{
    return fails("pthread_create") ? planned.error : REAL(pthread_create)(thread, attributes, start, argument);
}

/* -- opening -------------------------------------------------------------------------------------------- */

#define MODE_OF(flags, mode)                                                                                           \
    do {                                                                                                               \
        if ((flags) & (O_CREAT | __O_TMPFILE)) {                                                                       \
            va_list more;                                                                                              \
            va_start(more, flags);                                                                                     \
            mode = (mode_t)va_arg(more, unsigned);                                                                     \
            va_end(more);                                                                                              \
        }                                                                                                              \
    } while (0)

int open(const char *path, int flags, ...)
{
    mode_t mode = 0;
    MODE_OF(flags, mode);
    return fails_on("open", path, -1) ? -1 : REAL(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    mode_t mode = 0;
    MODE_OF(flags, mode);
    return fails_on("open", path, -1) ? -1 : REAL(open64)(path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...)
{
    mode_t mode = 0;
    MODE_OF(flags, mode);
    return fails_on("open", path, -1) ? -1 : REAL(openat)(folder, path, flags, mode);
}

int openat64(int folder, const char *path, int flags, ...)
{
    mode_t mode = 0;
    MODE_OF(flags, mode);
    return fails_on("open", path, -1) ? -1 : REAL(openat64)(folder, path, flags, mode);
}

/* What open becomes in a library that was compiled with _FORTIFY_SOURCE, when its flags are no constant. */
int __open_2(const char *path, int flags);
int __open64_2(const char *path, int flags);

int __open_2(const char *path, int flags)
{
    return fails_on("open", path, -1) ? -1 : REAL(open)(path, flags);
}

int __open64_2(const char *path, int flags)
{
    return fails_on("open", path, -1) ? -1 : REAL(open64)(path, flags);
}

FILE *fopen(const char *path, const char *mode)
{
    return fails_on("fopen", path, -1) ? NULL : REAL(fopen)(path, mode);
}

FILE *fopen64(const char *path, const char *mode)
{
    return fails_on("fopen", path, -1) ? NULL : REAL(fopen64)(path, mode);
}

DIR *opendir(const char *path)
{
    return fails_on("opendir", path, -1) ? NULL : REAL(opendir)(path);
}

/* -- reading, writing, naming --------------------------------------------------------------------------- */

struct dirent *readdir(DIR *folder)
{
    return fails_on("readdir", NULL, dirfd(folder)) ? NULL : REAL(readdir)(folder);
}

struct dirent64 *readdir64(DIR *folder)
{
    return fails_on("readdir", NULL, dirfd(folder)) ? NULL : REAL(readdir64)(folder);
}

ssize_t read(int fd, void *to, size_t size)
{
    return fails_on("read", NULL, fd) ? -1 : REAL(read)(fd, to, size);
}

ssize_t write(int fd, const void *from, size_t size)
{
    if (!fails_on("write", NULL, fd))
        return REAL(write)(fd, from, size);
    if (strcmp(planned.how, "zero") == 0)
        return 0;
    return strcmp(planned.how, "short") == 0 ? REAL(write)(fd, from, size > 1 ? size / 2 : size) : -1;
}

int fsync(int fd)
{
    return fails_on("fsync", NULL, fd) ? -1 : REAL(fsync)(fd);
}

int syncfs(int fd)
{
    return fails_on("fsync", NULL, fd) ? -1 : REAL(syncfs)(fd);
}

int close(int fd)
{
    if (!fails_on("close", NULL, fd))
        return REAL(close)(fd);
    REAL(close)(fd);
    errno = planned.error;
    return -1;
}

int rename(const char *from, const char *to)
{
    return fails_on("rename", to, -1) ? -1 : REAL(rename)(from, to);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to)
{
    return fails_on("rename", to, -1) ? -1 : REAL(renameat)(from_folder, from, to_folder, to);
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
    return fails_on("rename", to, -1) ? -1 : REAL(renameat2)(from_folder, from, to_folder, to, flags);
}
