/* What a table or a band may write shortly, put into the words that the rest of the compiler reads: a tree is turned
 * into another before anything looks at it, so that counting, placing and compiling know one way of writing only. What
 * is made keeps the places of what it was made of, for messages. */
#include "template/private/compile_short.h"

#include "base/tr.h"
#include "base/vec.h"
#include "form/keys.h"

/* -- widths --------------------------------------------------------------------------------------------- */

/* `{share: 12, min: content}` for a share that is a bare number; another width says itself how wide it is. */
static const bc_node *bounded(bc_template_compiler *c, const bc_node *width, const bc_node *bounds)
{
    static const char *const BOUNDS[] = { "min", "max" };
    bc_decimal number;
    if (width->kind != BC_NODE_TEXT || !bc_decimal_parse(bc_node_text(width), &number))
        return width;
    bc_node_member members[3] = { { .key = BC_STR("share"), .key_mark = width->mark, .value = width } };
    uint32_t n = 1;
    for (size_t i = 0; i < sizeof BOUNDS / sizeof *BOUNDS; i++) {
        const bc_node_member *bound = bc_node_find_member(bounds, bc_str_from(BOUNDS[i]));
        if (bound)
            members[n++] = *bound;
    }
    return bc_node_new_map(c->arena, width->mark, members, n);
}

static const bc_node *widths_of(bc_template_compiler *c, const bc_node *map)
{
    const bc_node *shares = bc_node_find(map, "shares");
    uint32_t n = shares && shares->kind == BC_NODE_LIST ? shares->n : 0;
    const bc_node **items = BC_NEW_ARRAY(c->arena, const bc_node *, n);
    for (uint32_t i = 0; i < n; i++)
        items[i] = bounded(c, shares->as.items[i], map);
    return bc_node_new_list(c->arena, map->mark, items, n);
}

/* -- heads ---------------------------------------------------------------------------------------------- */

/* One head: its cell without what is below it, and that. */
typedef struct head {
    const bc_node *cell;  /* a text or a map */
    const bc_node *below; /* a list of heads, or NULL */
    bool repeats;
} head;

typedef BC_VEC(const bc_node *) nodes;

static const bc_node *list_of(bc_template_compiler *c, bc_diag_mark mark, nodes *items)
{
    const bc_node *list = bc_node_new_list(c->arena, mark, items->at, items->n);
    bc_vec_release(items);
    return list;
}

static const bc_node *number_of(bc_template_compiler *c, bc_diag_mark mark, uint32_t n)
{
    return bc_node_new_text(c->arena, mark, bc_arena_printf(c->arena, "%u", n), false);
}

/* The cell as a map with one member more. */
static const bc_node *with_member(bc_template_compiler *c, const bc_node *cell, const char *key, const bc_node *value)
{
    const bool map = cell->kind == BC_NODE_MAP;
    bc_node_member *members = BC_NEW_ARRAY(c->arena, bc_node_member, cell->n + 2);
    uint32_t n = 0;
    for (; map && n < cell->n; n++)
        members[n] = cell->as.members[n];
    if (!map) {
        const bool computed = bc_str_starts(bc_node_text(cell), BC_STR("="));
        bc_str text = bc_str_slice(bc_node_text(cell), computed, bc_node_text(cell).n);
        members[n++] = (bc_node_member){ .key = computed ? BC_STR("value") : BC_STR("label"),
                                         .key_mark = cell->mark,
                                         .value = bc_node_new_text(c->arena, cell->mark, text, true) };
    }
    members[n++] = (bc_node_member){ .key = bc_str_from(key), .key_mark = cell->mark, .value = value };
    return bc_node_new_map(c->arena, cell->mark, members, n);
}

