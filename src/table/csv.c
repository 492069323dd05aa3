/* The reader of text with separators: rows one after the other out of a window of text, their cells where they stand. A
 * row's text is copied as a whole, for its messages show it; its cells are slices of that copy, and only what quotation
 * marks changed is written anew. A row whose quotation marks are broken is said, and reading goes on behind the line
 * that the doubtful quotation mark stands in: what is lost is that line, not what a wrong guess about its end would
 * swallow. */
#include "base/tr.h"
#include "base/utf8.h"
#include "table/private/csv_row.h"
#include "table/private/csv_separator.h"
#include "table/private/csv_text.h"
#include "table/private/reader.h"

#include <string.h>
#include <strings.h>

enum { SHOWN_BYTES = 1024 }; /* of a line behind a place, at the least: more than its message shows */

typedef struct csv {
    bc_table table;
    bc_table_csv_text text;
    bc_str separator; /* in the table's arena */
    bc_table_csv_dialect dialect;
    bc_table_csv_row row;
    uint32_t line; /* that the text at hand begins with */
    bool begun, stopped;
} csv;

/* -- opening -------------------------------------------------------------------------------------------- */

static bool refuse_separator(const csv *c, bc_arena *arena, bc_diag_list *diags)
{
    bc_diag_source *source = BC_NEW(arena, bc_diag_source);
    source->name = bc_arena_str(arena, c->table.input.name);
    bc_diag_add(diags, BC_DIAG_ERROR, "E707", (bc_diag_mark){ .source = source },
                bc_tr("“%.*s” cannot separate fields"), BC_STR_ARG(c->table.input.separator));
    bc_diag_hint(diags, bc_tr("a separator is one character such as , ; | or a tab, and no quotation mark"));
    return false;
}

static bool ends_with(bc_str name, const char *ending)
{
    const size_t n = strlen(ending);
    return name.n >= n && strncasecmp(name.p + name.n - n, ending, n) == 0;
}

/* Settles the separator, and passes the line that names it. */
static bool begin_rows(csv *c, bc_arena *arena, bc_diag_list *diags)
{
    const bc_table_input *input = &c->table.input;
    size_t bytes;
    bc_str separator = bc_table_csv_named_separator(c->text.at_hand, &bytes);
    if (input->separator.n) {
        separator = bc_table_csv_given_separator(input->separator);
        if (!separator.n)
            return refuse_separator(c, arena, diags);
    }
    if (!separator.n)
        separator = bc_table_csv_find_separator(c->text.at_hand, c->text.ended,
                                                ends_with(input->name, ".tsv") || ends_with(input->name, ".tab"));
    c->separator = bc_arena_str(&c->table.arena, separator);
    bc_table_csv_dialect_init(&c->dialect, c->separator);
    bc_table_csv_text_pass(&c->text, bytes);
    c->line = bytes ? 2 : 1;
    c->stopped = false;
    return true;
}

static void close_csv(bc_table *table)
{
    csv *c = (csv *)table;
    bc_table_csv_text_close(&c->text);
    bc_table_csv_row_release(&c->row);
    bc_arena_release(&c->table.arena);
    bc_mem_free(c);
}

static bc_table *open_csv(const bc_table_input *input, bc_arena *arena, bc_diag_list *diags, bool *io_error)
{
    static const bc_table_sheet ALL = { .name = { "", 0 } };
    csv *c = bc_mem_alloc(sizeof *c);
    *c = (csv){ .table = { .reader = &bc_table_csv_reader, .input = *input, .sheets = &ALL, .sheet_count = 1 } };
    if (bc_table_csv_text_open(&c->text, &c->table.input, arena, diags, io_error) && begin_rows(c, arena, diags)) {
        bc_table_csv_text_note(&c->text, 0, arena, diags);
        c->table.bytes = c->text.bytes_read;
        return &c->table;
    }
    close_csv(&c->table);
    return NULL;
}

