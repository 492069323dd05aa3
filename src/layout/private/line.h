/* The parts of one line: at the left, in the middle, at the right. */
#ifndef BC_LAYOUT_PRIVATE_LINE_H
#define BC_LAYOUT_PRIVATE_LINE_H

#include "layout/private/cell.h"

/* Where they begin; one that has no words is 0 wide. That in the middle stands in the middle of the line, or, where the
 * others leave it less than an em to either side, in the middle of what they leave. */
static inline void bc_layout_line_places(const bc_len widths[BC_RUNNING_PARTS], bc_len width, bc_len em,
                                         bc_len x[BC_RUNNING_PARTS])
{
    const bc_len left = widths[0] ? widths[0] + em : 0, right = widths[2] ? width - widths[2] - em : width;
    x[0] = 0;
    x[1] = bc_layout_aligned(BC_ALIGN_CENTRE, width, widths[1]);
    x[2] = bc_layout_aligned(BC_ALIGN_RIGHT, width, widths[2]);
    if (x[1] < left || x[1] + widths[1] > right)
        x[1] = bc_len_max(widths[0] + (width - widths[0] - widths[1] - widths[2]) / 2, 0);
}

/* Whether they stand apart, by a quarter of an em at the least. */
static inline bool bc_layout_line_fits(const bc_len widths[BC_RUNNING_PARTS], bc_len width, bc_len em)
{
    int64_t used = 0, parts = 0;
    for (int i = 0; i < BC_RUNNING_PARTS; i++) {
        used += widths[i];
        parts += widths[i] > 0;
    }
    return parts < 2 ? used <= width : used + (parts - 1) * (em / 4) <= width;
}

#endif
