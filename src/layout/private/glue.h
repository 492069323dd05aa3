/* What holds rows together. */
#ifndef BC_LAYOUT_PRIVATE_GLUE_H
#define BC_LAYOUT_PRIVATE_GLUE_H

#include "layout/private/flow_state.h"

/* What forbids a page break between row - 1 and row. Both have been seen. */
bc_layout_flow_glue bc_layout_glue_above(const bc_layout_flow *flow, uint32_t row);
/* Whether a cell keeps the row together with others. */
bool bc_layout_glue_keeps(const bc_layout_flow *flow, uint32_t row);
/* The edge from row + 1 to `last` at which glue is weakest, and of those the last: where a chunk is broken if it must.
 */
uint32_t bc_layout_glue_weakest_edge(const bc_layout_flow *flow, uint32_t row, uint32_t last);
/* The row below the last one that must stay together with `row`; when that is more than a page, where to break. */
uint32_t bc_layout_glue_chunk_end(bc_layout_flow *flow, uint32_t row);
/* Nothing holds the row to the one above it, or they had to be parted: no page holds all that stays with them, or a
 * title above would be left alone. */
bool bc_layout_glue_lets_begin(const bc_layout_flow *flow, uint32_t row);

#endif
