/* What is computed shows none of the values that it was computed with: a total says nothing of what it adds. So an
 * expression shows a value only where it gives that value itself, or puts it into its words whole. */
#include "layout/private/see.h"

#include "layout/private/datum.h"
#include "layout/private/groups.h"

#include <stdlib.h>

/* -- what was noted ------------------------------------------------------------------------------------- */

void bc_layout_seen_release(bc_layout_seen *seen)
{
    bc_vec_release(&seen->list);
}

static int by_address(const void *a, const void *b)
{
    const uintptr_t x = (uintptr_t) * (const void *const *)a, y = (uintptr_t) * (const void *const *)b;
    return (x > y) - (x < y);
}

static bool has(const bc_layout_seen *seen, const void *what)
{
    return what && seen->list.n && bsearch(&what, seen->list.at, seen->list.n, sizeof *seen->list.at, by_address);
}

bool bc_layout_seen_has(bc_layout_seen *seen, const bc_value *value)
{
    if (!seen->sorted && seen->list.n)
        qsort(seen->list.at, seen->list.n, sizeof *seen->list.at, by_address);
    seen->sorted = true;
    return has(seen, value) || has(seen, value->origin);
}

/* -- noting --------------------------------------------------------------------------------------------- */

static void add(bc_layout_seen *seen, const bc_value *value)
{
    seen->sorted = false;
    if (value->type == BC_VALUE_MAP)
        return;
    if (value->type == BC_VALUE_LIST) {
        for (uint32_t i = 0; i < value->n; i++)
            add(seen, &value->as.items[i]);
        return;
    }
    bc_vec_add(&seen->list, value);
    if (value->origin)
        bc_vec_add(&seen->list, value->origin);
}

/* The elements of the group that is innermost; NULL: there is none. */
static const bc_value *group_of(const bc_layout_iteration *now)
{
    for (; now; now = now->outer)
        if (now->element && now->element->member_count)
            return bc_value_find(now->element->element, BC_STR("these"));
    return NULL;
}

/* Whether what is shown is that value: written in the same place, or of equal words where nobody knows in which. */
static bool is_copy(const bc_value *value, const bc_value *shown, bc_str key, bc_arena *arena)
{
    if (shown->origin || value->origin)
        return shown->origin == value->origin;
    return value->type == shown->type && value->type != BC_VALUE_LIST && value->type != BC_VALUE_MAP &&
           bc_str_eq(bc_layout_group_key(value, arena), key);
}

/* A value of a group's first element that all have is printed once, for all of them. */
static void add_common(bc_layout_seen *seen, const bc_value *shown, const bc_layout_iteration *now, bc_arena *arena)
{
    const bc_value *these = group_of(now), *first = these && these->n ? these->as.items : NULL;
    if (!first || first->type != BC_VALUE_MAP || bc_value_is_empty(shown))
        return;
    const bc_str key = bc_layout_group_key(shown, arena);
    uint32_t entry = 0;
    while (entry < first->n && !is_copy(&first->as.entries[entry].value, shown, key, arena))
        entry++;
    if (entry == first->n)
        return;
    for (uint32_t i = 0; i < these->n; i++) {
        const bc_value *element = &these->as.items[i];
        if (element->type != BC_VALUE_MAP || entry >= element->n)
            continue;
        const bc_value *same = &element->as.entries[entry].value;
        if (bc_str_eq(bc_layout_group_key(same, arena), key))
            add(seen, same);
    }
}

/* The same of what lists side by side are paired by. */
static void add_paired(bc_layout_seen *seen, bc_str path, const bc_layout_iteration *now)
{
    while (now && !(now->each && now->element && now->element->sides && bc_str_eq(now->each->side_key, path)))
        now = now->outer;
    const bc_value *pair = now ? now->element->element : NULL;
    for (uint32_t i = 0; pair && pair->type == BC_VALUE_MAP && i < pair->n; i++) {
        const bc_value *key = bc_value_find(&pair->as.entries[i].value, path);
        if (key)
            add(seen, key);
    }
}

typedef struct seeing {
    bc_layout_seen *seen;
    const bc_expr_scope *scope;
} seeing;

static void see_path(void *context, bc_str path)
{
    const seeing *s = context;
    const bc_value *value = bc_layout_datum_at(s->scope, path);
    if (value)
        add(s->seen, value);
}

void bc_layout_see(bc_layout_seen *seen, const bc_expr *expr, const bc_expr_scope *scope,
                   const bc_layout_iteration *now, bc_arena *arena)
{
    if (!seen || !expr)
        return;
    bc_diag_list ignored; /* it is said where it is evaluated to be printed */
    bc_diag_list_init(&ignored);
    const bc_value *datum = bc_layout_datum_of(expr, scope, arena, &ignored);
    bc_diag_list_release(&ignored);
    if (datum->type != BC_VALUE_LIST) {
        add(seen, datum);
        if (bc_expr_path(expr).n)
            add_common(seen, datum, now, arena);
        add_paired(seen, bc_expr_path(expr), now);
    }
    seeing s = { seen, scope };
    bc_expr_shown(expr, see_path, &s);
}

typedef struct words {
    seeing s;
    const bc_layout_iteration *now;
    bc_arena *arena;
} words;

static void see_part(void *context, const bc_expr *expr)
{
    const words *w = context;
    bc_layout_see(w->s.seen, expr, w->s.scope, w->now, w->arena);
}

void bc_layout_see_words(bc_layout_seen *seen, const bc_expr_phrase *phrase, const bc_expr_scope *scope,
                         const bc_layout_iteration *now, bc_arena *arena)
{
    words w = { { seen, scope }, now, arena };
    if (seen && phrase)
        bc_expr_phrase_parts(phrase, see_part, &w);
}
