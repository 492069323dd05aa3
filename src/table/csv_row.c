/* One row of a CSV file, found and split in one pass over its bytes. Nothing is written and nothing is kept: when the
 * row's end is not in the text at hand, the same is done again with more text, so that rows do not depend on the pieces
 * in which a file comes. Bytes are told apart by a table, by which characters are counted along the way. */
#include "table/private/csv_row.h"

#include "base/utf8.h"

#include <assert.h>
#include <string.h>

typedef struct scan {
    const bc_table_csv_dialect *dialect;
    bc_str text;
    bc_table_csv_edge edge;
    bc_table_csv_row *row;
    size_t at;
    uint32_t line, column;
} scan;

/* How a field ended. */
typedef enum field_end { NEXT_FIELD, ROW_ENDS, BROKEN } field_end;

void bc_table_csv_dialect_init(bc_table_csv_dialect *dialect, bc_str separator)
{
    *dialect = (bc_table_csv_dialect){ .separator = separator };
    for (unsigned c = 0; c < 256; c++)
        dialect->quoted[c] = (c & 0xC0) == 0x80                     ? BC_TABLE_CSV_TAIL
                             : c == '\r' || c == '\n'               ? BC_TABLE_CSV_BREAK
                             : c == '"'                             ? BC_TABLE_CSV_QUOTE
                             : (c < 0x20 && c != '\t') || c == 0x7F ? BC_TABLE_CSV_CONTROL
                             : c == 0xC2 || c == 0xEF               ? BC_TABLE_CSV_DOUBT
                                                                    : BC_TABLE_CSV_CHARACTER;
    memcpy(dialect->bare, dialect->quoted, sizeof dialect->bare);
    dialect->bare[(unsigned char)separator.p[0]] = separator.n == 1 ? BC_TABLE_CSV_SEPARATOR : BC_TABLE_CSV_DOUBT;
}

void bc_table_csv_row_release(bc_table_csv_row *row)
{
    bc_vec_release(&row->fields);
}

static bc_table_csv_place place_of(const scan *s)
{
    return (bc_table_csv_place){ (uint32_t)s->at, s->line, s->column };
}

/* What a character is whose first byte leaves it open. */
static bc_table_csv_class resolve(const scan *s, bc_table_csv_class class, bool bare)
{
    const bc_str rest = bc_str_slice(s->text, s->at, SIZE_MAX);
    if (class != BC_TABLE_CSV_DOUBT)
        return class;
    if (bare && bc_str_starts(rest, s->dialect->separator))
        return BC_TABLE_CSV_SEPARATOR;
    size_t at = 0;
    const uint32_t c = bc_utf8_next(rest, &at);
    return (c >= 0x80 && c < 0xA0) || c == 0xFEFF ? BC_TABLE_CSV_CONTROL : BC_TABLE_CSV_CHARACTER;
}

/* Passes over text up to what means something, which it tells. False: the text ends first. A control character is noted
 * and counts as text, for its row ends where it would without it. */
static inline bool pass_text(scan *s, const uint8_t classes[256], bc_table_csv_class *found)
{
    const unsigned char *p = (const unsigned char *)s->text.p;
    for (;;) {
        size_t at = s->at;
        uint32_t column = s->column;
        for (; at < s->text.n && classes[p[at]] <= BC_TABLE_CSV_CHARACTER; at++)
            column += classes[p[at]];
        s->at = at;
        s->column = column;
        if (at == s->text.n)
            return false;
        *found = resolve(s, classes[p[at]], classes == s->dialect->bare);
        if (*found > BC_TABLE_CSV_CONTROL)
            return true;
        if (*found == BC_TABLE_CSV_CONTROL && !s->row->has_invisible) {
            s->row->fault = place_of(s);
            s->row->invisible = bc_utf8_next(s->text, &at);
            s->row->has_invisible = true;
        }
        s->at++;
        s->column++;
    }
}

