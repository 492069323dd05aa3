/* Rows of cells: what CSV files, workbooks and databases give, one row at a time.
 *
 * A table is a file that was opened, or a query that was asked. It has sheets, of which one at a time is read from its
 * first row on: text files and answers of databases have one without a name. Whatever the table's size, only the row in
 * work is at hand. Cells are what their file shows: numbers exact decimals as text, dates and the like spelled in one
 * way. What a column means is not for here.
 */
#ifndef BC_TABLE_TABLE_H
#define BC_TABLE_TABLE_H

#include "base/diag.h"
#include "base/file.h"

typedef enum bc_table_kind {
    BC_TABLE_NONE, /* no table: what reads records reads it */
    BC_TABLE_CSV,  /* text with separators */
    BC_TABLE_XLSX,
    BC_TABLE_ODS,
    BC_TABLE_QUERY,
    BC_TABLE_PDF,     /* whose fields were filled in */
    BC_TABLE_GIVEN,   /* rows that somebody else makes */
    BC_TABLE_REFUSED, /* a table that is not read: .xls, .et, encrypted; opening it says why and what helps */
} bc_table_kind;

typedef enum bc_table_cell_kind {
    BC_TABLE_TEXT,
    BC_TABLE_NUMBER,  /* the text is a decimal: `-1234.5`, no exponent, no grouping; of a format which shows it
                         divided by thousands, what is shown, exactly */
    BC_TABLE_PERCENT, /* the same with `%`: 85%, shown so by its format */
    BC_TABLE_DATE,    /* 2026-03-01, with a time of day 2026-03-01 08:30:00; 2026年3月, 2026 where its format shows so
                         much of it */
    BC_TABLE_TIME,    /* 08:30:00, over a day 30:00:00 */
    BC_TABLE_BOOL,    /* true, false */
    BC_TABLE_ERROR,   /* #N/A and the like, as it is shown */
    BC_TABLE_UNKNOWN, /* a formula without a value: its file was never computed */
} bc_table_cell_kind;

typedef struct bc_table_cell {
    uint32_t column; /* from 1 on; of one row they grow */
    uint32_t over;   /* columns that it is merged over, 1: not; known where bc_table_merges was asked for */
    uint8_t kind;    /* a bc_table_cell_kind */
    bool quoted;     /* in quotation marks or an apostrophe, so a text whatever it looks like */
    bool cut;        /* a number of more digits than its file can hold: the last ones are lost */
    bool formula;    /* computed */
    uint8_t
        money;   /* of a number: the unit of money that its format shows behind it, its power of ten plus 1; 0: none */
    bool yuan;   /* of a number: its format shows ¥ */
    bool odd;    /* of a number: its format speaks of money, but not of a unit that is known */
    bc_str text; /* of a text without the blanks around it, its lines ended by LF; never empty */
    bc_str shown; /* of a number: what the sheet shows, where its format has words such as ≥ or 平方米; else empty */
    bc_diag_mark mark;
} bc_table_cell;

typedef struct bc_table_row {
    const bc_diag_source *source; /* where the marks lie; lives in the row's arena */
    uint32_t number;              /* of a sheet, a query or a text: its row, as they count it; of a text its line */
    bool hidden;
    bool broken;     /* what is wrong with it was said; it has no cells */
    uint32_t fields; /* of a text: those that the row has, empty ones counted; else 0 */
    uint32_t n;
    const bc_table_cell *cells; /* those that are not empty */
} bc_table_row;

typedef struct bc_table_sheet {
    bc_str name;
    bool hidden;
    /* A table or a named range of a sheet counts as a sheet that is only read when it is named: rows and columns that
     * it has, 0 where it is a whole sheet. */
    uint32_t first_row, last_row, first_column, last_column;
} bc_table_sheet;

/* Rectangles of cells that are one; the value is in the first. */
typedef struct bc_table_merge {
    uint32_t first_row, last_row, first_column, last_column;
} bc_table_merge;

#define BC_TABLE_NO_SHEET UINT32_MAX

/* What a workbook has a name for: cells, or a text. */
typedef struct bc_table_name {
    bc_str name;
    uint32_t scope;       /* the sheet that alone knows it; NO_SHEET: all do */
    uint32_t sheet;       /* where its cells are; NO_SHEET: they were deleted, or it is a text */
    bc_table_merge cells; /* a rectangle */
    bc_str text;          /* p NULL: it is none */
} bc_table_name;

