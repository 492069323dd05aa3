/* Findings point at places in a text, printed cells at values. The record's tree knows where each of its nodes and keys
 * stands, the bound record which node each value came from: both together say what a place is. A mark inside of a text
 * belongs to what begins last before it; between cells of a sheet there is nothing. */
#include "opinion/private/spot.h"

#include <stdlib.h>

enum { MAX_DEPTH = 16, VALUE = 0, CONTAINER = 1, KEY = 2 };

/* -- values --------------------------------------------------------------------------------------------- */

typedef struct bound {
    const bc_node *origin;
    bc_str path;
    const bc_value *value;
} bound;

typedef struct bounds {
    bc_arena *arena;
    BC_VEC(bound) list;
    const void *wanted; /* a value whose path alone is asked for; NULL: those of all */
    bc_str found;
} bounds;

static void find_bound(bounds *all, const bc_value *value, bc_str path, unsigned depth)
{
    if (depth > MAX_DEPTH)
        return;
    if (all->wanted == value)
        all->found = path;
    if (value->origin && !all->wanted)
        bc_vec_add(&all->list, (bound){ value->origin, path, value });
    if (value->type == BC_VALUE_LIST)
        for (uint32_t i = 0; i < value->n; i++)
            find_bound(all, &value->as.items[i], bc_arena_printf(all->arena, "%.*s[%u]", BC_STR_ARG(path), i),
                       depth + 1);
    if (value->type != BC_VALUE_MAP)
        return;
    const uint32_t own = value->as.branch ? value->n - BC_BRANCH_NAMES : value->n;
    for (uint32_t i = 0; i < own; i++) {
        const bc_value_entry *entry = &value->as.entries[i];
        find_bound(all, &entry->value,
                   path.n ? bc_arena_printf(all->arena, "%.*s.%.*s", BC_STR_ARG(path), BC_STR_ARG(entry->key))
                          : entry->key,
                   depth + 1);
    }
}

static int by_origin(const void *a, const void *b)
{
    const uintptr_t x = (uintptr_t)((const bound *)a)->origin, y = (uintptr_t)((const bound *)b)->origin;
    return (x > y) - (x < y);
}

static const bound *bound_of(const bounds *all, const bc_node *node)
{
    const bound key = { .origin = node };
    return all->list.n ? bsearch(&key, all->list.at, all->list.n, sizeof key, by_origin) : NULL;
}

/* -- places --------------------------------------------------------------------------------------------- */

static bool is_same(const bc_diag_source *a, const bc_diag_source *b)
{
    return a == b || (a->kind == b->kind && bc_str_eq(a->name, b->name) && bc_str_eq(a->sheet, b->sheet));
}

static uint32_t number_of(const bc_opinion_spots *spots, const bc_diag_source *source)
{
    uint32_t i = 0;
    while (i < spots->sources.n && !is_same(spots->sources.at[i], source))
        i++;
    return i;
}

static void add(bc_opinion_spots *spots, const bounds *all, bc_diag_mark mark, uint8_t rank, const bc_node *node)
{
    if (!mark.source || !mark.line)
        return;
    const uint32_t source = number_of(spots, mark.source);
    if (source == spots->sources.n)
        bc_vec_add(&spots->sources, mark.source);
    const bound *of = bound_of(all, node);
    bc_vec_add(&spots->list, (bc_opinion_spot){ .source = source,
                                                .line = mark.line,
                                                .column = mark.column,
                                                .rank = rank,
                                                .text = rank == VALUE && mark.source->kind == BC_DIAG_TEXT,
                                                .node = node,
                                                .path = of ? of->path : (bc_str){ 0 },
                                                .value = of ? of->value : NULL });
}

static void find_spots(bc_opinion_spots *spots, const bounds *all, const bc_node *node, unsigned depth)
{
    if (depth > MAX_DEPTH)
        return;
    const bool container = node->kind == BC_NODE_LIST || node->kind == BC_NODE_MAP;
    add(spots, all, node->mark, container ? CONTAINER : VALUE, node);
    for (uint32_t i = 0; node->kind == BC_NODE_LIST && i < node->n; i++)
        find_spots(spots, all, node->as.items[i], depth + 1);
    for (uint32_t i = 0; node->kind == BC_NODE_MAP && i < node->n; i++) {
        add(spots, all, node->as.members[i].key_mark, KEY, node->as.members[i].value);
        find_spots(spots, all, node->as.members[i].value, depth + 1);
    }
}

static int by_place(const void *a, const void *b)
{
    const bc_opinion_spot *x = a, *y = b;
    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return (x->rank > y->rank) - (x->rank < y->rank);
}

void bc_opinion_spots_find(bc_opinion_spots *spots, const bc_node *written, const bc_value *datum, bc_arena *arena)
{
    bounds all = { .arena = arena };
    *spots = (bc_opinion_spots){ .datum = datum, .arena = arena };
    find_bound(&all, datum, (bc_str){ 0 }, 0);
    if (all.list.n)
        qsort(all.list.at, all.list.n, sizeof *all.list.at, by_origin);
    find_spots(spots, &all, written, 0);
    if (spots->list.n)
        qsort(spots->list.at, spots->list.n, sizeof *spots->list.at, by_place);
    bc_vec_release(&all.list);
}

void bc_opinion_spots_release(bc_opinion_spots *spots)
{
    bc_vec_release(&spots->list);
    bc_vec_release(&spots->sources);
}

const bc_opinion_spot *bc_opinion_spots_at(const bc_opinion_spots *spots, bc_diag_mark mark)
{
    if (!mark.source || !mark.line)
        return NULL;
    const bc_opinion_spot key = {
        .source = number_of(spots, mark.source), .line = mark.line, .column = mark.column, .rank = VALUE
    };
    size_t low = 0, n = spots->list.n;
    while (n > 0) { /* the first that does not stand before it */
        const size_t half = n / 2;
        const bool before = by_place(&spots->list.at[low + half], &key) < 0;
        low = before ? low + half + 1 : low;
        n = before ? n - half - 1 : half;
    }
    const bc_opinion_spot *at = low < spots->list.n ? &spots->list.at[low] : NULL;
    if (at && at->source == key.source && at->line == key.line && at->column == key.column)
        return at;
    at = low > 0 ? &spots->list.at[low - 1] : NULL;
    return at && at->source == key.source && at->text ? at : NULL;
}

bc_str bc_opinion_spots_path(const bc_opinion_spots *spots, const void *value)
{
    bounds one = { .arena = spots->arena, .wanted = value };
    find_bound(&one, spots->datum, (bc_str){ 0 }, 0);
    return one.found;
}
