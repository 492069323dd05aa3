/* Groups: one pass over the elements with a map from keys to groups, so that it is linear in them; a group has its
 * elements in the order of the list. Keys that the form gives in an order of its own go first, with elements or
 * without. What is sorted has its values computed once, and stays in the order of appearance where these are equal. */
#include "layout/private/groups.h"

#include "base/strmap.h"
#include "base/tr.h"
#include "base/vec.h"

#include <stdlib.h>

typedef struct group {
    bc_value *keys;       /* of the grouping's, the first element's */
    uint32_t first, last; /* element; BC_NOT_IN_LIST: none yet */
    uint32_t n;
} group;

typedef struct gathering {
    const bc_layout_group_context *context;
    const bc_form_grouping *grouping;
    const bc_value *list;
    uint32_t *next;  /* by element: the next of its group */
    bc_strmap known; /* key → place in groups + 1 */
    BC_VEC(group) groups;
    uint32_t ordered; /* of them, by the order that was given */
    bc_value *spare;  /* room for keys that no group has kept; NULL: none */
} gathering;

static const bc_value NO_LIST = { .type = BC_VALUE_LIST };

/* -- keys ----------------------------------------------------------------------------------------------- */

bc_str bc_layout_group_key(const bc_value *key, bc_arena *arena)
{
    if (key->type != BC_VALUE_NUMBER && key->type != BC_VALUE_DATE)
        return bc_str_trim(key->text);
    bc_buf text;
    bc_buf_init(&text);
    if (key->type == BC_VALUE_DATE)
        bc_buf_printf(&text, "%d-%u-%u", key->as.date.year, key->as.date.month, key->as.date.day);
    else
        bc_decimal_print(bc_decimal_trim(key->as.number, 0), -1, false, &text);
    bc_str kept = bc_arena_str(arena, bc_buf_str(&text));
    bc_buf_release(&text);
    return kept;
}

/* Several keys as one text. */
static bc_str key_of(gathering *g, const bc_value *keys)
{
    bc_arena *arena = g->context->arena;
    bc_str text = g->grouping->by_count ? bc_layout_group_key(&keys[0], arena) : (bc_str){ 0 };
    for (uint32_t i = 1; i < g->grouping->by_count; i++) {
        bc_str one = bc_layout_group_key(&keys[i], arena);
        text = bc_arena_printf(arena, "%.*s\x1f%.*s", BC_STR_ARG(text), BC_STR_ARG(one));
    }
    return text;
}

static bool is_blank(const gathering *g, const bc_value *keys)
{
    for (uint32_t i = 0; i < g->grouping->by_count; i++)
        if (!bc_value_is_empty(&keys[i]))
            return false;
    return true;
}

/* What the expression gives for an element. */
static bc_value evaluate(const gathering *g, const bc_expr *expr, const bc_value *element, const bc_value *self)
{
    bc_value_entry loop = { BC_STR("this"), *self };
    bc_value loop_map = { .type = BC_VALUE_MAP, .n = 1, .as.entries = &loop };
    bc_expr_scope enclosing = { .map = &loop_map, .outer = g->context->scope, .passing = true };
    bc_expr_scope inside = { .map = element, .outer = &enclosing };
    bc_value out = bc_value_null();
    if (expr)
        bc_expr_eval(expr, element->type == BC_VALUE_MAP ? &inside : &enclosing, g->context->arena, g->context->diags,
                     &out);
    return out;
}

/* -- gathering ------------------------------------------------------------------------------------------ */

static uint32_t add_group(gathering *g, bc_str key, bc_value *keys)
{
    bc_vec_add(&g->groups, (group){ keys, (uint32_t)BC_NOT_IN_LIST, (uint32_t)BC_NOT_IN_LIST, 0 });
    if (key.p)
        bc_strmap_put(&g->known, key, (void *)(uintptr_t)g->groups.n);
    return (uint32_t)g->groups.n - 1;
}

static void add_given(gathering *g, bc_value key)
{
    bc_value *keys = BC_NEW_ARRAY(g->context->arena, bc_value, g->grouping->by_count);
    keys[0] = key;
    bc_str text = key_of(g, keys);
    if (!bc_strmap_find(&g->known, text))
        add_group(g, text.p ? text : BC_STR(""), keys);
}

