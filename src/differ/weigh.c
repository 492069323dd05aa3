/* Both records are bound once more, of what was kept of them; then one room says what changed, another what of it is
 * against the rules. Numbers are set against each other in the unit of their field, exactly. */
#include "differ/private/weigh.h"

#include "base/unit.h"
#include "check/years.h"
#include "record/bind.h"

#include <assert.h>
#include <string.h>

/* -- figures -------------------------------------------------------------------------------------------- */

static void relate(bc_differ_figures *figures)
{
    bc_decimal hundredfold;
    figures->has_difference =
        figures->has_before && figures->has_now && bc_decimal_sub(figures->now, figures->before, &figures->difference);
    figures->has_percent = figures->has_difference && figures->before.coef > 0 &&
                           bc_decimal_shift(figures->difference, 2, &hundredfold) &&
                           bc_decimal_div(hundredfold, figures->before, 6, &figures->percent) &&
                           bc_decimal_rescale(figures->percent, 1, BC_ROUND_HALF_UP, &figures->percent);
    if (figures->has_difference)
        figures->difference = bc_decimal_trim(figures->difference, 0);
}

static bool from_yuan(bc_decimal yuan, bc_str unit, bc_decimal *out)
{
    const int power = bc_unit_money_power(unit);
    if (power < 0 || !bc_decimal_shift(yuan, -power, out))
        return false;
    *out = bc_decimal_trim(*out, 0);
    return true;
}

bc_differ_figures bc_differ_figures_of(const bc_decimal *before, const bc_decimal *now, bc_str unit)
{
    bc_differ_figures figures = { .unit = unit };
    figures.has_before = before && from_yuan(*before, unit, &figures.before);
    figures.has_now = now && from_yuan(*now, unit, &figures.now);
    relate(&figures);
    return figures;
}

static bool number_of(const bc_value *value, const bc_form_field *field, bc_decimal *out)
{
    if (!value || value->type != BC_VALUE_NUMBER)
        return false;
    *out = bc_decimal_trim(value->as.number, 0);
    if (field->type != BC_FIELD_MONEY || bc_unit_money_power(field->unit) < 0)
        return true;
    bc_decimal yuan;
    return bc_unit_to_yuan(value->as.number, value->unit.n ? value->unit : field->unit, &yuan) &&
           from_yuan(yuan, field->unit, out);
}

static bool is_counted(bc_form_field_type type)
{
    return type == BC_FIELD_MONEY || type == BC_FIELD_NUMBER || type == BC_FIELD_INTEGER || type == BC_FIELD_PERCENT;
}

static bool has_one_unit(const bc_compare_change *change)
{
    const bc_value *before = change->before_value, *now = change->now_value;
    return change->field->type == BC_FIELD_MONEY || !before || !now || bc_str_eq(before->unit, now->unit);
}

static bc_differ_figures figures_of(const bc_compare_change *change)
{
    const bc_form_field *field = change->field;
    bc_differ_figures figures = { .unit = field->type == BC_FIELD_PERCENT ? BC_STR("%") : field->unit };
    const bc_form_field_type type = field->type == BC_FIELD_LIST ? field->element : field->type;
    if (!is_counted(type) || !has_one_unit(change))
        return figures;
    figures.has_before = number_of(change->before_value, field, &figures.before);
    figures.has_now = number_of(change->now_value, field, &figures.now);
    relate(&figures);
    figures.has_percent = figures.has_percent && type != BC_FIELD_PERCENT; /* percent of percent says nothing */
    return figures;
}

/* -- changes -------------------------------------------------------------------------------------------- */

static bc_str place_of(bc_diag_mark mark, bc_arena *arena)
{
    if (!mark.source)
        return (bc_str){ 0 };
    bc_buf place;
    bc_buf_init(&place);
    bc_buf_add_str(&place, mark.source->name);
    bc_diag_add_place(mark, &place);
    const bc_str kept = bc_arena_str(arena, bc_buf_str(&place));
    bc_buf_release(&place);
    return kept;
}

/* What a change is looked for as: an amount, another field of the record, something in a list. */
static unsigned class_of(const bc_differ_change *change)
{
    if (bc_str_find(change->path, BC_STR("["), 0) != SIZE_MAX)
        return 2;
    return change->type == BC_FIELD_MONEY ? 0 : 1;
}

