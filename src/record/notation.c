/* Percentages of a column that are written in two ways. 85% and 85 say the same, so 0.85 beside 85% is printed as it
 * stands and counts as 0.85%, though whoever wrote it may have meant 85: nobody can tell but by looking, so it is told.
 * Shares of a whole without a sign that add up to 1 were hardly meant as percent, which add up to 100. */
#include "record/private/notation.h"

#include "base/tr.h"

/* What stands in a column. */
typedef struct column {
    const bc_value *with, *without; /* the first of them */
    uint32_t bare;
    bc_decimal sum; /* of those without */
    bool shares;    /* none of those is below 0 or above 1 */
} column;

/* Above 1 a number without a sign says what it would with it; a share is what may be meant otherwise. */
static bool may_be_share(bc_decimal number)
{
    return bc_decimal_compare(number, bc_decimal_from_int(0)) > 0 &&
           bc_decimal_compare(number, bc_decimal_from_int(1)) <= 0;
}

static bool ends_with_sign(bc_str text)
{
    return bc_str_ends(text, BC_STR("%")) || bc_str_ends(text, BC_STR("％"));
}

/* A zero is the same either way. */
static void take(column *c, const bc_value *value)
{
    int64_t whole;
    if (!value || value->type != BC_VALUE_NUMBER || !value->origin ||
        (bc_decimal_is_integer(value->as.number, &whole) && whole == 0))
        return;
    if (ends_with_sign(value->text)) {
        c->with = c->with ? c->with : value;
        return;
    }
    const bool share = may_be_share(value->as.number);
    if (!c->without || (share && !may_be_share(c->without->as.number)))
        c->without = value; /* what is doubtful is quoted before what is written otherwise */
    c->shares = share && (!c->bare || c->shares);
    c->shares = bc_decimal_add(c->sum, value->as.number, &c->sum) && c->shares;
    c->bare++;
}

static void report(const column *c, const bc_form_field *field, bc_diag_list *diags)
{
    if (!c->with && c->bare > 1 && c->shares && bc_decimal_compare(c->sum, bc_decimal_from_int(1)) == 0) {
        bc_diag_add(
            diags, BC_DIAG_WARNING, "W456", c->without->origin->mark,
            bc_tr("%.*s: the values add up to 1, as shares of a whole do, but count as percent: `%.*s` is %.*s%%"),
            BC_STR_ARG(field->label), BC_STR_ARG(c->without->text), BC_STR_ARG(c->without->text));
        bc_diag_hint(diags, "%s", bc_tr("write 30 for three tenths of the whole"));
    }
    if (!c->with || !c->without)
        return;
    bc_diag_add(diags, BC_DIAG_WARNING, "W456", c->without->origin->mark,
                bc_tr("%.*s: `%.*s` has no %% (%u in all), while others of the column have one: `%.*s`"),
                BC_STR_ARG(field->label), BC_STR_ARG(c->without->text), c->bare, BC_STR_ARG(c->with->text));
    bc_diag_hint(diags, bc_tr("it counts as %.*s%%; write all of a column alike"), BC_STR_ARG(c->without->text));
}

void bc_record_notation_compare(const bc_form_field *list, const bc_value *value, bc_diag_list *diags)
{
    if (value->type != BC_VALUE_LIST)
        return;
    column own = { .bare = 0 };
    for (uint32_t i = 0; !list->child_count && list->element == BC_FIELD_PERCENT && i < value->n; i++)
        take(&own, &value->as.items[i]);
    report(&own, list, diags);
    for (uint32_t k = 0; k < list->child_count; k++) {
        column c = { .bare = 0 };
        for (uint32_t i = 0; list->children[k].type == BC_FIELD_PERCENT && i < value->n; i++)
            if (value->as.items[i].type == BC_VALUE_MAP)
                take(&c, bc_value_find(&value->as.items[i], list->children[k].key));
        report(&c, &list->children[k], diags);
    }
}
