/* A parent is the sum of its children, or the least or greatest of them, as its field says. What the record leaves out
 * is computed from the lowest level upwards, so that a total adds what was computed below it; what the record gives is
 * held against that, exactly. A parent of which some child is words is neither computed nor checked. */
#include "record/private/tree_values.h"

#include "base/tr.h"
#include "base/unit.h"
#include "record/private/scalar.h"

bc_str bc_record_tree_name(const bc_form_field *list, const bc_value *element)
{
    const bc_form_field *name = bc_form_field_of_role(list->children, list->child_count, BC_FORM_ROLE_NAME);
    const bc_value *named = name ? bc_value_find(element, name->key) : NULL;
    if (named && named->text.n)
        return named->text;
    for (uint32_t i = 0; i < list->child_count; i++) {
        const bc_value *value = &element->as.entries[i].value;
        bool words = list->children[i].type == BC_FIELD_TEXT || list->children[i].type == BC_FIELD_CODE;
        if (words && value->text.n)
            return value->text;
    }
    return (bc_str){ 0 };
}

/* As the record has it: neither computed nor the form's own. */
static bool is_given(const bc_form_field *field, const bc_value *value)
{
    return value->origin && value->origin != field->fallback && (!bc_value_is_empty(value) || value->text.n);
}

/* The number in the unit; false where it cannot be told in it. */
static bool in_unit(const bc_value *value, bc_str unit, bc_decimal *out)
{
    *out = value->as.number;
    if (bc_str_eq(value->unit, unit))
        return true;
    int from = bc_unit_money_power(value->unit), to = bc_unit_money_power(unit);
    return from >= 0 && to >= 0 && bc_decimal_shift(value->as.number, from - to, out);
}

/* What the value below adds to what there is so far; false: nobody can tell. */
static bool add(bc_form_of_children how, const bc_value *value, bc_value *so_far)
{
    if (so_far->type == BC_VALUE_NULL) {
        *so_far = *value;
        so_far->origin = NULL;
        return true;
    }
    if (how == BC_CHILDREN_SUM) {
        bc_decimal number;
        so_far->text = (bc_str){ 0 };
        return value->type == BC_VALUE_NUMBER && in_unit(value, so_far->unit, &number) &&
               bc_decimal_add(so_far->as.number, number, &so_far->as.number);
    }
    int order = bc_expr_compare_values(value, so_far);
    if (how == BC_CHILDREN_MIN ? order < 0 : order > 0) {
        *so_far = *value;
        so_far->origin = NULL;
    }
    return true;
}

/* What the field of the element comes to by those below it: null where these have nothing. *words: the first that is
 * no value. */
static bool gather(bc_record_tree *tree, uint32_t i, uint32_t k, bc_value *out, const bc_value **words)
{
    const bc_form_field *field = &tree->list->children[k];
    *out = bc_value_null();
    *words = NULL;
    const bc_value_branch *branch = tree->items[i].as.branch;
    for (uint32_t c = 0; c < branch->child_count; c++) {
        const bc_value *value = &tree->entries[branch->children[c]][k].value;
        if (bc_value_is_empty(value))
            continue;
        bool readable = value->type == BC_VALUE_NUMBER || value->type == BC_VALUE_DATE;
        if (!readable || !add(field->of_children, value, out)) {
            *words = value;
            return false;
        }
    }
    return true;
}

static bc_str printed(bc_record_tree *tree, const bc_value *value)
{
    bc_buf text;
    bc_buf_init(&text);
    bc_value_print(value, &text);
    bc_str kept = bc_arena_str(tree->arena, bc_buf_str(&text));
    bc_buf_release(&text);
    return kept;
}

/* Of amounts that were rounded one by one a sum is off by less than half a unit for each of them. */
static bool is_rounding(bc_decimal difference, uint32_t n)
{
    bc_decimal_int128 by = difference.coef < 0 ? -difference.coef : difference.coef;
    return difference.scale > 0 && by <= (n + 1) / 2 && by > 0;
}

static void report_difference(bc_record_tree *tree, uint32_t i, uint32_t k, const bc_value *given, const bc_value *made)
{
    const bc_form_field *field = &tree->list->children[k];
    static const char *const SAYS[] = { [BC_CHILDREN_SUM] = bc_tr_mark("%.*s of `%.*s` is %.*s, but those below it add "
                                                                       "up to %.*s%s"),
                                        [BC_CHILDREN_MIN] = bc_tr_mark("%.*s of `%.*s` is %.*s, but the least below it "
                                                                       "is %.*s%s"),
                                        [BC_CHILDREN_MAX] = bc_tr_mark("%.*s of `%.*s` is %.*s, but the greatest below "
                                                                       "it is %.*s%s") };
    bc_str name = bc_record_tree_name(tree->list, &tree->items[i]);
    bc_str own = printed(tree, given), theirs = printed(tree, made);
    bc_value difference = bc_value_null();
    bc_decimal number;
    const char *by = "";
    if (given->type == BC_VALUE_NUMBER && made->type == BC_VALUE_NUMBER && in_unit(made, given->unit, &number) &&
        bc_decimal_sub(given->as.number, number, &number)) {
        difference = bc_value_number(number, given->unit);
        bc_str text = printed(tree, &difference);
        by = bc_arena_printf(tree->arena, bc_tr(", a difference of %.*s"), BC_STR_ARG(text)).p;
    }
    bc_diag_add(tree->diags, BC_DIAG_ERROR, "E443", given->origin->mark, bc_tr(SAYS[field->of_children]),
                BC_STR_ARG(field->label), BC_STR_ARG(name), BC_STR_ARG(own), BC_STR_ARG(theirs), by);
    uint32_t n = tree->items[i].as.branch->child_count;
    if (field->of_children == BC_CHILDREN_SUM && *by && is_rounding(difference.as.number, n))
        bc_diag_hint(tree->diags, "%s",
                     bc_tr("these look rounded one by one: give exact amounts, and let the form round them together "
                           "(`balance: true` at its table)"));
    else
        bc_diag_hint(tree->diags, "%s", bc_tr("what is left out is computed"));
}

