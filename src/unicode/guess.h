/* What bytes are text of, guessed from a text's beginning or from all of it. */
#ifndef BC_UNICODE_GUESS_H
#define BC_UNICODE_GUESS_H

#include "unicode/convert.h"

typedef enum bc_unicode_guess_kind {
    BC_UNICODE_UTF8,
    BC_UNICODE_ENCODED, /* as `encoding` says */
    BC_UNICODE_GB18030, /* no UTF-8, and not meant to be: likely this */
    BC_UNICODE_DAMAGED, /* meant as UTF-8 */
    BC_UNICODE_BINARY   /* no text */
} bc_unicode_guess_kind;

typedef struct bc_unicode_guess {
    bc_unicode_guess_kind kind;
    const char *encoding; /* a name for bc_unicode_converter_new, which people read, too */
    size_t skip;          /* bytes of the byte order mark */
    size_t at;            /* the byte behind it that is no UTF-8, or NUL */
} bc_unicode_guess;

/* Not `whole`: more bytes follow these. */
bc_unicode_guess bc_unicode_guess_of(bc_str bytes, bool whole);
/* The encoding whose byte order mark the bytes begin with, NULL: they begin with none; *skip are the mark's bytes. */
const char *bc_unicode_mark_of(bc_str bytes, size_t *skip);
/* UTF-16 without a mark, by the zero bytes beside the first two characters; NULL: no such bytes. */
const char *bc_unicode_guess_utf16(bc_str bytes, bool whole);
/* Bytes before a character of UTF-8 that the end of the piece cuts; all when it cuts none. */
size_t bc_unicode_complete_utf8(bc_str bytes);
/* Appends the bytes as GB 18030 when the text is one that people write, and gives the converter for what follows. NULL:
 * it is none (nothing is appended), or the encoding is not *available. */
bc_unicode_converter *bc_unicode_try_gb18030(bc_str bytes, bool whole, bc_buf *text, bool *available);

#endif
