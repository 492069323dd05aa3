/* Files: read whole, written whole or not at all; names fit for any system. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "biaoce-test-XXXXXX";

static const char *inside(const char *name)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static unsigned entries(void)
{
    unsigned n = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir))
        n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(dir);
    return n;
}

static int set_up(void **state)
{
    (void)state;
    strcpy(folder, "biaoce-test-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    DIR *dir = opendir(folder);
    for (struct dirent *entry = dir ? readdir(dir) : NULL; entry; entry = readdir(dir))
        if (unlinkat(dirfd(dir), entry->d_name, 0) != 0)
            unlinkat(dirfd(dir), entry->d_name, AT_REMOVEDIR);
    closedir(dir);
    return rmdir(folder);
}

static void expect_content(const char *path, const char *content)
{
    bc_buf out;
    bc_buf_init(&out);
    assert_int_equal(bc_file_read(path, 1000, &out).status, BC_FILE_OK);
    assert_string_equal(out.p, content);
    bc_buf_release(&out);
}

static void test_write(void **state)
{
    (void)state;
    struct stat info;
    const bc_file_write_options durable = { .durable = true };
    mode_t before = umask(027);
    assert_int_equal(bc_file_write(inside("a"), BC_STR("one"), NULL).status, BC_FILE_OK);
    umask(before);
    expect_content(inside("a"), "one");
    assert_int_equal(stat(inside("a"), &info), 0);
    assert_int_equal(info.st_mode & 07777, 0640);
    assert_int_equal(bc_file_write(inside("a"), BC_STR("two"), &durable).status, BC_FILE_OK);
    expect_content(inside("a"), "two");
    assert_int_equal(bc_file_write(inside("a"), BC_STR(""), NULL).status, BC_FILE_OK);
    expect_content(inside("a"), "");
    assert_int_equal(entries(), 1);
}

/* Only the system's owner may give files to others. */
static void test_group(void **state)
{
    (void)state;
    enum { OTHERS = 1234 };
    struct stat info;
    if (geteuid() != 0)
        skip();
    assert_int_equal(bc_file_write(inside("a"), BC_STR("one"), NULL).status, BC_FILE_OK);
    assert_int_equal(chown(inside("a"), (uid_t)-1, OTHERS), 0);
    assert_int_equal(chmod(inside("a"), 06640), 0);
    assert_int_equal(bc_file_write(inside("a"), BC_STR("two"), NULL).status, BC_FILE_OK);
    assert_int_equal(stat(inside("a"), &info), 0);
    assert_int_equal(info.st_gid, OTHERS);
    assert_int_equal(info.st_mode & 07777, 0640);
}

static void test_write_here(void **state)
{
    (void)state;
    int back = open(".", O_RDONLY | O_DIRECTORY);
    assert_int_equal(chdir(folder), 0);
    bc_file_status status = bc_file_write("plain", BC_STR("x"), NULL).status;
    bool there = access("plain", F_OK) == 0;
    assert_int_equal(fchdir(back), 0);
    close(back);
    assert_int_equal(status, BC_FILE_OK);
    assert_true(there);
}

/* Nothing has the name before the end, and nothing stays of what was dropped. */
static void test_write_in_pieces(void **state)
{
    (void)state;
    bc_buf found;
    bc_buf_init(&found);
    bc_file_result result;
    bc_file_output *output = bc_file_output_open(inside("x"), NULL, &result);
    assert_non_null(output);
    bc_file_output_add(output, BC_STR("one "));
    bc_file_output_add(output, BC_STR("two"));
    assert_int_equal(access(inside("x"), F_OK), -1);
    assert_int_equal(bc_file_output_finish(output).status, BC_FILE_OK);
    assert_int_equal(bc_file_read(inside("x"), 100, &found).status, BC_FILE_OK);
    assert_string_equal(found.p, "one two");

    output = bc_file_output_open(inside("x"), &(bc_file_write_options){ .durable = true }, &result);
    bc_file_output_add(output, BC_STR("other"));
    assert_int_equal(entries(), 2);
    bc_file_output_drop(output);
    assert_int_equal(entries(), 1);
    bc_buf_clear(&found);
    assert_int_equal(bc_file_read(inside("x"), 100, &found).status, BC_FILE_OK);
    assert_string_equal(found.p, "one two");

    assert_null(bc_file_output_open(inside("x"), &(bc_file_write_options){ .exclusive = true }, &result));
    assert_int_equal(result.status, BC_FILE_DENIED);
    assert_null(bc_file_output_open(inside("no/x"), NULL, &result));
    assert_int_equal(result.status, BC_FILE_MISSING);
    assert_int_equal(entries(), 1);
    bc_buf_release(&found);
}

