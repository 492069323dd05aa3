/* The text of a CSV file, of which a part is at hand: it grows at its end and is passed at its beginning. */
#ifndef BC_TABLE_PRIVATE_CSV_TEXT_H
#define BC_TABLE_PRIVATE_CSV_TEXT_H

#include "base/file.h"
#include "table/table.h"
#include "unicode/guess.h"

typedef enum bc_table_csv_fault {
    BC_TABLE_CSV_SOUND,
    BC_TABLE_CSV_BAD_BYTES, /* not of the encoding */
    BC_TABLE_CSV_NO_TEXT,   /* it holds a NUL byte */
    BC_TABLE_CSV_UNREAD     /* the system failed */
} bc_table_csv_fault;

typedef struct bc_table_csv_text {
    bc_str at_hand; /* whole characters. A CR at its end, which may have an LF behind it, comes with what follows */
    size_t gone;    /* bytes of the text before it */
    bool ended;     /* nothing follows: */
    bc_table_csv_fault fault; /* because of this */
    uint64_t bytes_read;
    /* Where it comes from: */
    const bc_table_input *input; /* lent */
    bc_file_stream file;
    bool opened;
    bool all_read;
    bc_file_result read;
    bc_buf text;                     /* at_hand lies in it; what is before `checked` is known to be sound */
    size_t checked;                  /* of all that is behind nothing is known yet: bytes of UTF-8 */
    bc_buf bytes;                    /* that were read and are not yet text, of other encodings */
    bc_unicode_converter *converter; /* NULL: UTF-8 */
    char encoding[64];
    bool ascii;            /* nothing yet that would tell UTF-8 from GB 18030 */
    bool converted;        /* without having been told to, which has still to be said */
    size_t converted_from; /* from this byte of the text on */
    unsigned char bad_byte;
} bc_table_csv_text;

/* Reads the beginning, and finds out what it is or takes input->encoding for true. False: said in `diags`, whose places
 * are in `arena`; *io_error tells the system's failure. To be closed in any case. */
bool bc_table_csv_text_open(bc_table_csv_text *text, const bc_table_input *input, bc_arena *arena, bc_diag_list *diags,
                            bool *io_error);
void bc_table_csv_text_close(bc_table_csv_text *text);
/* Reads on until so many more bytes are at hand; at_hand.p may move. False when nothing follows. */
bool bc_table_csv_text_more(bc_table_csv_text *text, size_t bytes);
/* The first n bytes at hand are done with. */
void bc_table_csv_text_pass(bc_table_csv_text *text, size_t n);
/* Says the fault at the end of what is at hand, which begins with line `line`. */
void bc_table_csv_text_report(const bc_table_csv_text *text, uint32_t line, bc_arena *arena, bc_diag_list *diags);
/* Says once that the text was converted, if so many bytes at hand bring the reader there. */
void bc_table_csv_text_note(bc_table_csv_text *text, size_t bytes, bc_arena *arena, bc_diag_list *diags);
/* A place in `text`, which begins with a line of that number; the source that it is kept in holds what a message shows
 * of it. */
bc_diag_mark bc_table_csv_text_place(const bc_table_csv_text *text, bc_arena *arena, uint32_t first_line,
                                     bc_diag_mark mark);

#endif
