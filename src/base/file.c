/* Files read whole and written whole or not at all. A file is made under another name in the same folder, flushed
 * and renamed, and what it replaces hands on its permissions, owner and attributes; a run that is killed leaves the
 * old file or the new one. The folder is held open meanwhile, so that nobody can exchange it in between. */
#include "base/file.h"

#include "base/mem.h"
#include "base/tr.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

enum {
    TEMPORARY_TRIES = 64,     /* random names that may be taken before something else is wrong */
    TEMPORARY_NAME_SIZE = 40, /* .biaoce-<process>-<16 hex digits>.tmp */
    STALE_SECONDS = 3600,
    READ_STEP = 256 * 1024, /* bytes asked for at once when the size is unknown */
    WRITE_STEP = 1 << 30    /* Linux moves at most 2 GB a call */
};

static bc_file_status status_of_errno(void)
{
    switch (errno) {
    case ENOENT:
    case ENOTDIR:
        return BC_FILE_MISSING;
    case EACCES:
    case EPERM:
    case EROFS:
    case EEXIST:
        return BC_FILE_DENIED;
    case EISDIR:
    case ELOOP:
    case ENXIO:
        return BC_FILE_NOT_REGULAR;
    case ENOSPC:
    case EDQUOT:
        return BC_FILE_FULL;
    case EFBIG:
        return BC_FILE_TOO_LARGE;
    default:
        return BC_FILE_FAILED;
    }
}

/* Reasons that the status is too coarse for. Others are left to the status, and what has none to the system's words. */
static const char *reason_text(int error)
{
    switch (error) {
    case ENOTDIR:
        return bc_tr("a file stands where a folder is meant");
    case EEXIST:
        return bc_tr("it exists already");
    case EROFS:
        return bc_tr("the disk can only be read");
    case ELOOP:
        return bc_tr("symbolic links lead in a circle");
    case ENAMETOOLONG:
        return bc_tr("the name is too long");
    case EXDEV:
        return bc_tr("it lies on another disk");
    case EMFILE:
    case ENFILE:
        return bc_tr("too many files are open");
    case ESTALE:
        return bc_tr("the server of the network folder does not know it any more");
    default:
        return NULL;
    }
}

static const char *status_text(bc_file_status status)
{
    switch (status) {
    case BC_FILE_OK:
        return bc_tr("no error");
    case BC_FILE_MISSING:
        return bc_tr("no such file or folder");
    case BC_FILE_DENIED:
        return bc_tr("permission denied");
    case BC_FILE_TOO_LARGE:
        return bc_tr("the file is too large");
    case BC_FILE_NOT_REGULAR:
        return bc_tr("a folder, link or device stands where a file is meant");
    case BC_FILE_FULL:
        return bc_tr("no space is left on the disk");
    case BC_FILE_NOT_OURS:
        return bc_tr("its owner and permissions could not be kept");
    case BC_FILE_GIVEN_UP:
        return bc_tr("the run was ended before all of it had come");
    case BC_FILE_FAILED:
        break;
    }
    return bc_tr("the system reports an input or output error");
}

const char *bc_file_result_text(bc_file_result result)
{
    const char *reason = result.status == BC_FILE_OK ? NULL : reason_text(result.error);
    if (reason)
        return reason;
    return result.status == BC_FILE_FAILED && result.error ? strerror(result.error) : status_text(result.status);
}

const char *bc_file_error_text(int error)
{
    errno = error;
    return bc_file_result_text((bc_file_result){ status_of_errno(), error });
}

/* The internal functions leave errno; here it is 0 where only we complain. */
static bc_file_result result_of(bc_file_status status)
{
    return (bc_file_result){ status, status == BC_FILE_OK ? 0 : errno };
}

/* A host whose standard streams are closed gives out their numbers, and what somebody prints would go into our file. */
static int keep_off_streams(int fd)
{
    if (fd < 0 || fd > STDERR_FILENO)
        return fd;
    int moved = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1), kept = errno;
    close(fd);
    errno = kept;
    return moved;
}

static void close_quietly(int fd)
{
    int kept = errno;
    close(fd);
    errno = kept;
}

