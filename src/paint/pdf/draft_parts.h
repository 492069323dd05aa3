/* Inside a draft: for volume.c. Private to paint/pdf. */
#ifndef BC_PAINT_PDF_DRAFT_PARTS_H
#define BC_PAINT_PDF_DRAFT_PARTS_H

#include "paint/pdf/content.h"
#include "paint/pdf/draft.h"

const bc_pdf_fonts *bc_pdf_draft_fonts(const bc_pdf_draft *draft);

#endif
