/* Glyph programs without hints, drawn in fewer bytes. */
#ifndef BC_PAINT_FONT_PRIVATE_OUTLINE_H
#define BC_PAINT_FONT_PRIVATE_OUTLINE_H

#include "base/buf.h"

/* How glyphs say their width: from what they count, and what it is when they say none. */
typedef struct bc_subset_widths {
    int32_t nominal, none;
} bc_subset_widths;

/* Appends a program that draws the same closed contours as `program`, which is without hints and subroutines and says
 * its width by `was`; the new one says it by `is`. False when something in it is not known here: then it is appended as
 * it stands. */
bool bc_subset_outline_shorten(bc_str program, bc_subset_widths was, bc_subset_widths is, bc_buf *out);

#endif
