/* The structure of a draft: elements that are kept until its pages and they have their numbers in a file. */
#ifndef BC_PAINT_PDF_PRIVATE_DRAFTED_H
#define BC_PAINT_PDF_PRIVATE_DRAFTED_H

#include "layout/tags.h"
#include "paint/pdf/draft.h"
#include "paint/pdf/private/object.h"
#include "paint/pdf/private/tree.h"

typedef struct bc_pdf_drafted {
    bool kept;            /* something is */
    bc_layout_tags *tags; /* made for the first draft of which something is */
    bc_arena arena;
    uint32_t count; /* numbers given to elements, from 1 */
    BC_VEC(bc_layout_tag) list;
    BC_VEC(uint32_t) heads;       /* elements that others name */
    BC_VEC(uint32_t) marks;       /* on each page, and then of each link: one */
    BC_VEC(uint32_t) owners;      /* of these */
    BC_VEC(uint32_t) first_links; /* of each page */
    BC_VEC(uint32_t) link_owners;
} bc_pdf_drafted;

/* What became of it in a volume. */
typedef struct bc_pdf_structure {
    bc_pdf_ref section; /* the element that all others are below */
    const bc_pdf_packed *packs;
    const bc_pdf_leaf *parents, *ids;
    size_t pack_count, parent_count, id_count;
} bc_pdf_structure;

/* `level` is that of titles. */
void bc_pdf_drafted_begin(bc_pdf_drafted *drafted, unsigned level);
void bc_pdf_drafted_release(bc_pdf_drafted *drafted);
bc_layout_marks bc_pdf_drafted_page(bc_pdf_drafted *drafted, const bc_layout_page *page);
/* When all pages are there: how many keys and how many objects it takes, with its pages and links. */
void bc_pdf_drafted_end(bc_pdf_drafted *drafted);
uint32_t bc_pdf_drafted_keys(const bc_pdf_drafted *drafted);
uint32_t bc_pdf_drafted_objects(const bc_pdf_drafted *drafted);
/* Its pages are `first` and those that follow. All is in `arena`. */
void bc_pdf_drafted_finish(bc_pdf_drafted *drafted, const bc_pdf_codes *codes, bc_pdf_ref first,
                           bc_deflate_packer *deflater, bc_arena *arena, bc_pdf_structure *out);

#endif
