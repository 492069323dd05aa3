/* The inputs of a run: which files there are, and the records in each, one at a time. */
#ifndef BC_ENGINE_INPUT_H
#define BC_ENGINE_INPUT_H

#include "base/node.h"
#include "base/strmap.h"
#include "collect/collect.h"
#include "source/reader.h"

#include <biaoce.h>

typedef struct bc_engine_input {
    const char *path;   /* "-": standard input; of records in memory: their name */
    const void *memory; /* not NULL: these bytes are read */
    size_t length;
    biaoce_kind kind;       /* of what is in memory */
    int64_t time;           /* of its last change; 0: unknown */
    const bc_node *mapping; /* not NULL: this, as a mapping file that lies where `path` does. Lent */
    bc_str form;            /* that its records are, where they do not say it; may be empty. Lent */
    bool stream;            /* may be a pipe, for the user named it */
    bool found;             /* in a folder */
    bool empty_folder;      /* stands for a folder without records */
    int broken_off;         /* the errno with which the list of a folder broke off, for which it stands */
    uint64_t device, id;    /* what file it is, under whatever name; 0, 0: not known */
} bc_engine_input;

typedef struct bc_engine_inputs {
    bc_arena arena;
    BC_VEC(bc_engine_input) list;    /* in the order given, folders replaced by their files */
    BC_VEC(bc_engine_input *) by_id; /* sorted, for bc_engine_inputs_have */
    biaoce_kind kind;                /* what of a folder is read */
    bool workbooks;                  /* instead: every workbook, those too that are not read and so are told of */
    bool recursive;                  /* folders stand for the records in their subfolders, too: */
    bc_strmap folders;               /* those that were met */
} bc_engine_inputs;

/* Looks at what the paths are. What cannot be looked at stays in the list; reading it then says why. */
void bc_engine_inputs_find(bc_engine_inputs *inputs, const char *const *paths, size_t n, bool recursive);
/* The same, of folders what is of that kind. */
void bc_engine_inputs_find_kind(bc_engine_inputs *inputs, const char *const *paths, size_t n, bool recursive,
                                biaoce_kind kind);
/* The same, of folders all workbooks. */
void bc_engine_inputs_find_workbooks(bc_engine_inputs *inputs, const char *const *paths, size_t n, bool recursive);
/* Adds more paths behind those found, sorted by name when `sort`; bc_engine_inputs_index is to be called afterwards. */
void bc_engine_inputs_add(bc_engine_inputs *inputs, const char *const *paths, size_t n, bool sort);
/* The same for what a pattern stands for (*, ?, [ ]; a folder for the records in it), by name; it may be nothing. False
 * when the system failed, for *reason. */
bool bc_engine_inputs_add_pattern(bc_engine_inputs *inputs, const char *pattern, int *reason);
/* Adds records that the program has in memory, and keeps pointing to them. What is wrong with one of them, or NULL. */
const char *bc_engine_inputs_add_memory(bc_engine_inputs *inputs, const biaoce_memory *memory, size_t n);
void bc_engine_inputs_index(bc_engine_inputs *inputs);
void bc_engine_inputs_release(bc_engine_inputs *inputs);
/* What $(file) calls an input: its name without folder and extension. Lent. */
bc_str bc_engine_input_stem(const char *path);
/* When the last of them was changed; 0: unknown. */
int64_t bc_engine_inputs_time(const bc_engine_inputs *inputs);
/* Whether that path is one of the inputs, under whatever name. */
bool bc_engine_inputs_have(const bc_engine_inputs *inputs, const char *path);

/* What one step of a reader found: a record, or what is wrong where one should be. A zeroed one is empty. */
typedef struct bc_engine_record {
    bc_arena arena; /* of the tree, and of the places in the messages */
    bc_diag_list diags;
    bc_source_shared *shared;
    const bc_node *value; /* NULL: no record */
    size_t bytes;         /* of text that were read for it */
    const char *shown;    /* what its input is called to others; NULL: as it is */
    bool broken;          /* the input is, and this is the first that is said of it */
    bool own;             /* what is wrong is wrong with the record, which has a value all the same */
    bool from_table;      /* the record was made of rows */
    bool io_error;
    bool waits; /* nothing more has come from the pipe that it was read from */
    bc_quota quota;
    double seconds; /* that reading took, when they are limited */
} bc_engine_record;

void bc_engine_record_release(bc_engine_record *record);
/* Makes it empty; its memory is kept for the next. */
void bc_engine_record_clear(bc_engine_record *record);

/* What reads records out of tables has to know of the run. */
typedef struct bc_engine_tables {
    biaoce_engine *engine;
    const char *form;               /* of all records; NULL: each says it */
    biaoce_table_options options;   /* filled in as far as the program knew them */
    bool keeps_rest;                /* columns that fill nothing become members of records, called x- and their head */
    bc_quota_limits limits;         /* of each record */
    bc_file_waiting waiting;        /* for pipes */
    bc_collect_catalogue *returned; /* not NULL: all inputs are forms that came back, and these the known forms. Lent */
} bc_engine_tables;

/* What a program says of tables; `given` may be NULL. */
biaoce_table_options bc_engine_tables_options(const biaoce_table_options *given);
/* Whether that makes sense. */
bool bc_engine_tables_are_good(const biaoce_table_options *given);

/* Reads an input's records one at a time, on any thread but one at a time. */
typedef struct bc_engine_reader bc_engine_reader;
/* The input must outlive it. `keeps_text`: all of the text can be had at the end. Tables have none. */
bc_engine_reader *bc_engine_reader_new(const bc_engine_input *input, const bc_engine_tables *tables, bool keeps_text);
void bc_engine_reader_free(bc_engine_reader *reader);
/* Reads the next record into `record`, which is empty. False: that was the end. An input without records, and one that
 * cannot be read, has a message instead. */
bool bc_engine_reader_next(bc_engine_reader *reader, bc_engine_record *record);
/* Whether the records are rows of tables. */
bool bc_engine_reader_is_table(const bc_engine_reader *reader);
/* All of the input's text, at its end; empty when it is not kept. Lent by the reader. */
bc_str bc_engine_reader_text(const bc_engine_reader *reader);

/* Reads a file of one YAML document: the list of fonts, a book, a list of totals. NULL when it cannot be read (then
 * *io_error tells the system's failure from what the file says) or holds another number of them: `*source` is its text,
 * NULL when it was not read. What is wrong with the text has been reported, not that there is not one document. */
const bc_node *bc_engine_input_read_document(bc_arena *arena, const char *path, const bc_file_waiting *waiting,
                                             const bc_diag_source **source, bc_diag_list *diags, bool *io_error);
/* The same of what the program has in memory. */
const bc_node *bc_engine_input_take_document(bc_arena *arena, const biaoce_memory *memory,
                                             const bc_diag_source **source, bc_diag_list *diags, bool *io_error);
/* How many documents the text holds, read as the input is; SIZE_MAX when it has mistakes. False when memory ran out. */
bool bc_engine_input_count_documents(const bc_engine_input *input, bc_str text, size_t *count);

#endif
