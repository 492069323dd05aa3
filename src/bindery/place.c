/* Prose stands in a file of its own, where a place is counted from its beginning; or in the book file, indented and in
 * quotation marks, where the same words are looked for behind the key. */
#include "bindery/private/place.h"

#include "base/utf8.h"

/* The place of byte `to` of the text, where byte `from` has that one. */
static bc_diag_mark move_on(bc_diag_mark mark, bc_str text, size_t from, size_t to)
{
    size_t line = mark.line, column = mark.column;
    for (size_t at = from; at < to && at < text.n;) {
        const bool newline = text.p[at] == '\n';
        bc_utf8_next(text, &at);
        line += newline;
        column = newline ? 1 : column + 1;
    }
    return bc_diag_mark_at(mark.source, line, column, mark.length);
}

static uint32_t count_before(bc_str text, bc_str words, size_t end)
{
    uint32_t n = 0;
    for (size_t at = 0; (at = bc_str_find(text, words, at)) != SIZE_MAX && at < end; at += words.n)
        n++;
    return n;
}

/* The same words, and as many of them before, in the book file. */
static bc_diag_mark find_in_book(const bc_diag_source *prose, bc_diag_mark at, size_t offset, size_t length)
{
    const bc_str words = bc_str_slice(prose->text, offset, offset + length);
    const size_t from = at.source ? bc_diag_source_at(at.source, at.line, at.column) : SIZE_MAX;
    if (from == SIZE_MAX || !words.n)
        return at;
    size_t found = from;
    for (uint32_t before = count_before(prose->text, words, offset);; before--) {
        found = bc_str_find(at.source->text, words, found);
        if (found == SIZE_MAX)
            return at; /* some of its characters are escapes there */
        if (!before)
            break;
        found += words.n;
    }
    bc_diag_mark mark = move_on(at, at.source->text, from, found);
    mark.length = 0;
    return mark;
}

bc_diag_mark bc_book_place(const bc_diag_source *prose, bc_diag_mark at, size_t offset, size_t length)
{
    const bc_str words = bc_str_slice(prose->text, offset, offset + length);
    size_t characters = 0;
    for (size_t i = 0; i < words.n; characters++)
        bc_utf8_next(words, &i);
    bc_diag_mark mark = at.line ? find_in_book(prose, at, offset, length)
                                : move_on(bc_diag_mark_at(prose, 1, 1, 0), prose->text, 0, offset);
    return mark.line == at.line && mark.column == at.column
               ? mark
               : bc_diag_mark_at(mark.source, mark.line, mark.column, characters);
}
