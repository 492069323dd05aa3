/* The content of one page: operators that set text and draw rules. */
#ifndef BC_PAINT_PDF_PRIVATE_CONTENT_H
#define BC_PAINT_PDF_PRIVATE_CONTENT_H

#include "base/vec.h"
#include "layout/page.h"
#include "paint/pdf/private/font.h"
#include "paint/pdf/private/pictures.h"

/* The fonts of a document; number i is called /F<i+1> on every page. */
typedef struct bc_pdf_fonts {
    bc_subset_cache *cache;
    bool share;     /* codes over all fonts, as far as they can */
    uint32_t codes; /* those shared so far */
    BC_VEC(bc_pdf_font *) list;
} bc_pdf_fonts;

/* The index of the face's font, which is made when there is none yet. */
size_t bc_pdf_fonts_find(bc_pdf_fonts *fonts, const bc_font_face *face);

/* Puts all codes given so far into the order of what they stand for. By the old ones, in `arena`. */
const uint16_t *bc_pdf_fonts_sort(bc_pdf_fonts *fonts, bc_arena *arena);

/* A place in a page's operators that holds the code of a glyph, or the number in a font's name, and that is written
 * over when both are known for a larger file. Both are four characters long. */
typedef struct bc_pdf_patch {
    uint32_t at; /* byte */
    uint16_t font;
    uint16_t code; /* BC_PDF_FONT_NAME: the number of the font itself */
} bc_pdf_patch;

typedef struct bc_pdf_patches {
    BC_VEC(bc_pdf_patch) list;
} bc_pdf_patches;

enum {
    BC_PDF_FONT_NAME = UINT16_MAX, /* never a code: a font has one less */
    BC_PDF_NAME_DIGITS = 4         /* of a font's number where there are patches: /F0001 */
};

/* What pages show that the file must hold. */
typedef struct bc_pdf_shown {
    bc_pdf_fonts fonts;
    bc_pdf_pictures pictures;
    bool coloured; /* some of it is neither black nor grey */
} bc_pdf_shown;

void bc_pdf_shown_release(bc_pdf_shown *shown);

/* What not all files ask of a page. */
typedef struct bc_pdf_page_extra {
    bc_pdf_patches *patches; /* receives the places of glyphs */
    bool foreign;            /* and of fonts, which are named with BC_PDF_NAME_DIGITS */
    bool tagged;             /* the file says what its pieces are */
    const uint32_t *marks;   /* of its items, BC_NO_MARK of those that belong to none; NULL: all of them */
} bc_pdf_page_extra;

/* Appends the page's operators to `out`. Glyphs and pictures are noted in `shown`. `arena` is for the time of the
 * call. */
void bc_pdf_put_page(const bc_layout_page *page, bc_pdf_shown *shown, bc_text_typesetter *typesetter, bc_arena *arena,
                     bc_buf *out, const bc_pdf_page_extra *extra);

#endif
