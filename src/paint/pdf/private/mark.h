/* Watermarks. */
#ifndef BC_PAINT_PDF_PRIVATE_MARK_H
#define BC_PAINT_PDF_PRIVATE_MARK_H

#include "layout/page.h"

/* Appends the operators for the page's marks; nothing when it has none. `arena` is for the time of the call. */
void bc_pdf_put_marks(const bc_layout_page *page, bc_text_typesetter *typesetter, bc_arena *arena, bc_buf *out);

#endif
