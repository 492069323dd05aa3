/* The content of one page: operators that set text and draw rules. */
#ifndef BC_OUT_PDF_CONTENT_H
#define BC_OUT_PDF_CONTENT_H

#include "base/vec.h"
#include "layout/page.h"
#include "out/pdf/font.h"

/* The fonts of a document; number i is called /F<i+1> on every page. */
typedef struct bc_pdf_fonts {
    bc_pdf_bank *bank;
    BC_VEC(bc_pdf_font *) list;
} bc_pdf_fonts;

void bc_pdf_fonts_release(bc_pdf_fonts *fonts);

/* Appends the page's operators to `out`. Glyphs that are shown are noted in `fonts`. `arena` is for the time of the
 * call. */
void bc_pdf_put_page(const bc_page *page, bc_pdf_fonts *fonts, bc_typesetter *setter, bc_arena *arena, bc_buf *out);

#endif