static void test_exclusive(void **state)
{
    (void)state;
    const bc_file_write_options exclusive = { .exclusive = true };
    assert_int_equal(bc_file_write(inside("a"), BC_STR("one"), &exclusive).status, BC_FILE_OK);
    bc_file_result second = bc_file_write(inside("a"), BC_STR("two"), &exclusive);
    assert_int_equal(second.status, BC_FILE_DENIED);
    assert_int_equal(second.error, EEXIST);
    assert_string_equal(bc_file_result_text(second), "it exists already");
    expect_content(inside("a"), "one");
    assert_int_equal(symlink("nowhere", inside("link")), 0);
    assert_int_equal(bc_file_write(inside("link"), BC_STR("two"), &exclusive).status, BC_FILE_DENIED);
    assert_int_equal(entries(), 2);
}

static void test_refused_targets(void **state)
{
    (void)state;
    assert_int_equal(bc_file_write(inside("a"), BC_STR("one"), NULL).status, BC_FILE_OK);
    assert_int_equal(symlink("a", inside("link")), 0);
    assert_int_equal(bc_file_write(inside("link"), BC_STR("two"), NULL).status, BC_FILE_NOT_REGULAR);
    expect_content(inside("a"), "one");
    assert_int_equal(mkfifo(inside("pipe"), 0600), 0);
    assert_int_equal(bc_file_write(inside("pipe"), BC_STR("x"), NULL).status, BC_FILE_NOT_REGULAR);
    assert_int_equal(bc_file_write(folder, BC_STR("x"), NULL).status, BC_FILE_NOT_REGULAR);
    assert_int_equal(bc_file_write(inside(""), BC_STR("x"), NULL).status, BC_FILE_NOT_REGULAR);
    assert_int_equal(bc_file_write(inside(".."), BC_STR("x"), NULL).status, BC_FILE_NOT_REGULAR);
    assert_int_equal(bc_file_write("/dev/stdout", BC_STR("x"), NULL).status, BC_FILE_NOT_REGULAR);
    assert_int_equal(bc_file_write("/dev/null", BC_STR("x"), NULL).status, BC_FILE_NOT_REGULAR);
    assert_int_equal(bc_file_write(inside("none/x"), BC_STR("x"), NULL).status, BC_FILE_MISSING);
    assert_int_equal(bc_file_write(inside("a/x"), BC_STR("x"), NULL).status, BC_FILE_MISSING);
    assert_int_equal(entries(), 3);
}

static void test_name_too_long(void **state)
{
    (void)state;
    char name[300];
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    bc_buf path;
    bc_buf_init(&path);
    bc_buf_printf(&path, "%s/%s", folder, name);
    bc_file_result written = bc_file_write(path.p, BC_STR("x"), NULL);
    assert_int_equal(written.status, BC_FILE_FAILED);
    assert_int_equal(written.error, ENAMETOOLONG);
    assert_string_equal(bc_file_result_text(written), "the name is too long");
    assert_int_equal(entries(), 0);
    bc_buf_release(&path);
}

/* A limit on the size of files stands for a full disk: the write stops in the middle. */
static void test_write_fails(void **state)
{
    (void)state;
    assert_int_equal(bc_file_write(inside("a"), BC_STR("old"), NULL).status, BC_FILE_OK);
    pid_t child = fork();
    if (child == 0) {
        static char bytes[100000];
        const struct rlimit limit = { 5000, 5000 };
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
        bc_file_status status = bc_file_write(inside("a"), (bc_str){ bytes, sizeof bytes }, NULL).status;
        _exit(status == BC_FILE_TOO_LARGE ? 0 : 1);
    }
    int result = -1;
    assert_int_equal(waitpid(child, &result, 0), child);
    assert_int_equal(result, 0);
    expect_content(inside("a"), "old");
    assert_int_equal(entries(), 1);
}

