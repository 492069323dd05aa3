/* The borders of a table's part on one page where cells or the table say which lines there are. */
#ifndef BC_LAYOUT_PRIVATE_BORDERS_H
#define BC_LAYOUT_PRIVATE_BORDERS_H

#include "layout/private/strokes.h"

/* A cell with what it says of its borders. */
typedef struct bc_layout_border_box {
    bc_layout_stroke_box at;
    const bc_form_border *border; /* its own */
    bool head;                    /* of a header row */
} bc_layout_border_box;

typedef struct bc_layout_border_grid {
    bc_layout_stroke_grid at;
    bc_form_ruling lines;
    bool goes_on, ends_early; /* the table begins on an earlier page; it ends on a later one */
} bc_layout_border_grid;

/* As bc_layout_strokes_draw, for tables that do not draw all lines, and cells that have borders of their own. */
void bc_layout_borders_draw(bc_layout_pager *pager, const bc_layout_border_grid *grid,
                            const bc_layout_border_box *boxes, size_t n);

#endif
