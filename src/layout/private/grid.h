/* Whether boxes tile a grid, for builds that check what they rely on. */
#ifndef BC_LAYOUT_PRIVATE_GRID_H
#define BC_LAYOUT_PRIVATE_GRID_H

#include "layout/block.h"
#include "layout/private/strokes.h"

/* No box overlaps another and none is missing: each of the rows is covered from 0 to `width`. Boxes come in the order
 * of their first row. */
bool bc_layout_grid_is_tiled(const bc_layout_stroke_box *boxes, size_t n, uint32_t rows, bc_len width);
/* The same for the cells of a table. */
bool bc_layout_grid_table_is_tiled(const bc_layout_composed_table *table);

#endif
