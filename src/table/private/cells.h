/* The cells of the row in work, and how they leave: those of the rectangle that is read, in order, each of merged ones
 * once. */
#ifndef BC_TABLE_PRIVATE_CELLS_H
#define BC_TABLE_PRIVATE_CELLS_H

#include "table/private/merges.h"
#include "table/private/report.h"

enum { BC_TABLE_MAX_ROW_TEXT = 64 << 20 }; /* bytes; a row of the longest texts would have gigabytes */

typedef struct bc_table_cells {
    BC_VEC(bc_table_cell) all; /* text.p NULL: in `text`, at the byte that mark.line says */
    bc_buf text;
    size_t size;          /* bytes of the texts of all of them */
    uint32_t row, column; /* in work; the last that came */
    bool hidden, broken, unsorted;
} bc_table_cells;

/* What of a row is wanted. */
typedef struct bc_table_frame {
    const bc_table_sheet *rectangle;
    bc_table_merges_list *merges; /* NULL: nobody asked */
} bc_table_frame;

void bc_table_cells_init(bc_table_cells *cells);
void bc_table_cells_release(bc_table_cells *cells);
/* Begins a row. */
void bc_table_cells_begin(bc_table_cells *cells, uint32_t row, bool hidden);
/* Adds one whose text is lent until the row is given, or is what stands in cells->text from byte `from` on, with what
 * is shown of it (cell.shown.n bytes) behind it. Those without text are left out. */
void bc_table_cells_add(bc_table_cells *cells, bc_table_cell cell);
void bc_table_cells_add_from(bc_table_cells *cells, bc_table_cell cell, size_t from);
/* The last one again, in so many columns behind it. */
void bc_table_cells_repeat(bc_table_cells *cells, uint32_t times);
/* Copies the row out. False: nothing of it is wanted. */
bool bc_table_cells_give(bc_table_cells *cells, const bc_table_frame *frame, bc_table_report *report,
                         bc_table_row *row);

#endif
