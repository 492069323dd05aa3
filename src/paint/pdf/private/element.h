/* Structure elements as PDF syntax. */
#ifndef BC_PAINT_PDF_PRIVATE_ELEMENT_H
#define BC_PAINT_PDF_PRIVATE_ELEMENT_H

#include "layout/tags.h"
#include "paint/pdf/private/pack.h"

/* What is added to the numbers of a tag to have those of objects. */
typedef struct bc_pdf_numbers {
    bc_pdf_ref elements, pages, links;
    bc_pdf_ref parent; /* of elements whose parent is 0 */
} bc_pdf_numbers;

/* Appends the element's entries, for the pack that it goes into. */
bc_pdf_family bc_pdf_put_element(bc_buf *out, const bc_layout_tag *tag, const bc_pdf_numbers *numbers);
/* The ID of a head, by its object: fixed in width and counted up, so that numbers sorted are IDs sorted. */
void bc_pdf_put_id(bc_buf *out, bc_pdf_ref ref);
/* `7 0 R ` as wide as rows of BC_PDF_LISTS, and blanks up to where the first may stand behind `<<` and `out`. */
void bc_pdf_put_wide_ref(bc_buf *out, bc_pdf_ref ref);
void bc_pdf_align_refs(bc_buf *out);

#endif
