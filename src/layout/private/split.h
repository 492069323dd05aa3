/* A row split by lines. */
#ifndef BC_LAYOUT_PRIVATE_SPLIT_H
#define BC_LAYOUT_PRIVATE_SPLIT_H

#include "layout/private/flow_state.h"

/* Places a row by lines over as many pages as it takes. */
void bc_layout_split_row(bc_layout_flow *flow, uint32_t row, bool may_cut_before);
/* Height of the least part with which the row may begin on a page. */
bc_len bc_layout_split_least(const bc_layout_flow *flow, uint32_t row);

#endif