static void add_order(gathering *g)
{
    const bc_form_grouping *grouping = g->grouping;
    for (uint32_t i = 0; i < grouping->order_count; i++)
        add_given(g, bc_value_text(grouping->order_keys[i]));
    bc_value given = bc_value_null();
    if (grouping->order)
        bc_expr_eval(grouping->order, g->context->scope, g->context->arena, g->context->diags, &given);
    for (uint32_t i = 0; given.type == BC_VALUE_LIST && i < given.n; i++)
        add_given(g, given.as.items[i]);
    g->ordered = (uint32_t)g->groups.n;
}

/* Nothing is lost that the order does not have; but it was not meant so. */
static void remark_unordered(const gathering *g, const bc_value *element, const bc_value *keys)
{
    if (!g->ordered || g->context->blank)
        return;
    const bc_node *origin = keys[0].origin ? keys[0].origin : element->origin;
    bc_str text = bc_layout_group_key(&keys[0], g->context->arena);
    bc_diag_add(g->context->diags, BC_DIAG_WARNING, "W407", origin ? origin->mark : g->context->mark,
                bc_tr("`%.*s` is not among those that the form prints in a fixed order; it goes to the end"),
                BC_STR_ARG(text));
}

static void add_element(gathering *g, uint32_t i)
{
    const bc_value *element = &g->list->as.items[i];
    bc_value *keys = g->spare ? g->spare : BC_NEW_ARRAY(g->context->arena, bc_value, g->grouping->by_count);
    for (uint32_t k = 0; k < g->grouping->by_count; k++)
        keys[k] = evaluate(g, g->grouping->by[k], element, element);
    bool alone = g->context->blank && !g->grouping->walked && is_blank(g, keys);
    bc_str text = key_of(g, keys);
    uintptr_t found = alone ? 0 : (uintptr_t)bc_strmap_find(&g->known, text.p ? text : BC_STR(""));
    if (!found && !alone)
        remark_unordered(g, element, keys);
    if (!found)
        found = add_group(g, alone ? (bc_str){ 0 } : text.p ? text : BC_STR(""), keys) + 1;
    group *to = &g->groups.at[found - 1];
    g->spare = to->n ? keys : NULL;
    if (!to->n++) {
        to->first = i;
        to->keys = keys; /* as the record has them */
    } else {
        g->next[to->last] = i;
    }
    to->last = i;
}

/* -- sorting -------------------------------------------------------------------------------------------- */

/* An element or a group with the values that it is sorted by. */
typedef struct sorted {
    bc_layout_element element;
    const bc_value *values;
    const bc_form_grouping *grouping;
    uint32_t nth;
} sorted;

static int compare_values(const bc_form_sorting *sort, const bc_value *a, const bc_value *b)
{
    bool none = bc_value_is_empty(a), other = bc_value_is_empty(b);
    if (none || other)
        return none - other; /* at the end, whichever way */
    int order = bc_expr_compare_values(a, b);
    return sort->descending ? -order : order;
}

static int compare_sorted(const void *a, const void *b)
{
    const sorted *x = a, *y = b;
    int order = 0;
    for (uint32_t i = 0; i < x->grouping->sort_count && !order; i++)
        order = compare_values(&x->grouping->sort[i], &x->values[i], &y->values[i]);
    return order ? order : (x->nth > y->nth) - (x->nth < y->nth);
}

static bc_value sort_value(const gathering *g, const bc_form_sorting *sort, const bc_layout_element *element)
{
    const bc_layout_group_context *c = g->context;
    bc_value value = evaluate(g, sort->by, element->element, element->self ? element->self : element->element);
    bc_str key;
    if (value.type != BC_VALUE_TEXT || !value.text.n)
        return value;
    bc_unicode_order order = sort->collation == BC_COLLATION_SOUND ? BC_UNICODE_PINYIN : BC_UNICODE_STROKES;
    if (bc_unicode_sort_key(c->collator, order, value.text, c->arena, &key))
        value.text = key;
    return value;
}

