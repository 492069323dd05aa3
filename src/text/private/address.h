/* Addresses, names of files and other long pieces of Latin. */
#ifndef BC_TEXT_PRIVATE_ADDRESS_H
#define BC_TEXT_PRIVATE_ADDRESS_H

#include "text/private/linebreak.h"

/* Half-width characters of one that no line should part; more may be. */
enum { BC_TEXT_ADDRESS_PART = 12 };

/* Ranks the places inside those of the text; chars[n] is its end. */
void bc_text_address_mark(bc_text_break_char *chars, size_t n);

#endif
