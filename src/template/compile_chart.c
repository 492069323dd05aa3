/* Charts: a list like that of a repetition, whose elements are the categories, and what is drawn of each. */
#include "base/tr.h"
#include "form/keys.h"
#include "template/private/compile_figure.h"
#include "template/private/compile_group.h"

/* An expression, also with the = that begins a value in cells. */
static const bc_expr *compile_value(bc_template_compiler *c, const bc_node *value, const bc_template_scope *scope)
{
    bc_str text = bc_node_text(value);
    if (!value || !bc_str_starts(text, BC_STR("=")))
        return bc_template_compile_expr(c, value, scope);
    bc_diag_mark at = bc_diag_mark_on(value->mark, value->quoted ? 2 : 1);
    return bc_template_compile_expr_text(c, bc_str_slice(text, 1, text.n), at, scope);
}

/* `label: name` is a field; a text with values in it says so itself. */
static void compile_label(bc_template_compiler *c, const bc_node *label, const bc_template_scope *inside,
                          bc_form_chart *out)
{
    if (bc_str_find(bc_node_text(label), BC_STR("$("), 0) != SIZE_MAX) {
        out->label_words = bc_template_compile_phrase(c, label, inside);
        return;
    }
    out->label = compile_value(c, label, inside);
    out->label_field = bc_template_compile_type_of(c, out->label, inside);
}

/* -- series --------------------------------------------------------------------------------------------- */

static bool is_number(const bc_form_field *field)
{
    return field->type >= BC_FIELD_MONEY && field->type <= BC_FIELD_YEAR;
}

static void see_value(bc_template_compiler *c, const bc_node *value, const bc_template_scope *scope,
                      bc_form_chart_series *out)
{
    out->value = compile_value(c, value, scope);
    out->mark = value ? value->mark : out->mark;
    out->field = bc_template_compile_type_of(c, out->value, scope);
    if (!out->field || out->field->uncertain)
        return;
    if (!is_number(out->field)) {
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E437", out->mark, bc_tr("a chart shows figures, and `%.*s` is none"),
                    BC_STR_ARG(out->field->label));
        bc_diag_hint(c->diags, bc_tr("`value` is a number, an amount, a percentage, or computed from such"));
    }
    if (!out->field_name.n)
        out->field_name = out->field->label;
}

static void compile_listed(bc_template_compiler *c, const bc_node *spec, const bc_template_scope *scope,
                           bc_form_chart_series *out)
{
    bc_template_scope inside;
    bc_template_repeated repeated = bc_template_compile_repeated(c, spec, scope, &inside);
    out->list = repeated.list;
    out->list_field = repeated.field;
    out->grouping = repeated.grouping;
    out->name = bc_template_compile_phrase(c, bc_node_find(spec, "label"), &inside);
    see_value(c, bc_node_find(spec, "value"), &inside, out);
}

static void compile_one(bc_template_compiler *c, const bc_node *spec, const bc_template_scope *scope,
                        bc_form_chart_series *out)
{
    static const char *const OF_LISTS[] = { "by", "order", "sort" };
    out->mark = spec->mark;
    if (spec->kind != BC_NODE_MAP) {
        see_value(c, spec, scope, out);
        return;
    }
    if (bc_node_find(spec, "each")) {
        compile_listed(c, spec, scope, out);
        return;
    }
    for (size_t i = 0; i < sizeof OF_LISTS / sizeof *OF_LISTS; i++)
        bc_keys_warn_idle(spec, OF_LISTS[i], c->diags);
    out->name = bc_template_compile_phrase(c, bc_node_find(spec, "label"), scope);
    see_value(c, bc_node_find(spec, "value"), scope, out);
}

