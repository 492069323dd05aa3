/* What a repetition says of its elements: levels that merge, fixed categories, lists side by side. A list of these is
 * shown to the cells as a group that has the fields of its elements, so that paths into it are checked like all others
 * and expressions know nothing of pairs. */
#include "template/private/compile_repeat.h"

#include "base/tr.h"
#include "form/keys.h"

/* -- levels --------------------------------------------------------------------------------------------- */

static void add_level(bc_template_compiler *c, const bc_node *level, int8_t under, bc_template_merging *out)
{
    if (out->n == BC_MAX_MERGE) {
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E303", level->mark, bc_tr("at most %d levels merge"), BC_MAX_MERGE);
        return;
    }
    uint32_t i = out->n++;
    out->policies[i] = BC_SPAN_REPEAT;
    out->names[i] = bc_node_text(level);
    out->marks[i] = level->mark;
    out->under[i] = under;
    if (level->kind != BC_NODE_MAP)
        return;
    out->names[i] = bc_keys_text(level, "by");
    out->policies[i] = (bc_form_span_policy)bc_form_keys_word(BC_FORM_KEYS_LEVEL, level, "when-split", BC_SPAN_REPEAT);
}

void bc_template_compile_merging(bc_template_compiler *c, const bc_node *list, bc_template_merging *out)
{
    out->n = 0;
    int8_t under = -1;
    for (uint32_t i = 0; i < bc_node_elements(list); i++) {
        const bc_node *level = bc_node_element(list, i);
        int8_t first = (int8_t)out->n;
        if (level->kind == BC_NODE_LIST)
            for (uint32_t k = 0; k < level->n; k++)
                add_level(c, level->as.items[k], under, out);
        else
            add_level(c, level, under, out);
        under = first < (int8_t)out->n ? first : under;
    }
}

int16_t bc_template_merging_level(const bc_template_merging *merge, bc_str name)
{
    for (uint32_t i = 0; merge && name.n && i < merge->n; i++)
        if (bc_str_eq(merge->names[i], name))
            return (int16_t)i;
    return -1;
}

static bc_str last_word(bc_str path)
{
    size_t dot = path.n;
    while (dot > 0 && path.p[dot - 1] != '.')
        dot--;
    return bc_str_slice(path, dot, path.n);
}

void bc_template_merging_store(bc_template_compiler *c, const bc_template_merging *merge,
                               const bc_template_scope *scope, bc_form_each *each)
{
    const bc_expr **by = BC_NEW_ARRAY(c->arena, const bc_expr *, merge->n);
    int8_t *under = BC_NEW_ARRAY(c->arena, int8_t, merge->n);
    bc_str *names = BC_NEW_ARRAY(c->arena, bc_str, merge->n);
    for (uint32_t i = 0; i < merge->n; i++) {
        by[i] = bc_template_compile_expr_text(c, merge->names[i], merge->marks[i], scope);
        under[i] = merge->under[i];
        names[i] = last_word(merge->names[i]);
    }
    each->merge = by;
    each->merge_under = under;
    each->merge_names = names;
    each->merge_count = merge->n;
}

static void mark_merged(bc_form_rows rows, bool *merged)
{
    for (uint32_t i = 0; i < rows.n; i++) {
        const bc_form_row_item *item = &rows.at[i];
        if (item->kind == BC_ROWS_WHEN)
            mark_merged(item->as.rows, merged);
        for (uint32_t k = 0; item->kind == BC_ROWS_ONE && k < item->as.row.cell_count; k++)
            if (item->as.row.cells[k].merge >= 0)
                merged[item->as.row.cells[k].merge] = true;
    }
}

void bc_template_merging_warn_idle(bc_template_compiler *c, const bc_template_merging *merge, bc_form_rows rows)
{
    bool merged[BC_MAX_MERGE] = { false };
    mark_merged(rows, merged);
    for (uint32_t i = merge->n; i-- > 0;)
        if (merged[i] && merge->under[i] >= 0)
            merged[merge->under[i]] = true;
    for (uint32_t i = 0; i < merge->n; i++) {
        if (merged[i] || !merge->names[i].n)
            continue;
        bc_diag_add(c->diags, BC_DIAG_WARNING, "W348", merge->marks[i],
                    bc_tr("no cell of these rows is `%.*s`, so none merges"), BC_STR_ARG(merge->names[i]));
        bc_diag_hint(
            c->diags,
            bc_tr("rows of a repetition inside merge by that one's `merge`, which may name what is around it"));
    }
}

/* -- categories ----------------------------------------------------------------------------------------- */

static void add_category(bc_template_compiler *c, const bc_node *entry, bc_str level1, bc_form_category *out)
{
    *out = (bc_form_category){ .level1 = level1, .level2 = bc_node_text(entry) };
    if (entry->kind != BC_NODE_MAP)
        return; /* a name alone */
    if (entry->n != 1) {
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E303", entry->mark,
                    bc_tr("a category is a name, or one name with `required` or `optional`"));
        return;
    }
    out->level2 = entry->as.members[0].key;
    out->required = bc_str_is(bc_node_text(entry->as.members[0].value), "required");
}

