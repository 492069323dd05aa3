/* Deflating streams. A deflater has its working memory (half a megabyte), so it is kept and lent, not made anew. */
#ifndef BC_OUT_PDF_DEFLATE_H
#define BC_OUT_PDF_DEFLATE_H

#include "base/buf.h"

typedef struct bc_pdf_deflater bc_pdf_deflater;

bc_pdf_deflater *bc_pdf_deflater_new(void);
void bc_pdf_deflater_free(bc_pdf_deflater *deflater);
/* The content as /FlateDecode has it, lent until the next call. */
bc_str bc_pdf_deflate(bc_pdf_deflater *deflater, bc_str content);
/* CPU seconds spent so far. */
double bc_pdf_deflater_seconds(const bc_pdf_deflater *deflater);

#endif