/* `value`, a list of `series`, or a map of them by name. */
static void compile_series(bc_template_compiler *c, const bc_node *spec, const bc_template_scope *inside,
                           bc_form_chart *out)
{
    const bc_node *value = bc_node_find(spec, "value"), *list = bc_node_find(spec, "series");
    uint32_t n = value ? 1 : list ? list->n : 0;
    bc_form_chart_series *series = BC_NEW_ARRAY(c->arena, bc_form_chart_series, n);
    if (value)
        see_value(c, value, inside, series);
    for (uint32_t i = 0; !value && i < n; i++) {
        if (list->kind == BC_NODE_MAP)
            series[i].field_name = list->as.members[i].key;
        compile_one(c, list->kind == BC_NODE_MAP ? list->as.members[i].value : list->as.items[i], inside, &series[i]);
    }
    out->series = series;
    out->series_count = n;
}

/* -- the chart ------------------------------------------------------------------------------------------ */

static bc_str unit_of(const bc_form_chart_series *series)
{
    const bc_form_field *field = series->field;
    return !field || field->uncertain ? (bc_str){ 0 } : field->type == BC_FIELD_PERCENT ? BC_STR("%") : field->unit;
}

/* What cannot be compared should not stand on one axis. */
static void check_units(bc_template_compiler *c, const bc_form_chart *chart)
{
    bc_str first = { 0 };
    for (uint32_t i = 0; i < chart->series_count; i++) {
        bc_str unit = unit_of(&chart->series[i]);
        if (!first.n)
            first = unit;
        if (!unit.n || bc_str_eq(unit, first))
            continue;
        bc_diag_add(c->diags, BC_DIAG_WARNING, "W437", chart->series[i].mark,
                    bc_tr("figures in %.*s and in %.*s stand on one axis, which cannot be compared"), BC_STR_ARG(first),
                    BC_STR_ARG(unit));
        bc_diag_hint(c->diags, bc_tr("draw two charts, or convert one with in_unit(x, 'unit')"));
        return;
    }
}

static void check_kind(bc_template_compiler *c, const bc_node *spec, const bc_form_chart *chart)
{
    if (chart->kind != BC_FORM_CHART_BARS) {
        bc_keys_warn_idle(spec, "lying", c->diags);
        bc_keys_warn_idle(spec, "stacked", c->diags);
    }
    if (chart->kind != BC_FORM_CHART_PIE || (chart->series_count == 1 && !chart->series[0].list))
        return;
    const bc_node *series = bc_node_find(spec, "series");
    bc_diag_add(c->diags, BC_DIAG_ERROR, "E436", series ? series->mark : spec->mark,
                bc_tr("a pie shows one figure of each element"));
    bc_diag_hint(c->diags, bc_tr("write `value:`, or draw bars that are `stacked: true`"));
}

const bc_form_figure *bc_template_compile_chart(bc_template_compiler *c, const bc_node *spec,
                                                const bc_template_scope *scope)
{
    bc_form_chart *chart = BC_NEW(c->arena, bc_form_chart);
    chart->kind = (bc_form_chart_kind)bc_form_keys_word(BC_FORM_KEYS_CHART, spec, "chart", BC_FORM_CHART_BARS);
    chart->lying = bc_keys_bool(spec, "lying", false) && chart->kind == BC_FORM_CHART_BARS;
    chart->stacked = bc_keys_bool(spec, "stacked", false) && chart->kind == BC_FORM_CHART_BARS;
    bc_template_scope inside;
    bc_template_repeated repeated = bc_template_compile_repeated(c, spec, scope, &inside);
    chart->list = repeated.list;
    chart->list_field = repeated.field;
    chart->grouping = repeated.grouping;
    compile_label(c, bc_node_find(spec, "label"), &inside, chart);
    compile_series(c, spec, &inside, chart);
    chart->title = bc_template_compile_phrase(c, bc_node_find(spec, "title"), scope);
    check_units(c, chart);
    check_kind(c, spec, chart);
    bc_form_figure *figure = BC_NEW(c->arena, bc_form_figure);
    *figure = (bc_form_figure){ .kind = BC_FIGURE_CHART,
                                .mark = bc_node_find(spec, "chart")->mark,
                                .chart = chart,
                                .alt = bc_template_compile_phrase(c, bc_node_find(spec, "alt"), scope),
                                .width = bc_keys_length(spec, "width", BC_PT(10), 0),
                                .height = bc_keys_length(spec, "height", BC_PT(10), 0) };
    return figure;
}
