/* Which rows of a table count, and what is to be said of those that nobody sees. */
#ifndef BC_INTAKE_PRIVATE_FILTER_H
#define BC_INTAKE_PRIVATE_FILTER_H

#include "intake/private/formula.h"
#include "intake/private/inputs.h"

typedef struct bc_intake_filter {
    const bc_intake_formula *where; /* NULL: all do */
    bc_str name;                    /* of the file; lent */
    uint32_t left_out, hidden, hidden_sheets;
} bc_intake_filter;

/* False: the condition is wrong, which was said. */
bool bc_intake_filter_begin(bc_intake_filter *filter, const bc_intake_input *one, const bc_intake_rows *rows,
                            bc_arena *arena, bc_diag_list *diags);
bool bc_intake_filter_passes(bc_intake_filter *filter, const bc_table_row *row, bc_arena *arena, bc_diag_list *diags);
/* At the end of the table: how many rows were left out, and how many were hidden. */
void bc_intake_filter_report(const bc_intake_filter *filter, bc_arena *arena, bc_diag_list *diags);

#endif
