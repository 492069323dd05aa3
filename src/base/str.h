/* A borrowed slice of bytes, usually UTF-8. It owns nothing: whoever made the bytes keeps them alive. */
#ifndef BC_BASE_STR_H
#define BC_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct bc_str {
    const char *p; /* may be NULL only when n is 0 */
    size_t n;
} bc_str;

#define BC_STR(literal) ((bc_str){ "" literal, sizeof(literal) - 1 })
/* For printf: "%.*s", BC_STR_ARG(s) */
#define BC_STR_ARG(s) (int)(s).n, (s).p ? (s).p : ""

bc_str bc_str_from(const char *z);                     /* NULL gives the empty slice */
bc_str bc_str_slice(bc_str s, size_t from, size_t to); /* clamped to s */
bc_str bc_str_trim(bc_str s);                          /* ASCII blanks and U+3000 off both ends */
bool bc_str_eq(bc_str a, bc_str b);
bool bc_str_is(bc_str a, const char *z);
int bc_str_compare(bc_str a, bc_str b); /* by bytes, as memcmp */
bool bc_str_starts(bc_str s, bc_str prefix);
bool bc_str_ends(bc_str s, bc_str suffix);
/* Byte offset of the first `needle` at or after `from`, or SIZE_MAX. */
size_t bc_str_find(bc_str s, bc_str needle, size_t from);
/* What a hexadecimal digit stands for; -1: it is none. */
int bc_str_hex_digit(char c);
/* Whether _xHHHH_ stands there, which readers of workbooks take for a character. */
bool bc_str_is_escape(bc_str s, size_t at);
uint64_t bc_str_hash(bc_str s);
/* Edits (insert, delete, replace, by characters) from a to b; at most `limit`, else limit + 1. */
unsigned bc_str_distance(bc_str a, bc_str b, unsigned limit);

#endif
