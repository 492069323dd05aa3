/* Where a table begins and ends on a page. */
#ifndef BC_LAYOUT_PRIVATE_PART_H
#define BC_LAYOUT_PRIVATE_PART_H

#include "layout/private/flow_state.h"

/* Begins the part on the pager's page; `row` goes first, or the rest of it. */
void bc_layout_part_begin(bc_layout_flow *flow, uint32_t row, bool inside);
/* Draws the part and moves the pager below it. */
void bc_layout_part_end(bc_layout_flow *flow);
/* Ends the page; `row` begins the next, or what is left of it when the page ends `inside` of it. */
void bc_layout_part_cut(bc_layout_flow *flow, uint32_t row, bool inside);

#endif
