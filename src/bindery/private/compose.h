/* The pages of a book that are no forms, as documents: prose, contents, dividers. They still are to be measured. */
#ifndef BC_BINDERY_PRIVATE_COMPOSE_H
#define BC_BINDERY_PRIVATE_COMPOSE_H

#include "bindery/private/book.h"
#include "layout/composed.h"

/* An entry of the contents. */
typedef struct bc_book_contents_entry {
    unsigned level;
    bool unlisted; /* left out */
    bc_str text;
    bc_str title;  /* without the label of an attachment */
    bc_str number; /* as printed on the page it leads to */
    uint32_t target;
} bc_book_contents_entry;

/* A title that begins with an ordinal (第一部分 唐山), with `between` in place of the blank behind that; others as they
 * are. */
bc_str bc_book_spaced_title(bc_str title, const char *between, bc_arena *arena);
/* A text's part of the book, with its label and title. */
const bc_layout_composed *bc_book_compose_prose(const bc_book *book, const bc_book_part *part, bc_arena *arena);
const bc_layout_composed *bc_book_compose_divider(const bc_book *book, const bc_book_part *part, bc_arena *arena);
/* Entries deeper than the part lists are left out. `number_room` is the width of their column, so that the lines do not
 * depend on them. */
const bc_layout_composed *bc_book_compose_contents(const bc_book *book, const bc_book_part *part,
                                                   const bc_book_contents_entry *entries, size_t n, bc_len number_room,
                                                   bc_arena *arena);
/* 附件1, which stands above a form in place of the label that this has by itself: that counts in another volume. NULL
 * when the part has none. */
const bc_layout_composed_block *bc_book_compose_label(const bc_book *book, const bc_book_part *part, bc_arena *arena);

#endif
