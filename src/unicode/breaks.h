/* Boundaries in texts as Unicode has them: lines, words, graphemes. A finder belongs to one thread. */
#ifndef BC_UNICODE_BREAKS_H
#define BC_UNICODE_BREAKS_H

#include "base/str.h"

typedef struct bc_unicode_breaks bc_unicode_breaks;

typedef enum bc_unicode_unit {
    BC_UNICODE_LINES, /* where a line may end, by the strict rules for Chinese */
    BC_UNICODE_WORDS, /* by the dictionary for Chinese */
    BC_UNICODE_GRAPHEMES
} bc_unicode_unit;

enum { BC_UNICODE_NO_MORE = -1 };

/* NULL when the data of the library cannot be loaded. */
bc_unicode_breaks *bc_unicode_breaks_new(bc_unicode_unit unit);
/* NULL is allowed. */
void bc_unicode_breaks_free(bc_unicode_breaks *breaks);
/* Looks at this text from now on, which must live until the next call; positions count its units. False when it cannot
 * be looked at. */
bool bc_unicode_breaks_in_utf16(bc_unicode_breaks *breaks, const uint16_t *text, size_t n);
/* The same for at most a few dozen bytes of UTF-8, which are looked at on the spot: whether there is a boundary at byte
 * `at`. */
bool bc_unicode_breaks_utf8_at(bc_unicode_breaks *breaks, bc_str text, size_t at);
/* The next boundary, from the beginning; BC_UNICODE_NO_MORE at the end. */
int32_t bc_unicode_breaks_next(bc_unicode_breaks *breaks);

#endif
