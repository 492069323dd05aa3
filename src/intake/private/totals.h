/* Rows that are no records: totals, and what is written below a table. */
#ifndef BC_INTAKE_PRIVATE_TOTALS_H
#define BC_INTAKE_PRIVATE_TOTALS_H

#include "intake/private/columns.h"

typedef enum bc_intake_row_kind {
    BC_INTAKE_ROW,
    BC_INTAKE_TOTAL, /* 合计 */
    BC_INTAKE_PART,  /* 小计 */
    BC_INTAKE_REMARK /* 注：…, 填表人：… */
} bc_intake_row_kind;

typedef struct bc_intake_sum {
    bc_decimal added;
    bool unknown; /* something in the column is no number */
} bc_intake_sum;

/* Sums of the columns of amounts, and the row that says them. */
typedef struct bc_intake_totals {
    const bc_intake_columns *columns;
    bc_intake_sum *sums; /* of each column */
    bc_table_row said;   /* in `arena`; n 0: none */
    uint32_t parts, remarks, first_remark;
    bc_arena arena;
} bc_intake_totals;

void bc_intake_totals_init(bc_intake_totals *totals, const bc_intake_columns *columns);
void bc_intake_totals_release(bc_intake_totals *totals);
bc_intake_row_kind bc_intake_row_kind_of(const bc_table_row *row, const bc_intake_columns *columns);
/* Counts a row of a record; `first`: it is the record's first, which has what the record has once. */
void bc_intake_totals_add(bc_intake_totals *totals, const bc_table_row *row, bool first);
/* Keeps a row that is no record, for what there is to say. */
void bc_intake_totals_leave_out(bc_intake_totals *totals, const bc_table_row *row, bc_intake_row_kind kind);
/* Says at the end which rows were left out, and which totals are not the sums of their columns. */
void bc_intake_totals_report(bc_intake_totals *totals, bc_arena *arena, bc_diag_list *diags);

#endif