/* The first time it stands there. A pipe cannot be read again, which opening it as a file tells. */
static bool begin_csv(bc_table *table, uint32_t sheet, bool merges, bc_arena *arena, bc_diag_list *diags,
                      bool *io_error)
{
    csv *c = (csv *)table;
    (void)sheet;
    (void)merges;
    if (!c->begun) {
        c->begun = true;
        return true;
    }
    bc_table_csv_text_close(&c->text);
    c->table.input.pipes = false;
    c->stopped = true;
    if (!bc_table_csv_text_open(&c->text, &c->table.input, arena, diags, io_error))
        return false;
    c->text.converted = false; /* that was said before */
    return begin_rows(c, arena, diags);
}

/* -- what is wrong with a row --------------------------------------------------------------------------- */

/* A place in the row in work. */
static bc_diag_mark row_mark(csv *c, bc_arena *arena, bc_table_csv_place place)
{
    while (c->text.at_hand.n < place.at + (size_t)SHOWN_BYTES && bc_table_csv_text_more(&c->text, SHOWN_BYTES))
        continue;
    return bc_table_csv_text_place(&c->text, arena, c->line,
                                   bc_diag_mark_at(NULL, c->line + place.line, place.column, 1));
}

/* A quotation mark that is closed late or never: `mark` is its place. */
static void report_opened(const csv *c, bc_table_csv_end end, bc_table_csv_edge edge, bc_diag_mark mark,
                          bc_diag_list *diags)
{
    if (end == BC_TABLE_CSV_BEHIND_QUOTE)
        bc_diag_add(diags, BC_DIAG_ERROR, "E703", mark,
                    bc_tr("the quotation mark that opens here is closed in line %u, where text follows it"),
                    (unsigned)(c->line + c->row.fault.line));
    else if (edge == BC_TABLE_CSV_FULL)
        bc_diag_add(diags, BC_DIAG_ERROR, "E704", mark,
                    bc_tr("the quotation mark that opens here is not closed within 1 MB"));
    else
        bc_diag_add(diags, BC_DIAG_ERROR, "E704", mark, bc_tr("the quotation mark that opens here is never closed"));
    bc_diag_hint(diags, bc_tr("close it in its line; inside of quotation marks one is written twice: \"\""));
}

static void report_row(const csv *c, bc_table_csv_end end, bc_diag_mark mark, bc_diag_list *diags)
{
    switch (end) {
    case BC_TABLE_CSV_INVISIBLE:
        bc_diag_add(diags, BC_DIAG_ERROR, "E706", mark, bc_tr("the invisible character U+%04X cannot stand in a table"),
                    (unsigned)c->row.invisible);
        bc_diag_hint(diags, bc_tr("delete it; editors do not show it"));
        break;
    case BC_TABLE_CSV_BARE_QUOTE:
        bc_diag_add(diags, BC_DIAG_ERROR, "E702", mark,
                    bc_tr("a quotation mark stands in a field that does not begin with one"));
        bc_diag_hint(diags, bc_tr("put the whole field in quotation marks, and write those inside of it twice"));
        break;
    case BC_TABLE_CSV_BEHIND_QUOTE:
        bc_diag_add(diags, BC_DIAG_ERROR, "E703", mark, bc_tr("text stands behind the closing quotation mark"));
        bc_diag_hint(diags, bc_tr("inside of quotation marks one is written twice: \"\""));
        break;
    case BC_TABLE_CSV_TOO_LONG:
        bc_diag_add(diags, BC_DIAG_ERROR, "E705", mark, bc_tr("this row is longer than 1 MB"));
        bc_diag_hint(diags, bc_tr("is this a table, and does each row end with its line?"));
        break;
    case BC_TABLE_CSV_TOO_MANY:
        bc_diag_add(diags, BC_DIAG_ERROR, "E705", mark, bc_tr("this row has more than %d fields"),
                    BC_TABLE_MAX_CSV_FIELDS);
        bc_diag_hint(diags, bc_tr("is the separator “%.*s” right?"), BC_STR_ARG(c->separator));
        break;
    case BC_TABLE_CSV_UNCLOSED:
    case BC_TABLE_CSV_ROW:
    case BC_TABLE_CSV_MORE:
        break;
    }
}

