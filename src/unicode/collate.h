/* Orders of Chinese texts. */
#ifndef BC_UNICODE_COLLATE_H
#define BC_UNICODE_COLLATE_H

#include "base/arena.h"

typedef enum bc_unicode_order { BC_UNICODE_PINYIN, BC_UNICODE_STROKES, BC_UNICODE_ORDERS } bc_unicode_order;

/* What was opened so far; a zeroed one is ready. */
typedef struct bc_unicode_collator {
    void *opened[BC_UNICODE_ORDERS];
} bc_unicode_collator;

void bc_unicode_collator_release(bc_unicode_collator *collator);
/* A key for the text, in `arena`: keys compare by bytes as the texts stand in that order. False when the library's data
 * cannot be loaded. */
bool bc_unicode_sort_key(bc_unicode_collator *collator, bc_unicode_order order, bc_str text, bc_arena *arena,
                         bc_str *key);

#endif
