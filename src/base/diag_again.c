/* What is said once for several places. One mistake made in each row of a list is one to whoever wrote it: it is told
 * at the first, with the lines of some others and how many more there are. Lines are what people look for; a table has
 * cells, and of what stands in one line alone the number is enough. */
#include "base/diag.h"

#include "base/tr.h"

#include <string.h>

static bool is_same_source(const bc_diag_source *a, const bc_diag_source *b)
{
    return a == b || (a && b && bc_str_eq(a->name, b->name) && bc_str_eq(a->sheet, b->sheet));
}

bool bc_diag_says_same(const bc_diag *a, const bc_diag *b)
{
    return a->severity == b->severity && a->mark.line && b->mark.line && a->about == b->about && !a->again_count &&
           !b->again_count && bc_str_eq(a->message, b->message) && bc_str_eq(a->hint, b->hint) &&
           strcmp(a->code, b->code) == 0 && is_same_source(a->mark.source, b->mark.source);
}

static bool has_cells(const bc_diag_places *places)
{
    return places->first.source && bc_diag_has_cells(places->first.source);
}

/* Below 0: the first comes before the other. Of texts a line is one place. */
static int64_t compare(const bc_diag_places *places, bc_diag_mark a, bc_diag_mark b)
{
    if (a.line != b.line || !has_cells(places))
        return (int64_t)a.line - (int64_t)b.line;
    return (int64_t)a.column - (int64_t)b.column;
}

void bc_diag_places_add(bc_diag_places *places, bc_diag_mark mark)
{
    if (compare(places, places->first, mark) == 0) {
        places->here++;
        return;
    }
    uint32_t at = places->shown;
    while (at > 0 && compare(places, places->at[at - 1], mark) > 0)
        at--;
    if (at > 0 && compare(places, places->at[at - 1], mark) == 0)
        return;
    if (places->shown == BC_DIAG_PLACES_TOLD) {
        places->more++;
        return;
    }
    memmove(places->at + at + 1, places->at + at, (places->shown - at) * sizeof *places->at);
    places->at[at] = mark;
    places->shown++;
}

static void add_places(const bc_diag_places *places, bc_buf *out)
{
    for (uint32_t i = 0; i < places->shown; i++) {
        bc_buf_add_text(out, i ? ", " : "");
        if (has_cells(places))
            bc_diag_add_cell(places->at[i], out);
        else
            bc_buf_printf(out, "%u", (unsigned)places->at[i].line);
    }
}

/* Which words the places are told with. */
static const char *words_for(const bc_diag_places *places)
{
    if (has_cells(places))
        return bc_tr("the same at %s");
    if (places->first.source && places->first.source->kind == BC_DIAG_QUERY)
        return places->shown == 1 ? bc_tr("the same in row %s") : bc_tr("the same in rows %s");
    return places->shown == 1 ? bc_tr("the same on line %s") : bc_tr("the same on lines %s");
}

void bc_diag_places_tell(const bc_diag_places *places, bc_buf *hint)
{
    bc_buf shown;
    bc_buf_init(&shown);
    add_places(places, &shown);
    if (places->here && !has_cells(places)) {
        bc_buf_add_text(hint, hint->n ? bc_tr("; ") : "");
        bc_buf_printf(hint, bc_tr("%u more on this line"), (unsigned)places->here);
    }
    if (places->shown) {
        bc_buf_add_text(hint, hint->n ? bc_tr("; ") : "");
        bc_buf_printf(hint, words_for(places), shown.p);
    }
    if (places->more)
        bc_buf_printf(hint, bc_tr(" and %u more"), places->more);
    bc_buf_release(&shown);
}
