/* A row of a CSV file, found and split into fields. */
#ifndef BC_TABLE_PRIVATE_CSV_ROW_H
#define BC_TABLE_PRIVATE_CSV_ROW_H

#include "base/str.h"
#include "base/vec.h"

/* A row is at hand as a whole, so a quotation mark that is never closed must not take the rest of the file for one. A
 * cell of a workbook holds 32,767 characters. */
enum { BC_TABLE_MAX_CSV_ROW_BYTES = 1 << 20, BC_TABLE_MAX_CSV_FIELDS = 32767 };

/* What a byte means: those up to BC_TABLE_CSV_CHARACTER are text, and count for as many characters as they say. */
typedef enum bc_table_csv_class {
    BC_TABLE_CSV_TAIL,      /* of a character */
    BC_TABLE_CSV_CHARACTER, /* its first byte, or its only one */
    BC_TABLE_CSV_DOUBT,     /* first byte of what may be invisible, or the separator */
    BC_TABLE_CSV_CONTROL,
    BC_TABLE_CSV_SEPARATOR,
    BC_TABLE_CSV_QUOTE,
    BC_TABLE_CSV_BREAK /* CR, LF */
} bc_table_csv_class;

typedef struct bc_table_csv_dialect {
    bc_str separator;               /* one character; lent */
    uint8_t bare[256], quoted[256]; /* classes of bytes outside and inside of quotation marks */
} bc_table_csv_dialect;

void bc_table_csv_dialect_init(bc_table_csv_dialect *dialect, bc_str separator);

/* A place in a row. */
typedef struct bc_table_csv_place {
    uint32_t at;     /* bytes of the row before it */
    uint32_t line;   /* lines of the row before its own */
    uint32_t column; /* in characters, from 1 on */
} bc_table_csv_place;

typedef struct bc_table_csv_field {
    bc_table_csv_place begin; /* behind blanks, with the quotation mark */
    uint32_t length;          /* characters of it in that line, blanks behind it left out */
    uint32_t from, to;        /* bytes of the row that are its text; between quotation marks if it has some */
    bool quoted;              /* in quotation marks, or ="…" */
    bool rewritten;           /* the text has quotation marks that are doubled, or CRs that break lines */
} bc_table_csv_field;

typedef enum bc_table_csv_end {
    BC_TABLE_CSV_ROW,
    BC_TABLE_CSV_MORE,         /* more text is needed */
    BC_TABLE_CSV_INVISIBLE,    /* a row with a control character or a byte order mark in it, at `fault` */
    BC_TABLE_CSV_BARE_QUOTE,   /* a quotation mark in a field that does not begin with one, at `fault` */
    BC_TABLE_CSV_BEHIND_QUOTE, /* the field that begins at `opened` is closed, and text follows at `fault` */
    BC_TABLE_CSV_UNCLOSED,     /* the same, but it is not closed */
    BC_TABLE_CSV_TOO_LONG,
    BC_TABLE_CSV_TOO_MANY /* fields, at `fault` */
} bc_table_csv_end;

/* What the end of the text means. */
typedef enum bc_table_csv_edge {
    BC_TABLE_CSV_GOES_ON,
    BC_TABLE_CSV_ENDS,
    BC_TABLE_CSV_FULL /* the row is as long as rows may be */
} bc_table_csv_edge;

/* A row as it was found; zeroed it is ready for use. */
typedef struct bc_table_csv_row {
    BC_VEC(bc_table_csv_field) fields;
    size_t bytes, shown; /* with the end of its last line and without it */
    uint32_t lines;      /* that end in it */
    bc_table_csv_place fault, opened;
    bool has_invisible;
    uint32_t invisible; /* the character of INVISIBLE */
} bc_table_csv_row;

void bc_table_csv_row_release(bc_table_csv_row *row);
/* Finds the row that the text begins with. The text is valid UTF-8, and neither empty nor has it a CR at its end unless
 * that is the last of all. */
bc_table_csv_end bc_table_csv_split(const bc_table_csv_dialect *dialect, bc_str text, bc_table_csv_edge edge,
                                    bc_table_csv_row *row);
/* The part of the text that a row may take, and what its end means. */
bc_str bc_table_csv_window(bc_str text, bool ended, bc_table_csv_edge *edge);
/* The line that follows the one with byte `at`: bytes before it, SIZE_MAX when its end is not in the text. */
size_t bc_table_csv_next_line(bc_str text, size_t at);

#endif
