/* Running heads: what stands above the type area of a book's pages. */
#ifndef BC_BINDERY_PRIVATE_HEAD_H
#define BC_BINDERY_PRIVATE_HEAD_H

#include "bindery/private/book.h"
#include "layout/page.h"

/* The head of a page on that paper as an item. Where leaves have two sides the book's title stands on backs and
 * `section`, which may be empty, on fronts, each at the outer edge; elsewhere the section at the right of all pages.
 * False when there is nothing to say, or no room above the type area. */
bool bc_book_head_item(const bc_book *book, bc_str section, const bc_form_paper *paper, bool back,
                       bc_text_typesetter *typesetter, bc_arena *arena, bc_layout_item *out);

#endif