/* Where a query is asked, and what. Secrets in `connection` are never told by a message. */
typedef struct bc_table_query {
    bc_str connection; /* of ODBC: DSN=…;UID=… or Driver=…;… */
    bc_str password;   /* empty: none is needed, or the connection has it */
    bc_str sql;
    const bc_str *parameters; /* in the order of their ? */
    uint32_t parameter_count;
    uint32_t timeout; /* seconds for connecting, and for the answer to begin; 0: as is good */
} bc_table_query;

/* Rows that another part of the program makes, which the table closes. */
typedef struct bc_table_rows {
    void *context;
    /* As bc_table_next; the first row is the head, as of a query. */
    bool (*next)(void *context, bc_arena *arena, bc_diag_list *diags, bc_table_row *row, bool *io_error);
    void (*close)(void *context);
} bc_table_rows;

/* How fields of a PDF are called as cells of a workbook would be. */
typedef struct bc_table_field_names {
    bc_str value, rows; /* prefixes of a field's name, and of a list's: from the row above it to the row below it */
    bc_str form;        /* of the field that says which form it is, which becomes a name of a text */
    bc_str words;       /* of fields whose names are it, a point and a number: these have no name */
} bc_table_field_names;

/* What is opened. All is lent until the table is closed. */
typedef struct bc_table_input {
    bc_str name;        /* in messages */
    const char *path;   /* "-": standard input; NULL: memory, or a query */
    const void *memory; /* not NULL: these bytes */
    size_t length;
    bool pipes; /* the path may be a pipe: */
    bc_file_waiting waiting;
    bc_table_kind kind;                 /* NONE: found */
    const bc_table_query *query;        /* not NULL: this */
    const bc_table_rows *rows;          /* not NULL: these */
    const bc_table_field_names *fields; /* of PDFs; or NULL */
    bc_str encoding;                    /* of text files, and of what a database sends; empty: found */
    bc_str separator;                   /* of text files: one character; empty: found */
    size_t most;                        /* bytes that a part of a workbook may have unpacked; 0: as is good */
    size_t step;                        /* bytes that are read at once; 0: as is good, others are for tests */
} bc_table_input;

typedef struct bc_table bc_table;

/* What the file is: by its first bytes where these say it, else by its name. */
bc_table_kind bc_table_kind_of(bc_str name, bc_str beginning);
/* The same for an input, of which the first bytes are looked at. Standard input and pipes say nothing before they are
 * read: these are known by their names. */
bc_table_kind bc_table_find_kind(const bc_table_input *input);
/* Opens it. NULL when it is none, or broken, or cannot be read: said in `diags`, whose marks point into `arena`, and
 * *io_error tells the system's failure from what the file says. */
bc_table *bc_table_open(const bc_table_input *input, bc_arena *arena, bc_diag_list *diags, bool *io_error);
void bc_table_close(bc_table *table);
/* Whether it was made of the fields of a PDF. */
bool bc_table_is_pdf(const bc_table *table);
/* Its sheets in the order of the file, then what has a name in them. Lent. */
const bc_table_sheet *bc_table_sheets(const bc_table *table, uint32_t *n);
/* The names of a workbook that stand for a rectangle of cells, for a text, or for cells that are there no more; in the
 * order of the file. Lent. */
const bc_table_name *bc_table_names(const bc_table *table, uint32_t *n);
/* Begins with a sheet's first row; of a pipe or a query once only. With `merges` they are known before the first row,
 * which reads a part of a workbook twice. False: said in `diags`. */
bool bc_table_begin(bc_table *table, uint32_t sheet, bool merges, bc_arena *arena, bc_diag_list *diags, bool *io_error);
const bc_table_merge *bc_table_merges(const bc_table *table, uint32_t *n);
/* The next row that is not empty, in `arena`. Of a query the first one, number 0, is the head: a cell with the name of
 * each column; its rows count from 1 on, with those that do not come because they have no value. False at the end, and
 * where reading had to stop: then the diagnostics have an error, and *io_error is set for the system's failures. */
bool bc_table_next(bc_table *table, bc_arena *arena, bc_diag_list *diags, bc_table_row *row, bool *io_error);
/* Bytes of the input that were read so far. */
uint64_t bc_table_bytes(const bc_table *table);

#endif
