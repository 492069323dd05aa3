/* Texts that run up or down their cells. */
#ifndef BC_LAYOUT_PRIVATE_STANDING_H
#define BC_LAYOUT_PRIVATE_STANDING_H

#include "layout/private/pager.h"

/* The lines of a cell's text; their `width` is how long they are. As few as no longer than ten characters, for whose
 * leading the cell has room. */
bc_text_lines bc_layout_standing_wrap(bc_text_typesetter *typesetter, bc_arena *arena, const bc_layout_cell *cell,
                                      bc_str text);
/* What such a text asks of its column: the leading of its lines. */
bc_len bc_layout_standing_width(const bc_layout_composed_cell *cell);
/* Draws the lines in the cell's room, between `top` and `bottom`. */
void bc_layout_standing_draw(bc_layout_pager *pager, const bc_layout_cell *cell, bc_str text, const bc_text_line *lines,
                             uint32_t n, bc_len top, bc_len bottom, bc_layout_item_role role);

#endif