/* Whether `{支出: [基本支出, 项目支出]}` is written: names with what is below them, and no word of the language. */
static bool is_named(const bc_node *map)
{
    for (uint32_t i = 0; i < map->n; i++)
        if (map->as.members[i].value->kind != BC_NODE_LIST ||
            bc_form_keys_has(BC_FORM_KEYS_HEAD, map->as.members[i].key))
            return false;
    return map->n > 0;
}

static head read_map(bc_template_compiler *c, const bc_node *map)
{
    bc_node_member *members = BC_NEW_ARRAY(c->arena, bc_node_member, map->n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < map->n; i++)
        if (!bc_str_is(map->as.members[i].key, "heads"))
            members[n++] = map->as.members[i];
    const bc_node *below = bc_node_find(map, "heads");
    return (head){ .cell = bc_node_new_map(c->arena, map->mark, members, n),
                   .below = below && below->kind == BC_NODE_LIST && below->n ? below : NULL,
                   .repeats = bc_node_find(map, "each") != NULL };
}

typedef BC_VEC(head) heads;

static heads read_heads(bc_template_compiler *c, const bc_node *list)
{
    heads all = { 0 };
    for (uint32_t i = 0; i < list->n; i++) {
        const bc_node *one = list->as.items[i];
        if (one->kind != BC_NODE_MAP) {
            bc_vec_add(&all, ((head){ .cell = one }));
            continue;
        }
        if (!is_named(one)) {
            bc_vec_add(&all, read_map(c, one));
            continue;
        }
        for (uint32_t k = 0; k < one->n; k++) {
            const bc_node_member *member = &one->as.members[k];
            bc_vec_add(&all, ((head){ .cell = bc_node_new_text(c->arena, member->key_mark, member->key, true),
                                      .below = member->value->n ? member->value : NULL }));
        }
    }
    return all;
}

/* How many rows the heads of the list take. */
static uint32_t height_of(bc_template_compiler *c, const bc_node *list, int depth)
{
    uint32_t most = 0;
    heads all = read_heads(c, list);
    for (size_t i = 0; i < all.n && depth < BC_MAX_COMPILE_DEPTH; i++) {
        uint32_t below = all.at[i].below ? height_of(c, all.at[i].below, depth + 1) : 0;
        most = below > most ? below : most;
    }
    bc_vec_release(&all);
    return most + 1;
}

/* The columns under a head: so many, and as many as `repeated` takes. */
typedef struct span {
    uint32_t fixed;
    const bc_node *repeated;
} span;

/* Of a head with nothing below it. */
static uint32_t columns_of(const bc_node *cell)
{
    return cell->kind == BC_NODE_MAP ? (uint32_t)bc_keys_int(cell, "across", 1) : 1;
}

static void add_span(bc_template_compiler *c, const bc_node *list, span *out)
{
    heads all = read_heads(c, list);
    for (size_t i = 0; i < all.n; i++) {
        const head *one = &all.at[i];
        if (one->repeats && out->repeated) {
            bc_diag_add(c->diags, BC_DIAG_ERROR, "E306", one->cell->mark,
                        bc_tr("one list is repeated below a head, not two"));
            continue;
        }
        if (one->repeats)
            out->repeated = one->cell;
        else if (one->below)
            add_span(c, one->below, out);
        else
            out->fixed += columns_of(one->cell);
    }
    bc_vec_release(&all);
}

/* A cell over what is below it. */
static const bc_node *widened(bc_template_compiler *c, const head *one)
{
    static const char *const LIST[] = { "each", "by" };
    span under = { 0 };
    add_span(c, one->below, &under);
    bc_diag_mark mark = one->cell->mark;
    if (!under.repeated)
        return under.fixed > 1 ? with_member(c, one->cell, "across", number_of(c, mark, under.fixed)) : one->cell;
    bc_node_member members[3];
    uint32_t n = 0;
    for (size_t i = 0; i < sizeof LIST / sizeof *LIST; i++) {
        const bc_node_member *member = bc_node_find_member(under.repeated, bc_str_from(LIST[i]));
        if (member)
            members[n++] = *member;
    }
    if (under.fixed)
        members[n++] =
            (bc_node_member){ .key = BC_STR("and"), .key_mark = mark, .value = number_of(c, mark, under.fixed) };
    return with_member(c, one->cell, "across", bc_node_new_map(c->arena, mark, members, n));
}

