/* Bars, beside each other or on each other. All of a series are one path, so that a hatching goes on from one to the
 * next as if it were cut out of one sheet. */
#include "chart/private/bars.h"

enum { WIDE = BC_PT(36) /* a bar is no wider */, NARROW = 700, TIGHT = 1500 };

/* Bars that stand beside each other in a category. */
static uint32_t beside(const bc_chart_data *data)
{
    return data->stacked ? 1 : data->series_count;
}

/* How thick the bars of a category are together. */
static bc_len thickness(const bc_chart_plot *plot)
{
    bc_len slot = bc_chart_plot_length(plot) / (bc_len)plot->data->count;
    int64_t most = (int64_t)WIDE * beside(plot->data);
    bc_len inner = slot * 7 / 10;
    inner = inner < most ? inner : (bc_len)most;
    return inner / (bc_len)beside(plot->data) < NARROW ? slot : inner;
}

/* From where to where on the axis of categories. */
static void extent(const bc_chart_plot *plot, uint32_t series, uint32_t i, bc_len *from, bc_len *to)
{
    bc_len inner = thickness(plot), n = (bc_len)beside(plot->data), nth = plot->data->stacked ? 0 : (bc_len)series;
    bc_len begin = bc_chart_plot_along(plot, i, 1, 2) - inner / 2;
    *from = begin + (bc_len)((int64_t)inner * nth / n);
    *to = begin + (bc_len)((int64_t)inner * (nth + 1) / n);
}

bc_chart_figures bc_chart_bars_figures(const bc_chart_plot *plot)
{
    const bc_chart_data *data = plot->data;
    bc_len slot = bc_chart_plot_length(plot) / (bc_len)data->count, size = plot->canvas->values->size;
    bc_len each = beside(data) == 1 ? slot - size / 4 : thickness(plot) / (bc_len)beside(data) - size / 20;
    if (data->lying)
        return each >= size && plot->widest < plot->canvas->width / 4 ? BC_CHART_FIGURES_ACROSS : BC_CHART_NO_FIGURES;
    if (plot->widest <= each)
        return BC_CHART_FIGURES_ACROSS;
    return each >= size && !data->stacked && plot->widest < plot->canvas->height / 4 ? BC_CHART_FIGURES_TURNED
                                                                                     : BC_CHART_NO_FIGURES;
}

/* -- bars ----------------------------------------------------------------------------------------------- */

/* Where the bar begins and ends; on others of its sign, if they stand on each other. `sums` are those below and above
 * nought so far, of all categories. */
static void amounts_of(const bc_chart_plot *plot, uint32_t series, uint32_t i, bc_chart_amount *sums,
                       bc_chart_amount *begin, bc_chart_amount *end)
{
    bc_chart_amount amount = bc_chart_plot_amount(plot, series, i);
    bc_chart_amount *sum = &sums[2 * (size_t)i + (amount > 0)];
    *begin = plot->data->stacked ? *sum : 0;
    *end = *begin + amount;
    *sum += amount;
}

static void draw_bar(const bc_chart_plot *plot, uint32_t series, uint32_t i, bc_chart_amount begin, bc_chart_amount end)
{
    bc_len from, to, x0, y0, x1, y1;
    extent(plot, series, i, &from, &to);
    bc_chart_plot_point(plot, from, begin, &x0, &y0);
    bc_chart_plot_point(plot, to, end, &x1, &y1);
    bc_chart_canvas_box(plot->canvas, x0, y0, x1, y1);
}

static void draw_series(const bc_chart_plot *plot, uint32_t series, bc_chart_amount *sums)
{
    bc_len thick = thickness(plot) / (bc_len)beside(plot->data);
    const bc_chart_look *look = bc_chart_look_of(series, plot->data->series_count);
    bc_chart_canvas_begin_area(plot->canvas, look, thick < TIGHT ? 0 : BC_CHART_HAIR);
    if (thick < TIGHT && look->ground == BC_COLOUR_WHITE) /* nothing else would be seen of it */
        plot->canvas->paths.at[plot->canvas->paths.n - 1].weight = BC_CHART_HAIR / 2;
    for (uint32_t i = 0; i < plot->data->count; i++) {
        bc_chart_amount begin, end;
        amounts_of(plot, series, i, sums, &begin, &end);
        if (begin != end)
            draw_bar(plot, series, i, begin, end);
    }
    bc_chart_canvas_end(plot->canvas);
}

/* -- values --------------------------------------------------------------------------------------------- */

