/* Loaded before a program, it is the stranger's code that has taken over: when the first output is put in its place it
 * tries what $SHIM_TRY says and tells what came of it on standard error. With $SHIM_LACKS it is a system that has no
 * Landlock, or lets nobody filter calls. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool is_set(const char *variable, const char *word)
{
    const char *value = getenv(variable);
    return value && strcmp(value, word) == 0;
}

/* The path or other argument of what is tried. */
static const char *argument(void)
{
    const char *value = getenv("SHIM_PATH");
    return value ? value : "";
}

static long exec_true(void)
{
    char *const words[] = { (char *)(uintptr_t) "/bin/true", NULL };
    return execve(words[0], words, words + 1);
}

static long make_code(void)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return mprotect(page, 4096, PROT_READ | PROT_EXEC);
}

static long try(void)
{
    if (is_set("SHIM_TRY", "read"))
        return open(argument(), O_RDONLY | O_CLOEXEC);
    if (is_set("SHIM_TRY", "list"))
        return open(argument(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (is_set("SHIM_TRY", "write"))
        return open(argument(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    if (is_set("SHIM_TRY", "unlink"))
        return unlink(argument());
    if (is_set("SHIM_TRY", "rename"))
        return rename(argument(), "here");
    if (is_set("SHIM_TRY", "truncate"))
        return truncate(argument(), 0);
    if (is_set("SHIM_TRY", "chmod"))
        return chmod(argument(), 0777);
    if (is_set("SHIM_TRY", "empty"))
        return open(argument(), O_RDONLY | O_TRUNC | O_CLOEXEC);
    if (is_set("SHIM_TRY", "owner"))
        return fcntl(open(argument(), O_RDONLY | O_CLOEXEC), F_SETOWN, getppid());
    if (is_set("SHIM_TRY", "special"))
        return fchmod(open(argument(), O_RDONLY | O_CLOEXEC), 04755);
    if (is_set("SHIM_TRY", "link"))
        return symlink("/etc", "here");
    if (is_set("SHIM_TRY", "socket"))
        return socket(AF_INET, SOCK_STREAM, 0);
    if (is_set("SHIM_TRY", "unix"))
        return socket(AF_UNIX, SOCK_STREAM, 0);
    if (is_set("SHIM_TRY", "exec"))
        return exec_true();
    if (is_set("SHIM_TRY", "fork"))
        return fork();
    if (is_set("SHIM_TRY", "trace"))
        return syscall(SYS_ptrace, 16, getppid(), 0, 0);
    if (is_set("SHIM_TRY", "kill"))
        return kill(getppid(), SIGTERM);
    if (is_set("SHIM_TRY", "code"))
        return make_code();
    return -2;
}

/* The last call of each output. */
int renameat2(int from, const char *old, int to, const char *new, unsigned flags)
{
    static bool tried;
    if (!tried && getenv("SHIM_TRY")) {
        tried = true;
        errno = 0;
        long result = try();
        fprintf(stderr, "tried: %s\n", result >= 0 ? "done" : result == -2 ? "nothing" : strerrorname_np(errno));
    }
    int (*real)(int, const char *, int, const char *, unsigned);
    void *found = dlsym(RTLD_NEXT, "renameat2");
    memcpy(&real, &found, sizeof real);
    return real(from, old, to, new, flags);
}

static bool lacks(long number)
{
    if (number == SYS_landlock_create_ruleset)
        return is_set("SHIM_LACKS", "landlock");
    if (number == SYS_landlock_restrict_self)
        return is_set("SHIM_LACKS", "restriction");
    return number == SYS_seccomp && is_set("SHIM_LACKS", "seccomp");
}

long syscall(long number, ...)
{
    long a[6];
    va_list list;
    va_start(list, number);
    for (int i = 0; i < 6; i++)
        a[i] = va_arg(list, long);
    va_end(list);
    if (lacks(number)) {
        errno = ENOSYS;
        return -1;
    }
    long (*real)(long, ...);
    void *found = dlsym(RTLD_NEXT, "syscall");
    memcpy(&real, &found, sizeof real);
    return real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}
