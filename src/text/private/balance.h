/* Titles, in lines of about equal width. */
#ifndef BC_TEXT_PRIVATE_BALANCE_H
#define BC_TEXT_PRIVATE_BALANCE_H

#include "text/private/wrap.h"

/* Like bc_text_wrap_paragraph, with as few lines, but evenly filled and cut between words and outside brackets. */
void bc_text_balance_paragraph(bc_text_wrapping *wrap, uint32_t from, uint32_t to);

#endif