/* Blanks around quotation marks, and before fields: a tab keeps figures text in Excel. */
static void pass_blanks(scan *s)
{
    for (; s->at < s->text.n && (s->text.p[s->at] == ' ' || s->text.p[s->at] == '\t'); s->at++, s->column++)
        if (s->dialect->bare[(unsigned char)s->text.p[s->at]] != BC_TABLE_CSV_CHARACTER)
            return;
}

/* The end of a line; its CR has its LF at hand. */
static void pass_break(scan *s)
{
    const bool crlf = s->text.p[s->at] == '\r' && s->at + 1 < s->text.n && s->text.p[s->at + 1] == '\n';
    s->at += crlf ? 2 : 1;
    s->line++;
    s->column = 1;
}

static field_end broken(scan *s, bc_table_csv_end *why, bc_table_csv_end what)
{
    if (what != BC_TABLE_CSV_MORE)
        s->row->fault = place_of(s);
    *why = what;
    return BROKEN;
}

/* The text ends, outside of quotation marks. */
static field_end end_of_text(scan *s, bc_table_csv_end *why)
{
    if (s->edge == BC_TABLE_CSV_ENDS)
        return ROW_ENDS;
    return broken(s, why, s->edge == BC_TABLE_CSV_FULL ? BC_TABLE_CSV_TOO_LONG : BC_TABLE_CSV_MORE);
}

static field_end end_of_field(scan *s, bc_table_csv_class found, bc_table_csv_end *why)
{
    if (found == BC_TABLE_CSV_SEPARATOR) {
        s->at += s->dialect->separator.n;
        s->column++;
        return NEXT_FIELD;
    }
    return found == BC_TABLE_CSV_BREAK ? ROW_ENDS : broken(s, why, BC_TABLE_CSV_BARE_QUOTE);
}

/* Blanks that pass_blanks does not know, and those behind the text. */
static void trim(const scan *s, bc_table_csv_field *field)
{
    const unsigned char first = (unsigned char)s->text.p[field->from], last = (unsigned char)s->text.p[field->to - 1];
    if (first > ' ' && first != 0xE3 && last > ' ' && last != 0x80)
        return;
    const bc_str all = bc_str_slice(s->text, field->from, field->to), kept = bc_str_trim(all);
    const size_t before = kept.n ? (size_t)(kept.p - all.p) : 0;
    const uint32_t blanks = (uint32_t)bc_utf8_count(bc_str_slice(all, 0, before));
    field->begin.at += (uint32_t)before;
    field->begin.column += blanks;
    field->from += (uint32_t)before;
    field->to = field->from + (uint32_t)kept.n;
    field->length -= (uint32_t)bc_utf8_count(bc_str_slice(all, before + kept.n, all.n)) + blanks;
}

static field_end split_bare(scan *s, bc_table_csv_field *field, bc_table_csv_end *why)
{
    bc_table_csv_class found = BC_TABLE_CSV_BREAK;
    const bool stopped = pass_text(s, s->dialect->bare, &found);
    if (!stopped && s->edge != BC_TABLE_CSV_ENDS)
        return end_of_text(s, why);
    field->from = field->begin.at;
    field->to = (uint32_t)s->at;
    field->length = s->column - field->begin.column;
    if (field->to > field->from)
        trim(s, field);
    return stopped ? end_of_field(s, found, why) : ROW_ENDS;
}

/* Behind the opening quotation mark: up to the closing one. */
static bool pass_quoted(scan *s, bc_table_csv_field *field, bc_table_csv_end *why)
{
    bc_table_csv_class found;
    while (pass_text(s, s->dialect->quoted, &found)) {
        if (found == BC_TABLE_CSV_BREAK) {
            if (!field->length)
                field->length = s->column - field->begin.column;
            field->rewritten |= s->text.p[s->at] == '\r';
            pass_break(s);
            continue;
        }
        if (s->at + 1 == s->text.n && s->edge == BC_TABLE_CSV_GOES_ON)
            break;
        if (s->at + 1 == s->text.n || s->text.p[s->at + 1] != '"')
            return true;
        field->rewritten = true;
        s->at += 2;
        s->column += 2;
    }
    broken(s, why, s->edge == BC_TABLE_CSV_GOES_ON ? BC_TABLE_CSV_MORE : BC_TABLE_CSV_UNCLOSED);
    return false;
}

