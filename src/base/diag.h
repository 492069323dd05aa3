/* What is wrong with what the user wrote: collected, ordered, and printed by whoever asked.
 *
 * A diagnostic points at a place in a source text. Sources outlive the diagnostics that name them.
 */
#ifndef BC_BASE_DIAG_H
#define BC_BASE_DIAG_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"

/* What a source is, and so what line and column of its places are: of a sheet its row and its column (C is 3), of a
 * query's answer the row as it came and the number of the column; of fields of a PDF the page and the number of the
 * field. */
typedef enum bc_diag_source_kind { BC_DIAG_TEXT, BC_DIAG_SHEET, BC_DIAG_QUERY, BC_DIAG_FIELDS } bc_diag_source_kind;

/* A text that was read: its name as the user gave it, and its content (UTF-8) for the caret line. Of a stream it is the
 * part that a record was read from, with the lines around it. Of tables that are no text there is no content. */
typedef struct bc_diag_source {
    bc_str name;
    bc_str text;
    bc_diag_source_kind kind;
    bc_str sheet;          /* of a SHEET */
    const bc_str *columns; /* names of those of a QUERY, and of FIELDS */
    uint32_t column_count;
    size_t offset;           /* bytes of the whole text before this part; 0: it begins here */
    uint32_t lines_before;   /* lines before the one that the part begins in */
    uint32_t columns_before; /* characters of that line before the part */
    const size_t *places; /* where every BC_SOURCE_STEPth line starts; made by bc_diag_source_index, may be missing */
    size_t place_count;
    bool withheld; /* it stands for values that are masked: nothing is said of them */
} bc_diag_source;

/* Notes where lines start, so that thousands of messages about a long file do not each count its lines. */
enum { BC_DIAG_SOURCE_STEP = 64 };
void bc_diag_source_index(bc_arena *arena, bc_diag_source *source);
/* The byte of source->text at that line and column of the whole text; SIZE_MAX when the source has no such place. */
size_t bc_diag_source_at(const bc_diag_source *source, uint32_t line, uint32_t column);

/* A place: line and column count from 1, columns in characters; `length` characters are underlined
 * (0 counts as 1). source NULL or line 0: the place is unknown. Each node has one or two, so the numbers share eight
 * bytes: a database writes its dump in one line of many megabytes, while an underline ends with the screen. */
typedef struct bc_diag_mark {
    const bc_diag_source *source;
    uint64_t line : 28, column : 28, length : 8;
} bc_diag_mark;

/* What is larger is told as these; the last column stands for places that cannot be shown. */
#define BC_DIAG_MAX_LINE ((UINT32_C(1) << 28) - 1)
#define BC_DIAG_MAX_COLUMN ((UINT32_C(1) << 28) - 1)
enum { BC_DIAG_MAX_LENGTH = 255 };

static inline bc_diag_mark bc_diag_mark_at(const bc_diag_source *source, size_t line, size_t column, size_t length)
{
    return (bc_diag_mark){ .source = source,
                           .line = (line < BC_DIAG_MAX_LINE ? line : BC_DIAG_MAX_LINE) & BC_DIAG_MAX_LINE,
                           .column = (column < BC_DIAG_MAX_COLUMN ? column : BC_DIAG_MAX_COLUMN) & BC_DIAG_MAX_COLUMN,
                           .length = (length < BC_DIAG_MAX_LENGTH ? length : BC_DIAG_MAX_LENGTH) & BC_DIAG_MAX_LENGTH };
}

/* The same line and length, so many columns on. */
static inline bc_diag_mark bc_diag_mark_on(bc_diag_mark mark, size_t columns)
{
    return bc_diag_mark_at(mark.source, mark.line, (size_t)mark.column + columns, mark.length);
}

/* A source in `arena` that is called as that one, without its text. */
bc_diag_source *bc_diag_source_called(bc_arena *arena, const bc_diag_source *source);
/* What it is called, with its sheet; made in `room` where it needs some. */
bc_str bc_diag_source_full_name(const bc_diag_source *source, bc_buf *room);
/* How a place reads behind the name of its source: `:31:5`, `!项目表!C12`, `: row 17, column total`, in the user's
 * language. Nothing when it is unknown. */
void bc_diag_add_place(bc_diag_mark mark, bc_buf *out);
/* Whether places of the source are cells or fields, which have names of their own; and the name of such a place behind
 * that of its sheet: `C12` as spreadsheets call it, column 0 the row alone; `page 1, field fund.fiscal`. */
bool bc_diag_has_cells(const bc_diag_source *source);
void bc_diag_add_cell(bc_diag_mark mark, bc_buf *out);
void bc_diag_add_address(uint32_t row, uint32_t column, bc_buf *out);

/* A source in `arena` that holds as much of the mark's line as a message shows, for messages that are told when the
 * text has gone; `name` is lent. */
