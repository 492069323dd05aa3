/* The columns of a sheet: all vertical edges of all tables of a document. */
#ifndef BC_PAINT_XLSX_PRIVATE_GRID_H
#define BC_PAINT_XLSX_PRIVATE_GRID_H

#include "layout/block.h"

typedef struct bc_xlsx_grid {
    const bc_len *edges; /* columns + 1 of them, ascending, the first 0 */
    uint32_t columns;
} bc_xlsx_grid;

/* In `arena`. Edges that are nearer to each other than a reader sees are one. */
bc_xlsx_grid bc_xlsx_grid_make(const bc_layout_document *document, bc_arena *arena);
/* An edge more, in the same arena; none where one is as good as there. */
void bc_xlsx_grid_add(bc_xlsx_grid *grid, bc_len x, bc_arena *arena);
/* The edge nearest to x. */
uint32_t bc_xlsx_grid_at(const bc_xlsx_grid *grid, bc_len x);
/* The columns' widths as the library takes them, so that the printed width is the grid's. */
void bc_xlsx_grid_widths(const bc_xlsx_grid *grid, double *widths);

#endif
