/* Files below a folder, opened step by step so that no link, `..` or name from the root leads out of it: records come
 * from strangers, and what they name is printed. A file is known by its place on the disk, size and time, so that a
 * seal on ten thousand forms is read once and a file that was changed is read again. Pictures that nobody uses go, the
 * oldest first, when all together become too many. */
#include "picture/shelf.h"

#include "base/mem.h"
#include "base/tr.h"
#include "picture/private/modules.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    MAX_SHELF_BYTES = 64 << 20,
    MAX_SHELF_ENTRIES = 1024, /* they are looked through */
    MAX_NAME = 4096
};

/* What tells a file from others, and from itself when it was written anew. */
typedef struct identity {
    dev_t device;
    ino_t node;
    off_t size;
    struct timespec time;
} identity;

typedef struct entry {
    identity of;
    bc_picture *picture; /* NULL: a thread reads it */
    size_t bytes;
} entry;

struct bc_picture_shelf {
    pthread_mutex_t lock;
    pthread_cond_t read;   /* some file has been, or could not be */
    BC_VEC(entry) entries; /* the oldest first */
    size_t bytes;
    bool bare;
    BC_VEC(bc_picture *) made; /* kept ones that are no file's */
};

void bc_picture_shelf_bare(bc_picture_shelf *shelf)
{
    shelf->bare = true;
}

bc_picture_shelf *bc_picture_shelf_new(void)
{
    bc_picture_shelf *shelf = bc_mem_alloc(sizeof *shelf);
    pthread_mutex_init(&shelf->lock, NULL);
    pthread_cond_init(&shelf->read, NULL);
    return shelf;
}

void bc_picture_shelf_free(bc_picture_shelf *shelf)
{
    if (!shelf)
        return;
    for (size_t i = 0; i < shelf->entries.n; i++)
        bc_picture_free(shelf->entries.at[i].picture);
    bc_vec_release(&shelf->entries);
    for (size_t i = 0; i < shelf->made.n; i++)
        bc_picture_free(shelf->made.at[i]);
    bc_vec_release(&shelf->made);
    pthread_cond_destroy(&shelf->read);
    pthread_mutex_destroy(&shelf->lock);
    bc_mem_free(shelf);
}

void bc_picture_give_back(bc_picture *picture)
{
    if (picture && atomic_fetch_sub(&picture->uses, 1) == 1 && picture->maker && !atomic_load(&picture->kept))
        bc_picture_free(picture);
}

void bc_picture_keep(bc_picture *picture)
{
    if (atomic_exchange(&picture->kept, true) || !picture->maker)
        return;
    pthread_mutex_lock(&picture->maker->lock);
    bc_vec_add(&picture->maker->made, picture);
    pthread_mutex_unlock(&picture->maker->lock);
}

bc_picture *bc_picture_shelf_make(bc_picture_shelf *shelf, const bc_picture_modules *modules)
{
    bc_picture *picture = bc_picture_draw_modules(modules);
    picture->maker = shelf;
    atomic_store(&picture->uses, 1);
    return picture;
}

/* -- files ---------------------------------------------------------------------------------------------- */

/* Whether each step of the name leads into the folder that it stands in. */
static bool stays_inside(bc_str name)
{
    if (!name.n || name.n >= MAX_NAME || bc_str_find(name, (bc_str){ "\0", 1 }, 0) != SIZE_MAX)
        return false;
    for (size_t at = 0; at <= name.n;) {
        size_t end = bc_str_find(name, BC_STR("/"), at);
        bc_str step = bc_str_slice(name, at, end);
        if (!step.n || bc_str_is(step, ".."))
            return false;
        at = end == SIZE_MAX ? name.n + 1 : end + 1;
    }
    return true;
}