/* On slow and on network file systems a signal interrupts also these calls. That is no failure of the file. */
static int open_at(int folder, const char *path, int flags, mode_t mode)
{
    int fd;
    do
        fd = openat(folder, path, flags, mode);
    while (fd < 0 && errno == EINTR);
    return keep_off_streams(fd);
}

static bool rename_in(int folder, const char *from, const char *to, unsigned flags)
{
    int result;
    do
        result = renameat2(folder, from, folder, to, flags);
    while (result != 0 && errno == EINTR);
    return result == 0;
}

static bool sync_fd(int fd)
{
    int result;
    do
        result = fsync(fd);
    while (result != 0 && errno == EINTR);
    return result == 0;
}

static bool is_over(const bc_file_stream *stream)
{
    return stream->waits && stream->waiting.is_over && stream->waiting.is_over(stream->waiting.context);
}

/* Until there is something to read, or the end of it; false when it is not wanted any more. */
static bool wait_for_more(const bc_file_stream *stream)
{
    enum { ASK_EVERY = 100 }; /* milliseconds */
    struct pollfd asked = { .fd = stream->fd, .events = POLLIN };
    while (stream->waits && stream->waiting.is_over) {
        if (is_over(stream))
            return false;
        const int ready = poll(&asked, 1, ASK_EVERY);
        if (ready > 0 || (ready < 0 && errno != EINTR)) /* the read will say what is wrong with it */
            return true;
    }
    return true;
}

/* Appends what a read gives, which may be nothing at the end of the file. */
static bc_file_status read_some(const bc_file_stream *stream, size_t most, bc_buf *out)
{
    ssize_t got;
    do
        got = wait_for_more(stream) ? read(stream->fd, out->p + out->n, most) : 0;
    while (got < 0 && (errno == EINTR || (errno == EAGAIN && stream->waits && stream->waiting.is_over)));
    if (got < 0)
        return status_of_errno();
    out->n += (size_t)got;
    out->p[out->n] = '\0';
    return BC_FILE_OK;
}

/* Reads to the end; one byte over the limit is asked for, to tell "full" from "too large". */
static bc_file_status read_all(const bc_file_stream *stream, size_t limit, bc_buf *out)
{
    const size_t start = out->n;
    for (;;) {
        size_t have = out->n - start;
        size_t room = out->capacity - out->n - 1;
        if (room == 0) {
            bc_buf_reserve(out, READ_STEP);
            room = out->capacity - out->n - 1;
        }
        if (room > limit - have)
            room = limit - have + 1;
        bc_file_status status = read_some(stream, room, out);
        if (status != BC_FILE_OK || out->n - start == have)
            return status;
        if (out->n - start > limit)
            return BC_FILE_TOO_LARGE;
    }
}

/* Pipes are welcome (a shell's <(…) is one); folders and devices are not, except as standard input. */
static bc_file_status check_readable(const bc_file_stream *stream, bool pipes, struct stat *info)
{
    if (fstat(stream->fd, info) != 0)
        return status_of_errno();
    bool flows =
        S_ISFIFO(info->st_mode) || S_ISSOCK(info->st_mode) || (stream->standard_input && S_ISCHR(info->st_mode));
    return S_ISREG(info->st_mode) || (pipes && flows) ? BC_FILE_OK : BC_FILE_NOT_REGULAR;
}

void bc_file_stream_close(bc_file_stream *stream)
{
    if (!stream->standard_input)
        close_quietly(stream->fd);
    stream->fd = -1;
}

static bc_file_status open_stream(const char *path, bool pipes, const bc_file_waiting *waiting, bc_file_stream *out,
                                  struct stat *info)
{
    const int at_once = !pipes || (waiting && waiting->is_over) ? O_NONBLOCK : 0;
    *out = (bc_file_stream){ .waiting = waiting ? *waiting : (bc_file_waiting){ 0 } };
    out->standard_input = pipes && strcmp(path, "-") == 0;
    out->fd = out->standard_input ? STDIN_FILENO : open_at(AT_FDCWD, path, O_RDONLY | O_CLOEXEC | at_once, 0);
    if (out->fd < 0)
        return status_of_errno();
    bc_file_status status = check_readable(out, pipes, info);
    out->waits = status == BC_FILE_OK && !S_ISREG(info->st_mode);
    if (status != BC_FILE_OK)
        bc_file_stream_close(out);
    return status;
}

