/* Rows that stand in an empty form before anybody fills it in: levels as a tree, the way records nest a list, and what
 * else is printed in a row as a map of its fields. `产出指标: [数量指标, 质量指标]` are two rows of two levels each. */
#include "form/private/framework.h"

#include "base/tr.h"
#include "base/vec.h"

#include <assert.h>

enum { MAX_LEVELS = 8 };

typedef struct reader {
    bc_arena *arena;
    const bc_form_field *list;
    bc_diag_list *diags;
    bc_str levels[MAX_LEVELS]; /* said by the keys around */
    BC_VEC(bc_form_blank_row) rows;
} reader;

static uint32_t levels_of(const bc_form_field *list)
{
    return list->nested_count < MAX_LEVELS ? list->nested_count : MAX_LEVELS;
}

static void add_row(reader *r, uint32_t depth, const bc_node *values)
{
    bc_vec_add(&r->rows, (bc_form_blank_row){ .levels = BC_NEW_COPY(r->arena, r->levels, depth),
                                              .level_count = depth,
                                              .values = values });
}

static bool is_row(const reader *r, const bc_node *map)
{
    for (uint32_t i = 0; i < map->n; i++)
        if (bc_form_field_named(r->list->children, r->list->child_count, map->as.members[i].key))
            return true;
    return map->n == 0;
}

static void read_row(reader *r, const bc_node *map, uint32_t depth)
{
    for (uint32_t i = 0; i < map->n && !r->list->uncertain; i++)
        if (!bc_form_field_named(r->list->children, r->list->child_count, map->as.members[i].key))
            bc_diag_add(r->diags, BC_DIAG_ERROR, "E304", map->as.members[i].key_mark,
                        bc_tr("`%.*s` is no field of the list's elements"), BC_STR_ARG(map->as.members[i].key));
    add_row(r, depth, map);
}

static void read_rows(reader *r, const bc_node *node, uint32_t depth);

static void report_no_row(reader *r, const bc_node *node)
{
    if (r->list->uncertain)
        return;
    bc_diag_add(r->diags, BC_DIAG_ERROR, "E303", node->mark,
                bc_tr("a row of this list is a map of its fields, or a level that `nested-by` names"));
    bc_diag_hint(r->diags, bc_tr("such as {name: 基本支出}, or 产出指标: [数量指标, 质量指标]"));
}

static void read_scalar(reader *r, const bc_node *node, uint32_t depth)
{
    if (depth < levels_of(r->list)) {
        r->levels[depth] = bc_str_trim(bc_node_text(node));
        add_row(r, depth + 1, NULL);
    } else if (!r->list->child_count) {
        add_row(r, 0, node);
    } else {
        report_no_row(r, node);
    }
}

static void read_map(reader *r, const bc_node *map, uint32_t depth)
{
    if (is_row(r, map) || depth >= levels_of(r->list)) {
        read_row(r, map, depth);
        return;
    }
    for (uint32_t i = 0; i < map->n; i++) {
        r->levels[depth] = bc_str_trim(map->as.members[i].key);
        read_rows(r, map->as.members[i].value, depth + 1);
    }
}

static void read_rows(reader *r, const bc_node *node, uint32_t depth)
{
    assert(depth <= MAX_LEVELS);
    switch (node->kind) {
    case BC_NODE_NULL:
        add_row(r, depth, NULL);
        break;
    case BC_NODE_TEXT:
        read_scalar(r, node, depth);
        break;
    case BC_NODE_LIST:
        for (uint32_t i = 0; i < node->n; i++)
            if (node->as.items[i]->kind == BC_NODE_LIST)
                report_no_row(r, node->as.items[i]);
            else
                read_rows(r, node->as.items[i], depth);
        break;
    case BC_NODE_MAP:
        read_map(r, node, depth);
        break;
    }
}

void bc_form_framework_compile(bc_arena *arena, bc_form_field *list, const bc_node *rows, bc_diag_list *diags)
{
    if (!rows || (rows->kind != BC_NODE_LIST && rows->kind != BC_NODE_MAP))
        return;
    reader r = { .arena = arena, .list = list, .diags = diags };
    read_rows(&r, rows, 0);
    list->blank_rows = BC_NEW_COPY(arena, r.rows.at, r.rows.n);
    list->blank_row_count = (uint32_t)r.rows.n;
    bc_vec_release(&r.rows);
}
