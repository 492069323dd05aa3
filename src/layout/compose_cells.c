/* One cell of a table: what it says, and whether it is written at all. A cell that covers rows still to come is
 * written with the first of them and grows as they come; one that merges with that of the element above is not
 * written, that one grows. */
#include "layout/private/composing.h"

#include "base/unit.h"
#include "form/anchor.h"

#include "layout/private/absent.h"
#include "layout/private/amounts.h"
#include "layout/private/branches.h"
#include "layout/private/datum.h"
#include "layout/private/see.h"
#include "layout/private/signs.h"
#include "layout/private/words.h"

#include <assert.h>

/* Of a cell that computes, or shows a field that the template computes or that follows from those below. */
static const bc_layout_sum *cell_sum(bc_layout_composer *c, const bc_form_cell *form, const bc_expr_scope *scope,
                                     const bc_layout_iteration *now, bc_str path)
{
    const bc_form_field *field = form->field;
    if (!path.n)
        return bc_layout_branch_once(bc_layout_rounds_sum(c->arena, form->expr, now, (bc_str){ 0 }), form->expr, scope,
                                     c->arena);
    const bc_layout_sum *below = bc_layout_branch_sum(bc_layout_branch_of(now), field, path, c->arena);
    if (below || !field || !field->computed)
        return below;
    return bc_layout_branch_once(bc_layout_rounds_sum(c->arena, field->computed, NULL, path), field->computed, scope,
                                 c->arena);
}

/* Whether the cell belongs to no element of the record: to a row that was added, to the shorter of two lists, to a
 * column that its list does not reach. A group without elements is one all the same. */
static bool is_filler(const bc_form_cell *form, const bc_layout_iteration *now, const bc_layout_composed_cell *cell)
{
    if (!now)
        return false;
    const bc_layout_element *e = now->element;
    return e->sides ? bc_expr_place(form->expr).n && !cell->value.path.n
                    : !e->self && e->index == (uint32_t)BC_NOT_IN_LIST;
}

static bool counts_groups(const bc_form_cell *form, const bc_layout_iteration *now)
{
    return form->counter != BC_COUNTS_NOTHING && form->merge >= 0 && now && now->each;
}

/* A row that stands for an empty list is the first of nothing, and has no number. What it is told apart by may be told
 * outside of the list, as the project is that has no indicators: that is counted. */
static bool is_uncounted(bc_layout_composer *c, const bc_form_cell *form, const bc_expr_scope *scope,
                         const bc_layout_iteration *now)
{
    if (!now || !now->element || !now->element->nobody || c->blank)
        return false;
    const bc_expr *by = form->merge >= 0 && now->each ? now->each->merge[form->merge] : NULL;
    return !by || bc_value_is_empty(bc_layout_datum_of(by, scope, c->arena, c->diags));
}

static bool counts_nobody(bc_layout_composer *c, const bc_form_cell *form, const bc_expr_scope *scope,
                          const bc_layout_iteration *now)
{
    return (form->counter != BC_COUNTS_NOTHING ||
            (now && now->element && now->element->nobody && bc_layout_absent_number(form->expr))) &&
           is_uncounted(c, form, scope, now);
}

/* Words with values in them, all of an element that is not there. In an empty form these are to be written; so is what
 * belongs behind a colon. */
static bool says_nothing(bc_layout_composer *c, const bc_form_cell *form, const bc_expr_scope *scope,
                         const bc_layout_iteration *now, bc_str text)
{
    text = bc_str_trim(text);
    return !c->blank && !bc_str_ends(text, BC_STR("：")) && !bc_str_ends(text, BC_STR(":")) &&
           bc_layout_absent_words(form->phrase, scope, now, is_uncounted(c, form, scope, now), c->arena);
}

/* What a merged cell counts: the groups that it stands for, not the rows that they begin with. */
static const bc_value *group_number(bc_layout_composer *c, const bc_form_cell *form, const bc_layout_iteration *now)
{
    const uint32_t *numbers = form->counter == BC_COUNTS_RUNNING ? now->running : now->number;
    bc_value *datum = BC_NEW(c->arena, bc_value);
    *datum = bc_value_number(bc_decimal_from_int(numbers[form->merge]), (bc_str){ 0 });
    return datum;
}

/* Money in the unit of the table. */
static const bc_value *in_unit(bc_layout_composer *c, const bc_value *datum)
{
    int from = datum->type == BC_VALUE_NUMBER ? bc_unit_money_power(datum->unit) : -1;
    bc_decimal number;
    if (from < 0 || bc_str_eq(datum->unit, c->unit) ||
        !bc_decimal_shift(datum->as.number, from - bc_unit_money_power(c->unit), &number))
        return datum;
    bc_value *made = BC_NEW(c->arena, bc_value);
    *made = *datum;
    made->as.number = number;
    made->unit = c->unit;
    made->text = (bc_str){ 0 };
    return made;
}

