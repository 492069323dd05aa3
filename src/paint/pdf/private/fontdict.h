/* The dictionaries that describe a font to a reader, and the map from its codes to text. */
#ifndef BC_PAINT_PDF_PRIVATE_FONTDICT_H
#define BC_PAINT_PDF_PRIVATE_FONTDICT_H

#include "base/vec.h"
#include "paint/pdf/private/object.h"
#include "text/font.h"

/* A glyph that a document shows, for a certain text. The same glyph may stand for several texts, under as many codes,
 * so that copied text is always that which was set. */
typedef struct bc_pdf_used_glyph {
    uint16_t glyph, code, width;
    uint16_t older; /* the entry before this one of the same glyph; 0: none */
    uint32_t text_length;
    union bc_pdf_used_text {
        char own[4];   /* of a text that is as short as most: a character */
        uint32_t from; /* where a longer one begins in `texts` */
    } text;
} bc_pdf_used_glyph;

/* Entry 0 is .notdef. In the order of codes when given to the functions below. Small, for a book that is split has as
 * many of them as volumes. */
typedef struct bc_pdf_used_glyphs {
    bc_pdf_used_glyph *at; /* a vec */
    size_t n, capacity;
    bc_buf texts;
} bc_pdf_used_glyphs;

/* Lent until the list changes. */
bc_str bc_pdf_used_text(const bc_pdf_used_glyphs *used, size_t index);

typedef struct bc_pdf_font_dicts {
    const bc_font_face *face;
    bc_str name; /* with the subset's tag */
    const bc_pdf_used_glyphs *used;
    bc_pdf_ref program, to_unicode;
    bc_pdf_ref cid_set; /* which CIDs the program has, as PDF/A-1 asks; 0: not said */
} bc_pdf_font_dicts;

/* Defines `ref` as the Type 0 font, with its CIDFont and its descriptor. */
void bc_pdf_define_font(const bc_pdf_font_dicts *dicts, bc_pdf_file *file, bc_pdf_ref ref);
/* What a code stands for; an empty text is shown and adds nothing to what is copied. */
typedef struct bc_pdf_mapping {
    uint16_t code;
    bc_str text;
} bc_pdf_mapping;

typedef struct bc_pdf_mappings {
    BC_VEC(bc_pdf_mapping) list;
} bc_pdf_mappings;

/* Defines `ref` as the ToUnicode CMap; puts the mappings into the order of codes. */
void bc_pdf_define_to_unicode(bc_pdf_mappings *map, bc_pdf_file *file, bc_pdf_ref ref, bc_deflate_packer *deflater);
/* The face's PostScript name: never empty, without the characters that PostScript forbids. */
void bc_pdf_put_face_name(const bc_font_face *face, bc_buf *out);

#endif
