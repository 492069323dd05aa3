/* Lists that a template writes out where others name one of the record: `{each: [亿, 千, 百], label: $(this)}`. They
 * become expressions before anything else looks at them, so that repetitions know of nothing but expressions. */
#include "template/private/literal.h"

#include "base/decimal.h"

static bool is_plain_number(const bc_node *item)
{
    bc_decimal number;
    bc_str text = item->as.text;
    const bool zeros = text.n > 1 && text.p[0] == '0' && text.p[1] != '.'; /* a code */
    return !item->quoted && !zeros && text.n && text.p[text.n - 1] >= '0' && text.p[text.n - 1] <= '9' &&
           text.p[0] >= '0' && text.p[0] <= '9' && bc_decimal_parse(text, &number);
}

/* Of one alone nobody repeats anything: it is the name of a list in brackets. */
static bool are_texts(const bc_node *list)
{
    if (list->n == 1)
        return false;
    for (uint32_t i = 0; i < list->n; i++)
        if (list->as.items[i]->kind != BC_NODE_TEXT)
            return false;
    return true;
}

static const bc_node *as_expression(bc_arena *arena, const bc_node *list)
{
    bc_buf text;
    bc_buf_init(&text);
    bc_buf_add_char(&text, '[');
    for (uint32_t i = 0; i < list->n; i++) {
        const bc_node *item = list->as.items[i];
        const bool number = is_plain_number(item);
        bc_buf_add_text(&text, i ? ", " : "");
        bc_buf_add_text(&text, number ? "" : "'");
        for (size_t k = 0; k < item->as.text.n; k++) {
            if (item->as.text.p[k] == '\'' || item->as.text.p[k] == '\\')
                bc_buf_add_char(&text, '\\');
            bc_buf_add_char(&text, item->as.text.p[k]);
        }
        bc_buf_add_text(&text, number ? "" : "'");
    }
    bc_buf_add_char(&text, ']');
    const bc_node *made = bc_node_new_text(arena, list->mark, bc_arena_str(arena, bc_buf_str(&text)), true);
    bc_buf_release(&text);
    return made;
}

static const bc_node *replace(bc_arena *arena, const bc_node *node, int depth);

static const bc_node *replace_member(bc_arena *arena, const bc_node_member *member, int depth)
{
    if (bc_str_is(member->key, "each") && member->value->kind == BC_NODE_LIST && are_texts(member->value))
        return as_expression(arena, member->value);
    return replace(arena, member->value, depth + 1);
}

/* The tree itself where nothing in it changes. */
static const bc_node *replace(bc_arena *arena, const bc_node *node, int depth)
{
    enum { MAX_DEPTH = 200 };
    const bool map = node->kind == BC_NODE_MAP;
    if ((!map && node->kind != BC_NODE_LIST) || depth > MAX_DEPTH)
        return node;
    const bc_node **made = BC_NEW_ARRAY(arena, const bc_node *, node->n);
    bool changed = false;
    for (uint32_t i = 0; i < node->n; i++) {
        made[i] =
            map ? replace_member(arena, &node->as.members[i], depth) : replace(arena, node->as.items[i], depth + 1);
        changed |= made[i] != (map ? node->as.members[i].value : node->as.items[i]);
    }
    if (!changed)
        return node;
    if (!map)
        return bc_node_new_list(arena, node->mark, made, node->n);
    bc_node_member *members = BC_NEW_ARRAY(arena, bc_node_member, node->n);
    for (uint32_t i = 0; i < node->n; i++)
        members[i] = (bc_node_member){ node->as.members[i].key, node->as.members[i].key_mark, made[i] };
    return bc_node_new_map(arena, node->mark, members, node->n);
}

const bc_node *bc_template_literal_replace(bc_arena *arena, const bc_node *tree)
{
    bc_node_member *members = BC_NEW_ARRAY(arena, bc_node_member, tree->n);
    for (uint32_t i = 0; i < tree->n; i++) {
        members[i] = tree->as.members[i];
        if (bc_str_is(members[i].key, "layout") || bc_str_is(members[i].key, "fragments"))
            members[i].value = replace(arena, members[i].value, 0);
    }
    return bc_node_new_map(arena, tree->mark, members, tree->n);
}
