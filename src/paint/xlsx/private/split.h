/* Lines in two or three parts: between which edges of columns each part stands. */
#ifndef BC_PAINT_XLSX_PRIVATE_SPLIT_H
#define BC_PAINT_XLSX_PRIVATE_SPLIT_H

#include "paint/xlsx/private/grid.h"

enum { BC_MAX_XLSX_PARTS = 3 };

typedef struct bc_xlsx_line_part {
    bc_str text;
    bc_form_align align;
    bc_len need; /* width of the text on one line, with the space at its sides */
    bool open;   /* to be filled in */
    uint32_t column, column_end;
} bc_xlsx_line_part;

/* The parts of a LINE block, from the left; returns how many. A lone one takes all columns. What is joined, for want of
 * columns, is in `arena`. */
uint32_t bc_xlsx_split_line(const bc_xlsx_grid *grid, const bc_layout_block *block, bc_arena *arena,
                            bc_xlsx_line_part *parts);
/* Adds edges to the grid for lines that could stand on one line and find no edges for that, unless the document is a
 * list, whose columns stay as they are. */
void bc_xlsx_split_widen(bc_xlsx_grid *grid, const bc_layout_document *document, bc_arena *arena);

#endif
