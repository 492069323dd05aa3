/* References to pages in prose: `$(page("标题"))` prints the number of the page on which that entry of the contents
 * begins. */
#ifndef BC_BINDERY_PRIVATE_REFER_H
#define BC_BINDERY_PRIVATE_REFER_H

#include "base/arena.h"

/* The number of the page where the entry of that title begins; empty: there is none. */
typedef bc_str (*bc_book_number_of)(void *context, bc_str title);

bool bc_book_refers(bc_str prose);
/* The prose with its references filled in. */
bc_str bc_book_fill_references(bc_str prose, bc_book_number_of number_of, void *context, bc_arena *arena);

#endif
