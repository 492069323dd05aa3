/* The part of a table on one page, drawn. */
#ifndef BC_LAYOUT_PRIVATE_DRAWING_H
#define BC_LAYOUT_PRIVATE_DRAWING_H

#include "layout/private/flow_state.h"

/* All edges are final. */
void bc_layout_drawing_draw(bc_layout_flow *flow);

#endif