/* Stand between file.c and the system (-Wl,--wrap): a signal interrupts the first calls, or a write takes no bytes. */
static int interruptions;
static int empty_writes;
int __real_openat(int folder, const char *path, int flags, mode_t mode);
int __real_renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags);
int __real_fsync(int fd);
ssize_t __real_read(int fd, void *to, size_t size);
ssize_t __real_write(int fd, const void *from, size_t size);
int __wrap_openat(int folder, const char *path, int flags, mode_t mode);
int __wrap_renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags);
int __wrap_fsync(int fd);
ssize_t __wrap_read(int fd, void *to, size_t size);
ssize_t __wrap_write(int fd, const void *from, size_t size);

/* Every second call, so that each kind is interrupted, and comes through when it is tried again. */
static bool interrupted(void)
{
    if (interruptions == 0 || interruptions-- % 2)
        return false;
    errno = EINTR;
    return true;
}

int __wrap_openat(int folder_fd, const char *path, int flags, mode_t mode)
{
    return interrupted() ? -1 : __real_openat(folder_fd, path, flags, mode);
}

int __wrap_renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
    return interrupted() ? -1 : __real_renameat2(from_folder, from, to_folder, to, flags);
}

int __wrap_fsync(int fd)
{
    return interrupted() ? -1 : __real_fsync(fd);
}

ssize_t __wrap_read(int fd, void *to, size_t size)
{
    return interrupted() ? -1 : __real_read(fd, to, size);
}

ssize_t __wrap_write(int fd, const void *from, size_t size)
{
    if (empty_writes > 0) {
        empty_writes--;
        return 0;
    }
    return interrupted() ? -1 : __real_write(fd, from, size);
}

static void test_interrupted(void **state)
{
    (void)state;
    const bc_file_write_options all = { .exclusive = true, .durable = true };
    /* The folder is looked through for what dead runs left, once: not while it is counted. */
    assert_int_equal(bc_file_write(inside("first"), BC_STR(""), &all).status, BC_FILE_OK);
    assert_int_equal(unlink(inside("first")), 0);
    interruptions = 100;
    assert_int_equal(bc_file_write(inside("a"), BC_STR("one"), &all).status, BC_FILE_OK);
    expect_content(inside("a"), "one");
    assert_int_equal(bc_file_write(inside("a"), BC_STR("two"), NULL).status, BC_FILE_OK);
    expect_content(inside("a"), "two");
    const int interrupted_calls = 100 - interruptions;
    interruptions = 0;
    /* Two folders, two temporary files, two writes, two renames, two syncs, two reads of two calls, one of them open.
     */
    assert_int_equal(interrupted_calls, 2 * 16);
    assert_int_equal(entries(), 1);
}

static void test_write_takes_nothing(void **state)
{
    (void)state;
    assert_int_equal(bc_file_write(inside("a"), BC_STR("old"), NULL).status, BC_FILE_OK);
    empty_writes = 1;
    assert_int_equal(bc_file_write(inside("a"), BC_STR("new"), NULL).status, BC_FILE_FAILED);
    assert_int_equal(errno, EIO);
    assert_int_equal(empty_writes, 0);
    expect_content(inside("a"), "old");
    assert_int_equal(entries(), 1);
}

static void test_read(void **state)
{
    (void)state;
    bc_buf out;
    bc_buf_init(&out);
    bc_buf_add_text(&out, "kept");
    assert_int_equal(bc_file_write(inside("a"), BC_STR("12345"), NULL).status, BC_FILE_OK);
    assert_int_equal(bc_file_read(inside("a"), 4, &out).status, BC_FILE_TOO_LARGE);
    assert_int_equal(bc_file_read(inside("none"), 4, &out).status, BC_FILE_MISSING);
    assert_int_equal(bc_file_read(inside("a/b"), 4, &out).status, BC_FILE_MISSING);
    assert_int_equal(bc_file_read(folder, 4, &out).status, BC_FILE_NOT_REGULAR);
    assert_int_equal(bc_file_read("/dev/zero", 4, &out).status, BC_FILE_NOT_REGULAR);
    assert_string_equal(out.p, "kept");
    assert_int_equal(bc_file_read(inside("a"), 5, &out).status, BC_FILE_OK);
    assert_int_equal(bc_file_read(inside("a"), SIZE_MAX, &out).status, BC_FILE_OK);
    assert_string_equal(out.p, "kept1234512345");
    bc_buf_release(&out);
}

