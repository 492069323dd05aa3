/* Elements of trees in tables: they stand further right from level to level, and what a total of theirs adds is told by
 * the places of those that it counts, so that workbooks can add them up and rounding can keep them together. */
#include "layout/private/branches.h"

#include "layout/private/datum.h"

const bc_value *bc_layout_branch_of(const bc_layout_iteration *now)
{
    for (; now; now = now->outer)
        if (now->element->element->type == BC_VALUE_MAP && now->element->element->as.branch)
            return now->element->element;
    return NULL;
}

const bc_value *bc_layout_branch_at(const bc_layout_iteration *now, const bc_expr *expr)
{
    const bc_str place = now && now->element->sides && expr ? bc_expr_place(expr) : (bc_str){ 0 };
    const bc_str side = bc_str_slice(place, 0, bc_str_find(place, BC_STR("."), 0));
    for (uint32_t i = 0; side.n < place.n && i < now->each->side_count; i++) {
        const bc_value *element = &now->element->element->as.entries[i].value;
        if (bc_str_eq(now->each->sides[i].name, side))
            return element->type == BC_VALUE_MAP && element->as.branch ? element : NULL;
    }
    return bc_layout_branch_of(now);
}

const bc_form_cell_style *bc_layout_branch_style(const bc_form_cell_style *style, const bc_value *element, bc_len width,
                                                 bc_arena *arena)
{
    uint32_t above = element ? element->as.branch->level - 1 : 0;
    if (!above)
        return style;
    bc_form_cell_style *own = BC_NEW(arena, bc_form_cell_style);
    *own = *style;
    own->first_indent = bc_len_min((bc_len)above * style->text.size, width / 2); /* the words need room, too */
    own->hang = own->first_indent;
    return own;
}

/* `items[].amount` of `items[3].amount`. */
static bc_str over_all(bc_str path, bc_arena *arena)
{
    size_t open = path.n, close = path.n;
    while (open > 0 && path.p[open - 1] != '[')
        open--;
    while (close > open && path.p[close - 1] != ']')
        close--;
    if (!open || close == open)
        return (bc_str){ 0 };
    return bc_arena_printf(arena, "%.*s]%.*s", (int)open, path.p, (int)(path.n - close), path.p + close);
}

static const bc_layout_sum *make_sum(const bc_str *paths, uint32_t n, const uint32_t *members, uint32_t member_count,
                                     bc_arena *arena)
{
    bc_layout_sum *sum = BC_NEW(arena, bc_layout_sum);
    *sum = (bc_layout_sum){ .paths = paths, .n = n, .members = members, .member_count = member_count };
    return sum;
}

const bc_layout_sum *bc_layout_branch_sum(const bc_value *element, const bc_form_field *field, bc_str path,
                                          bc_arena *arena)
{
    if (!element || !field || field->of_children != BC_CHILDREN_SUM || element->as.branch->leaf)
        return NULL;
    bc_str *all = BC_NEW(arena, bc_str);
    *all = over_all(path, arena);
    return all->n ? make_sum(all, 1, element->as.branch->children, element->as.branch->child_count, arena) : NULL;
}

/* The value at a path of keys. */
static const bc_value *value_at(const bc_value *map, bc_str path)
{
    for (size_t dot; map && path.n; path = bc_str_slice(path, dot == SIZE_MAX ? path.n : dot + 1, path.n)) {
        dot = bc_str_find(path, BC_STR("."), 0);
        map = bc_value_find(map, bc_str_slice(path, 0, dot));
    }
    return map;
}

static bool is_tree(const bc_value *list)
{
    return list && list->type == BC_VALUE_LIST && list->n && list->as.items[0].type == BC_VALUE_MAP &&
           list->as.items[0].as.branch;
}

/* What is added of each element: values of one list, which is a tree. */
typedef struct added {
    const bc_value *list;
    bc_expr_term terms[8];
    uint32_t n;
} added;

/* Whether what is added of the element is a number: nothing and something are nothing. */
static bool has_value(const bc_value *element, const added *of)
{
    for (uint32_t i = 0; i < of->n; i++) {
        const bc_value *value = value_at(element, of->terms[i].inner);
        if (!value || value->type == BC_VALUE_NULL)
            return false;
    }
    return true;
}

/* As sums over trees count: the uppermost in the list that have a value. */
static const bc_layout_sum *count_once(const bc_layout_sum *sum, const added *of, bc_arena *arena)
{
    const bc_value *list = of->list;
    uint32_t low = UINT32_MAX, high = 0, n = 0;
    for (uint32_t i = 0; i < list->n; i++) {
        uint32_t nth = list->as.items[i].as.branch->nth;
        low = nth < low ? nth : low;
        high = nth > high ? nth : high;
    }
    bool *has = BC_NEW_ARRAY(arena, bool, high - low + 1);
    for (uint32_t i = 0; i < list->n; i++)
        has[list->as.items[i].as.branch->nth - low] = has_value(&list->as.items[i], of);
    uint32_t *members = BC_NEW_ARRAY(arena, uint32_t, list->n);
    for (uint32_t i = 0; i < list->n; i++) {
        const bc_value_branch *branch = list->as.items[i].as.branch;
        bool counts = has[branch->nth - low];
        if (list->as.lowest)
            counts = counts && bc_value_is_lowest(&list->as.items[i]);
        for (const bc_value *above = branch->above; above && counts && !list->as.lowest;
             above = above->as.branch->above) {
            uint32_t nth = above->as.branch->nth;
            counts = nth < low || nth > high || !has[nth - low];
        }
        if (counts)
            members[n++] = sum->members ? sum->members[i] : i;
    }
    return make_sum(sum->paths, sum->n, members, n, arena);
}

const bc_layout_sum *bc_layout_branch_once(const bc_layout_sum *sum, const bc_expr *expr, const bc_expr_scope *scope,
                                           bc_arena *arena)
{
    added of;
    if (!sum)
        return NULL;
    of.n = bc_expr_terms(expr, of.terms, sizeof of.terms / sizeof *of.terms);
    for (uint32_t i = 0; i < of.n; i++)
        if (!of.terms[i].is_list || !bc_str_eq(of.terms[i].path, of.terms[0].path))
            return sum;
    of.list = of.n ? bc_layout_datum_at(scope, of.terms[0].path) : NULL;
    if (!is_tree(of.list))
        return sum;
    bool whole = !sum->members || sum->member_count == of.list->n;
    return whole ? count_once(sum, &of, arena) : NULL;
}