/* Goes to the line behind the one with byte `at`, which is that many lines on. */
static void pass_line(csv *c, size_t at, uint32_t lines)
{
    bc_table_csv_text_pass(&c->text, at);
    for (;;) {
        const size_t next = bc_table_csv_next_line(c->text.at_hand, 0);
        bc_table_csv_text_pass(&c->text, next == SIZE_MAX ? c->text.at_hand.n : next);
        if (next != SIZE_MAX || !bc_table_csv_text_more(&c->text, 1))
            break;
    }
    c->line += lines + 1;
}

/* Says what is wrong with the row in work and leaves it behind. */
static void break_row(csv *c, bc_table_csv_end end, bc_table_csv_edge edge, bc_arena *arena, bc_diag_list *diags,
                      bc_table_row *row)
{
    const bc_table_csv_row *found = &c->row;
    const bool opened =
        end == BC_TABLE_CSV_UNCLOSED || (end == BC_TABLE_CSV_BEHIND_QUOTE && found->fault.line > found->opened.line);
    const bc_table_csv_place place = opened                         ? found->opened
                                     : end == BC_TABLE_CSV_TOO_LONG ? (bc_table_csv_place){ .column = 1 }
                                                                    : found->fault;
    const bc_diag_mark mark = row_mark(c, arena, place);
    if (opened)
        report_opened(c, end, edge, mark, diags);
    else
        report_row(c, end, mark, diags);
    *row = (bc_table_row){ .source = mark.source, .number = c->line, .broken = true };
    if (end == BC_TABLE_CSV_INVISIBLE) {
        bc_table_csv_text_pass(&c->text, found->bytes);
        c->line += found->lines;
    } else {
        pass_line(c, opened ? found->opened.at : found->fault.at, opened ? found->opened.line : found->fault.line);
    }
}

/* -- rows ----------------------------------------------------------------------------------------------- */

/* A quoted text as it is meant: quotation marks single, lines ended by LF. */
static bc_str rewrite(bc_arena *arena, bc_str text)
{
    char *to = bc_arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        const char next = i + 1 < text.n ? text.p[i + 1] : '\0';
        if (text.p[i] == '\r' && next == '\n')
            continue;
        to[n++] = text.p[i] == '\r' ? '\n' : text.p[i];
        i += text.p[i] == '"'; /* its double */
    }
    return (bc_str){ to, n };
}

/* `="0012"` inside of quotation marks, as programs write it that know of both. */
static bool is_formula_text(bc_str text)
{
    return text.n >= 3 && text.p[0] == '=' && text.p[1] == '"' && text.p[text.n - 1] == '"' &&
           bc_str_find(bc_str_slice(text, 2, text.n - 1), BC_STR("\""), 0) == SIZE_MAX;
}

/* An apostrophe that keeps Excel from computing what follows, or from taking it for a number. */
static bool is_guarded(bc_str text)
{
    size_t n = 0;
    while (n < text.n && text.p[n] == '\'')
        n++;
    return n && n < text.n && strchr("=+-@0123456789", text.p[n]);
}

/* The field's text, as a cell has it; empty: it has none. */
static bc_str text_of(const bc_table_csv_field *field, bc_str row, bc_arena *arena, bool *quoted)
{
    bc_str text = bc_str_slice(row, field->from, field->to);
    *quoted = field->quoted;
    if (field->rewritten)
        text = rewrite(arena, text);
    if (field->quoted)
        text = bc_str_trim(text);
    if (field->quoted && is_formula_text(text))
        text = bc_str_trim(bc_str_slice(text, 2, text.n - 1));
    if (text.n && text.p[0] == '\'' && is_guarded(text)) {
        text = bc_str_trim(bc_str_slice(text, 1, text.n));
        *quoted = true;
    }
    return text;
}

