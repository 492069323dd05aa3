/* Figures with their points in line. */
#ifndef BC_LAYOUT_PRIVATE_POINTS_H
#define BC_LAYOUT_PRIVATE_POINTS_H

#include "layout/block.h"

/* Where the text of a measured cell stands: as its style says, but words among figures and texts of several lines as
 * suits them. Amounts that are aligned by their points stand at the left until bc_layout_points_align. */
bc_form_align bc_layout_points_alignment(const bc_layout_cell *cell);
/* Moves the amounts that are aligned by their points: of those of a column the points stand below each other, and all
 * of them together in the middle. */
void bc_layout_points_align(const bc_layout_composed_table *table, bc_layout_cell *cells,
                            bc_text_typesetter *typesetter);

/* A cell that took another's place, `first`, with its point below that of the one. */
void bc_layout_points_follow(bc_layout_cell *cell, const bc_layout_cell *first, bc_text_typesetter *typesetter);

#endif
