/* Rows at the head and the foot of a band's part of a page. */
#ifndef BC_LAYOUT_PRIVATE_FEET_H
#define BC_LAYOUT_PRIVATE_FEET_H

#include "layout/private/flow_state.h"

/* Finds how high they are; rows that would take more than half of a page are left out (W431). */
void bc_layout_feet_find(bc_layout_flow *flow);
/* What they take of a page that begins inside of the row's band, above its rows; and below the row, at the most. */
bc_len bc_layout_feet_above(const bc_layout_flow *flow, uint32_t row);
bc_len bc_layout_feet_most(const bc_layout_flow *flow, uint32_t row);
/* What they take if the page ends below the last row that was put on it. */
bc_len bc_layout_feet_below(const bc_layout_flow *flow);
/* Whether the row's band goes on from the page before, when that row begins this one. */
bool bc_layout_feet_goes_on(const bc_layout_flow *flow, uint32_t row);
/* Puts those at the head of such a page. */
void bc_layout_feet_put_above(bc_layout_flow *flow, uint32_t row);
/* Whether a band with such rows ends above the row. */
bool bc_layout_feet_end_above(const bc_layout_flow *flow, uint32_t row);
/* Puts those below the last row that was put. Cells beside the band go on to their end. */
void bc_layout_feet_put_below(bc_layout_flow *flow);
/* Whether the cell stands beside these rows of its band, as a stub does. */
bool bc_layout_feet_is_beside(const bc_layout_flow *flow, const bc_layout_cell *cell);
/* Gives the rows what they say on this page. */
void bc_layout_feet_fill(bc_layout_flow *flow);
/* Their height in a band that one page has, of all bands of the table. */
int64_t bc_layout_feet_height(const bc_layout_table *table);

#endif
