/* What bytes are text of, guessed from a file's beginning or from all of it. */
#ifndef BC_SOURCE_PRIVATE_ENCODING_H
#define BC_SOURCE_PRIVATE_ENCODING_H

#include "base/diag.h"
#include "base/file.h"
#include "unicode/convert.h"

typedef enum bc_source_kind {
    BC_SOURCE_UTF8,
    BC_SOURCE_ENCODED, /* as `meaning` says */
    BC_SOURCE_GB18030, /* no UTF-8, and not meant to be: likely this */
    BC_SOURCE_DAMAGED, /* meant as UTF-8 */
    BC_SOURCE_BINARY,
    BC_SOURCE_OTHER /* a file of the kind that `meaning` says */
} bc_source_kind;

typedef struct bc_source_guess {
    bc_source_kind kind;
    const char *meaning;
    size_t skip; /* bytes of the byte order mark */
    size_t at;   /* the byte behind it that is no UTF-8, or NUL */
} bc_source_guess;

/* Not `whole`: more bytes follow these. */
bc_source_guess bc_source_guess_of(bc_str bytes, bool whole);
/* Bytes before a character of UTF-8 that the end of the piece cuts; all when it cuts none. */
size_t bc_source_complete_utf8(bc_str bytes);
/* Appends the bytes as GB 18030 when the text is one that people write, and gives the converter for what follows. NULL:
 * it is none (nothing is appended), or the encoding is not *available. */
bc_unicode_converter *bc_source_try_gb18030(bc_str bytes, bool whole, bc_buf *text, bool *available);

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