bc_file_result bc_file_stream_open(const char *path, bool pipes, const bc_file_waiting *waiting, bc_file_stream *out)
{
    struct stat info;
    errno = 0;
    return result_of(open_stream(path, pipes, waiting, out, &info));
}

bc_file_result bc_file_stream_read(const bc_file_stream *stream, size_t most, bc_buf *out)
{
    errno = 0;
    bc_buf_reserve(out, most);
    return result_of(read_some(stream, most, out));
}

bool bc_file_stream_would_wait(const bc_file_stream *stream)
{
    struct pollfd asked = { .fd = stream->fd, .events = POLLIN };
    return stream->waits && poll(&asked, 1, 0) == 0;
}

static bc_file_status read_whole(const bc_file_stream *stream, const struct stat *info, size_t limit, bc_buf *out)
{
    if (S_ISREG(info->st_mode)) {
        if ((uintmax_t)info->st_size > limit)
            return BC_FILE_TOO_LARGE;
        bc_buf_reserve(out, (size_t)info->st_size + 1);
    }
    return read_all(stream, limit, out);
}

static bc_file_status read_file(const char *path, bool pipes, size_t limit, const bc_file_waiting *waiting, bc_buf *out)
{
    const size_t start = out->n;
    bc_file_stream stream;
    struct stat info = { 0 };
    if (limit == SIZE_MAX)
        limit--; /* room for the one byte over it */
    bc_file_status status = open_stream(path, pipes, waiting, &stream, &info);
    if (status != BC_FILE_OK)
        return status;
    status = read_whole(&stream, &info, limit, out);
    if (status == BC_FILE_OK && is_over(&stream))
        status = BC_FILE_GIVEN_UP;
    bc_file_stream_close(&stream);
    if (status != BC_FILE_OK) {
        out->n = start;
        out->p[start] = '\0';
    }
    return status;
}

bc_file_result bc_file_read(const char *path, size_t limit, bc_buf *out)
{
    errno = 0;
    return result_of(read_file(path, false, limit, NULL, out));
}

bc_file_result bc_file_read_stream(const char *path, size_t limit, const bc_file_waiting *waiting, bc_buf *out)
{
    errno = 0;
    return result_of(read_file(path, true, limit, waiting, out));
}

bool bc_file_put(int fd, bc_str bytes)
{
    for (size_t at = 0; at < bytes.n;) {
        size_t step = bytes.n - at < WRITE_STEP ? bytes.n - at : WRITE_STEP;
        ssize_t put = write(fd, bytes.p + at, step);
        if (put < 0 && errno != EINTR)
            return false;
        if (put == 0) { /* a device that takes nothing and does not say why: asked again, it might never end */
            errno = EIO;
            return false;
        }
        if (put > 0)
            at += (size_t)put;
    }
    return true;
}

/* The target: its folder, held open so that nobody can exchange it under us, and the name in it. */
typedef struct target {
    int folder;
    const char *name;
    bool listed;   /* the folder may be read, and so synced */
    bool replaced; /* a file stands there: */
    struct stat before;
} target;

/* A folder can only be synced when it was opened for reading; to write into it, permission to search it does. */
static void open_folder_at(const char *path, bool durable, target *t)
{
    t->folder = durable ? open_at(AT_FDCWD, path, O_DIRECTORY | O_CLOEXEC | O_RDONLY, 0) : -1;
    t->listed = t->folder >= 0;
    if (!t->listed && (!durable || errno == EACCES))
        t->folder = open_at(AT_FDCWD, path, O_DIRECTORY | O_CLOEXEC | O_PATH, 0);
}

static bool open_folder(const char *path, bool durable, target *t)
{
    const char *slash = strrchr(path, '/');
    t->name = slash ? slash + 1 : path;
    if (!slash) {
        open_folder_at(".", durable, t);
    } else {
        bc_buf folder;
        bc_buf_init(&folder);
        bc_buf_add(&folder, path, slash == path ? 1 : (size_t)(slash - path));
        open_folder_at(folder.p, durable, t);
        bc_buf_release(&folder);
    }
    return t->folder >= 0;
}

