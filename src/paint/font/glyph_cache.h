/* The glyph cache: glyph programs ready to be copied into subset fonts, made on first use and shared by all threads. */
#ifndef BC_PAINT_FONT_GLYPH_CACHE_H
#define BC_PAINT_FONT_GLYPH_CACHE_H

#include "deflate/deflate.h"
#include "paint/font/cff.h"
#include "paint/font/glyf.h"
#include "text/font.h"

/* Glyph programs of all faces, made once per run and shared by all threads. Faces live as long as the cache does. */
typedef struct bc_subset_cache bc_subset_cache;

bc_subset_cache *bc_subset_cache_new(void);
void bc_subset_cache_free(bc_subset_cache *cache);

/* One glyph, never changed once it is there. CFF: a charstring without subroutine calls. TrueType: a glyf record
 * without instructions, padded to four bytes. */
typedef struct bc_subset_glyph {
    bc_str program;
    bool damaged; /* the font has no such glyph, or a malformed one: the program is that of a blank */
    bool plain;   /* CFF: without hints, and a width other than an em is said as it is */
} bc_subset_glyph;

/* All that documents need of one face. Readable without a lock. */
typedef struct bc_subset_face bc_subset_face;

/* The glyphs of a face, made on first use; they live as long as the cache. */
bc_subset_face *bc_subset_cache_face(bc_subset_cache *cache, const bc_font_face *face);
/* Lends a deflater until it is given back. */
bc_deflate_packer *bc_subset_cache_borrow(bc_subset_cache *cache);
void bc_subset_cache_give_back(bc_subset_cache *cache, bc_deflate_packer *deflater);

const bc_font_face *bc_subset_face_font(const bc_subset_face *face_glyphs);
/* False: the face's tables cannot be used, nothing else may be asked. */
bool bc_subset_face_usable(const bc_subset_face *face_glyphs);
const bc_subset_cff *bc_subset_face_cff(const bc_subset_face *face_glyphs);
const bc_subset_glyf *bc_subset_face_glyf(const bc_subset_face *face_glyphs);
const bc_subset_glyph *bc_subset_face_glyph(bc_subset_face *face_glyphs, uint16_t glyph);
/* For faces that may only be embedded whole: the font file, deflated, and how long it was. Made once. */
bc_str bc_subset_face_whole(bc_subset_face *face_glyphs, bc_deflate_packer *deflater, size_t *length);
/* The CID of a glyph in the whole font. */
uint16_t bc_subset_face_cid(const bc_subset_face *face_glyphs, uint16_t glyph);

#endif
