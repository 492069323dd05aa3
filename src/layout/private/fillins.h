/* Where an empty form is to be filled in. */
#ifndef BC_LAYOUT_PRIVATE_FILLINS_H
#define BC_LAYOUT_PRIVATE_FILLINS_H

#include "layout/private/flow_state.h"

/* Notes what is to be written into the cell of a piece that has been drawn; items from `from` on are its text, which
 * goes where its words can be written over. For pagers that note such places. */
void bc_layout_fillins_cell(bc_layout_flow *flow, const bc_layout_flow_piece *piece, size_t from);
/* The same of a paragraph that stands from `y` on with all of its lines. */
void bc_layout_fillins_para(bc_layout_pager *pager, const bc_layout_block *block, bc_len y, size_t from);
/* And of a line. */
void bc_layout_fillins_line(bc_layout_pager *pager, const bc_layout_block *block, bc_len y, size_t from);

#endif
