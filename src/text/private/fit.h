/* Justified paragraphs: all lines chosen together. */
#ifndef BC_TEXT_PRIVATE_FIT_H
#define BC_TEXT_PRIVATE_FIT_H

#include "text/private/wrap.h"

/* Appends the lines of a paragraph to typesetter->lines, each with the width to which it is to be set. */
void bc_text_fit_paragraph(bc_text_wrapping *wrap, uint32_t from, uint32_t to);

#endif