/* Each reason has its own words; what is only ours has none of an earlier call. */
static void test_words(void **state)
{
    (void)state;
    bc_buf out;
    bc_buf_init(&out);
    assert_int_equal(symlink("b", inside("a")), 0);
    assert_int_equal(symlink("a", inside("b")), 0);
    assert_string_equal(bc_file_result_text(bc_file_read(inside("a"), 10, &out)), "symbolic links lead in a circle");
    assert_string_equal(bc_file_result_text(bc_file_make_folder(inside("a"))), "symbolic links lead in a circle");
    assert_string_equal(bc_file_result_text(bc_file_make_folder(inside("a/c"))), "symbolic links lead in a circle");
    assert_int_equal(symlink("nowhere", inside("link")), 0);
    assert_string_equal(bc_file_result_text(bc_file_make_folder(inside("link"))), "no such file or folder");
    assert_string_equal(bc_file_result_text(bc_file_write(inside("link"), BC_STR("x"), NULL)),
                        "a folder, link or device stands where a file is meant");
    static const struct {
        int error;
        const char *words;
    } cases[] = {
        { EROFS, "the disk can only be read" }, { EXDEV, "it lies on another disk" },
        { EMFILE, "too many files are open" },  { ENFILE, "too many files are open" },
        { EACCES, "permission denied" },        { ENOSPC, "no space is left on the disk" },
        { ENOENT, "no such file or folder" },   { EISDIR, "a folder, link or device stands where a file is meant" },
        { EFBIG, "the file is too large" }
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(bc_file_error_text(cases[i].error), cases[i].words);
    assert_string_equal(bc_file_error_text(ESTALE), "the server of the network folder does not know it any more");
    assert_string_equal(bc_file_error_text(EIO), strerror(EIO));
    bc_buf_release(&out);
}

static void read_pipe(size_t size, size_t limit, bc_file_status expected)
{
    int ends[2];
    char path[32];
    bc_buf out;
    bc_buf_init(&out);
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        signal(SIGPIPE, SIG_IGN);
        for (size_t i = 0; i < size; i++)
            if (write(ends[1], "x", 1) != 1)
                break;
        _exit(0);
    }
    close(ends[1]);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    assert_int_equal(bc_file_read_stream(path, limit, NULL, &out).status, expected);
    assert_int_equal(out.n, expected == BC_FILE_OK ? size : 0);
    close(ends[0]);
    waitpid(child, NULL, 0);
    bc_buf_release(&out);
}

/* Over when it has been asked so often. */
static bool is_over(const void *asked)
{
    return --*(int *)(uintptr_t)asked < 0;
}

static void test_wait_for_pipe(void **state)
{
    char path[64];
    int ends[2], asked = 1;
    const bc_file_waiting waiting = { is_over, &asked };
    bc_file_stream stream;
    bc_buf out;
    (void)state;
    bc_buf_init(&out);
    assert_int_equal(pipe(ends), 0);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    assert_int_equal(bc_file_read_stream(path, 10, &waiting, &out).status, BC_FILE_GIVEN_UP);
    assert_int_equal(bc_file_stream_open(path, true, &waiting, &stream).status, BC_FILE_OK);
    asked = 5;
    assert_int_equal(write(ends[1], "xyz", 3), 3);
    assert_int_equal(bc_file_stream_read(&stream, 10, &out).status, BC_FILE_OK);
    assert_int_equal(out.n, 3);
    assert_int_equal(asked, 4);
    assert_int_equal(bc_file_stream_read(&stream, 10, &out).status, BC_FILE_OK); /* asked until it was over */
    assert_int_equal(out.n, 3);
    assert_true(asked < 0);
    asked = 5;
    close(ends[1]);
    assert_int_equal(bc_file_stream_read(&stream, 10, &out).status, BC_FILE_OK);
    assert_int_equal(asked, 4); /* nobody writes any more: this is the end */
    bc_file_stream_close(&stream);
    close(ends[0]);
    bc_buf_release(&out);
}

