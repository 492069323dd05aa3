/* Inside a draft: for volume.c. */
#ifndef BC_PAINT_PDF_PRIVATE_DRAFT_PARTS_H
#define BC_PAINT_PDF_PRIVATE_DRAFT_PARTS_H

#include "paint/pdf/draft.h"
#include "paint/pdf/private/content.h"

const bc_pdf_shown *bc_pdf_draft_shown(const bc_pdf_draft *draft);

#endif
