/* References to pages, found and replaced as plain text before Markdown is read. It is the only call that prose may
 * hold, so there is no expression to evaluate: what is not written exactly so stays as it is, and is told; `\$(` stands
 * for itself. */
#include "bindery/private/refer.h"

#include "base/tr.h"
#include "bindery/private/place.h"

static const char OPENING[] = "$(page(";

static bool is_escaped(bc_str prose, size_t at)
{
    return at > 0 && prose.p[at - 1] == '\\';
}

/* The reference that begins at that byte. */
static bool reference_at(bc_str prose, size_t at, bc_book_reference *out)
{
    const bc_str opening = bc_str_from(OPENING);
    if (!bc_str_starts(bc_str_slice(prose, at, prose.n), opening) || is_escaped(prose, at))
        return false;
    const size_t from = at + opening.n;
    const bc_str mark = bc_str_slice(prose, from, from + 1);
    const bool quoted = bc_str_is(mark, "\"") || bc_str_is(mark, "'");
    const size_t close = quoted ? bc_str_find(prose, mark, from + 1) : SIZE_MAX;
    if (close == SIZE_MAX || !bc_str_starts(bc_str_slice(prose, close + 1, prose.n), BC_STR("))")))
        return false;
    *out = (bc_book_reference){ bc_str_slice(prose, from + 1, close), at, close + 3 };
    return true;
}

/* The next one at or after the byte. */
static bool find_reference(bc_str prose, size_t at, bc_book_reference *out)
{
    for (; (at = bc_str_find(prose, bc_str_from(OPENING), at)) != SIZE_MAX; at++)
        if (reference_at(prose, at, out))
            return true;
    return false;
}

bool bc_book_refers(bc_str prose)
{
    bc_book_reference found;
    return find_reference(prose, 0, &found);
}

/* As much of what begins there as a message quotes: to the bracket that closes it, or a line's end. */
static bc_str quoted_from(bc_str prose, size_t at)
{
    enum { SHOWN = 60 };
    size_t end = at, open = 0;
    while (end < prose.n && prose.p[end] != '\n' && (prose.p[end] != '$' || end == at) && end - at < SHOWN) {
        open += prose.p[end] == '(';
        if (prose.p[end++] == ')' && --open == 0)
            break;
    }
    while (end < prose.n && ((unsigned char)prose.p[end] & 0xC0) == 0x80)
        end++;
    return bc_str_slice(prose, at, end);
}

void bc_book_refer_check(const bc_diag_source *prose, bc_diag_mark at, bc_diag_list *diags)
{
    enum { MAX_SAID = 100 }; /* each is counted for from the beginning */
    const bc_str text = prose->text;
    bc_book_reference found;
    size_t said = 0;
    for (size_t i = 0; said < MAX_SAID && (i = bc_str_find(text, BC_STR("$("), i)) != SIZE_MAX; i++) {
        if (is_escaped(text, i) || reference_at(text, i, &found))
            continue;
        const bc_str words = quoted_from(text, i);
        bc_diag_add(diags, BC_DIAG_WARNING, "W616", bc_book_place(prose, at, i, words.n),
                    bc_tr("`%.*s` is printed as it stands: nothing is computed in prose"), BC_STR_ARG(words));
        bc_diag_hint(
            diags, "%s",
            bc_tr("the number of a page is written $(page(\"title\")), with half-width marks; what is meant to "
                  "be printed is written \\$("));
        said++;
    }
}

bc_str bc_book_fill_references(bc_str prose, bc_book_number_of number_of, void *context, bc_arena *arena)
{
    bc_buf filled;
    bc_buf_init(&filled);
    size_t done = 0;
    bc_book_reference found;
    while (find_reference(prose, done, &found)) {
        bc_buf_add_str(&filled, bc_str_slice(prose, done, found.from));
        bc_buf_add_str(&filled, number_of(context, &found));
        done = found.to;
    }
    bc_buf_add_str(&filled, bc_str_slice(prose, done, prose.n));
    bc_str text = bc_arena_str(arena, bc_buf_str(&filled));
    bc_buf_release(&filled);
    return text;
}
