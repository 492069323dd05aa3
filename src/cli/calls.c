/* The calls to the system that biaoce and its libraries make once a run has begun, as a filter that the kernel asks
 * (seccomp). Others are answered as if the system did not know them, so that a younger C library goes another way;
 * those that start programs or reach into other processes end this one. */
#include "cli/cmd.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#if defined(__linux__)
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>
#if defined(__x86_64__)
#define OUR_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OUR_ARCH AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define OUR_ARCH AUDIT_ARCH_RISCV64
#elif defined(__loongarch64)
#define OUR_ARCH AUDIT_ARCH_LOONGARCH64
#endif
#endif

#ifdef OUR_ARCH

/* Not every processor has the older ones. */
static const int ALLOWED[] = {
    /* files that are open */
    SYS_read,
    SYS_write,
    SYS_readv,
    SYS_writev,
    SYS_pread64,
    SYS_pwrite64,
    SYS_lseek,
    SYS_close,
    SYS_fstat,
    SYS_fstatfs,
    SYS_ftruncate,
    SYS_fsync,
    SYS_syncfs,
    SYS_fdatasync,
    SYS_flock,
    SYS_dup,
    SYS_dup3,
    SYS_fadvise64,
    SYS_getdents64,
    SYS_fchown,
    SYS_fgetxattr,
    SYS_fsetxattr,
    SYS_flistxattr,
    /* and by name, as far as Landlock lets them be */
    SYS_newfstatat,
    SYS_statx,
    SYS_statfs,
    SYS_faccessat,
    SYS_readlinkat,
    SYS_mkdirat,
    SYS_unlinkat,
    SYS_renameat2,
    SYS_linkat,
    SYS_getcwd,
    SYS_umask,
    /* memory */
    SYS_brk,
    SYS_munmap,
    SYS_mremap,
    SYS_madvise,
    SYS_mincore,
    /* threads, and what they wait for */
    SYS_futex,
    SYS_set_robust_list,
    SYS_rseq,
    SYS_exit,
    SYS_exit_group,
    SYS_sched_yield,
    SYS_sched_getaffinity,
    SYS_membarrier,
    SYS_ppoll,
    SYS_nanosleep,
    SYS_clock_nanosleep,
    SYS_restart_syscall,
    /* signals of our own */
    SYS_rt_sigaction,
    SYS_rt_sigprocmask,
    SYS_rt_sigreturn,
    SYS_sigaltstack,
    /* what the process is told */
    SYS_getpid,
    SYS_gettid,
    SYS_getuid,
    SYS_geteuid,
    SYS_getgid,
    SYS_getegid,
    SYS_clock_gettime,
    SYS_clock_getres,
    SYS_gettimeofday,
    SYS_getrandom,
    SYS_getrusage,
    SYS_sysinfo,
    SYS_uname,
#ifdef SYS_faccessat2
    SYS_faccessat2,
#endif
#ifdef SYS_renameat
    SYS_renameat,
#endif
#ifdef SYS_open
    SYS_stat,
    SYS_lstat,
    SYS_access,
    SYS_readlink,
    SYS_mkdir,
    SYS_rmdir,
    SYS_unlink,
    SYS_rename,
    SYS_poll,
    SYS_time,
#endif
};

static const int ENDING[] = {
    SYS_execve, SYS_execveat, SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev,
#ifdef SYS_fork
    SYS_fork,   SYS_vfork,
#endif
};

enum { ROOM = 2 * (sizeof ALLOWED + sizeof ENDING) / sizeof *ALLOWED + 96 };

typedef struct filter {
    struct sock_filter at[ROOM];
    unsigned short n;
} filter;

static void add(filter *f, struct sock_filter step)
{
    f->at[f->n++] = step;
}

static void answer(filter *f, uint32_t with)
{
    add(f, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, with));
}

static void load(filter *f, size_t offset)
{
    add(f, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset));
}

/* The lower half of an argument: of what is asked here the upper one says nothing. All these processors are little
 * endian. */
static void load_argument(filter *f, size_t i)
{
    load(f, offsetof(struct seccomp_data, args) + i * sizeof(uint64_t));
}

/* The `steps` behind it are for this call alone. */
static void of_call(filter *f, long call, uint8_t steps)
{
    add(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, steps));
}

static const uint32_t REFUSED = SECCOMP_RET_ERRNO | EPERM, UNKNOWN = SECCOMP_RET_ERRNO | ENOSYS;