/* `categories: {产出: [{数量: required}, 质量], …}` and `over: categories`. */
void bc_template_compile_over(bc_template_compiler *c, const bc_node *over, bc_form_each *each)
{
    const bc_node *map = over->kind == BC_NODE_MAP ? over : c->categories;
    if (!each->list || (each->list_field && each->list_field->uncertain))
        return; /* which has been said */
    bool named = over->kind == BC_NODE_MAP || bc_str_is(bc_node_text(over), "categories");
    if (!named || !map || map->kind != BC_NODE_MAP || !each->list_field || each->list_field->nested_count < 2) {
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E336", over->mark,
                    bc_tr("`over` needs a map of categories and a list that is nested by two levels"));
        return;
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < map->n; i++)
        n += bc_node_elements(map->as.members[i].value);
    bc_form_category *made = BC_NEW_ARRAY(c->arena, bc_form_category, n);
    for (uint32_t i = 0; i < map->n; i++) {
        const bc_node_member *group = &map->as.members[i];
        for (uint32_t k = 0; k < bc_node_elements(group->value); k++)
            add_category(c, bc_node_element(group->value, k), group->key, &made[each->category_count++]);
    }
    each->categories = made;
    each->category_ends = &c->words[BC_WORDS_CATEGORY_ENDS];
}

/* -- lists side by side --------------------------------------------------------------------------------- */

static void refuse_sides(bc_template_compiler *c, bc_diag_mark at)
{
    bc_diag_add(c->diags, BC_DIAG_ERROR, "E331", at,
                bc_tr("lists side by side are two to %d lists, and a field of theirs that pairs them"), BC_MAX_SIDES);
    bc_diag_hint(c->diags, "%s", bc_tr("write `each: {left: one-list, right: other-list, by: level1}`"));
}

/* The field of a side as the rows see it: a group of what the list's elements have. */
static bc_form_field group_of(bc_template_compiler *c, bc_str name, const bc_form_field *list, bc_diag_mark at)
{
    return (bc_form_field){ .key = name,
                            .label = name,
                            .type = BC_FIELD_GROUP,
                            .mark = at,
                            .names.label = bc_form_name_of(c->arena, name),
                            .decimals = -1,
                            .children = list->children,
                            .child_count = list->child_count };
}

static bool add_side(bc_template_compiler *c, const bc_node_member *member, const bc_template_scope *scope,
                     bc_form_each_side *side)
{
    unsigned errors = c->diags->errors;
    *side = (bc_form_each_side){ .name = member->key, .list = bc_template_compile_expr(c, member->value, scope) };
    side->field = bc_template_compile_field_of(side->list, scope);
    if (side->field && side->field->type == BC_FIELD_LIST && side->field->child_count)
        return true;
    bool uncertain = side->field ? side->field->uncertain : c->open_fields;
    if (c->diags->errors == errors && !uncertain)
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E331", member->value->mark,
                    bc_tr("`%.*s` is not a list, so there is nothing to repeat"),
                    BC_STR_ARG(bc_node_text(member->value)));
    return false;
}

void bc_template_compile_sides(bc_template_compiler *c, const bc_node *map, const bc_template_scope *scope,
                               bc_form_each *each, bc_template_scope *inside)
{
    bc_form_each_side *sides = BC_NEW_ARRAY(c->arena, bc_form_each_side, BC_MAX_SIDES);
    bc_form_field *fields = BC_NEW_ARRAY(c->arena, bc_form_field, BC_MAX_SIDES + 1);
    uint32_t n = 0;
    inside->open = true; /* until the sides are known to be good: one message is enough */
    bc_str key = bc_node_text(bc_node_find(map, "by"));
    for (uint32_t i = 0; i < map->n; i++) {
        const bc_node_member *member = &map->as.members[i];
        if (bc_str_is(member->key, "by"))
            continue;
        if (n == BC_MAX_SIDES) {
            refuse_sides(c, member->key_mark);
            return;
        }
        if (!add_side(c, member, scope, &sides[n]))
            return;
        fields[n] = group_of(c, member->key, sides[n].field, member->key_mark);
        n++;
    }
    const bc_form_field *by = n ? bc_form_field_find(sides[0].field->children, sides[0].field->child_count, key) : NULL;
    if (n < 2 || (key.n && !by)) {
        refuse_sides(c, map->mark);
        return;
    }
    each->sides = sides;
    each->side_count = n;
    each->side_key = key;
    if (by)
        fields[n] = *by;
    *inside = (bc_template_scope){ .fields = fields, .n = n + (by != NULL), .repetition = true, .outer = scope };
}
