/* Paragraphs that are items of a list: their later lines stand behind the number. */
#ifndef BC_TEXT_PRIVATE_ITEMS_H
#define BC_TEXT_PRIVATE_ITEMS_H

#include "text/private/wrap.h"

enum { BC_TEXT_ITEM_KINDS = 8 };

/* What is known of the text's paragraphs. */
typedef struct bc_text_items {
    bool several;                       /* begin with a number */
    uint8_t widest[BC_TEXT_ITEM_KINDS]; /* most figures of a number, by how it is marked */
    bool name;                          /* it is one, and as short as the name of an account */
} bc_text_items;

bc_text_items bc_text_items_in(const bc_text_wrapping *wrap);
/* Sets lead and hang of the paragraph that the characters first..end are. */
void bc_text_items_indent(bc_text_wrapping *wrap, const bc_text_items *items, size_t first, size_t end);

#endif
