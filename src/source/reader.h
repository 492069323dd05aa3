/* The records of an input, one at a time.
 *
 * A document is a record, or a list of records; of JSON it may hold them further in. Of the input only what the record
 * in work needs is at hand, whatever its length; what comes out is the same from a file, from memory and from a pipe,
 * in whatever pieces it delivers. An input as small as most (bc_source_input.beginning) is refused whole when its bytes
 * are no text; of a longer one the records before the place have come out.
 */
#ifndef BC_SOURCE_READER_H
#define BC_SOURCE_READER_H

#include "base/buf.h"
#include "base/file.h"
#include "source/yaml.h"

/* What the text is written in. */
typedef enum bc_source_syntax {
    BC_SYNTAX_BY_NAME, /* .json, .jsonl and .ndjson are JSON, .yaml and .yml YAML; another is JSON when its first record
                          is, as far as the first MiB tells */
    BC_SYNTAX_YAML,
    BC_SYNTAX_JSON
} bc_source_syntax;

/* An input. What it points to is lent until the reader is freed. */
typedef struct bc_source_input {
    bc_str name;        /* in messages */
    const char *path;   /* "-": standard input */
    const void *memory; /* not NULL: these bytes, and no path */
    size_t length;
    bool pipes; /* the path may be a pipe: */
    bc_file_waiting waiting;
    bc_source_syntax syntax;
    bc_str at;              /* of JSON: the keys that lead to the records, with points between them (data.list) */
    size_t beginning, step; /* bytes judged together, and read at once; 0: as is good, others are for tests */
} bc_source_input;

typedef struct bc_source_reader bc_source_reader;

/* What several records share: values that have an anchor in their document. Threads may hold it. */
typedef struct bc_source_shared bc_source_shared;
void bc_source_shared_release(bc_source_shared *shared); /* one of those who hold it; NULL: nothing */

/* One step through an input: a record, or what is wrong where one should be. */
typedef struct bc_source_step {
    const bc_node *record;    /* NULL: none */
    bc_source_shared *shared; /* the caller's to release, after the last use of record and messages; may be NULL */
    size_t bytes;             /* of text that were read */
    bool io_error;            /* the system failed, not the file: nothing follows */
    bool waits;               /* nothing more has come from the pipe: there is time to do something with the record */
} bc_source_step;

/* With `keeps_text` all of the text can be had at the end. */
bc_source_reader *bc_source_reader_new(const bc_source_input *input, bool keeps_text);
void bc_source_reader_free(bc_source_reader *reader);
/* Reads on. The record and the places in its messages live in `arena` (and out->shared). What has errors gives no
 * record; reading goes on behind it. False at the end: nothing was read. */
bool bc_source_reader_next(bc_source_reader *reader, bc_arena *arena, bc_diag_list *diags, bc_source_step *out);
/* The documents of a text that is at hand, as bc_yaml_read has them. */
bool bc_source_read_documents(bc_arena *arena, const bc_diag_source *source, bc_source_syntax syntax,
                              bc_diag_list *diags, bc_source_documents *out);
/* All of the text, once the end was reached; empty when it is not kept, or was no text. Lent by the reader. */
bc_str bc_source_reader_text(const bc_source_reader *reader);

#endif
