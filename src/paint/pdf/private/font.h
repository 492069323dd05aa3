/* One font of one document: which glyphs were used, for which text, under which code; and its PDF objects. */
#ifndef BC_PAINT_PDF_PRIVATE_FONT_H
#define BC_PAINT_PDF_PRIVATE_FONT_H

#include "paint/font/glyph_cache.h"
#include "paint/pdf/private/fontdict.h"

typedef struct bc_pdf_font bc_pdf_font;

typedef enum bc_pdf_font_status {
    BC_PDF_FONT_OK,
    BC_PDF_FONT_DAMAGED, /* the face or a used glyph is malformed */
    BC_PDF_FONT_FULL     /* more codes than two bytes can tell apart */
} bc_pdf_font_status;

/* `shared` (may be NULL) counts the codes that fonts of a document have together: one map to text then serves them all.
 * Fonts whose codes are glyph numbers leave it alone (see bc_pdf_font_shares). */
bc_pdf_font *bc_pdf_font_new(bc_subset_face *face_glyphs, uint32_t *shared);
void bc_pdf_font_free(bc_pdf_font *font);
const bc_font_face *bc_pdf_font_face(const bc_pdf_font *font);

/* How a glyph is shown: its code, and how far readers then move on, in thousandths of an em. */
typedef struct bc_pdf_code {
    uint16_t code, width;
} bc_pdf_code;

/* The code that shows `glyph` and copies as `text` (UTF-8; empty: it adds nothing to the text). */
bc_pdf_code bc_pdf_font_code(bc_pdf_font *font, uint16_t glyph, bc_str text);
/* Takes over all that `other`, a font of the same face, shows. (*codes)[c] is then the code here of what has code c
 * there, made in `arena`; *codes is NULL when all codes stay as they are. */
void bc_pdf_font_adopt(bc_pdf_font *font, const bc_pdf_font *other, bc_arena *arena, const uint16_t **codes);
/* Whether no other font that shares has one of its codes. */
bool bc_pdf_font_shares(const bc_pdf_font *font);
/* Puts the glyphs of one that shares into the order of what they stand for, and counts their codes on from *next:
 * `codes`, by the old ones, receives the new. Ideographs of one radical then stand near each other, and so does what
 * their outlines have in common. */
void bc_pdf_font_sort(bc_pdf_font *font, uint16_t *next, uint16_t *codes);
/* Appends what its codes stand for. */
void bc_pdf_font_map(const bc_pdf_font *font, bc_pdf_mappings *out);
/* Defines `ref` as the font, and all objects it needs; its map to text is `to_unicode`, or one of its own when that is
 * 0. Errors leave a font that shows what it can. */
bc_pdf_font_status bc_pdf_font_embed(bc_pdf_font *font, bc_pdf_file *file, bc_pdf_ref ref, bc_pdf_ref to_unicode,
                                     bc_deflate_packer *deflater);

#endif
