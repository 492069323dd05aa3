/* Charts as vectors. */
#ifndef BC_PAINT_PDF_PRIVATE_CHARTS_H
#define BC_PAINT_PDF_PRIVATE_CHARTS_H

#include "base/buf.h"
#include "layout/page.h"

/* Appends the operators that draw an item's chart on its page, without its texts. */
void bc_pdf_put_chart(const bc_layout_page *page, const bc_layout_item *item, bc_buf *out);

#endif
