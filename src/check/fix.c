/* A fix is a range of bytes in the file. It is found from the place of its value and taken only when the bytes there
 * are those of the value; what is escaped or folded reads otherwise and is left to its author. Fixes keep the lines
 * there are, so the diff need not search for common ones. */
#include "check/fix.h"

#include <stdlib.h>
#include <string.h>

static bool is_at(bc_str source, size_t at, bc_str text)
{
    return at <= source.n && text.n <= source.n - at && memcmp(source.p + at, text.p, text.n) == 0;
}

/* In a block (`|`) each line stands behind the same indentation. */
static bool find_in_block(bc_str source, size_t header, const bc_check_edit *edit, size_t *out)
{
    bc_str text = edit->value->as.text;
    size_t line = bc_str_find(source, BC_STR("\n"), header), indent = 0;
    if (line == SIZE_MAX)
        return false;
    line++;
    while (line + indent < source.n && source.p[line + indent] == ' ')
        indent++;
    for (size_t at = 0; at < text.n;) {
        size_t end = bc_str_find(text, BC_STR("\n"), at);
        bc_str wanted = bc_str_slice(text, at, end);
        size_t begin = wanted.n ? line + indent : line;
        if (!is_at(source, begin, wanted))
            return false;
        if (edit->at >= at && edit->at + edit->n <= at + wanted.n) {
            *out = begin + (edit->at - at);
            return true;
        }
        line = bc_str_find(source, BC_STR("\n"), begin);
        if (end == SIZE_MAX || line == SIZE_MAX)
            return false;
        line++;
        at = end + 1;
    }
    return false;
}

bool bc_check_fix_find(const bc_check_edit *edit, bc_check_fix *out)
{
    const bc_diag_mark *mark = &edit->value->mark;
    if (edit->value->kind != BC_NODE_TEXT || !mark->source || !mark->line || !mark->column ||
        mark->column == BC_DIAG_MAX_COLUMN)
        return false;
    bc_str source = mark->source->text, text = edit->value->as.text;
    size_t at = bc_diag_source_at(mark->source, mark->line, mark->column);
    if (at >= source.n)
        return false;
    char first = source.p[at];
    bool quoted = edit->value->quoted && (first == '"' || first == '\'');
    if (first == '|' && edit->value->quoted) {
        if (!find_in_block(source, at, edit, &at))
            return false;
    } else {
        at += quoted;
        if (!is_at(source, at, text) || (quoted && (at + text.n >= source.n || source.p[at + text.n] != first)))
            return false;
        at += edit->at;
    }
    /* What would need quoting where it stands plainly is not written. */
    if (!quoted && first != '|' && strpbrk(edit->text.n ? edit->text.p : "", "#:\"'{}[],&*!|>%@`") && edit->at == 0)
        return false;
    size_t from = mark->source->offset + at;
    *out = (bc_check_fix){ from, from + edit->n, edit->text };
    return is_at(source, at, bc_str_slice(text, edit->at, edit->at + edit->n));
}

static int compare_places(const void *a, const void *b)
{
    const bc_check_fix *x = a, *y = b;
    return x->from != y->from ? (x->from < y->from ? -1 : 1) : (x->to > y->to) - (x->to < y->to);
}

size_t bc_check_fix_tidy(bc_check_fix *fixes, size_t n)
{
    if (n)
        qsort(fixes, n, sizeof *fixes, compare_places);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (!kept || fixes[i].from >= fixes[kept - 1].to)
            if (!kept || fixes[i].from != fixes[kept - 1].from)
                fixes[kept++] = fixes[i];
    return kept;
}

void bc_check_fix_apply(bc_str text, const bc_check_fix *fixes, size_t n, bc_buf *out)
{
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        bc_buf_add_str(out, bc_str_slice(text, at, fixes[i].from));
        bc_buf_add_str(out, fixes[i].text);
        at = fixes[i].to;
    }
    bc_buf_add_str(out, bc_str_slice(text, at, text.n));
}

/* -- the diff ------------------------------------------------------------------------------------------- */

typedef BC_VEC(bc_str) lines;

static void split_lines(bc_str text, lines *out)
{
    for (size_t at = 0; at < text.n;) {
        size_t end = bc_str_find(text, BC_STR("\n"), at);
        bc_vec_add(out, bc_str_slice(text, at, end));
        at = end == SIZE_MAX ? text.n : end + 1;
    }
}

static void print_hunk(const lines *before, const lines *after, size_t from, size_t to, bc_buf *out)
{
    bc_buf_printf(out, "@@ -%zu,%zu +%zu,%zu @@\n", from + 1, to - from, from + 1, to - from);
    for (size_t i = from; i < to;) {
        if (bc_str_eq(before->at[i], after->at[i])) {
            bc_buf_printf(out, " %.*s\n", BC_STR_ARG(before->at[i]));
            i++;
            continue;
        }
        size_t end = i;
        while (end < to && !bc_str_eq(before->at[end], after->at[end]))
            end++;
        for (size_t k = i; k < end; k++)
            bc_buf_printf(out, "-%.*s\n", BC_STR_ARG(before->at[k]));
        for (size_t k = i; k < end; k++)
            bc_buf_printf(out, "+%.*s\n", BC_STR_ARG(after->at[k]));
        i = end;
    }
}

void bc_check_fix_diff(bc_str name, bc_str before, bc_str after, bc_buf *out)
{
    enum { CONTEXT = 3 };
    lines a = { 0 }, b = { 0 };
    split_lines(before, &a);
    split_lines(after, &b);
    size_t n = a.n < b.n ? a.n : b.n;
    for (int i = 0; i < 2; i++) {
        bc_buf_add_text(out, i ? "+++ " : "--- ");
        bc_diag_put_shown(name, out);
        bc_buf_add_char(out, '\n');
    }
    for (size_t i = 0; i < n; i++) {
        if (bc_str_eq(a.at[i], b.at[i]))
            continue;
        size_t last = i;
        for (size_t k = i; k < n && k <= last + 2 * CONTEXT; k++)
            if (!bc_str_eq(a.at[k], b.at[k]))
                last = k;
        size_t from = i > CONTEXT ? i - CONTEXT : 0, to = last + CONTEXT + 1 < n ? last + CONTEXT + 1 : n;
        print_hunk(&a, &b, from, to, out);
        i = last;
    }
    bc_vec_release(&a);
    bc_vec_release(&b);
}
