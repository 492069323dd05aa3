/* UTF-8 to code points and back. */
#ifndef BC_BASE_UTF8_H
#define BC_BASE_UTF8_H

#include "base/str.h"

#define BC_UTF8_BAD 0xFFFDu

/* The code point at byte *at, moving *at past it. A byte that starts no valid sequence (overlong,
 * surrogate, beyond U+10FFFF, cut) gives BC_UTF8_BAD and moves on by one byte. *at < s.n. */
uint32_t bc_utf8_next(bc_str s, size_t *at);
/* Start of the character before byte `at` (at > 0, on a boundary). */
size_t bc_utf8_previous(bc_str s, size_t at);
/* Writes 1 to 4 bytes, says how many. */
size_t bc_utf8_encode(uint32_t c, char out[4]);
size_t bc_utf8_count(bc_str s);
/* Offset of the first byte that is not valid UTF-8, or SIZE_MAX. */
size_t bc_utf8_invalid_at(bc_str s);
/* Columns in a terminal: 2 for East Asian wide and full-width, 0 for combining marks, 1 otherwise. */
unsigned bc_utf8_columns(uint32_t c);
/* Of the longest line of a text. */
uint32_t bc_utf8_widest_line(bc_str text);

/* Control and invisible characters, which must not reach a terminal as they are: some turn text around. */
bool bc_utf8_is_hidden(uint32_t c);

#endif
