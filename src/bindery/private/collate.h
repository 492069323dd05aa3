/* Orders of Chinese texts: by sound, by strokes, by number. */
#ifndef BC_BINDERY_PRIVATE_COLLATE_H
#define BC_BINDERY_PRIVATE_COLLATE_H

#include "bindery/private/book.h"
#include "unicode/collate.h"

/* A key for the text, in `arena`: keys compare by bytes as the texts stand in that order. Texts that are no numbers
 * come behind those that are. False when the order could not be loaded. */
bool bc_book_sort_key(bc_unicode_collator *collator, bc_str text, bc_book_order order, bc_arena *arena, bc_str *key);
/* Turns the order of keys round. */
void bc_book_sort_key_reverse(bc_str key);

#endif
