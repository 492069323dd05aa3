/* Orders of Chinese texts: by sound or by strokes, as ICU has them. */
#ifndef BC_BOOK_COLLATE_H
#define BC_BOOK_COLLATE_H

#include "book/book.h"

struct UCollator;

/* Opened for what is asked first; a zeroed bc_collator is ready. */
typedef struct bc_collator {
    struct UCollator *pinyin, *strokes;
} bc_collator;

void bc_collator_release(bc_collator *collator);
/* A key for the text, in `arena`: keys compare by bytes as the texts stand in that order. Texts that are no numbers
 * come behind those that are. */
bc_str bc_collation_key(bc_collator *collator, bc_str text, bc_order order, bc_arena *arena);
/* Turns the order of keys round. */
void bc_collation_reverse(bc_str key);

#endif