/* `before`: bytes up to the opening quotation mark, and it. */
static field_end split_quoted(scan *s, unsigned before, bc_table_csv_field *field, bc_table_csv_end *why)
{
    s->row->opened = field->begin;
    field->quoted = true;
    s->at += before;
    s->column += before;
    field->from = (uint32_t)s->at;
    if (!pass_quoted(s, field, why))
        return BROKEN;
    field->to = (uint32_t)s->at;
    s->at++;
    s->column++;
    if (!field->length)
        field->length = s->column - field->begin.column;
    pass_blanks(s);
    if (s->at == s->text.n)
        return end_of_text(s, why);
    const bc_table_csv_class found = resolve(s, s->dialect->bare[(unsigned char)s->text.p[s->at]], true);
    return found < BC_TABLE_CSV_SEPARATOR || found == BC_TABLE_CSV_QUOTE ? broken(s, why, BC_TABLE_CSV_BEHIND_QUOTE)
                                                                         : end_of_field(s, found, why);
}

static field_end split_field(scan *s, bc_table_csv_field *field, bc_table_csv_end *why)
{
    pass_blanks(s);
    *field = (bc_table_csv_field){ .begin = place_of(s) };
    const char *p = s->text.p + s->at;
    const size_t left = s->text.n - s->at;
    if (left && *p == '"')
        return split_quoted(s, 1, field, why);
    if (left > 1 && p[0] == '=' && p[1] == '"')
        return split_quoted(s, 2, field, why);
    return split_bare(s, field, why);
}

bc_table_csv_end bc_table_csv_split(const bc_table_csv_dialect *dialect, bc_str text, bc_table_csv_edge edge,
                                    bc_table_csv_row *row)
{
    scan s = { .dialect = dialect, .text = text, .edge = edge, .row = row, .column = 1 };
    bc_table_csv_end why = BC_TABLE_CSV_ROW;
    field_end end = NEXT_FIELD;
    assert(text.n > 0 && text.n <= UINT32_MAX);
    bc_vec_clear(&row->fields);
    row->has_invisible = false;
    while (end == NEXT_FIELD) {
        if (row->fields.n == BC_TABLE_MAX_CSV_FIELDS)
            end = broken(&s, &why, BC_TABLE_CSV_TOO_MANY);
        else
            end = split_field(&s, bc_vec_push(&row->fields), &why);
    }
    if (end == BROKEN)
        return why;
    row->shown = s.at;
    if (s.at < text.n)
        pass_break(&s);
    row->bytes = s.at;
    row->lines = s.line;
    return row->has_invisible ? BC_TABLE_CSV_INVISIBLE : BC_TABLE_CSV_ROW;
}

bc_str bc_table_csv_window(bc_str text, bool ended, bc_table_csv_edge *edge)
{
    *edge = ended ? BC_TABLE_CSV_ENDS : BC_TABLE_CSV_GOES_ON;
    if (text.n <= BC_TABLE_MAX_CSV_ROW_BYTES)
        return text;
    size_t n = BC_TABLE_MAX_CSV_ROW_BYTES;
    while (((unsigned char)text.p[n] & 0xC0) == 0x80) /* no half of a character */
        n--;
    n -= text.p[n - 1] == '\r';
    *edge = BC_TABLE_CSV_FULL;
    return bc_str_slice(text, 0, n);
}

size_t bc_table_csv_next_line(bc_str text, size_t at)
{
    while (at < text.n && text.p[at] != '\n' && text.p[at] != '\r')
        at++;
    if (at == text.n)
        return SIZE_MAX;
    return at + (text.p[at] == '\r' && at + 1 < text.n && text.p[at + 1] == '\n' ? 2 : 1);
}
