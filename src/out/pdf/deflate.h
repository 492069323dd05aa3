/* Deflating streams. A deflater has its working memory (half a megabyte), so it is kept and lent, not made anew. */
#ifndef BC_OUT_PDF_DEFLATE_H
#define BC_OUT_PDF_DEFLATE_H

#include "base/buf.h"

typedef struct bc_pdf_deflater bc_pdf_deflater;

bc_pdf_deflater *bc_pdf_deflater_new(void);
void bc_pdf_deflater_free(bc_pdf_deflater *deflater);
/* Text (operators, maps) is full of repetitions that are worth looking for; outlines have next to none. */
typedef enum bc_pdf_matter { BC_PDF_TEXT, BC_PDF_OUTLINES, BC_PDF_MATTERS } bc_pdf_matter;

/* The content as /FlateDecode has it, lent until the next call. */
bc_str bc_pdf_deflate(bc_pdf_deflater *deflater, bc_pdf_matter matter, bc_str content);
/* CPU seconds spent so far. */
double bc_pdf_deflater_seconds(const bc_pdf_deflater *deflater);

#endif
