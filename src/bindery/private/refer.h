/* References to pages in prose: `$(page("标题"))` prints the number of the page on which that entry of the contents
 * begins. */
#ifndef BC_BINDERY_PRIVATE_REFER_H
#define BC_BINDERY_PRIVATE_REFER_H

#include "base/diag.h"

/* A reference: its title, and the bytes of the prose that it takes. */
typedef struct bc_book_reference {
    bc_str title;
    size_t from, to;
} bc_book_reference;

/* The number of the page where the entry of that title begins; empty: there is none. */
typedef bc_str (*bc_book_number_of)(void *context, const bc_book_reference *reference);

bool bc_book_refers(bc_str prose);
/* Warns of what begins like one and is none, so that it is printed as it stands (W616); `at` as for
 * bc_book_markdown_check. */
void bc_book_refer_check(const bc_diag_source *prose, bc_diag_mark at, bc_diag_list *diags);
/* The prose with its references filled in. */
bc_str bc_book_fill_references(bc_str prose, bc_book_number_of number_of, void *context, bc_arena *arena);

#endif
