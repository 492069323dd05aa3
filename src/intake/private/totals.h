/* What there is to say of rows that are no records: which were left out, and which totals are wrong. */
#ifndef BC_INTAKE_PRIVATE_TOTALS_H
#define BC_INTAKE_PRIVATE_TOTALS_H

#include "intake/private/row_kinds.h"

/* Rows of one kind that were left out: how many, and the first of them. */
enum { BC_INTAKE_ROWS_TOLD = 20 };

typedef struct bc_intake_left_out {
    uint32_t n, rows[BC_INTAKE_ROWS_TOLD];
} bc_intake_left_out;

typedef struct bc_intake_sum {
    bc_decimal added;
    bool unknown; /* something in the column is no number */
} bc_intake_sum;

/* Sums of the columns of amounts, and the row that says them. */
typedef struct bc_intake_totals {
    const bc_intake_columns *columns;
    bc_intake_sum *sums; /* of each column */
    bc_table_row said;   /* in `arena`; n 0: none */
    bc_intake_left_out left[BC_INTAKE_ROW_KINDS];
    const bc_diag_source *source; /* of the first that was left out, without its text; NULL: none was */
    bc_arena arena;
} bc_intake_totals;

void bc_intake_totals_init(bc_intake_totals *totals, const bc_intake_columns *columns);
void bc_intake_totals_release(bc_intake_totals *totals);
/* Counts a row of a record; `first`: it is the record's first, which has what the record has once. */
void bc_intake_totals_add(bc_intake_totals *totals, const bc_table_row *row, bool first);
/* Keeps a row that is no record, for what there is to say. */
void bc_intake_totals_leave_out(bc_intake_totals *totals, const bc_table_row *row, bc_intake_row_kind kind);
/* Says at the end which rows were left out, and which totals are not the sums of their columns. */
void bc_intake_totals_report(bc_intake_totals *totals, bc_arena *arena, bc_diag_list *diags);

#endif
