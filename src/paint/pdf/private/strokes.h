/* The rules of a page, joined where they meet and drawn together by weight. */
#ifndef BC_PAINT_PDF_PRIVATE_STROKES_H
#define BC_PAINT_PDF_PRIVATE_STROKES_H

#include "layout/page.h"

/* Appends the operators for all rules of the page; nothing when it has none. */
void bc_pdf_put_strokes(const bc_layout_page *page, bc_arena *arena, bc_buf *out);

#endif
