/* Lists of a record as the data of charts: the elements or groups are the categories, each series has a figure of every
 * one. What is no figure is told at its place and left out; it is not nought. */
#include "layout/private/chart.h"

#include "base/strmap.h"
#include "base/tr.h"
#include "base/vec.h"
#include "layout/private/datum.h"
#include "layout/private/groups.h"
#include "layout/private/rounds.h"
#include "layout/private/words.h"

#include <assert.h>

typedef struct charter {
    const bc_form_chart *form;
    const bc_form_figure *figure;
    bc_arena *arena;
    bc_diag_list *diags;
    bool blank;
    bc_unicode_collator collator;
    uint32_t count; /* of categories */
    BC_VEC(bc_chart_series) series;
    BC_VEC(bc_chart_value *) values; /* of these */
    BC_VEC(bc_str) units;            /* of these; empty: not known yet */
    bc_strmap known;                 /* of the series made of lists: name → place + 1 */
} charter;

/* -- figures -------------------------------------------------------------------------------------------- */

static bc_diag_mark mark_of(const bc_value *datum, const bc_form_chart_series *form)
{
    return datum->origin ? datum->origin->mark : form->mark;
}

/* Several charts may show it. */
static bool is_told(const charter *c, const char *code, bc_diag_mark mark)
{
    return bc_diag_list_has(c->diags, code, mark);
}

static void remark_words(charter *c, const bc_value *datum, const bc_form_chart_series *form)
{
    if (!is_told(c, "W435", mark_of(datum, form)))
        bc_diag_add(c->diags, BC_DIAG_WARNING, "W435", mark_of(datum, form),
                    bc_tr("`%.*s` is no figure that a chart can show, and is left out of it"), BC_STR_ARG(datum->text));
}

static bool is_figure(const bc_value *datum)
{
    return datum->type == BC_VALUE_NUMBER && bc_chart_can_draw(datum->as.number);
}

/* A share of a whole is not negative. */
static bool is_refused(charter *c, const bc_value *datum, const bc_form_chart_series *form)
{
    if (c->form->kind != BC_FORM_CHART_PIE || datum->as.number.coef >= 0)
        return false;
    if (is_told(c, "E435", mark_of(datum, form)))
        return true;
    bc_str text = bc_layout_datum_print(datum, NULL, NULL, c->arena);
    bc_diag_add(c->diags, BC_DIAG_ERROR, "E435", mark_of(datum, form),
                bc_tr("a pie cannot show the negative figure %.*s"), BC_STR_ARG(text));
    bc_diag_hint(c->diags, bc_tr("draw bars, which go below nought"));
    return true;
}

static void set_value(charter *c, const bc_form_chart_series *form, uint32_t series, uint32_t category,
                      const bc_expr_scope *scope)
{
    const bc_value *datum = bc_layout_datum_of(form->value, scope, c->arena, c->diags);
    bc_chart_value *value = &c->values.at[series][category];
    if (is_figure(datum) && value->present) {
        bc_diag_add(c->diags, BC_DIAG_WARNING, "W435", mark_of(datum, form),
                    bc_tr("the chart has a figure for this already, and leaves %.*s out"), BC_STR_ARG(datum->text));
        bc_diag_hint(c->diags, bc_tr("group by what tells them apart, or add them up: these.sum(x)"));
    } else if (is_figure(datum) && !is_refused(c, datum, form)) {
        *value = (bc_chart_value){ datum->as.number, true };
        if (!c->units.at[series].n)
            c->units.at[series] = datum->unit;
    } else if (!is_figure(datum) && !bc_value_is_empty(datum) && !c->blank) {
        remark_words(c, datum, form);
    }
}

/* -- series --------------------------------------------------------------------------------------------- */

static uint32_t add_series(charter *c, const bc_form_chart_series *form, bc_str name)
{
    bc_chart_value *values = BC_NEW_ARRAY(c->arena, bc_chart_value, c->count);
    int8_t decimals = form->field ? form->field->decimals : -1;
    bc_vec_add(&c->series, (bc_chart_series){ bc_arena_join_lines(c->arena, name), values, decimals });
    bc_vec_add(&c->values, values);
    bc_vec_add(&c->units, (bc_str){ 0 });
    return (uint32_t)c->series.n - 1;
}

static bc_layout_arranged arrange(charter *c, const bc_form_grouping *grouping, const bc_expr *list,
                                  const bc_expr_scope *scope, bc_diag_mark mark)
{
    static const bc_form_grouping SINGLE = { 0 };
    bc_layout_group_context context = {
        .scope = scope, .mark = mark, .blank = c->blank, .collator = &c->collator, .arena = c->arena, .diags = c->diags
    };
    const bc_value *datum = list ? bc_layout_datum_of(list, scope, c->arena, c->diags) : &bc_value_nothing;
    return bc_layout_arrange_groups(&context, grouping ? grouping : &SINGLE, datum, 0);
}

static bc_str key_of(charter *c, const bc_layout_element *element)
{
    const bc_value *key = element->self ? element->self : element->element;
    return key->type == BC_VALUE_MAP ? (bc_str){ 0 } : bc_layout_datum_print(key, NULL, NULL, c->arena);
}

/* The series of that name among those that a list makes. */
static uint32_t series_of(charter *c, const bc_form_chart_series *form, bc_str name)
{
    bc_str key = bc_arena_printf(c->arena, "%td\x1f%.*s", form - c->form->series, BC_STR_ARG(name));
    uintptr_t known = (uintptr_t)bc_strmap_find(&c->known, key);
    if (known)
        return (uint32_t)known - 1;
    uint32_t made = add_series(c, form, name);
    bc_strmap_put(&c->known, key, (void *)((uintptr_t)made + 1));
    return made;
}

