/* Records out of tables: rows become the trees that records are written as elsewhere.
 *
 * A table with heads that are names of fields needs nothing else. What its columns were taken for is said in one note;
 * what is doubtful is asked, and a table that is another one is refused as a whole.
 */
#ifndef BC_INTAKE_INTAKE_H
#define BC_INTAKE_INTAKE_H

#include "base/keys.h"
#include "form/form.h"
#include "source/reader.h"
#include "table/table.h"

/* How forms are found by their names. NULL: there is none, which was said at `at`. Forms outlive the intake. */
typedef struct bc_intake_forms {
    const bc_form *(*find)(void *context, bc_str name, bc_diag_mark at, bc_diag_list *diags);
    void *context;
} bc_intake_forms;

typedef struct bc_intake_options {
    bc_table_input table;   /* lent until the intake is freed, as all else */
    bc_str sheet;           /* empty: the first that is not hidden */
    const bc_node *mapping; /* instead: a mapping file, and the folder that it lies in */
    bc_str folder;
    const char *const *parameters; /* NAME=VALUE, of its queries */
    size_t parameter_count;
    bc_str form; /* of all records; empty: a column says it */
    bc_intake_forms forms;
    void (*reads)(void *context,
                  const char *path); /* is told the files of a mapping before the first record; or NULL */
    void *reads_context;
    bool no_databases; /* are asked: a mapping that would is refused */
    bool keeps_rest;   /* what stands in columns that fill nothing becomes members called x- and their head */
} bc_intake_options;

/* What a mapping file may hold; its outermost table is called `mapping`. */
extern const bc_keys_set bc_intake_mapping_keys;
/* Whether a tree that was read is a mapping file and no record. */
bool bc_intake_is_mapping(const bc_node *tree);

typedef struct bc_intake bc_intake;

bc_intake *bc_intake_new(const bc_intake_options *options);
void bc_intake_free(bc_intake *intake);
/* The next record, with what is to be said about it, in `arena`; or what there is to say without one. What is wrong in
 * cells of a record does not keep it back. False at the end. */
bool bc_intake_next(bc_intake *intake, bc_arena *arena, bc_diag_list *diags, bc_source_step *out);

/* Writes a CSV file of nothing but heads that a table of such records may have. */
void bc_intake_heads_write(const bc_form *form, bc_buf *out);

/* What a mapping is to be proposed for. */
typedef struct bc_intake_proposing {
    const bc_node *draft; /* a map with `tables`, as in a mapping; its places are lent */
    bool all_sheets;      /* of its one file each sheet that is not hidden is a table */
    bc_str folder;        /* that names of its files count from */
    bc_str command;       /* how it was asked for: told in its first line; may be empty */
    bc_str form_name;
    const bc_form *form;
    bc_intake_forms forms; /* which find that one, too */
} bc_intake_proposing;

/* Writes a mapping file by which the tables can be read as they are: what the heads say, and as comments, in the user's
 * language, all that is doubtful. False when there is nothing to propose: said in `diags`, whose marks point into
 * `arena`. */
bool bc_intake_propose(const bc_intake_proposing *what, bc_arena *arena, bc_buf *out, bc_diag_list *diags,
                       bool *io_error);

#endif
