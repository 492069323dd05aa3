/* Filling lines, one paragraph at a time. */
#ifndef BC_TEXT_PRIVATE_WRAP_H
#define BC_TEXT_PRIVATE_WRAP_H

#include "text/private/cluster.h"

typedef struct bc_text_wrapping {
    bc_text_typesetter *typesetter;
    bc_str text;
    const bc_text_style *style;
    const bc_text_box *box;
    const uint8_t *before; /* bc_text_break by byte */
    bc_len lead, hang;     /* of the paragraph at hand: what its first line begins later, where its others begin */
    bool missing, overfull;
} bc_text_wrapping;

/* Calls for each paragraph from..to of the text (a line feed and the like left out), at least once. */
typedef void (*bc_text_paragraph_fn)(bc_text_wrapping *wrap, uint32_t from, uint32_t to);
void bc_text_wrap_paragraphs(bc_text_wrapping *wrap, bc_text_paragraph_fn each);

/* Appends the lines of a paragraph to typesetter->lines, filling each as far as it goes. */
void bc_text_wrap_paragraph(bc_text_wrapping *wrap, uint32_t from, uint32_t to);
/* Appends the one line that begins at `from`; `opens`: it begins its paragraph. Returns where the next begins, or
 * `end`, which has no blanks before it. */
uint32_t bc_text_wrap_line(bc_text_wrapping *wrap, uint32_t from, uint32_t end, bool opens);
/* Characters of from..to, not counting closing marks and what joins the character before. */
uint32_t bc_text_wrap_words(const bc_text_wrapping *wrap, uint32_t from, uint32_t to);
/* The indent of a paragraph's first line or its others, and the room that it leaves. */
static inline bc_len bc_text_wrap_indent(const bc_text_wrapping *wrap, bool first)
{
    return first ? bc_len_add(wrap->box->first_indent, wrap->lead) : wrap->hang;
}
static inline bc_len bc_text_wrap_room(const bc_text_wrapping *wrap, bool first)
{
    return bc_text_clamp((int64_t)wrap->box->width - bc_text_wrap_indent(wrap, first));
}
/* from..to without blanks at its end. */
uint32_t bc_text_wrap_trim(const bc_text_wrapping *wrap, uint32_t from, uint32_t to);
/* The same for a paragraph, whose wide blanks at its end are room to write in and stay. */
uint32_t bc_text_wrap_end(const bc_text_wrapping *wrap, uint32_t from, uint32_t to);

#endif
