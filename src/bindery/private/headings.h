/* The headings of a book's prose, and on which of its pages each stands: they are entries of the contents and
 * bookmarks, below the title of their part. */
#ifndef BC_BINDERY_PRIVATE_HEADINGS_H
#define BC_BINDERY_PRIVATE_HEADINGS_H

#include "layout/composed.h"
#include "layout/page.h"

typedef struct bc_book_heading {
    bc_str text;
    unsigned rank;  /* as written: 1 the outermost below a title */
    unsigned level; /* below the entry of the part, or in its place where it has none; none is left out in between */
    uint32_t block; /* of the document */
    uint32_t page;  /* of the document, from 0 */
} bc_book_heading;

typedef struct bc_book_headings {
    bc_book_heading *at;
    uint32_t n;
    uint32_t placed, pages; /* how many of them stand on the pages seen so far, and how many these are */
} bc_book_headings;

/* Those of the document; on its first page, as far as is known yet. When its part is titled, an entry of its own, that
 * is not among them. */
bc_book_headings bc_book_headings_of(const bc_layout_composed *document, bool titled, bc_arena *arena);
/* The document's next page, drawn. */
void bc_book_headings_see(bc_book_headings *headings, const bc_layout_page *page);
/* The same words on the same pages. */
bool bc_book_headings_same(const bc_book_headings *a, const bc_book_headings *b);

#endif
