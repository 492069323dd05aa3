/* Text as a workbook's parts can hold it, so that no character of a record makes a file that Excel refuses. */
#include "paint/xlsx/private/text.h"

#include "base/utf8.h"

static bool is_forbidden(uint32_t c)
{
    return (c < 0x20 && c != '\n' && c != '\t') || c == 0xfffe || c == 0xffff;
}

/* The next character to keep; false at the end. `*from` is where it starts. */
static bool next_kept(bc_str text, size_t *at, size_t *from, uint32_t *c)
{
    while (*at < text.n) {
        *from = *at;
        unsigned char first = (unsigned char)text.p[*at];
        if (first >= 0x20 && first < 0x80) {
            *c = first;
            ++*at;
            return true;
        }
        *c = bc_utf8_next(text, at);
        if (*c == '\r') {
            if (*at < text.n && text.p[*at] == '\n')
                continue;
            *c = '\n';
        }
        if (!is_forbidden(*c))
            return true;
    }
    return false;
}

/* Whether the bytes are in the text as they stand and not what next_kept made of others. */
static bool is_verbatim(uint32_t c, size_t bytes)
{
    return c < 0x80 ? bytes == 1 : c != BC_UTF8_BAD || bytes == 3;
}

bool bc_xlsx_text_cell(bc_str text, bc_buf *out)
{
    bc_buf_clear(out);
    bc_buf_reserve(out, text.n);
    uint32_t c;
    unsigned units = 0;
    size_t copied = 0; /* what lies between it and `from` goes over in one piece */
    for (size_t at = 0, from = 0, end = 0;; end = at) {
        bool more = next_kept(text, &at, &from, &c);
        if (!more || (units += bc_xlsx_utf16_units(c)) > BC_MAX_XLSX_CELL) {
            bc_buf_add_str(out, bc_str_slice(text, copied, end));
            return !more;
        }
        bool escape = c == '_' && bc_str_is_escape(text, from);
        if (from == end && !escape && is_verbatim(c, at - from) && text.p[from] != '\r')
            continue;
        bc_buf_add_str(out, bc_str_slice(text, copied, end));
        copied = at;
        if (escape)
            bc_buf_add_text(out, "_x005F_");
        else
            bc_buf_add_utf8(out, c);
    }
}

void bc_xlsx_text_xml(bc_str text, bc_buf *out)
{
    uint32_t c;
    for (size_t at = 0, from; next_kept(text, &at, &from, &c);) {
        if (c == '&')
            bc_buf_add_text(out, "&amp;");
        else if (c == '<')
            bc_buf_add_text(out, "&lt;");
        else if (c == '>')
            bc_buf_add_text(out, "&gt;");
        else
            bc_buf_add_utf8(out, c);
    }
}

void bc_xlsx_text_line(bc_str text, bc_buf *out)
{
    uint32_t c;
    for (size_t at = 0, from; next_kept(text, &at, &from, &c);)
        if (c != '\n' && c != '\t')
            bc_buf_add_utf8(out, c);
}

static void add_blanks(bc_buf *out, uint32_t blanks)
{
    for (uint32_t i = 0; i < blanks; i++)
        bc_buf_add_text(out, "\u3000");
}

bc_str bc_xlsx_text_indent(bc_str text, uint32_t blanks, bc_arena *arena)
{
    if (!blanks)
        return text;
    bc_buf out;
    bc_buf_init(&out);
    for (size_t i = 0; i < text.n; i++) {
        add_blanks(&out, i == 0 || text.p[i - 1] == '\n' ? blanks : 0);
        bc_buf_add_char(&out, text.p[i]);
    }
    bc_str made = bc_arena_str(arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return made;
}

bc_str bc_xlsx_text_lines(bc_str text, const bc_text_line *lines, uint32_t n, uint32_t blanks, bc_arena *arena)
{
    bc_buf out;
    bc_buf_init(&out);
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            bc_buf_add_char(&out, '\n');
        add_blanks(&out, i == 0 || lines[i - 1].ends_paragraph ? blanks : 0);
        bc_buf_add_str(&out, bc_str_slice(text, lines[i].from, lines[i].to));
    }
    bc_str kept = bc_arena_str(arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return kept;
}

bc_str bc_xlsx_text_spread(bc_str text, bc_len width, bc_len size, bc_arena *arena)
{
    static const char HALF[] = "\xe2\x80\x82"; /* EN SPACE */
    uint32_t characters = 0;
    for (size_t at = 0; at < text.n; characters++)
        if (bc_utf8_next(text, &at) == '\n')
            return text;
    int64_t spare = (int64_t)width - (int64_t)characters * size;
    if (characters < 2 || spare <= 0)
        return text;
    int64_t halves = (2 * spare + size / 2) / size, gaps = characters - 1, done = 0;
    bc_buf out;
    bc_buf_init(&out);
    for (size_t at = 0, from = 0, i = 1; at < text.n; from = at, i++) {
        bc_utf8_next(text, &at);
        bc_buf_add_str(&out, bc_str_slice(text, from, at));
        for (int64_t due = halves * (int64_t)i / gaps; at < text.n && done < due; done++)
            bc_buf_add_text(&out, HALF);
    }
    bc_str made = bc_arena_str(arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return made;
}
