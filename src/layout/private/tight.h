/* A measured document with less space between its lines. */
#ifndef BC_LAYOUT_PRIVATE_TIGHT_H
#define BC_LAYOUT_PRIVATE_TIGHT_H

#include "layout/block.h"

/* The document with so many hundredths taken of what the padding and the leading of cells can give: padding above and
 * below keeps 2 pt, leading 1.15 of the size; what has less already keeps it. Type, widths and lines stay. Less than 0:
 * so much is given instead. Lends all but heights from the one given; made in `arena`. */
const bc_layout_document *bc_layout_tight_make(const bc_layout_document *document, int hundredth, bc_arena *arena);

#endif
