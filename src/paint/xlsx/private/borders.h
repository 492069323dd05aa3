/* Borders of cells that say which they have. */
#ifndef BC_PAINT_XLSX_PRIVATE_BORDERS_H
#define BC_PAINT_XLSX_PRIVATE_BORDERS_H

#include "layout/block.h"
#include "paint/xlsx/private/grid.h"

/* Of each cell the sides (bits 1 << bc_form_side) of which a cell beside it says what is drawn there; NULL: no cell of
 * the table says anything. In `arena`. */
const uint8_t *bc_xlsx_borders_find(const bc_layout_composed_table *table, const bc_xlsx_grid *grid, bc_arena *arena);

/* What the table draws on a side of a cell of the frame, or within it. */
bc_stroke bc_xlsx_borders_usual(const bc_layout_composed_table *table, const bc_layout_composed_cell *cell,
                                bc_form_side side, bool frame);
/* What a cell says of a side: a line of which only the kind is said is as heavy as those of the table. */
bc_stroke bc_xlsx_borders_own(const bc_layout_composed_table *table, bc_form_line line);

#endif
