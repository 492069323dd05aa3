/* The rows of a table as rows of a sheet. */
#ifndef BC_PAINT_XLSX_PRIVATE_ROWS_H
#define BC_PAINT_XLSX_PRIVATE_ROWS_H

#include "layout/block.h"

enum {
    BC_MAX_XLSX_ROW = 409000, /* no row of a sheet is higher; a higher one is made of several */
    BC_XLSX_PIXEL = 750       /* heights are whole pixels */
};

typedef struct bc_xlsx_rows {
    bc_len *heights; /* of each table row: as measured, more where a spreadsheet needs more */
    uint32_t *first; /* row_count + 1: the sheet row each begins in, counted from the table's first */
} bc_xlsx_rows;

bc_xlsx_rows bc_xlsx_rows_make(const bc_layout_table *table, bc_arena *arena);
/* How many sheet rows a height takes, and the height of each of them. */
uint32_t bc_xlsx_rows_pieces(bc_len height, bc_len *each);

#endif
