/* The text of an input, of which a part is at hand: it grows at its end and is forgotten at its beginning. */
#ifndef BC_SOURCE_PRIVATE_WINDOW_H
#define BC_SOURCE_PRIVATE_WINDOW_H

#include "source/private/encoding.h"
#include "source/reader.h"

typedef enum bc_source_fault {
    BC_SOURCE_SOUND,
    BC_SOURCE_BAD_BYTE,     /* no UTF-8 */
    BC_SOURCE_BAD_ENCODING, /* not of the encoding that it began with */
    BC_SOURCE_TOO_LARGE,    /* the record in work, of which all is at hand */
    BC_SOURCE_UNREAD        /* the system failed */
} bc_source_fault;

/* How far a pipe has come with its first record, when that is JSON. */
typedef struct bc_source_first {
    size_t at; /* bytes looked at; behind the record's last line: */
    bool ended;
    char opening; /* { or [; 0: nothing yet */
    bool in_text, escaped, closed;
    unsigned depth;
} bc_source_first;

typedef struct bc_source_window {
    bc_buf text;           /* what is at hand, in UTF-8 */
    size_t gone;           /* bytes of the text before it */
    bool ended;            /* nothing follows: */
    bc_source_fault fault; /* because of this */
    /* Where it comes from: */
    bc_source_input input;
    bc_file_stream file;
    bool opened;
    size_t taken; /* of memory */
    bc_buf bytes; /* that were read and are not yet text */
    bool all_read;
    bool live; /* JSON from a pipe: records come out as they come in */
    bc_source_first first;
    bool behind_first;               /* bytes have been read that are not yet text */
    bc_unicode_converter *converter; /* NULL: UTF-8 */
    const char *encoding;            /* of the converter */
    bool ascii;                      /* nothing yet that would tell UTF-8 from GB 18030 */
    bool converted_later;            /* which has still to be said */
    unsigned char bad_byte;
    bc_file_result read;
    bc_buf *kept; /* all of the text, or NULL */
} bc_source_window;

/* What is lent in `input` must last as long as the window. */
void bc_source_window_init(bc_source_window *window, const bc_source_input *input);
void bc_source_window_release(bc_source_window *window);
/* Reads the beginning and finds out what it is. False when it cannot be read or is no text, which is then reported at
 * places in `arena`; *io_error tells the former. */
bool bc_source_window_begin(bc_source_window *window, bc_arena *arena, bc_diag_list *diags, bool *io_error);
/* Reads on; text.p may move. False when nothing follows. */
bool bc_source_window_more(bc_source_window *window);
/* Whether more text would have to be waited for behind byte n: no whole line of it is at hand. */
bool bc_source_window_waits(const bc_source_window *window, size_t n);
/* The first n bytes at hand are not needed any more. */
void bc_source_window_forget(bc_source_window *window, size_t n);
/* Reports the fault that ended it; `mark` is its end. */
void bc_source_window_report(const bc_source_window *window, bc_diag_mark mark, bc_diag_list *diags);

#endif
