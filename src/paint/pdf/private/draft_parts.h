/* Inside a draft: for volume.c. */
#ifndef BC_PAINT_PDF_PRIVATE_DRAFT_PARTS_H
#define BC_PAINT_PDF_PRIVATE_DRAFT_PARTS_H

#include "paint/pdf/draft.h"
#include "paint/pdf/private/content.h"

const bc_pdf_shown *bc_pdf_draft_shown(const bc_pdf_draft *draft);
/* How many numbers its objects need, and how many keys; what it says of itself is complete with that. */
void bc_pdf_draft_needs(bc_pdf_draft *draft, uint32_t *objects, uint32_t *keys);
uint32_t bc_pdf_draft_section(const bc_pdf_draft *draft);

#endif
