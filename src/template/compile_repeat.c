#include "template/compile_repeat.h"

#include "base/tr.h"
#include "form/attr.h"

const char *const BC_POLICY_WORDS[] = { "repeat", "continued", "keep", "once", NULL };

/* -- levels --------------------------------------------------------------------------------------------- */

static void add_level(bc_compiler *c, const bc_value *level, int8_t under, bc_merging *out)
{
    static const char *const ATTRIBUTES[] = { "by", "when-split", NULL };
    if (out->n == BC_MERGE_MOST) {
        bc_diag_add(c->diags, BC_ERROR, "E303", level->mark, bc_tr("at most %d levels merge"), BC_MERGE_MOST);
        return;
    }
    uint32_t i = out->n++;
    out->policies[i] = BC_SPAN_REPEAT;
    out->names[i] = bc_value_text(level);
    out->marks[i] = level->mark;
    out->under[i] = under;
    if (level->kind != BC_MAP || !bc_attr_check(level, ATTRIBUTES, c->diags))
        return;
    out->names[i] = bc_attr_text(level, "by", c->diags);
    out->policies[i] = (bc_span_policy)bc_attr_word(level, "when-split", BC_POLICY_WORDS, BC_SPAN_REPEAT, c->diags);
}

void bc_compile_merging(bc_compiler *c, const bc_value *list, bc_merging *out)
{
    out->n = 0;
    int8_t under = -1;
    for (uint32_t i = 0; i < bc_value_elements(list); i++) {
        const bc_value *level = bc_value_element(list, i);
        int8_t first = (int8_t)out->n;
        if (level->kind == BC_LIST)
            for (uint32_t k = 0; k < level->n; k++)
                add_level(c, level->as.items[k], under, out);
        else
            add_level(c, level, under, out);
        under = first < (int8_t)out->n ? first : under;
    }
}

int16_t bc_merging_level(const bc_merging *merge, bc_str name)
{
    for (uint32_t i = 0; merge && name.n && i < merge->n; i++)
        if (bc_str_eq(merge->names[i], name))
            return (int16_t)i;
    return -1;
}

void bc_merging_store(bc_compiler *c, const bc_merging *merge, const bc_field_scope *scope, bc_row_item *item)
{
    const bc_expr **by = BC_NEW_ARRAY(c->arena, const bc_expr *, merge->n);
    int8_t *under = BC_NEW_ARRAY(c->arena, int8_t, merge->n);
    for (uint32_t i = 0; i < merge->n; i++) {
        by[i] = bc_compile_expr_text(c, merge->names[i], merge->marks[i], scope);
        under[i] = merge->under[i];
    }
    item->merge = by;
    item->merge_under = under;
    item->merge_count = merge->n;
}

/* -- categories ----------------------------------------------------------------------------------------- */

static void add_category(bc_compiler *c, const bc_value *entry, bc_str level1, bc_category *out)
{
    static const char *const WORDS[] = { "optional", "required", NULL };
    *out = (bc_category){ .level1 = level1, .level2 = bc_value_text(entry) };
    if (entry->kind != BC_MAP || entry->n != 1)
        return; /* a name alone */
    out->level2 = entry->as.members[0].key;
    out->required = bc_word_index(entry->as.members[0].value, WORDS, 0, c->diags) == 1;
}

/* `categories: {产出: [{数量: required}, 质量], …}` and `over: categories`. */
void bc_compile_over(bc_compiler *c, const bc_value *over, bc_row_item *item)
{
    const bc_value *map = over->kind == BC_MAP ? over : c->categories;
    bool named = over->kind == BC_MAP || bc_str_is(bc_value_text(over), "categories");
    if (!named || !map || map->kind != BC_MAP || !item->list_field || item->list_field->nested_count < 2) {
        bc_diag_add(c->diags, BC_ERROR, "E336", over->mark,
                    bc_tr("`over` needs a map of categories and a list that is nested by two levels"));
        return;
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < map->n; i++)
        n += bc_value_elements(map->as.members[i].value);
    bc_category *made = BC_NEW_ARRAY(c->arena, bc_category, n);
    for (uint32_t i = 0; i < map->n; i++) {
        const bc_member *group = &map->as.members[i];
        for (uint32_t k = 0; k < bc_value_elements(group->value); k++)
            add_category(c, bc_value_element(group->value, k), group->key, &made[item->category_count++]);
    }
    item->categories = made;
}

/* -- lists side by side --------------------------------------------------------------------------------- */

static void refuse_sides(bc_compiler *c, bc_mark at)
{
    bc_diag_add(c->diags, BC_ERROR, "E331", at,
                bc_tr("lists side by side are two to %d lists, and a field of theirs that pairs them"), BC_SIDES_MOST);
    bc_diag_hint(c->diags, "%s", bc_tr("write `each: {left: one-list, right: other-list, by: level1}`"));
}

/* The field of a side as the rows see it: a group of what the list's elements have. */
static bc_field group_of(bc_str name, const bc_field *list, bc_mark at)
{
    return (bc_field){ .key = name,
                       .label = name,
                       .type = BC_FIELD_GROUP,
                       .mark = at,
                       .decimals = -1,
                       .children = list->children,
                       .child_count = list->child_count };
}

static bool add_side(bc_compiler *c, const bc_member *member, const bc_field_scope *scope, bc_each_side *side)
{
    *side = (bc_each_side){ .name = member->key, .list = bc_compile_expr(c, member->value, scope) };
    side->field = bc_compile_field_of(side->list, scope);
    if (side->field && side->field->type == BC_FIELD_LIST && side->field->child_count)
        return true;
    bc_diag_add(c->diags, BC_ERROR, "E331", member->value->mark,
                bc_tr("`%.*s` is not a list, so there is nothing to repeat"), BC_STR_ARG(bc_value_text(member->value)));
    return false;
}

void bc_compile_sides(bc_compiler *c, const bc_value *map, const bc_field_scope *scope, bc_row_item *item,
                      bc_field_scope *inside)
{
    bc_each_side *sides = BC_NEW_ARRAY(c->arena, bc_each_side, BC_SIDES_MOST);
    bc_field *fields = BC_NEW_ARRAY(c->arena, bc_field, BC_SIDES_MOST + 1);
    uint32_t n = 0;
    inside->open = true; /* until the sides are known to be good: one message is enough */
    bc_str key = bc_value_text(bc_value_find(map, "by"));
    for (uint32_t i = 0; i < map->n; i++) {
        const bc_member *member = &map->as.members[i];
        if (bc_str_is(member->key, "by"))
            continue;
        if (n == BC_SIDES_MOST) {
            refuse_sides(c, member->key_mark);
            return;
        }
        if (!add_side(c, member, scope, &sides[n]))
            return;
        fields[n] = group_of(member->key, sides[n].field, member->key_mark);
        n++;
    }
    const bc_field *by = n ? bc_field_find(sides[0].field->children, sides[0].field->child_count, key) : NULL;
    if (n < 2 || (key.n && !by)) {
        refuse_sides(c, map->mark);
        return;
    }
    item->sides = sides;
    item->side_count = n;
    item->side_key = key;
    if (by)
        fields[n] = *by;
    *inside = (bc_field_scope){ .fields = fields, .n = n + (by != NULL), .repetition = true, .outer = scope };
}