/* Refuses what a rename would destroy rather than write to: links (/dev/stdout is one), devices,
 * folders. */
static bc_file_status check_target(target *t, bool exclusive)
{
    struct stat *info = &t->before;
    if (t->name[0] == '\0' || strcmp(t->name, ".") == 0 || strcmp(t->name, "..") == 0)
        return BC_FILE_NOT_REGULAR;
    if (fstatat(t->folder, t->name, info, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? BC_FILE_OK : status_of_errno();
    if (exclusive) {
        errno = EEXIST;
        return BC_FILE_DENIED;
    }
    t->replaced = true;
    return S_ISREG(info->st_mode) ? BC_FILE_OK : BC_FILE_NOT_REGULAR;
}

/* Access lists are attributes, too. */
static bool copy_attribute(int from, int to, const char *name)
{
    ssize_t n = fgetxattr(from, name, NULL, 0);
    if (n < 0)
        return errno == ENODATA;
    char *value = bc_mem_alloc((size_t)n);
    bool copied = fgetxattr(from, name, value, (size_t)n) == n && fsetxattr(to, name, value, (size_t)n, 0) == 0;
    bc_mem_free(value);
    return copied;
}

static bool copy_attributes(int from, int to)
{
    ssize_t n = flistxattr(from, NULL, 0);
    if (n <= 0)
        return n == 0 || errno == ENOTSUP;
    char *names = bc_mem_alloc((size_t)n + 1);
    ssize_t got = flistxattr(from, names, (size_t)n);
    bool copied = got >= 0;
    for (ssize_t at = 0; copied && at < got; at += (ssize_t)strlen(names + at) + 1)
        copied = copy_attribute(from, to, names + at);
    bc_mem_free(names);
    return copied;
}

/* The owner first: changing it may take permissions away. */
static bool hand_on_owner(const target *t, int fd)
{
    struct stat now;
    if (fstat(fd, &now) != 0)
        return false;
    bool same = now.st_uid == t->before.st_uid && now.st_gid == t->before.st_gid;
    if (!same && fchown(fd, t->before.st_uid, t->before.st_gid) != 0)
        return false;
    int from = open_at(t->folder, t->name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0);
    bool copied = from >= 0 && copy_attributes(from, fd);
    if (from >= 0)
        close_quietly(from);
    return copied;
}

/* The group that may do what the mode says: that of the file that is replaced, or else nobody's. */
static mode_t mode_for_group(const target *t, int fd)
{
    const mode_t mode = t->before.st_mode & 0777;
    struct stat now;
    const bool same = fstat(fd, &now) == 0 && now.st_gid == t->before.st_gid;
    return same || fchown(fd, (uid_t)-1, t->before.st_gid) == 0 ? mode : mode & 0707;
}

/* What a file that is replaced lets others do, its successor does: nobody may read it who could not before. */
static bc_file_status hand_on(const target *t, int fd, bool same_owner)
{
    if (!t->replaced)
        return BC_FILE_OK;
    if (same_owner && !hand_on_owner(t, fd))
        return BC_FILE_NOT_OURS;
    return fchmod(fd, mode_for_group(t, fd)) == 0 ? BC_FILE_OK : status_of_errno();
}

static const char TEMPORARY_START[] = ".biaoce-", TEMPORARY_END[] = ".tmp";

/* Creates a file of a name that nobody else has; -1 with errno. The name has the number of the process for people who
 * wonder; the lock tells other runs that it is at work, and goes when the process does. */
static int create_temporary(int folder, mode_t mode, char name[TEMPORARY_NAME_SIZE])
{
    for (int i = 0; i < TEMPORARY_TRIES; i++) {
        uint64_t random;
        if (getrandom(&random, sizeof random, 0) != (ssize_t)sizeof random)
            return -1;
        snprintf(name, TEMPORARY_NAME_SIZE, "%s%x-%016" PRIx64 "%s", TEMPORARY_START, (unsigned)getpid(), random,
                 TEMPORARY_END);
        int fd = open_at(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
        if (fd >= 0)
            (void)flock(fd, LOCK_EX | LOCK_NB); /* a disk that cannot lock has the hour */
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

static bool is_temporary(const char *name)
{
    bc_str text = bc_str_from(name);
    return text.n < TEMPORARY_NAME_SIZE && bc_str_starts(text, bc_str_from(TEMPORARY_START)) &&
           bc_str_ends(text, bc_str_from(TEMPORARY_END));
}

static bool is_old(const struct stat *info)
{
    struct timespec now;
    return S_ISREG(info->st_mode) && clock_gettime(CLOCK_REALTIME, &now) == 0 &&
           now.tv_sec - info->st_mtim.tv_sec > STALE_SECONDS;
}

/* The lock is held until it is gone, and what is removed is what was locked. */
static void remove_if_stale(int folder, const char *name)
{
    struct stat info, named;
    if (fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) != 0 || !is_old(&info))
        return;
    int fd = open_at(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0);
    if (fd < 0)
        return;
    if (fstat(fd, &info) == 0 && is_old(&info) && flock(fd, LOCK_EX | LOCK_NB) == 0 &&
        fstatat(folder, name, &named, AT_SYMLINK_NOFOLLOW) == 0 && named.st_ino == info.st_ino &&
        named.st_dev == info.st_dev)
        unlinkat(folder, name, 0);
    close(fd);
}

static void remove_all_stale(DIR *folder)
{
    for (const struct dirent *entry = readdir(folder); entry; entry = readdir(folder))
        if (is_temporary(entry->d_name))
            remove_if_stale(dirfd(folder), entry->d_name);
    closedir(folder);
}

void bc_file_remove_stale(const char *path)
{
    DIR *folder = opendir(path);
    if (folder)
        remove_all_stale(folder);
}

/* The same, where files are written one by one: not again for each that goes into the folder of the one before. */
static void tidy_once(int at)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static dev_t device;
    static ino_t number;
    struct stat info;
    if (fstat(at, &info) != 0)
        return;
    pthread_mutex_lock(&lock);
    const bool known = info.st_dev == device && info.st_ino == number;
    device = info.st_dev;
    number = info.st_ino;
    pthread_mutex_unlock(&lock);
    const int fd = known ? -1 : open_at(at, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
    if (folder)
        remove_all_stale(folder);
    else if (fd >= 0)
        close_quietly(fd);
}

static bool write_temporary(int fd, bc_str bytes, bool durable)
{
    bool good = bc_file_put(fd, bytes) && (!durable || sync_fd(fd));
    if (!good) {
        close_quietly(fd);
        return false;
    }
    /* Network file systems report a full disk only here. Linux has closed it even on EINTR. */
    return close(fd) == 0 || errno == EINTR;
}

/* Gives the temporary file its final name, which must be free. */
static bool place_exclusively(const target *t, const char *temporary)
{
    if (rename_in(t->folder, temporary, t->name, RENAME_NOREPLACE))
        return true;
    if (errno != EINVAL && errno != ENOSYS)
        return false;
    /* The file system cannot rename so; a hard link never replaces either. */
    if (linkat(t->folder, temporary, t->folder, t->name, 0) != 0)
        return false;
    unlinkat(t->folder, temporary, 0);
    return true;
}

static bc_file_status fill_temporary(const target *t, const char *temporary, int fd, bc_str bytes,
                                     const bc_file_write_options *options)
{
    bc_file_status status = hand_on(t, fd, options->same_owner);
    if (status != BC_FILE_OK) {
        close_quietly(fd);
        return status;
    }
    bool good = write_temporary(fd, bytes, options->durable) &&
                (options->exclusive ? place_exclusively(t, temporary) : rename_in(t->folder, temporary, t->name, 0));
    return good ? BC_FILE_OK : status_of_errno();
}

static bc_file_status write_to_folder(const target *t, bc_str bytes, const bc_file_write_options *options)
{
    char temporary[TEMPORARY_NAME_SIZE];
    int fd = create_temporary(t->folder, t->replaced ? 0600 : 0666, temporary);
    if (fd < 0)
        return status_of_errno();
    bc_file_status status = fill_temporary(t, temporary, fd, bytes, options);
    if (status != BC_FILE_OK) {
        int kept = errno;
        unlinkat(t->folder, temporary, 0);
        errno = kept;
        return status;
    }
    return !t->listed || sync_fd(t->folder) ? BC_FILE_OK : status_of_errno();
}

static bc_file_status write_file(const char *path, bc_str bytes, const bc_file_write_options *options)
{
    const bc_file_write_options plain = { 0 };
    if (!options)
        options = &plain;
    target t = { 0 };
    if (!open_folder(path, options->durable, &t))
        return status_of_errno();
    bc_file_status status = check_target(&t, options->exclusive);
    if (options->durable)
        tidy_once(t.folder);
    if (status == BC_FILE_OK)
        status = write_to_folder(&t, bytes, options);
    close_quietly(t.folder);
    return status;
}

bc_file_result bc_file_write(const char *path, bc_str bytes, const bc_file_write_options *options)
{
    errno = 0;
    return result_of(write_file(path, bytes, options));
}

/* -- piece by piece ------------------------------------------------------------------------------------- */

struct bc_file_output {
    bc_file_write_options options;
    target t;
    int fd;
    char temporary[TEMPORARY_NAME_SIZE];
    char *path; /* that the target's name is a part of */
    bc_file_result result;
};

static void free_output(bc_file_output *output)
{
    if (output->t.folder >= 0)
        close_quietly(output->t.folder);
    bc_mem_free(output->path);
    bc_mem_free(output);
}

static bc_file_status begin_output(bc_file_output *output)
{
    target *t = &output->t;
    if (!open_folder(output->path, output->options.durable, t))
        return status_of_errno();
    bc_file_status status = check_target(t, output->options.exclusive);
    if (status != BC_FILE_OK)
        return status;
    if (output->options.durable)
        tidy_once(t->folder);
    output->fd = create_temporary(t->folder, t->replaced ? 0600 : 0666, output->temporary);
    return output->fd >= 0 ? BC_FILE_OK : status_of_errno();
}

bc_file_output *bc_file_output_open(const char *path, const bc_file_write_options *options, bc_file_result *result)
{
    bc_file_output *output = bc_mem_alloc(sizeof *output);
    const size_t n = strlen(path) + 1;
    output->fd = output->t.folder = -1;
    output->path = bc_mem_alloc(n);
    memcpy(output->path, path, n);
    if (options)
        output->options = *options;
    errno = 0;
    *result = result_of(begin_output(output));
    if (result->status == BC_FILE_OK)
        return output;
    free_output(output);
    return NULL;
}

void bc_file_output_add(bc_file_output *output, bc_str bytes)
{
    if (output->result.status != BC_FILE_OK)
        return;
    errno = 0;
    if (!bc_file_put(output->fd, bytes))
        output->result = result_of(status_of_errno());
}

bc_file_result bc_file_output_state(const bc_file_output *output)
{
    return output->result;
}

void bc_file_output_drop(bc_file_output *output)
{
    if (!output)
        return;
    if (output->fd >= 0)
        close_quietly(output->fd);
    unlinkat(output->t.folder, output->temporary, 0);
    free_output(output);
}

bc_file_result bc_file_output_finish(bc_file_output *output)
{
    const target *t = &output->t;
    errno = 0;
    if (output->result.status == BC_FILE_OK) {
        const int fd = output->fd;
        output->fd = -1; /* closed by what follows */
        output->result = result_of(fill_temporary(t, output->temporary, fd, (bc_str){ 0 }, &output->options));
    }
    const bc_file_result result = output->result;
    if (result.status != BC_FILE_OK) {
        bc_file_output_drop(output);
        return result;
    }
    const bool listed = !t->listed || sync_fd(t->folder);
    const bc_file_result done = result_of(listed ? BC_FILE_OK : status_of_errno());
    free_output(output);
    return done;
}

int bc_file_open_unnamed(void)
{
    const char *folder = getenv("TMPDIR");
    bc_buf path;
    bc_buf_init(&path);
    bc_buf_printf(&path, "%s/biaoce-XXXXXX", folder && *folder ? folder : "/tmp");
    const int file = mkostemp(path.p, O_CLOEXEC);
    if (file >= 0)
        (void)unlink(path.p);
    const int reason = errno;
    bc_buf_release(&path);
    errno = reason;
    return file;
}

static bc_file_status make_one_folder(const char *path)
{
    struct stat info;
    if (mkdir(path, 0777) == 0)
        return BC_FILE_OK;
    int reason = errno;
    /* Also when mkdir said EACCES or EROFS: a folder that exists needs no permission to be made. */
    if (stat(path, &info) == 0) {
        errno = ENOTDIR;
        return S_ISDIR(info.st_mode) ? BC_FILE_OK : BC_FILE_NOT_REGULAR;
    }
    if (reason !=
        EEXIST) /* else the reason is why what is there cannot be followed: a link in a circle, or to nothing */
        errno = reason;
    return status_of_errno();
}

static bc_file_status make_folder(const char *path)
{
    bc_file_status status = make_one_folder(path);
    if (status != BC_FILE_MISSING || path[0] == '\0')
        return status;
    bc_buf part;
    bc_buf_init(&part);
    status = BC_FILE_OK;
    for (size_t i = 1; status == BC_FILE_OK; i++) {
        if (path[i] != '/' && path[i] != '\0')
            continue;
        bc_buf_clear(&part);
        bc_buf_add(&part, path, i);
        status = make_one_folder(part.p);
        if (path[i] == '\0')
            break;
    }
    bc_buf_release(&part);
    return status;
}

/* Whether the name still leads to the file, which another run may have replaced. */
static bool is_named(int fd, const char *path)
{
    struct stat of_file, of_name;
    return fstat(fd, &of_file) != 0 || stat(path, &of_name) != 0 ||
           (of_file.st_dev == of_name.st_dev && of_file.st_ino == of_name.st_ino);
}

bool bc_file_lock(const char *path, int *lock)
{
    const int flags = O_CLOEXEC | O_NONBLOCK;
    for (;;) {
        *lock = open_at(AT_FDCWD, path, O_RDWR | flags, 0); /* as shares of a network ask for it */
        if (*lock < 0)
            *lock = open_at(AT_FDCWD, path, O_RDONLY | flags, 0);
        if (*lock < 0)
            return true;
        const bool taken = flock(*lock, LOCK_EX | LOCK_NB) == 0, held = !taken && errno == EWOULDBLOCK;
        if (taken && is_named(*lock, path))
            return true;
        close_quietly(*lock);
        *lock = -1;
        if (!taken)
            return !held;
    }
}

bc_file_result bc_file_settle(const char *folder)
{
    const int fd = open_at(AT_FDCWD, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    if (fd < 0)
        return (bc_file_result){ status_of_errno(), errno };
    int result;
    do
        result = syncfs(fd);
    while (result != 0 && errno == EINTR);
    const bc_file_result settled =
        result == 0 ? (bc_file_result){ BC_FILE_OK, 0 } : (bc_file_result){ status_of_errno(), errno };
    close(fd);
    return settled;
}

/* Where the file itself is not there, the folder that it would be in tells. */
static bool stat_place(const char *path, struct stat *info, bc_str *rest)
{
    const char *slash = strrchr(path, '/');
    *rest = (bc_str){ 0 };
    if (stat(path, info) == 0)
        return true;
    *rest = bc_str_from(slash ? slash + 1 : path);
    bc_buf folder;
    bc_buf_init(&folder);
    bc_buf_add(&folder, slash ? path : ".", slash && slash != path ? (size_t)(slash - path) : 1);
    const bool found = stat(folder.p, info) == 0;
    bc_buf_release(&folder);
    return found;
}

bool bc_file_is_same(const char *a, const char *b)
{
    struct stat of_a, of_b;
    bc_str rest_a, rest_b;
    return strcmp(a, b) == 0 || (stat_place(a, &of_a, &rest_a) && stat_place(b, &of_b, &rest_b) &&
                                 of_a.st_dev == of_b.st_dev && of_a.st_ino == of_b.st_ino && bc_str_eq(rest_a, rest_b));
}

bc_file_result bc_file_make_folder(const char *path)
{
    errno = 0;
    return result_of(make_folder(path));
}
