/* The borders of a table's part on one page. */
#ifndef BC_LAYOUT_PRIVATE_STROKES_H
#define BC_LAYOUT_PRIVATE_STROKES_H

#include "layout/private/pager.h"

/* The four sides of a cell: x, and the indices of the edges that it stands between. */
typedef struct bc_layout_stroke_box {
    bc_len x0, x1;
    uint32_t from, to;
} bc_layout_stroke_box;

/* Between what the boxes stand, and how strong the lines are; 0 draws none. */
typedef struct bc_layout_stroke_grid {
    const bc_len *edges; /* y, from top to bottom */
    size_t edge_count;
    bc_len rule, frame_rule;
} bc_layout_stroke_grid;

/* Gives the pager each border once, as long as it goes: first the horizontal ones from top to bottom, then the vertical
 * ones from left to right. The outermost have the frame's weight. */
void bc_layout_strokes_draw(bc_layout_pager *pager, const bc_layout_stroke_grid *grid,
                            const bc_layout_stroke_box *boxes, size_t n);

#endif
