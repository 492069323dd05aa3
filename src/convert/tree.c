/* What is written of a record: what it says, in the order of its form, and for people what could not be read of it. */
#include "convert/private/run.h"
#include "export/spell.h"
#include "export/yaml.h"
#include "form/reserved.h"

static bool is_rest(const bc_node_member *member)
{
    return bc_form_reserved_is_remark(member->key);
}

/* The record without what stands in comments. */
static const bc_node *without_rest(const bc_node *record, bc_arena *arena)
{
    if (record->kind != BC_NODE_MAP)
        return record;
    bc_node_member *members = BC_NEW_ARRAY(arena, bc_node_member, record->n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < record->n; i++)
        if (!is_rest(&record->as.members[i]))
            members[n++] = record->as.members[i];
    return bc_node_new_map(arena, record->mark, members, n);
}

/* What a profile drops, is not there. */
static const bc_node *without_dropped(const bc_node *node, bc_arena *arena)
{
    if (node->kind == BC_NODE_LIST) {
        const bc_node **items = BC_NEW_ARRAY(arena, const bc_node *, node->n);
        for (uint32_t i = 0; i < node->n; i++)
            items[i] = without_dropped(node->as.items[i], arena);
        bc_node *list = BC_NEW(arena, bc_node);
        *list = *node;
        list->as.items = items;
        return list;
    }
    if (node->kind != BC_NODE_MAP)
        return node;
    bc_node_member *members = BC_NEW_ARRAY(arena, bc_node_member, node->n);
    bc_node *map = BC_NEW(arena, bc_node);
    *map = *node;
    map->n = 0;
    map->as.members = members;
    for (uint32_t i = 0; i < node->n; i++) {
        const bc_node_member *member = &node->as.members[i];
        if (!member->value->masked || member->value->kind != BC_NODE_NULL)
            members[map->n++] =
                (bc_node_member){ member->key, member->key_mark, without_dropped(member->value, arena) };
    }
    return map;
}

static const bc_node *whole_tree(const bc_convert_run *run, const bc_convert_record *record)
{
    if (!record->form)
        return record->tree;
    if (record->from_table) {
        const bool comments = run->options->format == BIAOCE_FORMAT_YAML;
        const bc_node *tree = comments ? without_rest(record->tree, record->arena) : record->tree;
        return bc_export_spell(&record->form->order, tree, run->options->keys, record->arena);
    }
    return bc_export_order_sort(&record->form->order, record->tree, &record->work->datum, record->arena);
}

const bc_node *bc_convert_tree(const bc_convert_run *run, const bc_convert_record *record)
{
    const bc_node *tree = whole_tree(run, record);
    return run->call->engine->publishing ? without_dropped(tree, record->arena) : tree;
}

void bc_convert_comments(const bc_convert_record *record, bc_buf *out)
{
    bc_buf text;
    bc_buf_init(&text);
    for (size_t i = 0; i < record->diags->list.n && record->from_table; i++) {
        const bc_diag *diag = &record->diags->list.at[i];
        if (diag->severity != BC_DIAG_ERROR)
            continue;
        bc_buf_clear(&text);
        if (diag->mark.source)
            bc_buf_add_str(&text, diag->mark.source->name);
        bc_diag_add_place(diag->mark, &text);
        const bc_str line =
            bc_arena_printf(record->arena, "%.*s: %.*s", BC_STR_ARG(bc_buf_str(&text)), BC_STR_ARG(diag->message));
        bc_export_yaml_comment(line, out);
    }
    bc_buf_release(&text);
    for (uint32_t i = 0; record->from_table && record->tree->kind == BC_NODE_MAP && i < record->tree->n; i++) {
        const bc_node_member *member = &record->tree->as.members[i];
        if (!is_rest(member))
            continue;
        const bc_str head = bc_str_slice(member->key, 2, member->key.n), value = bc_node_text(member->value);
        bc_export_yaml_comment(bc_arena_printf(record->arena, "%.*s: %.*s", BC_STR_ARG(head), BC_STR_ARG(value)), out);
    }
}
