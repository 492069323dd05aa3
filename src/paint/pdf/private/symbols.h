/* Codes as vectors. */
#ifndef BC_PAINT_PDF_PRIVATE_SYMBOLS_H
#define BC_PAINT_PDF_PRIVATE_SYMBOLS_H

#include "base/buf.h"
#include "layout/page.h"

/* Appends the operators that draw an item's code on its page. */
void bc_pdf_put_symbol(const bc_layout_page *page, const bc_layout_item *item, bc_buf *out);

#endif
