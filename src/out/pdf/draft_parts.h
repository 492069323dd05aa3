/* Inside a draft: for volume.c. Private to out/pdf. */
#ifndef BC_OUT_PDF_DRAFT_PARTS_H
#define BC_OUT_PDF_DRAFT_PARTS_H

#include "out/pdf/content.h"
#include "out/pdf/draft.h"

const bc_pdf_fonts *bc_pdf_draft_fonts(const bc_pdf_draft *draft);

#endif