/* `{each: months, cells: [基本支出, 项目支出]}` below a head that repeats. */
static const bc_node *repeated(bc_template_compiler *c, const head *one, const bc_node *cells)
{
    static const char *const LIST[] = { "each", "by", "order", "sort" };
    bc_node_member members[5];
    uint32_t n = 0;
    for (size_t i = 0; i < sizeof LIST / sizeof *LIST; i++) {
        const bc_node_member *member = bc_node_find_member(one->cell, bc_str_from(LIST[i]));
        if (member)
            members[n++] = *member;
    }
    members[n++] = (bc_node_member){ .key = BC_STR("cells"), .key_mark = one->cell->mark, .value = cells };
    return bc_node_new_map(c->arena, one->cell->mark, members, n);
}

/* The cells of one of the rows that the list takes, `height` of them; `row` counts from the first. */
static void add_cells(bc_template_compiler *c, const bc_node *list, uint32_t row, uint32_t height, nodes *out)
{
    heads all = read_heads(c, list);
    for (size_t i = 0; i < all.n; i++) {
        const head *one = &all.at[i];
        const bc_diag_mark mark = one->cell->mark;
        if (!row && !one->below) {
            bc_vec_add(out, height > 1 ? with_member(c, one->cell, "down", number_of(c, mark, height)) : one->cell);
        } else if (!row) {
            bc_vec_add(out, widened(c, one));
        } else if (one->below && one->repeats) {
            nodes cells = { 0 };
            add_cells(c, one->below, row - 1, height - 1, &cells);
            bc_vec_add(out, repeated(c, one, list_of(c, mark, &cells)));
        } else if (one->below) {
            add_cells(c, one->below, row - 1, height - 1, out);
        }
    }
    bc_vec_release(&all);
}

/* The rows of the heads, and below them those that `header` says itself: the numbers of the columns. */
static const bc_node *header_of(bc_template_compiler *c, const bc_node *list, const bc_node *below)
{
    const uint32_t height = height_of(c, list, 0);
    nodes rows = { 0 };
    for (uint32_t row = 0; row < height && row < BC_MAX_COMPILE_DEPTH; row++) {
        nodes cells = { 0 };
        add_cells(c, list, row, height, &cells);
        bc_vec_add(&rows, list_of(c, list->mark, &cells));
    }
    for (uint32_t i = 0; below && below->kind == BC_NODE_LIST && i < below->n; i++)
        bc_vec_add(&rows, below->as.items[i]);
    return list_of(c, list->mark, &rows);
}

/* -- a table or a band ---------------------------------------------------------------------------------- */

const bc_node *bc_template_compile_written_out(bc_template_compiler *c, const bc_node *spec)
{
    const bc_node *widths = bc_node_find(spec, "widths"), *list = bc_node_find(spec, "heads");
    const bool bounded_widths = widths && widths->kind == BC_NODE_MAP;
    const bool listed_heads = list && list->kind == BC_NODE_LIST && list->n;
    if (!bounded_widths && !listed_heads)
        return spec;
    bc_node_member *members = BC_NEW_ARRAY(c->arena, bc_node_member, spec->n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < spec->n; i++) {
        bc_node_member member = spec->as.members[i];
        if (listed_heads && bc_str_is(member.key, "header"))
            continue;
        if (bounded_widths && member.value == widths)
            member.value = widths_of(c, widths);
        if (listed_heads && member.value == list) {
            member.key = BC_STR("header");
            member.value = header_of(c, list, bc_node_find(spec, "header"));
        }
        members[n++] = member;
    }
    return bc_node_new_map(c->arena, spec->mark, members, n);
}
