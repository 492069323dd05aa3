/* Pages painted before the file they go into is known: by any thread, each draft with glyph codes of its own. A volume
 * (volume.h) gives the glyphs their codes in the file, and the draft then writes these into its pages. One draft can
 * go into several volumes. */
#ifndef BC_PAINT_PDF_DRAFT_H
#define BC_PAINT_PDF_DRAFT_H

#include "paint/pdf/pdf.h"

typedef struct bc_pdf_draft bc_pdf_draft;

bc_pdf_draft *bc_pdf_draft_new(bc_subset_cache *cache);
void bc_pdf_draft_free(bc_pdf_draft *draft);
/* What is to be said of the pages of a draft. */
typedef struct bc_pdf_draft_tags {
    bool tagged;      /* they go into a file that says what its pieces are */
    unsigned level;   /* of their titles; 0: all on them belongs to other pages, as their numbers do */
    uint32_t section; /* of the volume, that they belong to, from 1; 0: none */
} bc_pdf_draft_tags;

/* Forgets its pages, for a document that is painted on this thread, to which the typesetter belongs. */
void bc_pdf_draft_begin(bc_pdf_draft *draft, bc_text_typesetter *typesetter, const bc_pdf_draft_tags *tags);

typedef enum bc_pdf_layer {
    BC_PDF_BODY,   /* the page itself */
    BC_PDF_OVER,   /* something small painted onto a page: leaves no state behind */
    BC_PDF_ROTATED /* the same, turned a quarter clockwise: its page is as wide as the other is high */
} bc_pdf_layer;

void bc_pdf_draft_add(bc_pdf_draft *draft, const bc_layout_page *page, bc_pdf_layer layer);
bc_layout_page_sink bc_pdf_draft_sink(bc_pdf_draft *draft); /* adds bodies */
size_t bc_pdf_draft_pages(const bc_pdf_draft *draft);
/* Whether on one of them what is below a picture shows through it (see bc_pdf_blending_refused). */
bool bc_pdf_draft_blends(const bc_pdf_draft *draft);

/* What became of the codes of one draft in one volume. */
typedef struct bc_pdf_codes {
    const uint16_t *const *codes; /* by the draft's font and code; NULL: they stay */
    const uint16_t *names;        /* by the draft's font: the number in the volume */
    uint32_t first;               /* of its objects: those of the operators, then what its tags ask for */
    uint32_t key, section;        /* by which marks find their elements; the element that all of these are below */
} bc_pdf_codes;

/* The operators of a page, complete. */
typedef struct bc_pdf_content {
    bc_len width, height;
    bc_str bytes;
    bool deflated, blends; /* packed; something on it shows through */
    /* Of objects. Where the volume is tagged also of the page, its links and its key (from 1); else these are 0. */
    uint32_t number, page, first_link, key, first_link_key;
} bc_pdf_content;

/* A draft, complete. */
typedef struct bc_pdf_finished {
    const bc_pdf_content *pages; /* bodies are deflated */
    size_t page_count;
    const struct bc_pdf_structure *structure; /* NULL: none */
} bc_pdf_finished;

/* In `arena`. */
bc_pdf_finished bc_pdf_draft_finish(bc_pdf_draft *draft, const bc_pdf_codes *codes, bc_arena *arena);

#endif