static void settle(bc_record_tree *tree, uint32_t i, uint32_t k)
{
    const bc_form_field *field = &tree->list->children[k];
    bc_value *own = &tree->entries[i][k].value, made;
    const bc_value *words;
    bool known = gather(tree, i, k, &made, &words), given = is_given(field, own);
    if (!known) {
        if (!given)
            *own = *words; /* so that whoever asks for it is told why it is not known */
        return;
    }
    if (made.type == BC_VALUE_NULL)
        return;
    made.text = printed(tree, &made);
    if (!given)
        *own = made;
    else if ((own->type == BC_VALUE_NUMBER || own->type == BC_VALUE_DATE) && bc_expr_compare_values(own, &made) != 0)
        report_difference(tree, i, k, own, &made);
}

/* A part is no more than the whole. */
static void check_part(bc_record_tree *tree, uint32_t i, uint32_t k)
{
    const bc_form_field *field = &tree->list->children[k];
    const bc_value_branch *branch = tree->items[i].as.branch;
    const bc_value *own = &tree->entries[i][k].value, *whole;
    if (!branch->above)
        return;
    whole = &tree->entries[branch->above - tree->items][k].value;
    bc_decimal number;
    if (own->type != BC_VALUE_NUMBER || whole->type != BC_VALUE_NUMBER || own->as.number.coef < 0 ||
        whole->as.number.coef < 0 || !in_unit(own, whole->unit, &number) ||
        bc_decimal_compare(number, whole->as.number) <= 0)
        return;
    bc_str name = bc_record_tree_name(tree->list, &tree->items[i]);
    bc_str part = printed(tree, own), all = printed(tree, whole);
    const bc_node *origin = own->origin ? own->origin : tree->items[i].origin;
    bc_diag_add(tree->diags, BC_DIAG_WARNING, "W447", origin ? origin->mark : (bc_diag_mark){ 0 },
                bc_tr("%.*s of `%.*s` is %.*s, more than the %.*s of which it is a part"), BC_STR_ARG(field->label),
                BC_STR_ARG(name), BC_STR_ARG(part), BC_STR_ARG(all));
}

/* The element's fields in the order of need: those that follow from below, and what is computed from them. */
static void settle_element(bc_record_tree *tree, uint32_t i)
{
    const bc_form_field *list = tree->list;
    const bc_expr_scope scope = { .map = &tree->items[i], .outer = tree->around };
    bool whole = !tree->items[i].as.branch->leaf;
    for (uint32_t turn = 0; turn < list->child_count; turn++) {
        uint32_t k = list->children[turn].turn;
        const bc_form_field *field = &list->children[k];
        bc_value *own = &tree->entries[i][k].value;
        if (whole && field->computed && !is_given(field, own))
            *own = bc_record_computed(field, &scope, tree->arena, tree->diags);
        if (whole && field->of_children)
            settle(tree, i, k);
        if (field->of_children && field->required && bc_value_is_empty(own) && !bc_value_unread_of(own))
            bc_diag_add(tree->diags, BC_DIAG_ERROR, "E203",
                        tree->items[i].origin ? tree->items[i].origin->mark : (bc_diag_mark){ 0 },
                        bc_tr("%.*s is missing"), BC_STR_ARG(field->label));
    }
}

static bool has_values(const bc_form_field *list)
{
    for (uint32_t k = 0; k < list->child_count; k++)
        if (list->children[k].of_children)
            return true;
    return false;
}

void bc_record_tree_values(bc_record_tree *tree)
{
    if (!has_values(tree->list))
        return;
    for (uint32_t level = BC_MAX_TREE_LEVELS; level > 0; level--)
        for (uint32_t i = 0; i < tree->n; i++)
            if (tree->items[i].as.branch->level == level)
                settle_element(tree, i);
    for (uint32_t i = 0; i < tree->n; i++)
        for (uint32_t k = 0; tree->items[i].as.branch->part && k < tree->list->child_count; k++)
            if (tree->list->children[k].of_children == BC_CHILDREN_SUM)
                check_part(tree, i, k);
}