/* The order of the form, class by class: it is that of templates that extend each other, which put lists first. */
static void sort_changes(bc_differ_outcome *outcome)
{
    bc_differ_change *sorted = BC_NEW_ARRAY(&outcome->arena, bc_differ_change, outcome->changes.n);
    size_t n = 0;
    for (unsigned class = 0; class < 3; class ++)
        for (size_t i = 0; i < outcome->changes.n; i++)
            if (class_of(&outcome->changes.at[i]) == class)
                sorted[n++] = outcome->changes.at[i];
    if (n)
        memcpy(outcome->changes.at, sorted, n * sizeof *sorted);
}

typedef struct taking {
    bc_differ_outcome *outcome;
    bool years; /* both records are of the years of their sets, which are told of these */
} taking;

static void take_change(void *context, const bc_compare_change *change)
{
    const taking *t = context;
    bc_differ_outcome *outcome = t->outcome;
    bc_arena *arena = &outcome->arena;
    if (t->years && change->field->type == BC_FIELD_YEAR && bc_form_field_is(change->field, BC_FORM_ROLE_YEAR))
        return;
    const bc_differ_change kept = { .kind = change->kind,
                                    .type = change->field->type,
                                    .path = bc_arena_str(arena, change->path),
                                    .label = bc_arena_str(arena, change->label),
                                    .element = bc_arena_str(arena, change->element),
                                    .before = bc_arena_str(arena, change->before),
                                    .now = bc_arena_str(arena, change->now),
                                    .before_place = place_of(change->before_mark, arena),
                                    .now_place = place_of(change->now_mark, arena),
                                    .figures = figures_of(change) };
    bc_vec_add(&outcome->changes, kept);
}

/* -- both records --------------------------------------------------------------------------------------- */

typedef struct bound {
    const bc_node *tree;
    bc_value value;
} bound;

/* Of the record itself all was said when it was read. */
static bound bind(const bc_differ_set *set, uint32_t number, bc_arena *arena)
{
    bc_diag_list unsaid;
    bc_diag_list_init(&unsaid);
    bound made = { .tree = bc_differ_set_tree(set, number, arena) };
    made.value = bc_record_bind(set->records.at[number].template->form, made.tree, arena, &unsaid);
    bc_diag_list_release(&unsaid);
    return made;
}

static const bc_differ_bridge *bridge_of(const bc_differ_sides *sides, const bc_form *before, const bc_form *now)
{
    size_t i = 0;
    while (sides->bridges[i].before != before || sides->bridges[i].now != now)
        i++;
    assert(i < sides->bridge_count);
    return &sides->bridges[i];
}

static void weigh_both(const bc_differ_sides *sides, bc_arena *arena, bc_differ_outcome *outcome)
{
    const bc_engine_template *was = sides->before->records.at[outcome->before].template;
    const bc_engine_template *is = sides->now->records.at[outcome->now].template;
    const bc_differ_bridge *bridge = bridge_of(sides, was->form, is->form);
    const bound before = bind(sides->before, outcome->before, arena), now = bind(sides->now, outcome->now, arena);
    const bc_value then = bc_differ_bridge_take(bridge, &before.value, arena);
    const bc_value later = bc_differ_bridge_mask(bridge, &now.value, arena);
    const bc_compare_options options = { .form = is->form };
    taking t = { .outcome = outcome };
    t.years = sides->year && sides->before->records.at[outcome->before].year == sides->year_before &&
              sides->now->records.at[outcome->now].year == sides->year;
    bc_compare_records(&options, &then, &later, arena, take_change, &t);
    sort_changes(outcome);
    outcome->kind = outcome->changes.n ? BIAOCE_DIFF_CHANGED : BIAOCE_DIFF_UNCHANGED;
    const bc_check_years years = { .before = &then, .now = &now.value, .written = now.tree, .year = sides->year };
    bc_check_set_run_years(is->checks, &years, arena, &outcome->diags);
}

void bc_differ_weigh(const bc_differ_sides *sides, bc_arena *arena, bc_differ_outcome *outcome)
{
    bc_diag_list_init(&outcome->diags);
    outcome->diags.strict = sides->strict;
    if (outcome->before == BC_DIFFER_NONE)
        outcome->kind = BIAOCE_DIFF_ADDED;
    else if (outcome->now == BC_DIFFER_NONE)
        outcome->kind = BIAOCE_DIFF_DROPPED;
    else
        weigh_both(sides, arena, outcome);
}

void bc_differ_outcome_release(bc_differ_outcome *outcome)
{
    bc_vec_release(&outcome->changes);
    bc_diag_list_release(&outcome->diags);
    bc_arena_release(&outcome->arena);
}
