/* Heads with strokes from their upper left corner. */
#ifndef BC_LAYOUT_PRIVATE_DIAGONAL_H
#define BC_LAYOUT_PRIVATE_DIAGONAL_H

#include "layout/private/flow_state.h"

/* Breaks the texts of the cell, whose style is known, so that the cell need not be high; `text` tells how the lines of
 * each went. */
const bc_layout_diagonal *bc_layout_diagonal_measure(const bc_layout_cell *cell, bc_text_typesetter *typesetter,
                                                     bc_arena *arena);
/* How high the cell must be, in its style, so that no text touches a stroke. */
bc_len bc_layout_diagonal_need(const bc_layout_cell *cell);
/* Draws texts and strokes between two edges. */
void bc_layout_diagonal_draw(bc_layout_flow *flow, const bc_layout_flow_piece *piece);

#endif