static void test_read_pipe(void **state)
{
    (void)state;
    read_pipe(0, 10, BC_FILE_OK);
    read_pipe(3000, 3000, BC_FILE_OK);
    read_pipe(3000, 2999, BC_FILE_TOO_LARGE);
}

static void test_nothing_but_plain_files_is_waited_for(void **state)
{
    (void)state;
    bc_buf bytes;
    bc_buf_init(&bytes);
    assert_int_equal(mkfifo(inside("pipe"), 0600), 0);
    assert_int_equal(bc_file_read(inside("pipe"), SIZE_MAX, &bytes).status, BC_FILE_NOT_REGULAR);
    assert_int_equal(bc_file_read("/dev/zero", SIZE_MAX, &bytes).status, BC_FILE_NOT_REGULAR);
    assert_int_equal(bc_file_read(inside("-"), SIZE_MAX, &bytes).status, BC_FILE_MISSING);
    assert_int_equal(bytes.n, 0);
    bc_buf_release(&bytes);
}

static void test_make_folder(void **state)
{
    (void)state;
    char deep[64];
    snprintf(deep, sizeof deep, "%s/x//y/z/", folder);
    assert_int_equal(bc_file_make_folder(deep).status, BC_FILE_OK);
    assert_int_equal(bc_file_make_folder(deep).status, BC_FILE_OK);
    assert_int_equal(bc_file_make_folder("/").status, BC_FILE_OK);
    assert_int_equal(bc_file_make_folder("").status, BC_FILE_MISSING);
    assert_int_equal(rmdir(inside("x/y/z")) | rmdir(inside("x/y")), 0);
    assert_int_equal(bc_file_write(inside("f"), BC_STR(""), NULL).status, BC_FILE_OK);
    bc_file_result blocked = bc_file_make_folder(inside("f"));
    assert_int_equal(blocked.status, BC_FILE_NOT_REGULAR);
    assert_string_equal(bc_file_result_text(blocked), "a file stands where a folder is meant");
    assert_int_not_equal(bc_file_make_folder(inside("f/g")).status, BC_FILE_OK);
}

typedef struct name_case {
    const char *name;
    size_t most;
    const char *clean;
} name_case;

static const name_case NAMES[] = {
    { "项目一.pdf", 255, "项目一.pdf" },
    { "", 255, "_" },
    { "...", 255, "_" },
    { " \xe3\x80\x80. ", 255, "_" },
    { "../../etc/passwd", 255, "_.._etc_passwd" },
    { "a/b\\c:d*e?f\"g<h>i|j", 255, "a_b_c_d_e_f_g_h_i_j" },
    { "甲／乙：丙", 255, "甲／乙：丙" },
    { ".hidden", 255, "hidden" },
    { "a. . ", 255, "a" },
    { "line\nbreak\ttab\x01\x7f", 255, "line break tab" },
    { "evil\xe2\x80\xae"
      "fdp.exe",
      255, "evilfdp.exe" },
    { "a\xe2\x81\xa6"
      "b\xe2\x80\x8b"
      "c\xef\xbb\xbf"
      "d\xc2\xad"
      "e",
      255, "abcde" },
    { "a\xffz", 255, "a_z" },
    { "CON", 255, "CON_" },
    { "con.txt", 255, "con_.txt" },
    { "Com1 .x", 255, "Com1_ .x" },
    { "LPT\xc2\xb2", 255, "LPT\xc2\xb2_" },
    { "COM10", 255, "COM10" },
    { "CONTRACT", 255, "CONTRACT" },
    { "CONTRACT", 3, "_" },
    { "nul", 3, "_" },
    { "conout$.log", 255, "conout$_.log" },
    { "项目", 5, "项" },
    { "项目", 6, "项目" },
    { "项目", 2, "_" },
    { "项目", 0, "_" },
    { "𠮷𠮷", 7, "𠮷" },
    { "ae\xcc\x81", 3, "a" },
    { "ae\xcc\x81", 4, "ae\xcc\x81" },
    { "葛\xf3\xa0\x84\x80x", 6, "_" },
    { "葛\xf3\xa0\x84\x80x", 7, "葛\xf3\xa0\x84\x80" },
    { "ab. cd", 4, "ab" },
    { "a\xe2\x80\xa8z", 255, "a z" },
};