/* A list that one cell has all of, an element on each line. */
static void find_lines(const bc_layout_composer *c, const bc_expr *expr, bc_layout_composed_cell *cell)
{
    const bc_str path = bc_expr_lines(expr);
    const bc_form_field *field = path.n ? bc_form_field_at_path(c->form->fields.at, c->form->fields.n, path) : NULL;
    if (!field || field->type != BC_FIELD_LIST || field->child_count)
        return;
    cell->value.path = path;
    cell->value.field = field;
}

/* The values that stand among words. */
typedef struct said_values {
    const bc_form *form;
    bool any, filled_in; /* some was not given with the empty form */
} said_values;

static void note_value(void *context, bc_str path, bc_str value)
{
    said_values *said = context;
    const bc_form_field *field = bc_form_field_at_path(said->form->fields.at, said->form->fields.n, path);
    (void)value;
    said->any = true;
    said->filled_in = said->filled_in || !(field && bc_form_field_is(field, BC_FORM_ROLE_YEAR));
}

/* Words of an empty form among which a value is to be written that can be told from them again; not those that have one
 * already, for it was not asked for, unless it was filled in. */
static void ask(const bc_layout_composer *c, const bc_expr_phrase *phrase, bc_layout_composed_cell *cell)
{
    said_values asked = { .form = c->form }, said = asked;
    bc_expr_phrase_readable(phrase, note_value, &asked);
    if (!asked.any || !bc_expr_phrase_read(phrase, cell->text, note_value, &said) ||
        (said.any && !(c->filled && said.filled_in)))
        return;
    bc_layout_extra *extra = BC_NEW(c->arena, bc_layout_extra);
    if (cell->extra)
        *extra = *cell->extra;
    extra->asks = phrase;
    cell->extra = extra;
}

/* A value that stands in, by as much as the level of its row says, is one of the record's like others. */
static void find_indented(const bc_layout_composer *c, const bc_form_cell *form, const bc_expr_scope *scope,
                          const bc_layout_iteration *now, bc_layout_composed_cell *cell)
{
    const bc_expr *expr = now ? bc_expr_phrase_indented(form->phrase) : NULL;
    const bc_str path = expr ? bc_layout_rounds_path(c->arena, bc_expr_place(expr), now) : (bc_str){ 0 };
    const bc_form_field *field = path.n ? bc_form_anchor_field(c->form, path) : NULL;
    if (!field || field->type == BC_FIELD_LIST || field->type == BC_FIELD_GROUP)
        return;
    cell->value.datum = bc_layout_datum_of(expr, scope, c->arena, c->diags);
    cell->value.path = path;
    cell->value.field = field;
    if (cell->value.datum->origin)
        cell->mark = cell->value.datum->origin->mark;
}

/* ￥ before an amount that the element does not have. A box of figures may have it, which is an element itself. */
static bool is_sign_of_nothing(const bc_form_cell *form, const bc_layout_iteration *now,
                               const bc_layout_composed_cell *cell)
{
    bc_str constant;
    const bool computed = form->expr ? !bc_expr_place(form->expr).n
                                     : form->phrase && !bc_expr_phrase_is_constant(form->phrase, &constant);
    return now && now->each && computed && bc_layout_signs_are_currency(cell->text);
}

/* What the cell says; `missing`: there is no element that it could say something of. */
static void write_content(bc_layout_composer *c, const bc_form_cell *form, const bc_expr_scope *scope,
                          const bc_layout_iteration *now, bool missing, bc_layout_composed_cell *cell)
{
    bc_str constant;
    if (form->expr) {
        cell->value.datum = missing || counts_nobody(c, form, scope, now) ? &bc_value_nothing
                            : counts_groups(form, now)                    ? group_number(c, form, now)
                                                       : bc_layout_datum_of(form->expr, scope, c->arena, c->diags);
        if (bc_value_room_of(cell->value.datum).characters)
            cell->value.datum = &bc_value_nothing; /* the cell is its room */
        if (c->unit.n)
            cell->value.datum = in_unit(c, cell->value.datum);
        cell->text = bc_layout_datum_print(cell->value.datum, form->style, form->field, c->arena);
        if (!missing) {
            cell->value.path = bc_layout_rounds_path(c->arena, bc_expr_place(form->expr), now);
            cell->value.sum = cell_sum(c, form, scope, now, cell->value.path);
        }
        cell->value.field = cell->value.path.n ? form->field : NULL;
        if (!now && !cell->value.path.n)
            find_lines(c, form->expr, cell);
        if (!missing && !counts_groups(form, now))
            bc_layout_see(c->seen, form->expr, scope, now, c->arena);
        if (!c->blank && !is_filler(form, now, cell))
            bc_layout_signs_put(cell);
        if (cell->value.datum->origin)
            cell->mark = cell->value.datum->origin->mark;
    } else if (form->phrase && !bc_expr_phrase_is_constant(form->phrase, &cell->text) && !missing) {
        cell->text = bc_expr_phrase_eval(form->phrase, scope, c->arena, c->diags);
        if (says_nothing(c, form, scope, now, cell->text))
            cell->text = (bc_str){ 0 };
        bc_layout_see_words(c->seen, form->phrase, scope, now, c->arena);
        find_indented(c, form, scope, now, cell);
    }
    if ((c->blank && !bc_str_trim(cell->text).n) || is_sign_of_nothing(form, now, cell))
        cell->text = (bc_str){ 0 };
    if (form->extra)
        cell->extra = bc_layout_extra_compose(&c->extras, form->extra, scope, missing);
    if (c->blank && form->phrase && !now && cell->text.n && !bc_expr_phrase_is_constant(form->phrase, &constant))
        ask(c, form->phrase, cell);
}