const bc_diag_source *bc_diag_source_keep(bc_arena *arena, const bc_diag_mark *mark, bc_str name);

typedef enum bc_diag_severity { BC_DIAG_NOTE, BC_DIAG_WARNING, BC_DIAG_ERROR } bc_diag_severity;

/* "note", "warning", "error": for programs, never translated. */
const char *bc_diag_severity_name(bc_diag_severity severity);
/* The same for people, in their language. */
const char *bc_diag_severity_word(bc_diag_severity severity);

typedef struct bc_diag {
    bc_diag_severity severity;
    const char *code; /* stable, such as "E203"; see docs/diagnostics.md */
    bc_diag_mark mark;
    bc_str message;            /* one sentence, no full stop, already in the user's language */
    bc_str hint;               /* what would be right; may be empty */
    const bc_diag_mark *again; /* further places that it holds for, the first of them; the end of the hint tells all */
    uint32_t again_count, again_left_out;
    uint32_t again_told; /* bytes at the end of the hint that do so */
    const void *about; /* where nothing is written: the bound value, or the field, that is empty; NULL: see the mark */
} bc_diag;

typedef struct bc_diag_list {
    bc_arena arena;
    BC_VEC(bc_diag) list;
    unsigned errors, warnings;
    bool strict;        /* warnings are added as errors */
    bool last_left_out; /* past BC_MAX_DIAGS: the hint that may follow belongs to none in the list */
} bc_diag_list;

void bc_diag_list_init(bc_diag_list *diags);
void bc_diag_list_release(bc_diag_list *diags);
void bc_diag_list_clear(bc_diag_list *diags);
/* Adds one; the text is copied. Past BC_MAX_DIAGS (a hostile file) only the counts go on. In these three `diags` may be
 * NULL: nobody wants to know. */
void bc_diag_add(bc_diag_list *diags, bc_diag_severity severity, const char *code, bc_diag_mark mark,
                 const char *format, ...) __attribute__((format(printf, 5, 6)));
/* Gives the last one added its hint. A text without arguments is given as it is: po/update holds translations to the
 * directives of what they translate. */
void bc_diag_hint(bc_diag_list *diags, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Says what the last one added is about. */
void bc_diag_about(bc_diag_list *diags, const void *about);
/* Says which limit was passed, of the record at that place. */
void bc_diag_add_excess(bc_diag_list *diags, bc_diag_mark mark, const bc_quota *quota);
/* Takes back what was added behind the first `n`. */
void bc_diag_list_cut(bc_diag_list *diags, size_t n);
/* Whether something with this code was said, or said at the place. */
bool bc_diag_list_has_code(const bc_diag_list *diags, const char *code);
bool bc_diag_list_has(const bc_diag_list *diags, const char *code, bc_diag_mark mark);
/* A message is told long after what it was found in has gone: the places of those from number `from` on move to
 * `arena`, with the line that a message shows. */
void bc_diag_list_keep(bc_diag_list *diags, size_t from, bc_arena *arena);
/* Takes their places from those of this source, which nobody can look into. */
void bc_diag_list_forget(bc_diag_list *diags, const bc_diag_source *source);
/* Appends all of `from`, texts copied. */
void bc_diag_list_append(bc_diag_list *diags, const bc_diag_list *from);

/* Whether they say the same word for word of two places of one text, and of one field where they are about fields: for
 * people one of them is enough, with the other's line. */
bool bc_diag_says_same(const bc_diag *a, const bc_diag *b);

/* Further places of what is said once: the first of them in their order, and how many more. */
enum { BC_DIAG_PLACES_TOLD = 12 };
typedef struct bc_diag_places {
    bc_diag_mark first;
    uint32_t here;        /* on the line of the first */
    uint32_t shown, more; /* a line counts once as long as it is shown */
    bc_diag_mark at[BC_DIAG_PLACES_TOLD];
} bc_diag_places;

/* `places` begins as { .first = … }. */
void bc_diag_places_add(bc_diag_places *places, bc_diag_mark mark);
/* Ends a hint with them. */
void bc_diag_places_tell(const bc_diag_places *places, bc_buf *hint);

enum { BC_MAX_DIAGS = 1000 };

/* Puts them in the order of their places, those of one place and those of other sources as they came. Parts of one text
 * are one source: they bear the same name. */
void bc_diag_list_sort(bc_diag_list *diags);

/* Near-miss names: the candidate closest to `name`, or an empty slice when none is close. */
bc_str bc_diag_nearest(bc_str name, const bc_str *candidates, size_t count);

/* Compiler style: `file:line:column: error: message [code]`, the source line, a caret line, the hint. */
/* Appends the text with U+FFFD for what must not reach a terminal. */
void bc_diag_put_shown(bc_str text, bc_buf *out);
void bc_diag_print(const bc_diag *diag, bool colour, bc_buf *out);
/* One JSON object on one line. */
void bc_diag_print_json(const bc_diag *diag, bc_buf *out);

#endif
