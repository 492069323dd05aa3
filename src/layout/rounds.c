/* Iterations of repetitions, one inside the other. A cell's names are looked for from the innermost outwards, as
 * expressions do, and the element that has one says where in the record it stands. */
#include "layout/private/rounds.h"

#include <string.h>

typedef bc_layout_iteration iteration;

const bc_expr_scope *bc_layout_rounds_open(bc_layout_round *r, const bc_layout_element *e, uint32_t nth,
                                           uint32_t running, const bc_expr_scope *outer)
{
    r->loop[0] = (bc_value_entry){ BC_STR("this"), e->self ? *e->self : *e->element };
    r->loop[1] = (bc_value_entry){ BC_STR("nth"), bc_value_number(bc_decimal_from_int(nth), (bc_str){ 0 }) };
    r->loop[2] = (bc_value_entry){ BC_STR("required"), bc_value_bool(e->required) };
    r->loop[3] = (bc_value_entry){ BC_STR("running"), bc_value_number(bc_decimal_from_int(running), (bc_str){ 0 }) };
    r->loop_map = (bc_value){ .type = BC_VALUE_MAP, .n = running ? 4 : 3, .as.entries = r->loop };
    r->enclosing = (bc_expr_scope){ .map = &r->loop_map, .outer = outer, .passing = true };
    r->inside = (bc_expr_scope){ .map = e->element, .outer = &r->enclosing };
    return e->element->type == BC_VALUE_MAP ? &r->inside : &r->enclosing;
}

void bc_layout_rounds_number(bc_layout_round *r, const bc_layout_iteration *now)
{
    uint32_t n = now->each->merge_count;
    for (uint32_t i = 0; i < n; i++)
        r->numbers[i] = (bc_value_entry){ now->each->merge_names[i],
                                          bc_value_number(bc_decimal_from_int(now->number[i]), (bc_str){ 0 }) };
    if (!n)
        return;
    bc_value map = { .type = BC_VALUE_MAP, .n = n, .as.entries = r->numbers };
    r->loop[r->loop_map.n++] = (bc_value_entry){ BC_STR("numbers"), map };
}

void bc_layout_rounds_so_far(bc_layout_round *r, bc_value list)
{
    r->loop[r->loop_map.n++] = (bc_value_entry){ BC_STR("so-far"), list };
}

/* `indicators[2].target`; in the file the record's first element is number 0, as in expressions. */
static bc_str element_path(bc_arena *arena, bc_str list, uint32_t index, bc_str path)
{
    if (!list.n || index == (uint32_t)BC_NOT_IN_LIST)
        return (bc_str){ 0 };
    char figures[12];
    size_t at = sizeof figures;
    for (uint32_t i = index, first = 1; i || first; i /= 10, first = 0)
        figures[--at] = (char)('0' + i % 10);
    size_t n = sizeof figures - at;
    char *text = bc_arena_alloc(arena, list.n + n + path.n + 4);
    memcpy(text, list.p, list.n);
    char *p = text + list.n;
    *p++ = '[';
    memcpy(p, figures + at, n);
    p += n;
    *p++ = ']';
    if (path.n && path.p[0] != '[')
        *p++ = '.';
    if (path.n)
        memcpy(p, path.p, path.n);
    return (bc_str){ text, (size_t)(p - text) + path.n };
}

/* `left.target` is the target of the element that the list called left has in this row; what pairs the lists is the
 * first one's that has an element. */
static bc_str side_path(bc_arena *arena, const iteration *now, bc_str path)
{
    size_t dot = bc_str_find(path, BC_STR("."), 0);
    const uint32_t *sides = now->element->sides;
    for (uint32_t i = 0; i < now->each->side_count && dot != SIZE_MAX; i++) {
        const bc_form_each_side *side = &now->each->sides[i];
        if (bc_str_eq(side->name, bc_str_slice(path, 0, dot)))
            return element_path(arena, bc_expr_path(side->list), sides[i], bc_str_slice(path, dot + 1, path.n));
    }
    for (uint32_t i = 0; i < now->each->side_count && bc_str_eq(path, now->each->side_key); i++)
        if (sides[i] != (uint32_t)BC_NOT_IN_LIST)
            return element_path(arena, bc_expr_path(now->each->sides[i].list), sides[i], path);
    return (bc_str){ 0 };
}

static bc_str first_name(bc_str path)
{
    size_t end = 0;
    while (end < path.n && path.p[end] != '.' && path.p[end] != '[')
        end++;
    return bc_str_slice(path, 0, end);
}

