/* Font programs of a few glyphs, copied together from the cache. */
#ifndef BC_PAINT_FONT_SUBSET_H
#define BC_PAINT_FONT_SUBSET_H

#include "paint/font/glyph_cache.h"

/* Both append a program whose glyph number i is glyphs[i]; glyphs[0] is .notdef, and a glyph may stand there more
 * than once. They say false when a glyph is damaged (it is blank in the program). */

/* A bare CFF table, CID-keyed; cids[i], ascending, is the CID of glyph number i; NULL: i is. */
bool bc_subset_write_cff(bc_subset_face *face_glyphs, bc_str name, const uint16_t *glyphs, const uint16_t *cids,
                         uint32_t count, bc_buf *out);
/* A font file with the tables a PDF needs. Components of composites follow after the given glyphs; *all (may be NULL)
 * is how many there are then. */
bool bc_subset_write_truetype(bc_subset_face *face_glyphs, const uint16_t *glyphs, uint32_t count, uint32_t *all,
                              bc_buf *out);

#endif
