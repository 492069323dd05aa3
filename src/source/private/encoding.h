/* What a file is, by its beginning or by all of it. */
#ifndef BC_SOURCE_PRIVATE_ENCODING_H
#define BC_SOURCE_PRIVATE_ENCODING_H

#include "base/diag.h"
#include "base/file.h"
#include "unicode/guess.h"

typedef struct bc_source_guess {
    const char *other; /* not NULL: no text, but a file of this kind */
    bc_unicode_guess text;
} bc_source_guess;

/* Not `whole`: more bytes follow these. */
bc_source_guess bc_source_guess_of(bc_str bytes, bool whole);
static inline bool bc_source_guess_is_utf8(const bc_source_guess *guess)
{
    return !guess->other && guess->text.kind == BC_UNICODE_UTF8;
}

/* A text's first bytes, and where they go. */
typedef struct bc_source_begun {
    bc_arena *arena; /* of the places in messages */
    bc_str name, bytes;
    bool whole; /* nothing follows */
    bc_buf *text;
    bc_unicode_converter **converter; /* for what follows; stays NULL when that is UTF-8 */
} bc_source_begun;

/* Appends the bytes as the guess says. False when they are refused, which is then reported. */
bool bc_source_begin(const bc_source_begun *begun, const bc_source_guess *guess, bc_diag_list *diags);

void bc_source_report_byte(bc_diag_mark mark, unsigned char byte, bc_diag_list *diags);
void bc_source_report_encoding(bc_diag_mark mark, const char *encoding, bc_diag_list *diags);
void bc_source_note_converted(const bc_diag_source *source, const char *encoding, bc_diag_list *diags);
void bc_source_report_unread(bc_arena *arena, bc_str name, bc_file_result read, bc_diag_list *diags);
#endif
