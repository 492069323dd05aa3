/* Figures of a table rounded together: 舍位平衡. */
#ifndef BC_LAYOUT_PRIVATE_BALANCE_H
#define BC_LAYOUT_PRIVATE_BALANCE_H

#include "base/strmap.h"
#include "base/vec.h"
#include "layout/composed.h"
#include "rounding/rounding.h"

/* -- balance.c ------------------------------------------------------------------------------------------ */

/* Rounds the amounts of the cells so that printed parts add up to printed totals, and gives the cells what is printed;
 * says which were moved, and what could not be kept. */
void bc_layout_balance_cells(bc_layout_composed_cell *cells, uint32_t n, const bc_value *record, bc_diag_mark table,
                             bc_arena *arena, bc_diag_list *diags);

/* -- balance_sets.c ------------------------------------------------------------------------------------- */

/* What a figure is made of: values of the record that nothing in the table takes apart, by their numbers. Cells that
 * are made of the same, and print it alike, are one figure. */
typedef struct bc_layout_balance_set {
    const uint32_t *atoms;
    uint32_t n;
    uint8_t decimals;
    bc_str unit;
    bc_decimal exact; /* in the unit */
    uint32_t cell;    /* the first that shows it */
} bc_layout_balance_set;

typedef struct bc_layout_balance {
    bc_layout_composed_cell *cells;
    uint32_t n;
    const bc_value *record;
    bc_arena *arena;
    uint32_t *figure_of; /* by cell: its set + 1; 0: it is no such figure */
    BC_VEC(bc_layout_balance_set) sets;
    BC_VEC(bc_rounding_sum) sums;
    bool unlike; /* figures that belong together are printed with different decimals */
    uint32_t atom_count;
    bc_strmap by_path; /* path → cell + 1, of cells that show it */
} bc_layout_balance;

void bc_layout_balance_find_sets(bc_layout_balance *b);

/* -- balance_sums.c ------------------------------------------------------------------------------------- */

/* Which figures are the sums of which: along rows and down columns, and where neither shows it as the form adds them.
 * Those come first that others follow from. */
void bc_layout_balance_find_sums(bc_layout_balance *b);

#endif
