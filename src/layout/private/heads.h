/* Header rows of bands, and what they leave of a page. */
#ifndef BC_LAYOUT_PRIVATE_HEADS_H
#define BC_LAYOUT_PRIVATE_HEADS_H

#include "layout/private/flow_state.h"

/* Of the band that the row belongs to. */
const bc_layout_flow_head *bc_layout_heads_of(const bc_layout_flow *flow, uint32_t row);
/* A band begins with the row: its header rows are printed again when they take at most half of what the continuation
 * line leaves, for the page is for new rows. */
void bc_layout_heads_open_band(bc_layout_flow *flow, uint32_t row);
/* Of the rows of groups that are printed again on a page that begins with this row; 0: they are not, since they would
 * take more than half of it. */
bc_len bc_layout_heads_again(const bc_layout_flow *flow, uint32_t row);
/* Room for rows on a page that begins with this one. */
bc_len bc_layout_heads_body(const bc_layout_flow *flow, uint32_t row);
/* Highest a label may be to be printed whole on any later page. */
bc_len bc_layout_heads_label_room(const bc_layout_flow *flow, const bc_layout_cell *cell);
/* A label over several rows that no page can hold: its text flows as if it were its first row's. */
bool bc_layout_heads_is_tall_label(const bc_layout_flow *flow, const bc_layout_cell *cell);
/* Height of a row's own text, labels too tall for a page included. */
bc_len bc_layout_heads_row_height(const bc_layout_flow *flow, uint32_t row);

#endif
