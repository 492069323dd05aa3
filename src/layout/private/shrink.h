/* Type made smaller so that a text takes fewer lines. */
#ifndef BC_LAYOUT_PRIVATE_SHRINK_H
#define BC_LAYOUT_PRIVATE_SHRINK_H

#include "layout/block.h"

/* Gives the cell, whose text takes `lines` in its style, the largest type in which it takes as few as in the smallest
 * that its style allows, and returns its lines then. */
bc_text_lines bc_layout_shrink_cell(bc_layout_cell *cell, bc_text_lines lines, bc_text_typesetter *typesetter,
                                    bc_arena *arena);

#endif
