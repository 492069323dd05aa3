/* Trees: lists whose elements lie below each other. A template says by what that is told: by codes, of which each goes
 * on from the one above, by a field that is the level, or by nesting in the record. Which of its fields follow from
 * those below is said at each field. */
#include "form/private/tree.h"

#include "base/tr.h"
#include "form/keys.h"

/* What elements of a tree have by their place, in the order in which these stand behind their own entries. */
static const char *const NAMES[BC_BRANCH_NAMES] = { "level", "leaf", "above" };

static bool find_field(const bc_form_field *list, const bc_node *name, bc_form_tree *tree, bc_diag_list *diags)
{
    bc_str key = bc_node_text(name);
    const bc_form_field *field = bc_form_field_find(list->children, list->child_count, key);
    if (field) {
        tree->field = (uint32_t)(field - list->children);
        return true;
    }
    bc_diag_add(diags, BC_DIAG_ERROR, "E304", name->mark, bc_tr("`%.*s` is no field of the list's elements"),
                BC_STR_ARG(key));
    return false;
}

/* Lengths grow from level to level. */
static void read_lengths(const bc_node *list, bc_form_tree *tree, bc_diag_list *diags)
{
    for (uint32_t i = 0; list && list->kind == BC_NODE_LIST && i < list->n; i++) {
        bc_decimal number = { 0 };
        int64_t length = 0;
        const bc_node *one = list->as.items[i];
        if (!bc_decimal_parse(bc_node_text(one), &number) || !bc_decimal_is_integer(number, &length))
            return; /* which has been told */
        if (tree->length_count == BC_MAX_TREE_LEVELS ||
            (tree->length_count && length <= tree->lengths[tree->length_count - 1])) {
            bc_diag_add(diags, BC_DIAG_ERROR, "E303", one->mark,
                        tree->length_count == BC_MAX_TREE_LEVELS
                            ? bc_tr("a tree has no more than %d levels")
                            : bc_tr("codes of a lower level are longer: `lengths` grow, over at most %d levels"),
                        BC_MAX_TREE_LEVELS);
            return;
        }
        tree->lengths[tree->length_count++] = (uint8_t)length;
    }
}

static bool level_can_be_read(const bc_form_field *field, const bc_node *at, bc_diag_list *diags)
{
    bool number = field->type == BC_FIELD_INTEGER || field->type == BC_FIELD_NUMBER;
    if (field->uncertain || number || (field->type == BC_FIELD_CHOICE && field->choice_count))
        return true;
    bc_diag_add(diags, BC_DIAG_ERROR, "E303", at->mark, bc_tr("`%.*s` is no level"), BC_STR_ARG(field->key));
    bc_diag_hint(diags, "%s",
                 bc_tr("a level is an integer, or a choice whose values stand in the order of levels: {type: choice, "
                       "of: [类, 款, 项]}"));
    return false;
}

static bool compile_kind(bc_arena *arena, const bc_form_field *list, const bc_node *spec, bc_form_tree *tree,
                         bc_diag_list *diags)
{
    const bc_node *code = spec->kind == BC_NODE_TEXT ? spec : bc_node_find(spec, "code");
    const bc_node *level = bc_node_find(spec, "level");
    if (code) {
        tree->kind = BC_TREE_BY_CODE;
        read_lengths(bc_node_find(spec, "lengths"), tree, diags);
        return find_field(list, code, tree, diags);
    }
    if (level) {
        tree->kind = BC_TREE_BY_LEVEL;
        return find_field(list, level, tree, diags) && level_can_be_read(&list->children[tree->field], level, diags);
    }
    const bc_str *names;
    tree->kind = BC_TREE_BY_NESTING;
    tree->children_count = bc_keys_texts(arena, spec, "children", &names);
    tree->children = bc_form_names_fold(arena, names, tree->children_count);
    return tree->children_count > 0;
}

/* A field that is called like what an element has by its place would hide that. */
static void refuse_names(const bc_form_field *list, const bc_form_tree *tree, bc_diag_list *diags)
{
    for (uint32_t i = 0; i < list->child_count; i++)
        for (int k = 0; k < BC_BRANCH_NAMES; k++) {
            const bc_form_field *field = &list->children[i];
            bool level = tree->kind == BC_TREE_BY_LEVEL && tree->field == i && field->type == BC_FIELD_INTEGER;
            if (!bc_str_is(field->key, NAMES[k]) || (k == 0 && level))
                continue;
            bc_diag_add(diags, BC_DIAG_ERROR, "E303", field->mark,
                        bc_tr("the elements of a tree have `%s` by their place; this field needs another key"),
                        NAMES[k]);
        }
}

void bc_form_tree_compile(bc_arena *arena, bc_form_field *list, const bc_node *spec, bc_diag_list *diags)
{
    const bc_node *tree = bc_node_find(spec, "tree");
    if (!tree || list->uncertain || !list->child_count || (tree->kind != BC_NODE_MAP && !bc_node_text(tree).n))
        return;
    bc_form_tree *made = BC_NEW(arena, bc_form_tree);
    if (!compile_kind(arena, list, tree, made, diags))
        return;
    const bc_node *part = bc_node_find(tree, "part");
    if (part && part->kind == BC_NODE_TEXT)
        made->part = bc_expr_compile(arena, part->as.text, part->mark, diags);
    if (list->nested_count)
        bc_keys_warn_idle(spec, "nested-by", diags);
    list->nested_count = 0;
    refuse_names(list, made, diags);
    list->tree = made;
}

void bc_form_tree_check(const bc_form_field *fields, uint32_t n, bool tree, bc_diag_list *diags)
{
    for (uint32_t i = 0; i < n; i++) {
        const bc_form_field *field = &fields[i];
        if (field->of_children && !tree) {
            bc_diag_add(diags, BC_DIAG_ERROR, "E303", field->mark,
                        bc_tr("`of-children` is for the fields of a list that is a tree"));
            bc_diag_hint(diags, "%s", bc_tr("say at the list what lies below what: `tree: code`"));
        }
        const bool inside = field->type == BC_FIELD_GROUP ? tree : field->tree != NULL;
        bc_form_tree_check(field->children, field->child_count, inside, diags);
    }
}