void bc_layout_compose_cell(bc_layout_builder *b, const bc_form_cell *form, const bc_form_extent *at,
                            const bc_expr_scope *scope, const bc_layout_iteration *now, bool missing)
{
    bc_layout_composed_cell *cell = bc_vec_push(&b->cells);
    *cell = (bc_layout_composed_cell){ .x0 = at->x0,
                                       .x1 = at->x1,
                                       .from = at->from,
                                       .to = at->to,
                                       .series = b->series ? b->series + at->column - b->series_from : 0,
                                       .row = (uint32_t)b->rows.n - 1,
                                       .rows = form->down,
                                       .style = form->style,
                                       .kind = form->kind,
                                       .policy = form->policy,
                                       .shared = form->merge >= 0 && now,
                                       .mark = form->mark };
    write_content(b->c, form, scope, now, missing, cell);
    if (b->is_numbered && (form->ordinal || form->open || form->counter))
        bc_vec_add(&b->numbered, (bc_layout_numbered){ (uint32_t)b->cells.n - 1, form });
    if (form->style->by_level)
        cell->style =
            bc_layout_branch_style(form->style, bc_layout_branch_at(now, form->expr), at->x1 - at->x0, b->c->arena);
}

static void reach_down(bc_layout_builder *b, uint32_t cell, const bc_form_cell *form)
{
    if (form->down > 1)
        bc_vec_add(&b->reaching, (bc_layout_reaching){ cell, form->down - 1u });
}

void bc_layout_compose_reach_over(bc_layout_builder *b, size_t from, size_t to, uint32_t expected, uint32_t made)
{
    for (size_t i = from; i < to; i++) {
        bc_layout_reaching *r = &b->reaching.at[i];
        if (r->left < expected)
            continue;
        r->left -= expected;
        b->cells.at[r->cell].rows += made - expected;
    }
}

/* Whether the cell ends with the row above the one being written. */
static bool ends_above(const bc_layout_builder *b, const bc_layout_composed_cell *cell)
{
    return cell->row + cell->rows + 1 == b->rows.n;
}

/* A merged cell that goes on from the element before grows instead of being written, unless that element did without
 * the row that has it. */
static bool grow_merged(bc_layout_builder *b, const bc_form_cell *form, const bc_form_extent *at,
                        const bc_layout_iteration *now)
{
    if (form->merge < 0 || !now || at->column >= BC_MAX_COLUMNS)
        return false; /* behind so many columns nothing merges */
    assert((uint32_t)form->merge < now->each->merge_count);
    uint32_t open = now->open[at->column];
    if (now->same[form->merge] && open != BC_NO_CELL && ends_above(b, &b->cells.at[open])) {
        assert(b->cells.at[open].x0 == at->x0);
        b->cells.at[open].rows += form->down;
        reach_down(b, open, form);
        return true;
    }
    now->open[at->column] = (uint32_t)b->cells.n;
    return false;
}

/* The cell of the element before stands for this one's, too, where that says the same. */
static void see_merged(bc_layout_builder *b, const bc_form_cell *form, const bc_expr_scope *scope,
                       const bc_layout_iteration *now, bool missing, uint32_t open)
{
    const bc_layout_composer *c = b->c;
    bc_diag_list ignored;
    if (!c->seen || missing)
        return;
    bc_diag_list_init(&ignored);
    if (form->expr && !counts_groups(form, now)) {
        const bc_value *datum = bc_layout_datum_of(form->expr, scope, c->arena, &ignored),
                       *shown = b->cells.at[open].value.datum;
        if (shown && !bc_expr_compare_values(datum, shown))
            bc_layout_see(c->seen, form->expr, scope, now, c->arena);
    } else if (form->phrase &&
               bc_str_eq(bc_layout_words_of(form->phrase, scope, c->arena, &ignored), b->cells.at[open].text)) {
        bc_layout_see_words(c->seen, form->phrase, scope, now, c->arena);
    }
    bc_diag_list_release(&ignored);
}

void bc_layout_compose_merged(bc_layout_builder *b, const bc_form_cell *form, const bc_form_extent *at,
                              const bc_expr_scope *scope, bc_layout_iteration *now, bool missing)
{
    if (grow_merged(b, form, at, now)) {
        see_merged(b, form, scope, now, missing, now->open[at->column]);
        return;
    }
    reach_down(b, (uint32_t)b->cells.n, form);
    bc_layout_compose_cell(b, form, at, scope, now, missing);
}
