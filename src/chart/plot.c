/* The area between the axes: what its figures are as amounts, and where they stand. */
#include "chart/private/plot.h"

/* -- amounts -------------------------------------------------------------------------------------------- */

static bool is_stacked(const bc_chart_data *data)
{
    return data->kind == BC_CHART_BARS && data->stacked;
}

static void look_at(bc_chart_plot *plot, bc_chart_amount amount, bool first)
{
    plot->low = first || amount < plot->low ? amount : plot->low;
    plot->high = first || amount > plot->high ? amount : plot->high;
}

/* Of what stands on each other the sums. */
static void look_at_category(bc_chart_plot *plot, uint32_t i, bool *first)
{
    bc_chart_amount above = 0, below = 0;
    for (uint32_t s = 0; s < plot->data->series_count; s++) {
        bc_chart_amount amount = bc_chart_plot_amount(plot, s, i);
        if (!bc_chart_plot_value(plot, s, i)->present)
            continue;
        *(amount < 0 ? &below : &above) += amount;
        if (!is_stacked(plot->data))
            look_at(plot, amount, *first);
        *first = false;
    }
    if (is_stacked(plot->data)) {
        look_at(plot, above, false);
        look_at(plot, below, false);
    }
}

/* Bars begin at nought. So do lines, unless all would lie far from it. */
static void find_limits(bc_chart_plot *plot)
{
    enum { FAR = 6 };
    bool first = true;
    for (uint32_t i = 0; i < plot->data->count; i++)
        look_at_category(plot, i, &first);
    bc_chart_amount span = plot->high - plot->low;
    bool far = plot->data->kind == BC_CHART_LINES && span > 0 &&
               (plot->low > 0 ? span * FAR < plot->high : plot->high < 0 && span * FAR < -plot->low);
    if (plot->low > 0 && !far)
        plot->low = 0;
    if (plot->high < 0 && !far)
        plot->high = 0;
}

void bc_chart_plot_init(bc_chart_plot *plot, bc_chart_canvas *canvas, const bc_chart_data *data)
{
    *plot = (bc_chart_plot){ .canvas = canvas, .data = data };
    plot->scale.places = bc_chart_scale_places(data);
    bc_chart_amount *amounts = BC_NEW_ARRAY(canvas->arena, bc_chart_amount, (size_t)data->series_count * data->count);
    plot->amounts = amounts;
    for (uint32_t s = 0; s < data->series_count; s++)
        for (uint32_t i = 0; i < data->count; i++, amounts++)
            if (data->series[s].values[i].present)
                *amounts = bc_chart_scale_amount(data->series[s].values[i].number, plot->scale.places);
    int *decimals = BC_NEW_ARRAY(canvas->arena, int, data->series_count);
    for (uint32_t s = 0; s < data->series_count; s++) {
        decimals[s] = bc_chart_decimals(data, s);
        plot->most_decimals = decimals[s] > plot->most_decimals ? decimals[s] : plot->most_decimals;
    }
    plot->decimals = decimals;
    find_limits(plot);
}

bc_str bc_chart_plot_figure(const bc_chart_plot *plot, uint32_t series, uint32_t i)
{
    const bc_chart_value *value = bc_chart_plot_value(plot, series, i);
    return value->present ? bc_chart_canvas_print(plot->canvas, value->number, plot->decimals[series]) : (bc_str){ 0 };
}

/* -- places --------------------------------------------------------------------------------------------- */

bc_chart_amount bc_chart_plot_nought(const bc_chart_plot *plot)
{
    const bc_chart_scale *scale = &plot->scale;
    return scale->least > 0 ? scale->least : scale->most < 0 ? scale->most : 0;
}

bc_len bc_chart_plot_length(const bc_chart_plot *plot)
{
    return plot->data->lying ? plot->height : plot->width;
}

bc_len bc_chart_plot_along(const bc_chart_plot *plot, uint32_t i, uint32_t part, uint32_t parts)
{
    int64_t length = bc_chart_plot_length(plot), whole = (int64_t)parts * plot->data->count;
    return (bc_len)(length * ((int64_t)i * parts + part) / whole);
}

void bc_chart_plot_point(const bc_chart_plot *plot, bc_len along, bc_chart_amount amount, bc_len *x, bc_len *y)
{
    if (plot->data->lying) {
        *x = plot->left + bc_chart_scale_at(&plot->scale, amount, plot->width);
        *y = plot->top + along;
    } else {
        *x = plot->left + along;
        *y = plot->top + plot->height - bc_chart_scale_at(&plot->scale, amount, plot->height);
    }
}
