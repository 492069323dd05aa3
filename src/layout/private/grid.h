/* Whether a table is what pagination relies on, for builds that check it. */
#ifndef BC_LAYOUT_PRIVATE_GRID_H
#define BC_LAYOUT_PRIVATE_GRID_H

#include "layout/block.h"
#include "layout/private/strokes.h"

/* No box overlaps another and none is missing: each of the rows is covered from 0 to `width`. Boxes come in the order
 * of their first row. */
bool bc_layout_grid_is_tiled(const bc_layout_stroke_box *boxes, size_t n, uint32_t rows, bc_len width);
/* The same for the cells of a table. */
bool bc_layout_grid_table_is_tiled(const bc_layout_composed_table *table);
/* The row's cells stand from left to right and follow those of the row above, as its band does the band of that. */
bool bc_layout_grid_row_is_in_order(const bc_layout_composed_table *table, uint32_t row);
/* Each cell was measured for the composed one of its place, and the row is as high as its own cells need. */
bool bc_layout_grid_row_is_measured(const bc_layout_table *table, uint32_t row);

#endif
