/* A row split by lines. */
#ifndef BC_LAYOUT_PRIVATE_SPLIT_H
#define BC_LAYOUT_PRIVATE_SPLIT_H

#include "layout/private/flow_state.h"

/* Whether the first part of the row can stand on this page when the row could also move whole: each text of six lines
 * or more that does not fit shows three lines at the least here and three on the next page, all others fit. */
bool bc_layout_split_may(bc_layout_flow *flow, uint32_t row);
/* Places a row by lines over as many pages as it takes. */
void bc_layout_split_row(bc_layout_flow *flow, uint32_t row, bool may_cut_before);
/* Height of the least part with which the row may begin on a page. */
bc_len bc_layout_split_least(const bc_layout_flow *flow, uint32_t row);

#endif