/* A figure for each element, or group, of a list within the category. */
static void set_listed(charter *c, const bc_form_chart_series *form, uint32_t category, const bc_expr_scope *scope)
{
    bc_layout_arranged inner = arrange(c, form->grouping, form->list, scope, form->mark);
    for (uint32_t i = 0; i < inner.n; i++) {
        bc_layout_round round;
        const bc_expr_scope *inside = bc_layout_rounds_open(&round, &inner.at[i], i + 1, i + 1, scope);
        bc_str name = form->name ? bc_layout_words_of(form->name, inside, c->arena, c->diags) : key_of(c, &inner.at[i]);
        if (!name.n)
            name = bc_arena_printf(c->arena, "%u", i + 1);
        set_value(c, form, series_of(c, form, name), category, inside);
    }
}

static bc_str name_of(charter *c, const bc_form_chart_series *form, const bc_expr_scope *scope)
{
    return form->name ? bc_layout_words_of(form->name, scope, c->arena, c->diags) : form->field_name;
}

/* -- categories ----------------------------------------------------------------------------------------- */

static bc_str label_of(charter *c, const bc_expr_scope *scope)
{
    const bc_form_chart *form = c->form;
    bc_str text = bc_layout_words_of(form->label_words, scope, c->arena, c->diags);
    if (form->label) {
        const bc_value *datum = bc_layout_datum_of(form->label, scope, c->arena, c->diags);
        text = bc_layout_datum_print(datum, NULL, form->label_field, c->arena);
    }
    return bc_str_trim(bc_arena_join_lines(c->arena, text));
}

static const bc_str *read_categories(charter *c, const bc_layout_arranged *elements, const bc_expr_scope *scope)
{
    bc_str *names = BC_NEW_ARRAY(c->arena, bc_str, elements->n);
    for (uint32_t s = 0; s < c->form->series_count; s++)
        if (!c->form->series[s].list)
            add_series(c, &c->form->series[s], name_of(c, &c->form->series[s], scope));
    for (uint32_t i = 0; i < elements->n; i++) {
        bc_layout_round round;
        const bc_expr_scope *inside = bc_layout_rounds_open(&round, &elements->at[i], i + 1, i + 1, scope);
        names[i] = label_of(c, inside);
        for (uint32_t s = 0, at = 0; s < c->form->series_count; s++) {
            const bc_form_chart_series *form = &c->form->series[s];
            if (form->list)
                set_listed(c, form, i, inside);
            else
                set_value(c, form, at++, i, inside);
        }
    }
    return names;
}

/* -- the whole ------------------------------------------------------------------------------------------ */

/* The unit of all; where they have several, each says its own in its name. */
static bc_str find_unit(charter *c)
{
    bc_str unit = { 0 };
    bool several = false;
    for (size_t i = 0; i < c->units.n; i++) {
        if (!unit.n)
            unit = c->units.at[i];
        several |= c->units.at[i].n && !bc_str_eq(c->units.at[i], unit);
    }
    for (size_t i = 0; several && i < c->units.n; i++)
        if (c->units.at[i].n)
            c->series.at[i].name =
                bc_arena_printf(c->arena, "%.*s（%.*s）", BC_STR_ARG(c->series.at[i].name), BC_STR_ARG(c->units.at[i]));
    return several ? (bc_str){ 0 } : unit;
}

static void remark_many(charter *c)
{
    bool parts = c->form->kind == BC_FORM_CHART_PIE;
    if (c->series.n <= BC_CHART_LOOKS || parts || c->blank)
        return;
    bc_diag_add(c->diags, BC_DIAG_WARNING, "W439", c->figure->mark,
                bc_tr("the chart has %zu series, and people tell %d apart"), c->series.n, (int)BC_CHART_LOOKS);
    bc_diag_hint(c->diags, bc_tr("draw fewer, or several charts"));
}

static bc_chart_kind kind_of(bc_form_chart_kind kind)
{
    return kind == BC_FORM_CHART_PIE ? BC_CHART_PIE : kind == BC_FORM_CHART_LINES ? BC_CHART_LINES : BC_CHART_BARS;
}

const bc_chart_data *bc_layout_chart_compose(const bc_form_figure *figure, const bc_expr_scope *scope, bool blank,
                                             bc_arena *arena, bc_diag_list *diags)
{
    const bc_form_chart *form = figure->chart;
    charter c = { .form = form, .figure = figure, .arena = arena, .diags = diags, .blank = blank };
    bc_layout_arranged elements = { 0 };
    if (!blank)
        elements = arrange(&c, form->grouping, form->list, scope, figure->mark);
    c.count = elements.n;
    bc_chart_data *data = BC_NEW(arena, bc_chart_data);
    *data = (bc_chart_data){ .kind = kind_of(form->kind),
                             .lying = form->lying,
                             .stacked = form->stacked,
                             .empty = blank,
                             .title = bc_layout_words_of(form->title, scope, arena, diags),
                             .names = read_categories(&c, &elements, scope),
                             .count = elements.n };
    data->title = bc_str_trim(bc_arena_join_lines(arena, data->title));
    data->unit = find_unit(&c);
    data->series = BC_NEW_COPY(arena, c.series.at, c.series.n);
    data->series_count = (uint32_t)c.series.n;
    data->decimals = bc_chart_usual_decimals(data);
    remark_many(&c);
    bc_unicode_collator_release(&c.collator);
    bc_vec_release(&c.series);
    bc_vec_release(&c.values);
    bc_vec_release(&c.units);
    bc_strmap_release(&c.known);
    return data;
}
