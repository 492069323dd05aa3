/* Titles, labels and short values: few lines, cut between words. */
#ifndef BC_TEXT_PRIVATE_BALANCE_H
#define BC_TEXT_PRIVATE_BALANCE_H

#include "text/private/wrap.h"

/* Like bc_text_wrap_paragraph, with as few lines, but evenly filled, and cut where the text makes a pause, between
 * words and outside brackets. */
void bc_text_balance_title(bc_text_wrapping *wrap, uint32_t from, uint32_t to);
/* The same up to four lines. */
void bc_text_balance_short(bc_text_wrapping *wrap, uint32_t from, uint32_t to);
/* Up to four lines: filled rather than even, but cut between words. */
void bc_text_balance_words(bc_text_wrapping *wrap, uint32_t from, uint32_t to);

#endif
