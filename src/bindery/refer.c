/* References to pages, found and replaced as plain text before Markdown is read. It is the only call that prose may
 * hold, so there is no expression to evaluate: what is not written exactly so stays as it is. */
#include "bindery/private/refer.h"

#include "base/buf.h"

static const char OPENING[] = "$(page(";

/* The next reference at or after byte *at: where it begins and ends, and its title without quotation marks. */
static bool find_reference(bc_str prose, size_t *at, size_t *end, bc_str *title)
{
    bc_str opening = bc_str_from(OPENING);
    while ((*at = bc_str_find(prose, opening, *at)) != SIZE_MAX) {
        size_t from = *at + opening.n;
        bc_str mark = bc_str_slice(prose, from, from + 1);
        bool quoted = bc_str_is(mark, "\"") || bc_str_is(mark, "'");
        size_t close = quoted ? bc_str_find(prose, mark, from + 1) : SIZE_MAX;
        if (close != SIZE_MAX && bc_str_starts(bc_str_slice(prose, close + 1, prose.n), BC_STR("))"))) {
            *title = bc_str_slice(prose, from + 1, close);
            *end = close + 3;
            return true;
        }
        *at = from;
    }
    return false;
}

bool bc_book_refers(bc_str prose)
{
    size_t at = 0, end;
    bc_str title;
    return find_reference(prose, &at, &end, &title);
}

bc_str bc_book_fill_references(bc_str prose, bc_book_number_of number_of, void *context, bc_arena *arena)
{
    bc_buf filled;
    bc_buf_init(&filled);
    size_t done = 0, at = 0, end;
    bc_str title;
    while (find_reference(prose, &at, &end, &title)) {
        bc_buf_add_str(&filled, bc_str_slice(prose, done, at));
        bc_buf_add_str(&filled, number_of(context, title));
        done = at = end;
    }
    bc_buf_add_str(&filled, bc_str_slice(prose, done, prose.n));
    bc_str text = bc_arena_str(arena, bc_buf_str(&filled));
    bc_buf_release(&filled);
    return text;
}