/* Those behind the ones whose order was given. */
static void sort_elements(const gathering *g, bc_layout_element *out, uint32_t n)
{
    uint32_t count = n > g->ordered ? n - g->ordered : 0;
    if (!g->grouping->sort_count || count < 2)
        return;
    out += g->ordered;
    sorted *list = bc_mem_alloc(bc_mem_product(count, sizeof *list));
    for (uint32_t i = 0; i < count; i++) {
        bc_value *values = BC_NEW_ARRAY(g->context->arena, bc_value, g->grouping->sort_count);
        for (uint32_t k = 0; k < g->grouping->sort_count; k++)
            values[k] = sort_value(g, &g->grouping->sort[k], &out[i]);
        list[i] = (sorted){ out[i], values, g->grouping, i };
    }
    qsort(list, count, sizeof *list, compare_sorted);
    for (uint32_t i = 0; i < count; i++)
        out[i] = list[i].element;
    bc_mem_free(list);
}

/* -- elements ------------------------------------------------------------------------------------------- */

/* The group as its rows see it: its keys by their names, and `these`. */
static bc_layout_element group_element(gathering *g, const group *from)
{
    const bc_form_grouping *grouping = g->grouping;
    bc_arena *arena = g->context->arena;
    bc_value *items = BC_NEW_ARRAY(arena, bc_value, from->n);
    uint32_t *members = BC_NEW_ARRAY(arena, uint32_t, from->n);
    for (uint32_t k = 0, i = from->first; k < from->n; k++, i = g->next[i]) {
        items[k] = g->list->as.items[i];
        members[k] = g->context->places ? g->context->places[i] : i;
    }
    bc_value_entry *entries = BC_NEW_ARRAY(arena, bc_value_entry, grouping->by_count + 1);
    uint32_t n = 0;
    for (uint32_t k = 0; k < grouping->by_count; k++)
        if (grouping->names[k].n)
            entries[n++] = (bc_value_entry){ grouping->names[k], from->keys[k] };
    bc_value these = { .type = BC_VALUE_LIST, .n = from->n, .as = { .items = items, .blank = g->list->as.blank } };
    these.as.lowest = g->list->as.lowest;
    entries[n++] = (bc_value_entry){ BC_STR("these"), these };
    bc_value *element = BC_NEW(arena, bc_value);
    *element = (bc_value){ .type = BC_VALUE_MAP, .n = n, .as.entries = entries };
    return (bc_layout_element){ .element = element,
                                .index = (uint32_t)BC_NOT_IN_LIST,
                                .self = &from->keys[grouping->self],
                                .members = members,
                                .member_count = from->n };
}

static bc_layout_arranged arrange_single(gathering *g, uint32_t least)
{
    uint32_t given = g->list->n, n = given;
    bc_layout_element *out = BC_NEW_ARRAY(g->context->arena, bc_layout_element, given + least);
    for (uint32_t i = 0; i < given; i++)
        out[i] = (bc_layout_element){ .element = &g->list->as.items[i],
                                      .index = g->context->places ? g->context->places[i] : i };
    sort_elements(g, out, n);
    const bool nobody = n == 0 && least == 1;
    while (n < least)
        out[n++] =
            (bc_layout_element){ .element = &bc_value_nothing, .index = (uint32_t)BC_NOT_IN_LIST, .nobody = nobody };
    return (bc_layout_arranged){ out, n };
}

bc_layout_arranged bc_layout_arrange_groups(const bc_layout_group_context *context, const bc_form_grouping *grouping,
                                            const bc_value *list, uint32_t least)
{
    gathering g = { .context = context, .grouping = grouping, .list = list->type == BC_VALUE_LIST ? list : &NO_LIST };
    if (!grouping->by_count)
        return arrange_single(&g, least);
    g.next = BC_NEW_ARRAY(context->arena, uint32_t, g.list->n);
    add_order(&g);
    for (uint32_t i = 0; i < g.list->n; i++)
        add_element(&g, i);
    uint32_t n = (uint32_t)g.groups.n;
    bc_layout_element *out = BC_NEW_ARRAY(context->arena, bc_layout_element, n + least);
    for (uint32_t i = 0; i < n; i++)
        out[i] = group_element(&g, &g.groups.at[i]);
    sort_elements(&g, out, n);
    const bool nobody = n == 0 && least == 1;
    for (; n < least; n++) {
        bc_value *keys = BC_NEW_ARRAY(context->arena, bc_value, grouping->by_count);
        out[n] = group_element(&g, &(group){ .keys = keys });
        out[n].nobody = nobody;
    }
    bc_vec_release(&g.groups);
    bc_strmap_release(&g.known);
    return (bc_layout_arranged){ out, n };
}
