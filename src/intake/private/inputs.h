/* The files and queries whose rows are records, or belong to them: found, opened, and read as far as the head. */
#ifndef BC_INTAKE_PRIVATE_INPUTS_H
#define BC_INTAKE_PRIVATE_INPUTS_H

#include "intake/private/mapping.h"
#include "intake/private/rows.h"
#include "intake/targets.h"

typedef struct bc_intake_input {
    bc_table_input table;
    bc_str sheet;                         /* its name or number; empty: the first that is not hidden */
    const bc_intake_mapped_table *mapped; /* NULL: no mapping */
    bool records;                         /* a file of records is read as a table */
    bc_table *opened;                     /* lent: what `table` names; NULL: it is to be opened */
} bc_intake_input;

typedef BC_VEC(bc_intake_input) bc_intake_inputs;

/* Adds all files of a mapping's table, or its query. Names count from the folder of the mapping. */
void bc_intake_inputs_add(const bc_intake_mapped_table *mapped, bc_str folder, bc_arena *arena, bc_diag_list *diags,
                          bc_intake_inputs *out);

/* What makes a row the head of a table: names of fields, of the form or of one of its lists, or of columns that a
 * mapping calls. */
typedef struct bc_intake_names {
    const bc_intake_targets *targets; /* NULL: the form is not known */
    const bc_form_field *in;
    bc_str key;
    const bc_intake_mapped *fields;
    uint32_t field_count;
    unsigned (*any)(void *context, const bc_intake_head *head); /* NULL; or what alone is asked */
} bc_intake_names;

/* A place for messages about the input as a whole. */
bc_diag_mark bc_intake_input_mark(const bc_table_input *table, bc_arena *arena);
/* Opens it and reads as far as the head; what lives as long as the rows is in `kept`. False: said. *table is the
 * caller's to close, unless it was lent. */
bool bc_intake_input_open(const bc_intake_input *one, const bc_intake_names *names, bc_intake_rows *rows,
                          bc_table **table, bc_arena *kept, bc_diag_list *diags, bool *io_error);

#endif
