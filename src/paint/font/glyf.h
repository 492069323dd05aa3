/* Reading TrueType glyphs: records of a glyf table without instructions. */
#ifndef BC_PAINT_FONT_GLYF_H
#define BC_PAINT_FONT_GLYF_H

#include "text/font.h"

typedef struct bc_subset_glyf {
    bc_str loca, glyf, hmtx, head, hhea, maxp;
    bool long_offsets;
    uint32_t glyph_count, metrics; /* metrics: glyphs with an advance of their own */
} bc_subset_glyf;

/* False when a table is missing or too short. */
bool bc_subset_glyf_open(const bc_font_face *face, bc_subset_glyf *out);
/* Appends the glyph's record without its instructions (nothing for a blank glyph). False when it is malformed, or a
 * composite that nests too deeply; `out` then ends where it did. */
bool bc_subset_glyf_strip(const bc_subset_glyf *font, uint16_t glyph, bc_buf *out);
uint16_t bc_subset_glyf_advance(const bc_subset_glyf *font, uint16_t glyph);
int16_t bc_subset_glyf_left_bearing(const bc_subset_glyf *font, uint16_t glyph);

/* Walks the components of a stripped record: *at starts at 0 and is then that of the component's glyph number, two
 * bytes in the record. False after the last, and at once for a simple glyph. */
bool bc_subset_glyf_component(bc_str record, size_t *at);

#endif