/* Allowed when the argument has all of the bits (or, with `unless`, not one of them), else `otherwise`. */
static void when_bits(filter *f, long call, size_t argument, uint32_t bits, bool unless, uint32_t otherwise)
{
    of_call(f, call, 5);
    load_argument(f, argument);
    add(f, (struct sock_filter)BPF_STMT(BPF_ALU | BPF_AND | BPF_K, bits));
    add(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, unless ? 0 : bits, 0, 1));
    answer(f, SECCOMP_RET_ALLOW);
    answer(f, otherwise);
}

static void when_equal(filter *f, long call, size_t argument, uint32_t value)
{
    of_call(f, call, 4);
    load_argument(f, argument);
    add(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1));
    answer(f, SECCOMP_RET_ALLOW);
    answer(f, REFUSED);
}

/* To read and to empty at once is possible, and no right that older kernels know is asked for it. */
static void unless_emptied(filter *f, long call, size_t argument)
{
    of_call(f, call, 5);
    load_argument(f, argument);
    add(f, (struct sock_filter)BPF_STMT(BPF_ALU | BPF_AND | BPF_K, O_TRUNC | O_ACCMODE));
    add(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, O_TRUNC | O_RDONLY, 1, 0));
    answer(f, SECCOMP_RET_ALLOW);
    answer(f, REFUSED);
}

/* Copies, flags and locks; but no signals to others when something happens to a file. */
static void add_descriptors(filter *f)
{
    of_call(f, SYS_fcntl, 5);
    load_argument(f, 1);
    add(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, F_DUPFD_CLOEXEC, 1, 0));
    add(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, F_SETLKW, 1, 0));
    answer(f, SECCOMP_RET_ALLOW);
    answer(f, REFUSED);
}

static void add_calls(filter *f, const int *calls, size_t n, uint32_t with)
{
    for (size_t i = 0; i < n; i++) {
        of_call(f, calls[i], 1);
        answer(f, with);
    }
}

/* Numbers of another processor mean other calls. */
static void add_arch(filter *f)
{
    load(f, offsetof(struct seccomp_data, arch));
    add(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OUR_ARCH, 1, 0));
    answer(f, SECCOMP_RET_KILL_PROCESS);
}

/* Each of these answers its call whole, so that the number of the call is at hand for the next. */
static void add_judged(filter *f)
{
    /* threads, no processes; the flags of clone3 cannot be seen, and without it clone is taken */
    when_bits(f, SYS_clone, 0, CLONE_VM | CLONE_THREAD, false, SECCOMP_RET_KILL_PROCESS);
    /* no memory becomes code */
    when_bits(f, SYS_mmap, 2, PROT_EXEC, true, REFUSED);
    when_bits(f, SYS_mprotect, 2, PROT_EXEC, true, REFUSED);
    when_equal(f, SYS_tgkill, 0, (uint32_t)getpid());
    /* nobody's file becomes a program that runs as its owner */
    when_bits(f, SYS_fchmod, 1, S_ISUID | S_ISGID, true, REFUSED);
    unless_emptied(f, SYS_openat, 2);
#ifdef SYS_open
    unless_emptied(f, SYS_open, 1);
#endif
    add_descriptors(f);
    /* isatty() */
    when_equal(f, SYS_ioctl, 1, 0x5401 /* TCGETS */);
    /* limits are asked for, not set */
    of_call(f, SYS_prlimit64, 6);
    load_argument(f, 2);
    add(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 3));
    load(f, offsetof(struct seccomp_data, args) + 2 * sizeof(uint64_t) + sizeof(uint32_t));
    add(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 1));
    answer(f, SECCOMP_RET_ALLOW);
    answer(f, REFUSED);
}

bool cmd_calls_close(void)
{
    filter f = { .n = 0 };
    add_arch(&f);
    load(&f, offsetof(struct seccomp_data, nr));
    add_calls(&f, ALLOWED, sizeof ALLOWED / sizeof *ALLOWED, SECCOMP_RET_ALLOW);
    add_judged(&f);
    add_calls(&f, ENDING, sizeof ENDING / sizeof *ENDING, SECCOMP_RET_KILL_PROCESS);
    answer(&f, UNKNOWN);
    const struct sock_fprog program = { f.n, f.at };
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) == 0;
}

#else

bool cmd_calls_close(void)
{
    errno = ENOSYS;
    return false;
}

#endif
