/* Type 2 charstrings (Adobe Technical Note 5177) without subroutines, so that a glyph can be copied alone. */
#ifndef BC_PAINT_FONT_PRIVATE_CHARSTRING_H
#define BC_PAINT_FONT_PRIVATE_CHARSTRING_H

#include "base/buf.h"
#include "paint/font/cff.h"

/* Appends the glyph's program with every called subroutine in its place: the same outline, hints and width; `unhinted`:
 * without its stem hints, unless these are computed.
 * False when it is malformed, or needs the glyphs that an accent of old fonts (seac) is put together from; `out`
 * then ends where it did. */
bool bc_subset_charstring_flatten(bc_str program, const bc_subset_cff_index *local, const bc_subset_cff_index *global,
                                  bool unhinted, bc_buf *out);

#endif
