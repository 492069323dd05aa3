/* Fields that a form computes by itself. A record may give one all the same, as its own figure counts; that it is not
 * what follows from the others is told, since no reader of the printed form could see which of the two is wrong. */
#include "record/private/scalar.h"

#include "base/tr.h"
#include "base/unit.h"

bc_value bc_record_computed(const bc_form_field *field, const bc_expr_scope *around, bc_arena *arena,
                            bc_diag_list *diags)
{
    bc_value datum = bc_value_null();
    if (!bc_expr_eval(field->computed, around, arena, diags, &datum))
        return bc_value_null();
    if (!bc_value_unread_of(&datum)) /* of which it is known where it comes from */
        datum.origin = NULL;
    if (datum.type != BC_VALUE_NUMBER)
        return datum;
    if (field->decimals >= 0)
        (void)bc_decimal_rescale(datum.as.number, (uint8_t)field->decimals, BC_ROUND_HALF_UP, &datum.as.number);
    datum.text = (bc_str){ 0 };
    bc_buf text;
    bc_buf_init(&text);
    bc_value_print(&datum, &text);
    datum.text = bc_arena_str(arena, bc_buf_str(&text));
    bc_buf_release(&text);
    return datum;
}

/* The computed number in the unit of the given one, with as many figures as the field asks for, or as the record has.
 * False: nobody can tell. */
static bool made_alike(const bc_form_field *field, const bc_value *given, const bc_value *made, bc_decimal *a,
                       bc_decimal *b)
{
    const int from = bc_unit_money_power(made->unit), to = bc_unit_money_power(given->unit);
    const bool same = !made->unit.n || !given->unit.n || bc_str_eq(made->unit, given->unit);
    *a = given->as.number;
    *b = made->as.number;
    if (!same && (from < 0 || to < 0 || !bc_decimal_shift(*b, from - to, b)))
        return false;
    const uint8_t figures = field->decimals >= 0 ? (uint8_t)field->decimals : a->scale;
    return bc_decimal_rescale(*a, figures, BC_ROUND_HALF_UP, a) && bc_decimal_rescale(*b, figures, BC_ROUND_HALF_UP, b);
}

static bc_str printed(bc_decimal number, bc_str unit, bc_arena *arena)
{
    const bc_value value = bc_value_number(bc_decimal_trim(number, 0), unit);
    bc_buf text;
    bc_buf_init(&text);
    bc_value_print(&value, &text);
    bc_str kept = bc_arena_str(arena, bc_buf_str(&text));
    bc_buf_release(&text);
    return kept;
}

/* 优 for 优秀: the one begins with the other, blanks aside. */
static bool is_worded_alike(bc_str a, bc_str b)
{
    a = bc_str_trim(a);
    b = bc_str_trim(b);
    return a.n > b.n ? bc_str_starts(a, b) : bc_str_starts(b, a);
}

/* What is one of some words, a grade or a choice: other texts may be worded as the record likes. */
static bool is_word_of_list(const bc_form_field *field)
{
    return field->computed && (field->type == BC_FIELD_CHOICE ||
                               bc_str_starts(bc_str_trim(bc_expr_source(field->computed)), BC_STR("grade(")));
}

/* A grade that does not follow from its score. */
static void compare_words(const bc_form_field *field, const bc_value *given, const bc_value *made, bc_diag_list *diags)
{
    if (!made->text.n || is_worded_alike(given->text, made->text))
        return;
    bc_diag_add(diags, BC_DIAG_WARNING, "W455", given->origin->mark,
                bc_tr("%.*s is `%.*s` here, but `%.*s` gives `%.*s`"), BC_STR_ARG(field->label),
                BC_STR_ARG(given->text), BC_STR_ARG(bc_str_trim(bc_expr_source(field->computed))),
                BC_STR_ARG(made->text));
    bc_diag_hint(diags, "%s", bc_tr("what is left out is computed"));
}

void bc_record_compare_computed(const bc_form_field *field, const bc_value *given, const bc_expr_scope *around,
                                bc_arena *arena, bc_diag_list *diags)
{
    const bool words = given->type == BC_VALUE_TEXT && bc_str_trim(given->text).n && is_word_of_list(field);
    if (!field->computed || field->given_counts || (given->type != BC_VALUE_NUMBER && !words) || !given->origin ||
        given->origin == field->fallback)
        return;
    bc_diag_list said; /* what cannot be computed is no matter where it is given */
    bc_diag_list_init(&said);
    bc_value made;
    bc_decimal own, other, away;
    const bool computed = bc_expr_eval(field->computed, around, arena, &said, &made);
    bc_diag_list_release(&said);
    if (computed && words && made.type == BC_VALUE_TEXT)
        compare_words(field, given, &made, diags);
    if (!computed || words || made.type != BC_VALUE_NUMBER || !made_alike(field, given, &made, &own, &other) ||
        bc_decimal_compare(own, other) == 0 || !bc_decimal_sub(own, other, &away))
        return;
    const bc_str by = printed(away, given->unit, arena), there = printed(other, given->unit, arena);
    const bc_str here = printed(own, given->unit, arena);
    bc_diag_add(diags, BC_DIAG_WARNING, "W455", given->origin->mark,
                bc_tr("%.*s is %.*s here, but `%.*s` gives %.*s (difference %.*s)"), BC_STR_ARG(field->label),
                BC_STR_ARG(here), BC_STR_ARG(bc_str_trim(bc_expr_source(field->computed))), BC_STR_ARG(there),
                BC_STR_ARG(by));
    bc_diag_hint(diags, "%s", bc_tr("what is left out is computed"));
}
