/* Cells that hold something else than lines of a text: it is never parted, and its height is its own. */
#ifndef BC_LAYOUT_PRIVATE_SPECIAL_H
#define BC_LAYOUT_PRIVATE_SPECIAL_H

#include "layout/private/cell.h"
#include "layout/private/diagonal.h"

static inline bool bc_layout_special_is(const bc_layout_cell *cell)
{
    return cell->diagonal || cell->drawn;
}

/* Height of what the cell holds, in its style, with padding. */
static inline bc_len bc_layout_special_need(const bc_layout_cell *cell)
{
    if (cell->drawn)
        return bc_layout_height_bounded((int64_t)cell->drawn->height + 2 * (int64_t)cell->style->pad_y);
    return cell->diagonal ? bc_layout_diagonal_need(cell) : bc_layout_cell_text_height(cell, cell->line_count);
}

#endif
