/* Files: read whole or piece by piece, written whole or not at all. */
#ifndef BC_BASE_FILE_H
#define BC_BASE_FILE_H

#include "base/buf.h"

typedef enum bc_file_status {
    BC_FILE_OK,
    BC_FILE_MISSING,     /* no such file */
    BC_FILE_DENIED,      /* no permission */
    BC_FILE_TOO_LARGE,   /* over the limit that was given */
    BC_FILE_NOT_REGULAR, /* a folder or device where a file was meant */
    BC_FILE_FULL,        /* no space left or quota exceeded */
    BC_FILE_NOT_OURS,    /* who owns the file and who may read it could not be kept */
    BC_FILE_GIVEN_UP,    /* waiting for it was over before all of it had come */
    BC_FILE_FAILED       /* anything else; `error` says it */
} bc_file_status;

/* How a call ended, with the system's reason, which is kept here because errno does not last. */
typedef struct bc_file_result {
    bc_file_status status;
    int error; /* errno, or 0 when the system did not complain */
} bc_file_result;

/* A sentence fragment for what went wrong, in the user's language, in the system's words where we have none. */
const char *bc_file_result_text(bc_file_result result);
/* The same for a call of the system that was made elsewhere. */
const char *bc_file_error_text(int error);

/* Appends the bytes of a plain file; nothing else is waited for. More than `limit` bytes give BC_FILE_TOO_LARGE. What
 * fails appends nothing. */
bc_file_result bc_file_read(const char *path, size_t limit, bc_buf *out);
/* Asked now and then by who waits for a pipe, whether nobody wants any more what would come. All zero: it is wanted,
 * however long that takes. */
typedef struct bc_file_waiting {
    bool (*is_over)(const void *context);
    const void *context;
} bc_file_waiting;

/* As bc_file_read, but "-" is standard input, and a pipe is read to its end: however long that takes, or until waiting
 * for it is over (BC_FILE_GIVEN_UP). NULL: all zero. */
bc_file_result bc_file_read_stream(const char *path, size_t limit, const bc_file_waiting *waiting, bc_buf *out);

/* A file, standard input ("-") or a pipe, read piece by piece. */
typedef struct bc_file_stream {
    int fd;
    bool standard_input; /* stays open */
    bool waits;          /* no file: what comes may have to be waited for */
    bc_file_waiting waiting;
} bc_file_stream;

/* Opens what bc_file_read (or with `pipes` bc_file_read_stream) reads. With
 * `waiting` a pipe that nobody writes to yet is open at once. */
bc_file_result bc_file_stream_open(const char *path, bool pipes, const bc_file_waiting *waiting, bc_file_stream *out);
/* Appends what is there, `most` bytes at most; nothing at the end of the file, or when waiting for more is over. */
bc_file_result bc_file_stream_read(const bc_file_stream *stream, size_t most, bc_buf *out);
/* Whether reading would have to wait for whoever writes. */
bool bc_file_stream_would_wait(const bc_file_stream *stream);
void bc_file_stream_close(bc_file_stream *stream);

/* Writes the bytes under a temporary name in the target's folder, flushes it and renames it to
 * `path`: the path holds the whole content or stays as it was. With `exclusive` an existing path is
 * left alone and BC_FILE_DENIED is returned with EEXIST. Links, folders and devices in the path's
 * place are never replaced: BC_FILE_NOT_REGULAR. A file that is replaced hands on its permissions; with `same_owner`
 * also owner, group, access lists and extended attributes, or nothing is written: BC_FILE_NOT_OURS. Sync to disk only
 * when `durable`. No options: none of these. */
typedef struct bc_file_write_options {
    bool exclusive, durable, same_owner;
} bc_file_write_options;
bc_file_result bc_file_write(const char *path, bc_str bytes, const bc_file_write_options *options);

/* The same for bytes that come piece by piece, however many there are. */
typedef struct bc_file_output bc_file_output;
/* NULL when it cannot be begun, for *result. */
bc_file_output *bc_file_output_open(const char *path, const bc_file_write_options *options, bc_file_result *result);
/* What failed once stays failed; nothing more is written then. */
void bc_file_output_add(bc_file_output *output, bc_str bytes);
bc_file_result bc_file_output_state(const bc_file_output *output);
/* Gives it its name and frees it. */
bc_file_result bc_file_output_finish(bc_file_output *output);
/* Frees it, and nothing was written. NULL is allowed. */
void bc_file_output_drop(bc_file_output *output);

/* A file without a name in the folder for temporary files, which goes when it is closed: to be written, then read. -1
 * with errno. */
int bc_file_open_unnamed(void);
/* Keeps other runs away from what that file stands for, until *lock is closed, also when it is replaced meanwhile.
 * False: one of them holds it. On disks that cannot lock *lock is -1. */
bool bc_file_lock(const char *path, int *lock);
/* Writes all of it; false with errno. */
bool bc_file_put(int fd, bc_str bytes);

/* Removes temporary files that runs which were killed have left in the folder: those that nobody has locked, and that
 * are over an hour old, so that no run of another computer loses one on a disk that cannot lock. What cannot be removed
 * stays. */
void bc_file_remove_stale(const char *folder);

/* Waits until everything that was written to the disk of the folder so far is on it: for many files at once. */
bc_file_result bc_file_settle(const char *folder);

/* Whether two names lead to one file, which need not be there yet. */
bool bc_file_is_same(const char *a, const char *b);

/* Makes the folder and its missing parents. */
bc_file_result bc_file_make_folder(const char *path);

/* Appends `name` made fit to be one file name on any system: separators, control characters,
 * leading dots and blanks, trailing dots and blanks, characters and names that Windows reserves are
 * replaced or dropped; cut at a character boundary to `most` bytes. Never empty: "_" at the least. */
void bc_file_clean_name(bc_str name, size_t most, bc_buf *out);

#endif