static bool is_counter(bc_str name)
{
    return bc_str_is(name, "nth") || bc_str_is(name, "running") || bc_str_is(name, "required") ||
           bc_str_is(name, "numbers") || bc_str_is(name, "so-far");
}

bc_str bc_layout_rounds_path(bc_arena *arena, bc_str path, const iteration *now)
{
    if (!path.n || !now)
        return path;
    bc_str first = first_name(path);
    bool self = bc_str_is(first, "this");
    for (; now; now = now->outer) {
        const bc_layout_element *e = now->element;
        if (self && !bc_value_find(e->element, first)) {
            bool group = e->self || e->sides;
            bc_str rest =
                bc_str_slice(path, path.n > first.n && path.p[first.n] == '.' ? first.n + 1 : first.n, path.n);
            return group ? (bc_str){ 0 } : element_path(arena, now->list, e->index, rest);
        }
        if (!bc_value_find(e->element, first))
            continue;
        if (e->element->as.branch && !bc_value_find_own(e->element, first))
            return (bc_str){ 0 }; /* it has that by its place in a tree */
        if (e->sides)
            return side_path(arena, now, path);
        return e->self ? (bc_str){ 0 } : element_path(arena, now->list, e->index, path);
    }
    return is_counter(first) ? (bc_str){ 0 } : path;
}

/* The innermost group, of which `these` are the elements; NULL: there is none. */
static const iteration *group_of(const iteration *now)
{
    while (now && !now->element->members)
        now = now->outer;
    return now;
}

static bool is_these(bc_str path)
{
    return bc_str_is(path, "these");
}

bc_str bc_layout_rounds_list(bc_arena *arena, const bc_expr *list, const iteration *now)
{
    bc_str path = list ? bc_expr_path(list) : (bc_str){ 0 };
    const iteration *group = is_these(path) ? group_of(now) : NULL;
    return group ? group->list : bc_layout_rounds_path(arena, path, now);
}

const iteration *bc_layout_rounds_group(const bc_expr *list, const iteration *now)
{
    return list && is_these(bc_expr_path(list)) ? group_of(now) : NULL;
}

const uint32_t *bc_layout_rounds_places(const bc_expr *list, const iteration *now)
{
    const iteration *group = bc_layout_rounds_group(list, now);
    return group ? group->element->members : NULL;
}

/* The group whose elements, or the page whose elements, have that name. */
static const iteration *group_named(bc_str name, const iteration *now)
{
    const iteration *group = group_of(now);
    bool is = group && (group->page ? bc_str_is(name, "page") : is_these(name));
    return is && group->list.n ? group : NULL;
}

/* A total of more is no sum that anybody checks by hand. */
enum { MAX_TERMS = 32 };

const bc_layout_sum *bc_layout_rounds_sum(bc_arena *arena, const bc_expr *expr, const iteration *now, bc_str beside)
{
    bc_expr_term terms[MAX_TERMS];
    uint32_t n = bc_expr_terms(expr, terms, MAX_TERMS);
    if (!n)
        return NULL;
    size_t prefix = beside.n;
    while (prefix > 0 && beside.p[prefix - 1] != '.')
        prefix--;
    bc_str *paths = BC_NEW_ARRAY(arena, bc_str, n);
    bool of_group = true;
    for (uint32_t i = 0; i < n; i++)
        of_group &= terms[i].is_list && bc_str_eq(terms[i].path, terms[0].path);
    const iteration *group = of_group ? group_named(terms[0].path, now) : NULL;
    for (uint32_t i = 0; i < n; i++) {
        bc_str path = group ? group->list : beside.n ? terms[i].path : bc_layout_rounds_path(arena, terms[i].path, now);
        bc_str inner = terms[i].inner;
        if (!path.n)
            return NULL;
        paths[i] = bc_arena_printf(arena, "%.*s%.*s%s%s%.*s", (int)prefix, beside.n ? beside.p : "", BC_STR_ARG(path),
                                   terms[i].is_list ? "[]" : "", inner.n ? "." : "", BC_STR_ARG(inner));
    }
    bc_layout_sum *sum = BC_NEW(arena, bc_layout_sum);
    *sum = (bc_layout_sum){ .paths = paths, .n = n };
    if (group) {
        sum->members = group->element->members;
        sum->member_count = group->element->member_count;
    }
    return sum;
}
