/* Borders of cells that say which they have. */
#ifndef BC_PAINT_XLSX_PRIVATE_BORDERS_H
#define BC_PAINT_XLSX_PRIVATE_BORDERS_H

#include "layout/block.h"
#include "paint/xlsx/private/grid.h"

/* Of each cell the sides (bits 1 << bc_form_side) of which a cell beside it says what is drawn there; NULL: no cell of
 * the table says anything. In `arena`. */
const uint8_t *bc_xlsx_borders_find(const bc_layout_composed_table *table, const bc_xlsx_grid *grid, bc_arena *arena);

/* What the table draws on a side of a cell of the frame, or within it. */
bc_len bc_xlsx_borders_weight(const bc_layout_composed_table *table, const bc_layout_composed_cell *cell,
                              bc_form_side side, bool frame);

#endif
