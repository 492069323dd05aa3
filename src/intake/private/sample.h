/* A look at a table: its heads, what they mean to a form, and what stands in the first of its rows. */
#ifndef BC_INTAKE_PRIVATE_SAMPLE_H
#define BC_INTAKE_PRIVATE_SAMPLE_H

#include "intake/private/inputs.h"

enum { BC_SAMPLE_ROWS = 2000, BC_SAMPLE_VALUES = 12 };

/* What was seen of a column. */
typedef struct bc_intake_seen {
    uint32_t filled, numbers, shares; /* cells: that have something, numbers, of these such as 0.3 */
    bc_str values[BC_SAMPLE_VALUES];  /* different ones, in their order */
    uint32_t value_count;
    bool more; /* than these */
} bc_intake_seen;

typedef struct bc_intake_sample {
    bc_str name;           /* of the table in a mapping */
    bc_intake_input input; /* with its sheet */
    const bc_intake_head *heads;
    const bc_intake_meaning *meanings; /* of the heads */
    const bc_intake_seen *seen;        /* of their columns */
    uint32_t head_count, first_row, last_row;
    uint32_t rows, hidden_rows;
    bc_str unit;               /* 单位：元 above the head */
    bool guessed, more;        /* no name of a field is in it; rows behind those that were seen */
    const bc_form_field *list; /* the list that its rows are */
    uint32_t hidden_sheets;    /* of its workbook */
} bc_intake_sample;

typedef BC_VEC(bc_intake_sample) bc_intake_samples;

/* Looks at a table of a mapping, with `all_sheets` at each sheet of its file. All lives in `arena`. False when one
 * cannot be read: said. */
bool bc_intake_samples_take(const bc_intake_mapped_table *table, bool all_sheets, bc_str folder,
                            const bc_intake_targets *targets, bc_arena *arena, bc_diag_list *diags, bool *io_error,
                            bc_intake_samples *out);
/* Heads of the table that mean fields of that list (NULL: of the record), each field counted once. */
uint32_t bc_intake_sample_count(const bc_intake_sample *sample, const bc_form_field *list);
/* Whether the head means nothing that is certain: two fields, or one that another head means. */
bool bc_intake_sample_is_doubtful(const bc_intake_sample *sample, uint32_t head);

#endif
