/* Merged cells of a sheet, followed from row to row. */
#ifndef BC_TABLE_PRIVATE_MERGES_H
#define BC_TABLE_PRIVATE_MERGES_H

#include "base/vec.h"
#include "table/table.h"

enum { BC_TABLE_MAX_MERGES = 1 << 20 };

/* A zeroed one has none. */
typedef struct bc_table_merges_list {
    BC_VEC(bc_table_merge) all;
    uint32_t next;         /* the first that has not begun */
    BC_VEC(uint32_t) open; /* those that the row lies in, from left to right */
    uint32_t row;
    uint32_t closing; /* the first row that one of them does not reach */
} bc_table_merges_list;

void bc_table_merges_release(bc_table_merges_list *merges);
/* From top to bottom, and back to the first row. */
void bc_table_merges_sort(bc_table_merges_list *merges);
/* Rows only grow. */
void bc_table_merges_to_row(bc_table_merges_list *merges, uint32_t row);
/* The one that has this cell of the row; NULL: none. */
const bc_table_merge *bc_table_merges_at(const bc_table_merges_list *merges, uint32_t column);

#endif
