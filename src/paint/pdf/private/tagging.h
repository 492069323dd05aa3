/* The structure tree of one document: what its marks are. */
#ifndef BC_PAINT_PDF_PRIVATE_TAGGING_H
#define BC_PAINT_PDF_PRIVATE_TAGGING_H

#include "base/vec.h"
#include "layout/tags.h"
#include "paint/pdf/private/tree.h"

/* A place to be filled in, and the element that it belongs to. */
typedef struct bc_pdf_tagged_place {
    bc_pdf_ref place, owner;
} bc_pdf_tagged_place;

typedef struct bc_pdf_tagging {
    bc_pdf_file *file;
    bc_layout_tags *tags;
    bc_pdf_ref root, document;
    uint32_t pages;
    bc_buf text;             /* an element being written */
    BC_VEC(uint32_t) marks;  /* of each page of the parent tree's open leaf: how many it has */
    BC_VEC(uint32_t) owners; /* of these marks */
    BC_VEC(bc_pdf_leaf) leaves;
    BC_VEC(uint32_t) heads;            /* elements that others name */
    bc_pdf_ref first_place;            /* of those of the page in turn that are to be filled in */
    BC_VEC(bc_pdf_tagged_place) forms; /* as they are read; their keys count on from those of pages */
} bc_pdf_tagging;

void bc_pdf_tagging_begin(bc_pdf_tagging *tagging, bc_pdf_file *file);
void bc_pdf_tagging_release(bc_pdf_tagging *tagging);
/* The marks of the next page, which is object `ref` and whose StructParents are *key. */
bc_layout_marks bc_pdf_tagging_page(bc_pdf_tagging *tagging, const bc_layout_page *page, bc_pdf_ref ref, uint32_t *key);
/* Defines what is left, and appends the catalog's entries. */
void bc_pdf_tagging_end(bc_pdf_tagging *tagging, bc_buf *out);

#endif
