/* Whoever reads takes one apostrophe off a text in which others lead to a figure or a sign, and the marks of ="0012";
 * what would lose something so gets an apostrophe of its own. A separator of any kind, or a blank at an end, is reason
 * enough for quotation marks: nobody shall guess wrongly. */
#include "export/csv.h"

#include "base/utf8.h"

#include <string.h>

/* The reader takes an apostrophe off. */
static bool is_guarded(bc_str text)
{
    size_t n = 0;
    while (n < text.n && text.p[n] == '\'')
        n++;
    return n && n < text.n && strchr("=+-@0123456789", text.p[n]);
}

/* What programs compute that open the file. Amounts with a sign are no formulas. */
static bool is_computed(const bc_export_cell *cell)
{
    return cell->kind == BC_EXPORT_TEXT && strchr("=+-@", cell->text.p[0]) != NULL && cell->text.n > 1;
}

static bool is_refused(uint32_t c)
{
    return (c < ' ' && c != '\n' && c != '\t') || c == 0x7F || c == 0xFEFF;
}

static void put_field(bc_export_csv *csv, const bc_export_cell *cell, bc_buf *out)
{
    const bc_str text = cell->text;
    if (!text.n)
        return;
    const bool computed = is_computed(cell), formula = bc_str_starts(text, BC_STR("=\""));
    csv->computed += computed;
    const bool guard = is_guarded(text) || formula || (computed && csv->excel_safe);
    bool quoted = text.p[0] == ' ' || text.p[text.n - 1] == ' ';
    for (size_t i = 0; i < text.n && !quoted; i++)
        quoted = strchr(",;|\t\"\n", text.p[i]) != NULL;
    bc_buf_add_text(out, quoted ? "\"" : "");
    bc_buf_add_text(out, guard ? "'" : "");
    for (size_t at = 0; at < text.n;) {
        const uint32_t c = bc_utf8_next(text, &at);
        if (is_refused(c)) {
            csv->controls++;
            continue;
        }
        if (c == '"')
            bc_buf_add_char(out, '"');
        bc_buf_add_utf8(out, c);
    }
    bc_buf_add_text(out, quoted ? "\"" : "");
}

void bc_export_csv_row(bc_export_csv *csv, const bc_export_cell *cells, size_t n, bc_buf *out)
{
    for (size_t i = 0; i < n; i++) {
        bc_buf_add_text(out, i ? "," : "");
        put_field(csv, &cells[i], out);
    }
    bc_buf_add_text(out, "\r\n");
}

void bc_export_csv_texts(bc_export_csv *csv, const bc_str *texts, size_t n, bc_buf *out)
{
    for (size_t i = 0; i < n; i++) {
        const bc_export_cell cell = { texts[i].n ? BC_EXPORT_TEXT : BC_EXPORT_EMPTY, texts[i] };
        bc_buf_add_text(out, i ? "," : "");
        put_field(csv, &cell, out);
    }
    bc_buf_add_text(out, "\r\n");
}
