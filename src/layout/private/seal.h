/* Seals on words. */
#ifndef BC_LAYOUT_PRIVATE_SEAL_H
#define BC_LAYOUT_PRIVATE_SEAL_H

#include "layout/private/pager.h"

/* A text as it was broken into lines. */
typedef struct bc_layout_seal_text {
    bc_str words;
    const bc_text_line *lines;
    uint32_t n;
    bc_text_box box;
    bc_form_align align;
    const bc_text_style *style;
} bc_layout_seal_text;

/* Finds the words that the seal is put on. False when they are not in the text: it then stands in its middle. */
bool bc_layout_seal_find(const bc_layout_seal *seal, const bc_layout_seal_text *text, bc_text_typesetter *typesetter,
                         bc_layout_sealed *out);
/* Draws it when its line is one of first..end, which stand below each other from y on; x is that of the text's box. */
void bc_layout_seal_draw(bc_layout_pager *pager, const bc_layout_sealed *sealed, uint32_t first, uint32_t end, bc_len x,
                         bc_len y, const bc_text_style *style);

#endif