static void test_clean_name(void **state)
{
    (void)state;
    bc_buf out;
    bc_buf_init(&out);
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        bc_buf_clear(&out);
        bc_file_clean_name(bc_str_from(NAMES[i].name), NAMES[i].most, &out);
        assert_string_equal(out.p, NAMES[i].clean);
    }
    bc_buf_clear(&out);
    bc_buf_add_text(&out, "x/");
    bc_file_clean_name((bc_str){ "a\0b", 3 }, 9, &out);
    assert_string_equal(out.p, "x/ab");
    bc_buf_release(&out);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

/* A file of that name, so many seconds old. */
static int leave(const char *name, time_t seconds)
{
    int fd = open(inside(name), O_WRONLY | O_CREAT | O_TRUNC, 0666);
    assert_true(fd >= 0 && write(fd, "half", 4) == 4);
    struct timespec times[2] = { 0 };
    assert_int_equal(clock_gettime(CLOCK_REALTIME, &times[0]), 0);
    times[0].tv_sec -= seconds;
    times[1] = times[0];
    assert_int_equal(futimens(fd, times), 0);
    return fd;
}

static bool is_there(const char *name)
{
    struct stat info;
    return lstat(inside(name), &info) == 0;
}

/* What a killed run left goes after an hour; what a run has locked, however old, does not, nor what is not ours. */
static void test_remove_stale(void **state)
{
    (void)state;
    static const char *const kept[] = { ".biaoce-1-0000000000000001.tmp", ".biaoce-1-0000000000000002.tmp",
                                        ".biaoce-notes", "old.tmp", ".biaoce-1-0000000000000004.tmp" };
    close(leave(".biaoce-1-0000000000000003.tmp", 7200));
    close(leave(".biaoce-0000000000000003.tmp", 7200)); /* as they were called before */
    close(leave(kept[0], 60));
    int at_work = leave(kept[1], 7200);
    assert_int_equal(flock(at_work, LOCK_EX | LOCK_NB), 0);
    close(leave(kept[2], 7200));
    close(leave(kept[3], 7200));
    assert_int_equal(symlink("old.tmp", inside(kept[4])), 0);
    bc_file_remove_stale(folder);
    assert_false(is_there(".biaoce-1-0000000000000003.tmp"));
    assert_false(is_there(".biaoce-0000000000000003.tmp"));
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        assert_true(is_there(kept[i]));
    close(at_work); /* as when its process ends */
    bc_file_remove_stale(folder);
    assert_false(is_there(kept[1]));
    bc_file_remove_stale("no/such/folder");
}

static int locks;

/* Stands before the C library's. */
int flock(int fd, int operation)
{
    locks++;
    return (int)syscall(SYS_flock, fd, operation);
}

static void test_locked_while_written(void **state)
{
    (void)state;
    locks = 0;
    assert_int_equal(bc_file_write(inside("a"), BC_STR("text"), NULL).status, BC_FILE_OK);
    assert_int_equal(locks, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_write),
        CASE(test_group),
        CASE(test_write_here),
        CASE(test_write_in_pieces),
        CASE(test_exclusive),
        CASE(test_words),
        CASE(test_read),
        CASE(test_read_pipe),
        CASE(test_wait_for_pipe),
        CASE(test_nothing_but_plain_files_is_waited_for),
        CASE(test_refused_targets),
        CASE(test_write_fails),
        CASE(test_name_too_long),
        CASE(test_make_folder),
        CASE(test_interrupted),
        CASE(test_write_takes_nothing),
        cmocka_unit_test(test_clean_name),
        CASE(test_remove_stale),
        CASE(test_locked_while_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
