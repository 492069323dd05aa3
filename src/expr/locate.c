/* From a byte of a template's text to a line and column of its file. */
#include "base/utf8.h"
#include "expr/private/node.h"

static size_t blanks_at(bc_str text, size_t from)
{
    size_t n = 0;
    while (from + n < text.n && text.p[from + n] == ' ')
        n++;
    return n;
}

/* Byte where a line of the file begins, or SIZE_MAX. */
static size_t line_start(bc_str file, uint32_t line)
{
    size_t at = 0;
    for (; line > 1; line--) {
        size_t end = bc_str_find(file, BC_STR("\n"), at);
        if (end == SIZE_MAX)
            return SIZE_MAX;
        at = end + 1;
    }
    return at;
}

/* Blanks that YAML took off the front of a further line of the text. */
static size_t indentation(const bc_diag_source *source, uint32_t line, bc_str text, size_t start)
{
    size_t at = source ? line_start(source->text, line) : SIZE_MAX;
    if (at == SIZE_MAX)
        return 0;
    size_t in_file = blanks_at(source->text, at), in_text = blanks_at(text, start);
    return in_file > in_text ? in_file - in_text : 0;
}

bc_diag_mark bc_expr_locate(bc_str text, bc_diag_mark at, size_t from, size_t to)
{
    if (!at.line)
        return at;
    size_t start = 0;
    uint32_t line = at.line;
    for (size_t end; (end = bc_str_find(text, BC_STR("\n"), start)) < from; start = end + 1)
        line++;
    size_t first = line == at.line ? at.column : 1 + indentation(at.source, line, text, start);
    size_t end = bc_str_find(text, BC_STR("\n"), from);
    return bc_diag_mark_at(at.source, line, first + bc_utf8_count(bc_str_slice(text, start, from)),
                           bc_utf8_count(bc_str_slice(text, from, to < end ? to : end)));
}