static int open_folder(bc_str folder)
{
    char path[MAX_NAME] = ".";
    if (folder.n >= sizeof path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    if (folder.n) {
        memcpy(path, folder.p, folder.n);
        path[folder.n] = '\0';
    }
    return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* No step may be a link: where it leads could be changed while it is looked at. */
static int open_below(bc_str folder, bc_str name)
{
    int at = open_folder(folder);
    for (size_t from = 0; at >= 0;) {
        char step[MAX_NAME];
        size_t end = bc_str_find(name, BC_STR("/"), from);
        bc_str part = bc_str_slice(name, from, end);
        memcpy(step, part.p, part.n);
        step[part.n] = '\0';
        bool last = end == SIZE_MAX;
        int next = openat(at, step, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | (last ? O_NONBLOCK : O_DIRECTORY));
        int error = errno;
        struct stat link;
        if (next < 0 && !last && error == ENOTDIR && fstatat(at, step, &link, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISLNK(link.st_mode))
            error = ELOOP;
        close(at);
        errno = error;
        if (last)
            return next;
        at = next;
        from = end + 1;
    }
    return -1;
}

static bc_file_result read_whole(int fd, size_t size, bc_buf *out)
{
    bc_file_stream stream = { .fd = fd };
    while (out->n <= size) {
        size_t before = out->n;
        bc_file_result result = bc_file_stream_read(&stream, size + 1 - before, out);
        if (result.status != BC_FILE_OK || out->n == before)
            return result;
    }
    return (bc_file_result){ BC_FILE_TOO_LARGE, 0 }; /* it has grown meanwhile */
}

/* -- entries -------------------------------------------------------------------------------------------- */

static bool same_file(const identity *a, const identity *b)
{
    return a->device == b->device && a->node == b->node && a->size == b->size && a->time.tv_sec == b->time.tv_sec &&
           a->time.tv_nsec == b->time.tv_nsec;
}

static bool may_go(const entry *e)
{
    return e->picture && !atomic_load(&e->picture->uses) && !atomic_load(&e->picture->kept);
}

static void make_room(bc_picture_shelf *shelf)
{
    size_t left = 0, n = shelf->entries.n;
    for (size_t i = 0; i < n; i++) {
        entry *e = &shelf->entries.at[i];
        bool many = shelf->bytes > MAX_SHELF_BYTES || left + (n - i) > MAX_SHELF_ENTRIES;
        if (many && may_go(e)) {
            shelf->bytes -= e->bytes;
            bc_picture_free(e->picture);
        } else {
            shelf->entries.at[left++] = *e;
        }
    }
    shelf->entries.n = left;
}

/* The newest of that file, or NULL. */
static entry *find_entry(bc_picture_shelf *shelf, const identity *of)
{
    for (size_t i = shelf->entries.n; i > 0; i--)
        if (same_file(&shelf->entries.at[i - 1].of, of))
            return &shelf->entries.at[i - 1];
    return NULL;
}

/* The picture, in use, or NULL when the caller is to read it; others wait for that. */
static bc_picture *take(bc_picture_shelf *shelf, const identity *of)
{
    pthread_mutex_lock(&shelf->lock);
    entry *known;
    while ((known = find_entry(shelf, of)) != NULL && !known->picture)
        pthread_cond_wait(&shelf->read, &shelf->lock);
    bc_picture *picture = known ? known->picture : NULL;
    if (picture)
        atomic_fetch_add(&picture->uses, 1);
    else
        bc_vec_add(&shelf->entries, (entry){ .of = *of });
    pthread_mutex_unlock(&shelf->lock);
    return picture;
}

/* Puts what was read in its place; NULL: it could not be, and who waits tries for himself. */
static void put(bc_picture_shelf *shelf, const identity *of, bc_picture *picture)
{
    pthread_mutex_lock(&shelf->lock);
    entry *own = find_entry(shelf, of);
    if (picture) {
        own->picture = picture;
        own->bytes = picture->file.n + picture->samples.n + picture->mask.n;
        shelf->bytes += own->bytes;
        if (shelf->bytes > MAX_SHELF_BYTES || shelf->entries.n > MAX_SHELF_ENTRIES)
            make_room(shelf);
    } else {
        *own = shelf->entries.at[--shelf->entries.n];
    }
    pthread_cond_broadcast(&shelf->read);
    pthread_mutex_unlock(&shelf->lock);
}

static bc_picture_answer read_new(int fd, const identity *of, bool bare)
{
    bc_picture_answer answer = { .absence = BC_PICTURE_UNREADABLE };
    bc_buf bytes;
    bc_buf_init(&bytes);
    bc_file_result result = read_whole(fd, (size_t)of->size, &bytes);
    if (result.status != BC_FILE_OK) {
        answer.why = bc_file_result_text(result);
    } else {
        answer.picture = bare ? bc_picture_read_bare(bc_buf_str(&bytes), &answer.why)
                              : bc_picture_read(bc_buf_str(&bytes), &answer.why);
        answer.absence = answer.picture ? BC_PICTURE_FOUND : BC_PICTURE_UNFIT;
    }
    bc_buf_release(&bytes);
    if (answer.picture)
        atomic_store(&answer.picture->uses, 1);
    return answer;
}

static bc_picture_answer find_open(bc_picture_shelf *shelf, int fd)
{
    struct stat found;
    if (fstat(fd, &found) != 0)
        return (bc_picture_answer){ .absence = BC_PICTURE_UNREADABLE, .why = bc_file_error_text(errno) };
    if (!S_ISREG(found.st_mode))
        return (bc_picture_answer){ .absence = BC_PICTURE_UNREADABLE,
                                    .why = bc_file_result_text((bc_file_result){ BC_FILE_NOT_REGULAR, 0 }) };
    if (found.st_size > BC_MAX_PICTURE_BYTES)
        return (bc_picture_answer){ .absence = BC_PICTURE_UNREADABLE, .why = bc_tr("the file is larger than 32 MB") };
    identity of = { found.st_dev, found.st_ino, found.st_size, found.st_mtim };
    bc_picture *known = take(shelf, &of);
    if (known)
        return (bc_picture_answer){ .picture = known };
    bc_picture_answer answer = read_new(fd, &of, shelf->bare);
    put(shelf, &of, answer.picture);
    return answer;
}

bc_picture_answer bc_picture_shelf_find(bc_picture_shelf *shelf, bc_str folder, bc_str name)
{
    if (!stays_inside(name))
        return (bc_picture_answer){ .absence = BC_PICTURE_OUTSIDE };
    int fd = open_below(folder, name);
    if (fd < 0) {
        if (errno == ELOOP)
            return (bc_picture_answer){ .absence = BC_PICTURE_OUTSIDE };
        if (errno == ENOENT || errno == ENOTDIR)
            return (bc_picture_answer){ .absence = BC_PICTURE_MISSING };
        return (bc_picture_answer){ .absence = BC_PICTURE_UNREADABLE, .why = bc_file_error_text(errno) };
    }
    bc_picture_answer answer = find_open(shelf, fd);
    close(fd);
    return answer;
}
