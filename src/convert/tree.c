/* What is written of a record: what it says, in the order of its form, and for people what could not be read of it. */
#include "convert/private/run.h"
#include "export/spell.h"
#include "export/yaml.h"

static bool is_rest(const bc_node_member *member)
{
    return bc_str_starts(member->key, BC_STR("x-"));
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

const bc_node *bc_convert_tree(const bc_convert_run *run, const bc_convert_record *record)
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

void bc_convert_comments(const bc_convert_record *record, bc_buf *out)
{
    bc_buf text, room;
    bc_buf_init(&text);
    bc_buf_init(&room);
    for (size_t i = 0; i < record->diags->list.n && record->from_table; i++) {
        const bc_diag *diag = &record->diags->list.at[i];
        if (diag->severity != BC_DIAG_ERROR)
            continue;
        bc_buf_clear(&text);
        bc_buf_clear(&room);
        if (diag->mark.source)
            bc_buf_add_str(&text, bc_diag_source_full_name(diag->mark.source, &room));
        bc_diag_add_place(diag->mark, &text);
        const bc_str line =
            bc_arena_printf(record->arena, "%.*s: %.*s", BC_STR_ARG(bc_buf_str(&text)), BC_STR_ARG(diag->message));
        bc_export_yaml_comment(line, out);
    }
    bc_buf_release(&text);
    bc_buf_release(&room);
    for (uint32_t i = 0; record->from_table && record->tree->kind == BC_NODE_MAP && i < record->tree->n; i++) {
        const bc_node_member *member = &record->tree->as.members[i];
        if (!is_rest(member))
            continue;
        const bc_str head = bc_str_slice(member->key, 2, member->key.n), value = bc_node_text(member->value);
        bc_export_yaml_comment(bc_arena_printf(record->arena, "%.*s: %.*s", BC_STR_ARG(head), BC_STR_ARG(value)), out);
    }
}
