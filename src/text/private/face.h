/* Opening a face, and what it keeps beside the public fields. */
#ifndef BC_TEXT_PRIVATE_FACE_H
#define BC_TEXT_PRIVATE_FACE_H

#include "base/arena.h"
#include "text/font.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>

enum {
    BC_CMAP_PAGE = 256,
    BC_CMAP_PAGES = 0x110000 / BC_CMAP_PAGE,
    BC_MAX_FONT_BYTES = 1 << 30 /* the largest collections in use are 150 MB */
};

struct bc_font_face_tables {
    bc_arena arena;                  /* the face itself, its strings and tables */
    uint16_t page_of[BC_CMAP_PAGES]; /* 0: the empty page */
    uint16_t (*pages)[BC_CMAP_PAGE];
    uint16_t *page_counts; /* covered code points of each page */
    size_t page_count;
    uint16_t *advances; /* of glyph_count glyphs */
    hb_blob_t *blob;
    hb_face_t *hb_face;
    hb_font_t *hb_font; /* immutable, scaled to font units */
};

/* Maps the file and reads the face. NULL when it is no usable outline font; *why then says so, and *error is 0, or the
 * errno of a system that could not read it this time. */
bc_font_face *bc_font_face_open(FT_Library library, bc_str file, int index, const char **why, int *error);
void bc_font_face_close(bc_font_face *face);

/* The glyph of a character with an OpenType feature such as "hwid" switched on; its plain glyph when the face has no
 * other. `*starved` is set when memory ran out. */
uint16_t bc_font_face_variant(const bc_font_face *face, const char feature[4], uint32_t codepoint, bool *starved);
/* Horizontal ink of a glyph in font units; false when the outline cannot be read or is empty. */
bool bc_font_face_ink(const bc_font_face *face, uint16_t glyph, int *left, int *right);

#endif