static bool has_text(const bc_table_csv_row *row)
{
    for (size_t i = 0; i < row->fields.n; i++)
        if (row->fields.at[i].to > row->fields.at[i].from)
            return true;
    return false;
}

static const bc_diag_source *row_source(const csv *c, bc_arena *arena)
{
    bc_diag_source *source = BC_NEW(arena, bc_diag_source);
    source->name = bc_arena_str(arena, c->table.input.name);
    source->text = bc_arena_str(arena, bc_str_slice(c->text.at_hand, 0, c->row.shown));
    source->offset = c->text.gone;
    source->lines_before = c->line - 1;
    return source;
}

/* False: all of its fields are empty. */
static bool make_row(const csv *c, bc_arena *arena, bc_table_row *row)
{
    const bc_table_csv_row *found = &c->row;
    if (!has_text(found))
        return false;
    const bc_diag_source *source = row_source(c, arena);
    bc_table_cell *cells = BC_NEW_ARRAY(arena, bc_table_cell, found->fields.n);
    uint32_t n = 0;
    for (size_t i = 0; i < found->fields.n; i++) {
        const bc_table_csv_field *field = &found->fields.at[i];
        bc_table_cell *cell = &cells[n];
        if (field->to == field->from)
            continue;
        cell->text = text_of(field, source->text, arena, &cell->quoted);
        cell->column = (uint32_t)i + 1;
        cell->over = 1;
        cell->kind = BC_TABLE_TEXT;
        cell->mark = bc_diag_mark_at(source, c->line + field->begin.line, field->begin.column, field->length);
        n += cell->text.n > 0;
    }
    *row = (bc_table_row){
        .source = source, .number = c->line, .fields = (uint32_t)found->fields.n, .n = n, .cells = cells
    };
    return n > 0;
}

/* The end of the text, or of what could be read of it. */
static void stop(csv *c, bc_arena *arena, bc_diag_list *diags, bool *io_error)
{
    c->stopped = true;
    *io_error = c->text.fault == BC_TABLE_CSV_UNREAD;
    bc_table_csv_text_note(&c->text, c->text.at_hand.n, arena, diags);
    bc_table_csv_text_report(&c->text, c->line, arena, diags);
}

/* Goes on to the next row, whole or broken. False: nothing follows. */
static bool find_row(csv *c, bc_table_csv_end *end, bc_table_csv_edge *edge)
{
    for (;;) {
        const bool whole = c->text.ended && c->text.fault == BC_TABLE_CSV_SOUND;
        const bc_str text = bc_table_csv_window(c->text.at_hand, whole, edge);
        *end = text.n ? bc_table_csv_split(&c->dialect, text, *edge, &c->row) : BC_TABLE_CSV_MORE;
        if (*end != BC_TABLE_CSV_MORE)
            return true;
        if (c->text.ended)
            return false;
        bc_table_csv_text_more(&c->text, c->text.at_hand.n);
    }
}

static bool next_row(bc_table *table, bc_arena *arena, bc_diag_list *diags, bc_table_row *row, bool *io_error)
{
    csv *c = (csv *)table;
    bc_table_csv_end end;
    bc_table_csv_edge edge;
    bool found = false;
    *io_error = false;
    while (!c->stopped && !found) {
        if (!find_row(c, &end, &edge)) {
            stop(c, arena, diags, io_error);
        } else if (end == BC_TABLE_CSV_ROW) {
            bc_table_csv_text_note(&c->text, c->row.bytes, arena, diags);
            found = make_row(c, arena, row);
            bc_table_csv_text_pass(&c->text, c->row.bytes);
            c->line += c->row.lines;
        } else {
            bc_table_csv_text_note(&c->text, c->row.fault.at, arena, diags);
            break_row(c, end, edge, arena, diags, row);
            found = true;
        }
    }
    c->table.bytes = c->text.bytes_read;
    return found;
}

const bc_table_reader bc_table_csv_reader = {
    .open = open_csv, .close = close_csv, .begin = begin_csv, .next = next_row
};
