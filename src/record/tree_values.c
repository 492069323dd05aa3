/* A parent is the sum of its children, or the least or greatest of them, as its field says. What the record leaves out
 * is computed from the lowest level upwards, so that a total adds what was computed below it; what the record gives is
 * held against that, exactly. A parent of which some child is words is neither computed nor checked. */
#include "record/private/tree_values.h"

#include "base/doubt.h"
#include "base/tr.h"
#include "base/unit.h"
#include "base/vec.h"
#include "record/private/scalar.h"

#include <assert.h>
#include <string.h>

/* A field of the elements, their own or one of a group of them, and where its values stand. */
typedef struct column {
    const bc_form_field *field;
    bc_value_entry *const *at; /* of each element */
    uint32_t k;
    const struct column *group; /* NULL: the elements' own */
} column;

typedef BC_VEC(column) columns;

static bc_value *value_of(const column *c, uint32_t i)
{
    return &c->at[i][c->k].value;
}

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
static bool gather(bc_record_tree *tree, uint32_t i, const column *of, bc_value *out, const bc_value **words)
{
    *out = bc_value_null();
    *words = NULL;
    const bc_value_branch *branch = tree->items[i].as.branch;
    for (uint32_t c = 0; c < branch->child_count; c++) {
        const bc_value *value = value_of(of, branch->children[c]);
        if (bc_value_is_empty(value))
            continue;
        bool readable = value->type == BC_VALUE_NUMBER || value->type == BC_VALUE_DATE;
        if (!readable || !add(of->field->of_children, value, out)) {
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

/* Which of the figures is likely wrong, where one can know; false: nobody can. */
static bool hint_doubt(bc_record_tree *tree, uint32_t i, const column *of, const bc_value *given)
{
    const bc_value_branch *branch = tree->items[i].as.branch;
    bc_decimal *parts = BC_NEW_ARRAY(tree->arena, bc_decimal, branch->child_count);
    uint32_t *at = BC_NEW_ARRAY(tree->arena, uint32_t, branch->child_count), n = 0;
    for (uint32_t c = 0; c < branch->child_count; c++) {
        const bc_value *value = value_of(of, branch->children[c]);
        if (value->type != BC_VALUE_NUMBER || !in_unit(value, given->unit, &parts[n]))
            continue;
        at[n++] = branch->children[c];
    }
    const bc_doubt doubt = bc_doubt_of_sum(given->as.number, parts, n, false);
    if (doubt.kind == BC_DOUBT_NONE)
        return false;
    const bool of_part = doubt.at != BC_DOUBT_TOTAL;
    bc_buf text;
    bc_buf_init(&text);
    bc_doubt_say(&doubt, bc_record_tree_name(tree->list, &tree->items[of_part ? at[doubt.at] : i]),
                 of_part ? parts[doubt.at] : given->as.number, &text);
    bc_diag_hint(tree->diags, "%s", text.p);
    bc_buf_release(&text);
    return true;
}

static void report_difference(bc_record_tree *tree, uint32_t i, const column *of, const bc_value *given,
                              const bc_value *made)
{
    static const char *const SAYS[] = { [BC_CHILDREN_SUM] = bc_tr_mark("%.*s of `%.*s` is %.*s, but those below it add "
                                                                       "up to %.*s%s"),
                                        [BC_CHILDREN_MIN] = bc_tr_mark("%.*s of `%.*s` is %.*s, but the least below it "
                                                                       "is %.*s%s"),
                                        [BC_CHILDREN_MAX] = bc_tr_mark("%.*s of `%.*s` is %.*s, but the greatest below "
                                                                       "it is %.*s%s") };
    const bc_form_field *field = of->field;
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
    else if (field->of_children != BC_CHILDREN_SUM || !*by || !hint_doubt(tree, i, of, given))
        bc_diag_hint(tree->diags, "%s", bc_tr("what is left out is computed"));
}

static void settle(bc_record_tree *tree, uint32_t i, const column *of)
{
    const bc_form_field *field = of->field;
    bc_value *own = value_of(of, i), made;
    const bc_value *words;
    bool known = gather(tree, i, of, &made, &words), given = is_given(field, own);
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
        report_difference(tree, i, of, own, &made);
}

/* A part is no more than the whole. */
static void check_part(bc_record_tree *tree, uint32_t i, const column *of)
{
    const bc_value_branch *branch = tree->items[i].as.branch;
    const bc_value *own = value_of(of, i), *whole;
    if (!branch->above)
        return;
    whole = value_of(of, (uint32_t)(branch->above - tree->items));
    bc_decimal number;
    if (own->type != BC_VALUE_NUMBER || whole->type != BC_VALUE_NUMBER || own->as.number.coef < 0 ||
        whole->as.number.coef < 0 || !in_unit(own, whole->unit, &number) ||
        bc_decimal_compare(number, whole->as.number) <= 0)
        return;
    bc_str name = bc_record_tree_name(tree->list, &tree->items[i]);
    bc_str part = printed(tree, own), all = printed(tree, whole);
    const bc_node *origin = own->origin ? own->origin : tree->items[i].origin;
    bc_diag_add(tree->diags, BC_DIAG_WARNING, "W447", origin ? origin->mark : (bc_diag_mark){ 0 },
                bc_tr("%.*s of `%.*s` is %.*s, more than the %.*s of which it is a part"), BC_STR_ARG(of->field->label),
                BC_STR_ARG(name), BC_STR_ARG(part), BC_STR_ARG(all));
}

/* What is computed looks into the groups around the field, the innermost first. */
enum { MAX_AROUND = 16 };

static const bc_expr_scope *see_around(const bc_record_tree *tree, uint32_t i, const column *of,
                                       bc_expr_scope scopes[MAX_AROUND + 1])
{
    const column *groups[MAX_AROUND];
    uint32_t n = 0;
    for (const column *group = of->group; group && n < MAX_AROUND; group = group->group)
        groups[n++] = group;
    scopes[0] = (bc_expr_scope){ .map = &tree->items[i], .outer = tree->around };
    for (uint32_t k = 0; k < n; k++)
        scopes[k + 1] = (bc_expr_scope){ .map = value_of(groups[n - 1 - k], i), .outer = &scopes[k] };
    return &scopes[n];
}

static void compute(bc_record_tree *tree, uint32_t i, const column *of)
{
    bc_expr_scope scopes[MAX_AROUND + 1];
    *value_of(of, i) = bc_record_computed(of->field, see_around(tree, i, of, scopes), tree->arena, tree->diags);
}

/* What the record gives, once all that it follows from is known. */
static void compare(bc_record_tree *tree, uint32_t i, const column *of)
{
    bc_expr_scope scopes[MAX_AROUND + 1];
    bc_record_compare_computed(of->field, value_of(of, i), see_around(tree, i, of, scopes), tree->arena, tree->diags);
}

/* The element's fields in the order of need: those that follow from below, and what is computed from them. */
static void settle_element(bc_record_tree *tree, const columns *all, uint32_t i)
{
    bool whole = !tree->items[i].as.branch->leaf;
    for (size_t k = 0; k < all->n; k++) {
        const column *of = &all->at[k];
        const bc_form_field *field = of->field;
        const bc_value *own = value_of(of, i);
        if (whole && field->computed && !is_given(field, own))
            compute(tree, i, of);
        if (whole && field->of_children)
            settle(tree, i, of);
        if (field->computed && is_given(field, own))
            compare(tree, i, of);
        if (field->of_children && field->required && bc_value_is_empty(own) && !bc_value_unread_of(own))
            bc_diag_add(tree->diags, BC_DIAG_ERROR, "E203",
                        tree->items[i].origin ? tree->items[i].origin->mark : (bc_diag_mark){ 0 },
                        bc_tr("%.*s is missing"), BC_STR_ARG(field->label));
    }
}

static bool has_values(const bc_form_field *fields, uint32_t n)
{
    for (uint32_t k = 0; k < n; k++)
        if (fields[k].of_children ||
            (fields[k].type == BC_FIELD_GROUP && has_values(fields[k].children, fields[k].child_count)))
            return true;
    return false;
}

/* The entries of a group of every element, which may be changed. */
static bc_value_entry **own_entries(bc_record_tree *tree, const column *group)
{
    const uint32_t n = group->field->child_count;
    bc_value_entry **at = BC_NEW_ARRAY(tree->arena, bc_value_entry *, tree->n);
    for (uint32_t i = 0; i < tree->n; i++) {
        bc_value *map = value_of(group, i);
        assert(map->type == BC_VALUE_MAP && map->n == n);
        at[i] = BC_NEW_ARRAY(tree->arena, bc_value_entry, n);
        memcpy(at[i], map->as.entries, n * sizeof **at);
        map->as.entries = at[i];
    }
    return at;
}

/* In the order of need, groups with what is in them. */
static void add_columns(bc_record_tree *tree, const bc_form_field *fields, uint32_t n, bc_value_entry *const *at,
                        const column *group, columns *out)
{
    for (uint32_t turn = 0; turn < n; turn++) {
        const uint32_t k = fields[turn].turn;
        const bc_form_field *field = &fields[k];
        const column own = { field, at, k, group };
        if (field->type != BC_FIELD_GROUP) {
            bc_vec_add(out, own);
        } else if (has_values(field->children, field->child_count)) {
            column *inner = BC_NEW(tree->arena, column);
            *inner = own;
            add_columns(tree, field->children, field->child_count, own_entries(tree, inner), inner, out);
        }
    }
}

void bc_record_tree_values(bc_record_tree *tree)
{
    const bc_form_field *list = tree->list;
    if (!has_values(list->children, list->child_count))
        return;
    columns all = { 0 };
    add_columns(tree, list->children, list->child_count, tree->entries, NULL, &all);
    for (uint32_t level = BC_MAX_TREE_LEVELS; level > 0; level--)
        for (uint32_t i = 0; i < tree->n; i++)
            if (tree->items[i].as.branch->level == level)
                settle_element(tree, &all, i);
    for (uint32_t i = 0; i < tree->n; i++)
        for (size_t k = 0; tree->items[i].as.branch->part && k < all.n; k++)
            if (all.at[k].field->of_children == BC_CHILDREN_SUM)
                check_part(tree, i, &all.at[k]);
    bc_vec_release(&all);
}