/* A value at the end of a bar, or of several on each other. */
static void put_figure(const bc_chart_plot *plot, bc_len middle, bc_chart_amount end, bool below, bc_str text)
{
    bc_chart_canvas *canvas = plot->canvas;
    bc_len width = bc_chart_canvas_width(canvas, text, canvas->values), leading = canvas->values->leading;
    bc_len gap = canvas->values->size / 4, x, y;
    bc_chart_plot_point(plot, middle, end, &x, &y);
    if (plot->data->lying)
        bc_chart_canvas_text_on_white(canvas, below ? x - gap - width : x + gap, y - leading / 2, text, canvas->values,
                                      0);
    else if (plot->figures == BC_CHART_FIGURES_TURNED)
        bc_chart_canvas_text_on_white(canvas, x - leading / 2, below ? y + gap + width : y - gap, text, canvas->turned,
                                      0);
    else
        bc_chart_canvas_text_on_white(canvas, x - width / 2, below ? y : y - leading, text, canvas->values, 0);
}

static void put_figures(const bc_chart_plot *plot, uint32_t series)
{
    for (uint32_t i = 0; i < plot->data->count; i++) {
        bc_len from, to;
        bc_chart_amount amount = bc_chart_plot_amount(plot, series, i);
        extent(plot, series, i, &from, &to);
        put_figure(plot, from + (to - from) / 2, amount, amount < 0, bc_chart_plot_figure(plot, series, i));
    }
}

/* The value of a part in the part, on a white ground, where it has room. */
static void put_inside(const bc_chart_plot *plot, uint32_t series, uint32_t i, bc_chart_amount begin,
                       bc_chart_amount end)
{
    bc_chart_canvas *canvas = plot->canvas;
    bc_str text = bc_chart_plot_figure(plot, series, i);
    bc_len width = bc_chart_canvas_width(canvas, text, canvas->values), size = canvas->values->size;
    bc_len from, to, x0, y0, x1, y1, pad = size / 3;
    extent(plot, series, i, &from, &to);
    bc_chart_plot_point(plot, from, begin, &x0, &y0);
    bc_chart_plot_point(plot, to, end, &x1, &y1);
    bc_len wide = x0 < x1 ? x1 - x0 : x0 - x1, high = y0 < y1 ? y1 - y0 : y0 - y1;
    if (wide >= width + 2 * pad && high >= size + 2 * pad)
        bc_chart_canvas_text_on_white(canvas, (x0 + x1 - width) / 2, (y0 + y1 - canvas->values->leading) / 2, text,
                                      canvas->values, pad / 2);
}

/* The sum of what stands on each other, where all of it is on one side of nought. */
static void put_totals(const bc_chart_plot *plot, const bc_chart_amount *sums)
{
    for (uint32_t i = 0; i < plot->data->count; i++) {
        bc_chart_amount below = sums[2 * (size_t)i], above = sums[2 * (size_t)i + 1];
        if ((below && above) || below == above)
            continue;
        bc_decimal sum = bc_chart_scale_number(&plot->scale, below + above);
        bc_str text = bc_chart_canvas_print(plot->canvas, sum, plot->most_decimals);
        bc_len slot = bc_chart_plot_length(plot) / (bc_len)plot->data->count;
        bool fits = plot->data->lying || bc_chart_canvas_width(plot->canvas, text, plot->canvas->values) <= slot;
        if (fits)
            put_figure(plot, bc_chart_plot_along(plot, i, 1, 2), below + above, below < 0, text);
    }
}

void bc_chart_bars_draw(const bc_chart_plot *plot)
{
    const bc_chart_data *data = plot->data;
    bc_arena *arena = plot->canvas->arena;
    bc_chart_amount *sums = BC_NEW_ARRAY(arena, bc_chart_amount, 2 * (size_t)data->count);
    for (uint32_t s = 0; s < data->series_count; s++)
        draw_series(plot, s, sums);
    if (!plot->figures)
        return;
    if (!data->stacked) {
        for (uint32_t s = 0; s < data->series_count; s++)
            put_figures(plot, s);
        return;
    }
    put_totals(plot, sums);
    bc_chart_amount *again = BC_NEW_ARRAY(arena, bc_chart_amount, 2 * (size_t)data->count);
    for (uint32_t s = 0; s < data->series_count; s++)
        for (uint32_t i = 0; i < data->count; i++) {
            bc_chart_amount begin, end;
            amounts_of(plot, s, i, again, &begin, &end);
            put_inside(plot, s, i, begin, end);
        }
}
