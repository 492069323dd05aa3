/* Which character separates the fields. Each that is common is tried on the first rows: right is the one by which they
 * have the same number of fields, for commas in texts and amounts come as they like. When several do (an amount in
 * every row has a comma), the one with more fields; when none does for all, because titles stand above the head, the
 * one by which most fields stand in equal rows. */
#include "table/private/csv_separator.h"

#include "base/utf8.h"
#include "table/private/csv_row.h"

#include <string.h>
#include <strings.h>

enum { MAX_ROWS = 20 };

typedef struct count {
    size_t rows;   /* of MAX_ROWS that there are */
    size_t alike;  /* of these with most rows' number of fields */
    size_t fields; /* that number */
} count;

static bool separates(char c)
{
    return c == ',' || c == ';' || c == '|';
}

/* Whether tabs only stand beside other separators and at the ends of the row, where they keep codes from becoming
 * numbers. */
static bool are_paddings(bc_str text, const bc_table_csv_row *row)
{
    for (size_t i = 1; i < row->fields.n; i++) {
        const bc_table_csv_field *before = &row->fields.at[i - 1], *behind = &row->fields.at[i];
        const bool begins = i == 1 && before->from == before->to;
        const bool ends = i + 1 == row->fields.n && behind->from == behind->to;
        if (!begins && !ends && !(before->from < before->to && separates(text.p[before->to - 1])) &&
            !(behind->from < behind->to && separates(text.p[behind->from])))
            return false;
    }
    return true;
}

static size_t row_fields(const bc_table_csv_dialect *dialect, bc_str text, bc_table_csv_edge edge, size_t *bytes,
                         bc_table_csv_row *row)
{
    const bc_table_csv_end end = bc_table_csv_split(dialect, text, edge, row);
    if (end == BC_TABLE_CSV_MORE) {
        *bytes = text.n;
        return 0;
    }
    if (end == BC_TABLE_CSV_ROW || end == BC_TABLE_CSV_INVISIBLE) {
        *bytes = row->bytes;
        const bool blank = row->fields.n == 1 && row->fields.at[0].from == row->fields.at[0].to;
        const bool padded = bc_str_is(dialect->separator, "\t") && are_paddings(text, row);
        return blank ? 0 : padded ? 1 : row->fields.n;
    }
    const bool in_quotes = end == BC_TABLE_CSV_UNCLOSED || end == BC_TABLE_CSV_BEHIND_QUOTE;
    const size_t next = bc_table_csv_next_line(text, in_quotes ? row->opened.at : row->fault.at);
    *bytes = next == SIZE_MAX ? text.n : next;
    return SIZE_MAX; /* like no other */
}

static count count_fields(bc_str text, bool whole, bc_str separator, bc_table_csv_row *row)
{
    bc_table_csv_dialect dialect;
    size_t fields[MAX_ROWS];
    count best = { 0 };
    bc_table_csv_dialect_init(&dialect, separator);
    for (size_t bytes; text.n && best.rows < MAX_ROWS; text = bc_str_slice(text, bytes, text.n)) {
        bc_table_csv_edge edge;
        const bc_str window = bc_table_csv_window(text, whole, &edge);
        const size_t n = row_fields(&dialect, window, edge, &bytes, row);
        if (n)
            fields[best.rows++] = n;
    }
    for (size_t i = 0; i < best.rows; i++) {
        size_t alike = 0;
        for (size_t k = 0; k < best.rows; k++)
            alike += fields[k] == fields[i];
        if (fields[i] > 1 && fields[i] != SIZE_MAX &&
            (alike > best.alike || (alike == best.alike && fields[i] > best.fields))) {
            best.alike = alike;
            best.fields = fields[i];
        }
    }
    return best;
}

static bool is_sure(const count *c)
{
    return c->alike && c->alike == c->rows;
}

static bool is_better(const count *a, const count *b)
{
    if (is_sure(a) != is_sure(b))
        return is_sure(a);
    const size_t in_a = a->alike * (a->fields ? a->fields - 1 : 0), in_b = b->alike * (b->fields ? b->fields - 1 : 0);
    return in_a > in_b;
}

bc_str bc_table_csv_find_separator(bc_str text, bool whole, bool tabs)
{
    const bc_str candidates[] = { tabs ? BC_STR("\t") : BC_STR(","), tabs ? BC_STR(",") : BC_STR("\t"), BC_STR(";"),
                                  BC_STR("|") };
    bc_str found = candidates[0];
    bc_table_csv_row row = { 0 };
    count best = { 0 };
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        const count tried = count_fields(text, whole, candidates[i], &row);
        if (is_better(&tried, &best) && (i == 0 || !tabs || is_sure(&tried))) {
            best = tried;
            found = candidates[i];
        }
    }
    bc_table_csv_row_release(&row);
    return found;
}

bc_str bc_table_csv_named_separator(bc_str text, size_t *bytes)
{
    const bool quoted = text.n && text.p[0] == '"';
    size_t at = quoted + strlen("sep=");
    *bytes = 0;
    if (text.n <= at || strncasecmp(text.p + quoted, "sep=", 4) != 0)
        return (bc_str){ 0 };
    const size_t from = at;
    bc_utf8_next(text, &at);
    const bc_str separator = bc_table_csv_given_separator(bc_str_slice(text, from, at));
    at += quoted && at < text.n && text.p[at] == '"';
    if (!separator.n || (at < text.n && text.p[at] != '\r' && text.p[at] != '\n'))
        return (bc_str){ 0 };
    const size_t next = bc_table_csv_next_line(text, at);
    *bytes = next == SIZE_MAX ? text.n : next;
    return separator;
}

bc_str bc_table_csv_given_separator(bc_str given)
{
    size_t at = 0;
    if (bc_str_is(given, "tab") || bc_str_is(given, "\\t"))
        return BC_STR("\t");
    if (!given.n || strchr("\"\r\n", given.p[0]) || bc_utf8_next(given, &at) == BC_UTF8_BAD || at < given.n)
        return (bc_str){ 0 };
    return given;
}
