/* Axes, and the room of the area between them. What stands around the area takes its room from it, and how much that is
 * follows from how much is left: figures of a longer axis may be wider, names of categories have more room when these
 * figures have less. So it is found in a few rounds, of which each knows what the one before found. */
#include "chart/private/axes.h"

#include "chart/private/bars.h"
#include "chart/private/lines.h"

enum { ROUNDS = 3, MAX_INTERVALS = 8, GRID = 0xBFBFBF };

/* -- arranging ------------------------------------------------------------------------------------------ */

static bc_str tick_of(const bc_chart_plot *plot, bc_chart_amount amount)
{
    return bc_chart_canvas_print(plot->canvas, bc_chart_scale_number(&plot->scale, amount), plot->scale.decimals);
}

static bc_len widest_tick(const bc_chart_plot *plot)
{
    bc_len widest = 0;
    const bc_chart_scale *scale = &plot->scale;
    for (bc_chart_amount at = scale->least; at <= scale->most; at += scale->step)
        widest = bc_len_max(widest, bc_chart_canvas_width(plot->canvas, tick_of(plot, at), plot->canvas->figures));
    return widest;
}

/* Every so many lengths a figure, but two intervals at least. */
static void find_scale(bc_chart_plot *plot, bc_len length, bc_len each)
{
    bc_len fit = each > 0 ? length / each : MAX_INTERVALS;
    uint32_t intervals = fit < 2 ? 2 : fit > MAX_INTERVALS ? MAX_INTERVALS : (uint32_t)fit;
    bc_chart_amount high = plot->high;
    for (int i = 0; i < plot->scale.places && plot->low == plot->high; i++)
        high = high ? high * 10 : 10;
    high = high == plot->low ? high + 1 : high;
    plot->scale = bc_chart_scale_find(plot->low, high, intervals, plot->scale.places);
}

static void look_at(bc_chart_plot *plot, bc_str figure)
{
    bc_len width = bc_chart_canvas_width(plot->canvas, figure, plot->canvas->values);
    plot->widest = bc_len_max(plot->widest, width);
}

/* The widest of the values, and of the sums of those that stand on each other. */
static void find_widest(bc_chart_plot *plot)
{
    const bc_chart_amount sums[] = { plot->low, plot->high };
    for (uint32_t s = 0; s < plot->data->series_count; s++)
        for (uint32_t i = 0; i < plot->data->count; i++)
            look_at(plot, bc_chart_plot_figure(plot, s, i));
    for (int i = 0; plot->data->stacked && i < 2; i++)
        look_at(plot,
                bc_chart_canvas_print(plot->canvas, bc_chart_scale_number(&plot->scale, sums[i]), plot->most_decimals));
}

/* How values stand at what is drawn, and the room that they take. */
static void find_figures(bc_chart_plot *plot, bool wanted)
{
    enum { MANY = 400 }; /* nobody reads more */
    const bc_chart_data *data = plot->data;
    bc_len size = plot->canvas->values->size;
    plot->figures = BC_CHART_NO_FIGURES;
    plot->beyond = plot->before = 0;
    if (!wanted || (int64_t)data->count * data->series_count > MANY)
        return;
    if (!plot->widest)
        find_widest(plot);
    if (data->kind == BC_CHART_BARS)
        plot->figures = bc_chart_bars_figures(plot);
    else if (bc_chart_lines_have_room(plot))
        plot->figures = BC_CHART_FIGURES_ACROSS;
    if (!plot->figures)
        return;
    bool long_way = data->lying || plot->figures == BC_CHART_FIGURES_TURNED;
    bc_len room = long_way ? plot->widest + size / 2 : plot->canvas->values->leading + size / 4;
    plot->beyond = plot->high > 0 || data->kind == BC_CHART_LINES ? room : 0;
    plot->before = plot->low < 0 ? room : 0;
}

/* How long the scale can be in so much room. Where it goes beyond the last value anyway, there is that much more room
 * for what is printed behind that; `beyond` and `before` become what must be left free besides. */
static bc_len share_length(bc_chart_plot *plot, bc_len room)
{
    const bc_chart_scale *scale = &plot->scale;
    bc_chart_amount whole = scale->most - scale->least, used = whole;
    bc_chart_amount slack[] = { scale->most - plot->high, plot->low - scale->least };
    bc_len *const asked[] = { &plot->beyond, &plot->before };
    bc_len length = room, left = room;
    bool narrow[] = { false, false };
    for (int again = 0; again < 2; again++)
        for (int i = 0; i < 2; i++) {
            if (narrow[i] || slack[i] * length >= *asked[i] * whole)
                continue;
            narrow[i] = true;
            left -= *asked[i];
            used -= slack[i];
            length = left > 0 ? (bc_len)(left * whole / used) : 0;
        }
    for (int i = 0; i < 2; i++)
        *asked[i] = narrow[i] ? *asked[i] - (bc_len)(slack[i] * length / whole) : 0;
    return length;
}

static bool arrange_upright(bc_chart_plot *plot, bc_len top, bc_len bottom, bool wanted)
{
    bc_chart_canvas *canvas = plot->canvas;
    bc_len size = canvas->words->size, leading = canvas->figures->leading, room = bottom - top;
    plot->height = room * 3 / 5;
    for (int i = 0; i < ROUNDS; i++) {
        find_scale(plot, plot->height, leading * 3 / 2);
        plot->left = widest_tick(plot) + size / 2;
        plot->width = canvas->width - plot->left - size / 2;
        if (plot->width < 4 * size)
            return false;
        plot->names = bc_chart_names_below(canvas, plot->data, plot->width, room * 2 / 5);
        find_figures(plot, wanted);
        bc_len left = room - plot->names.depth - size * 5 / 8 - leading / 2;
        if (left < 3 * leading)
            return false;
        plot->height = share_length(plot, left);
        plot->top = top + leading / 2 + plot->beyond;
        if (plot->height < 3 * leading)
            return false;
    }
    return true;
}

static bool arrange_lying(bc_chart_plot *plot, bc_len top, bc_len bottom, bool wanted)
{
    bc_chart_canvas *canvas = plot->canvas;
    bc_len size = canvas->words->size, leading = canvas->figures->leading;
    plot->top = top + leading / 2; /* half of a name */
    plot->height = bottom - leading - size / 2 - plot->top;
    if (plot->height < 2 * leading)
        return false;
    plot->names = bc_chart_names_beside(canvas, plot->data, plot->height, canvas->width * 35 / 100);
    plot->width = canvas->width / 2;
    bc_len tick = 3 * size;
    for (int i = 0; i < ROUNDS; i++) {
        find_scale(plot, plot->width, tick + 2 * size);
        tick = widest_tick(plot);
        find_figures(plot, wanted);
        bc_len left = bc_len_max(plot->names.depth + size / 2, tick / 2), right = tick / 2 + size / 4;
        if (canvas->width - left - right < 4 * size)
            return false;
        plot->width = share_length(plot, canvas->width - left - right);
        plot->left = left + plot->before;
        if (plot->width < 4 * size)
            return false;
    }
    return true;
}

bool bc_chart_axes_arrange(bc_chart_plot *plot, bc_len top, bc_len bottom)
{
    bool (*arrange)(bc_chart_plot *, bc_len, bc_len, bool) = plot->data->lying ? arrange_lying : arrange_upright;
    return arrange(plot, top, bottom, true) || arrange(plot, top, bottom, false);
}

/* -- drawing -------------------------------------------------------------------------------------------- */

static void draw_grid(const bc_chart_plot *plot)
{
    const bc_chart_scale *scale = &plot->scale;
    bc_len length = bc_chart_plot_length(plot);
    bc_chart_canvas_begin_line(plot->canvas, BC_CHART_HAIR, GRID);
    for (bc_chart_amount at = scale->least; at <= scale->most; at += scale->step) {
        bc_len x, y;
        bc_chart_plot_point(plot, 0, at, &x, &y);
        bc_chart_canvas_move(plot->canvas, x, y);
        bc_chart_plot_point(plot, length, at, &x, &y);
        bc_chart_canvas_line(plot->canvas, x, y);
    }
    bc_chart_canvas_end(plot->canvas);
}

/* Those that would lie on the one before are left out. */
static void draw_ticks(const bc_chart_plot *plot)
{
    bc_chart_canvas *canvas = plot->canvas;
    const bc_chart_scale *scale = &plot->scale;
    bc_len leading = canvas->figures->leading, gap = canvas->figures->size / 4, behind = -BC_LEN_MAX;
    for (bc_chart_amount at = scale->least; at <= scale->most; at += scale->step) {
        bc_str text = tick_of(plot, at);
        bc_len width = bc_chart_canvas_width(canvas, text, canvas->figures), x, y;
        bc_chart_plot_point(plot, plot->data->lying ? plot->height : 0, at, &x, &y);
        if (!plot->data->lying) {
            bc_chart_canvas_text(canvas, x - width - gap, y - leading / 2, text, canvas->figures);
        } else if (x - width / 2 >= behind) {
            bc_chart_canvas_text(canvas, x - width / 2, y + gap * 3 / 2, text, canvas->figures);
            behind = x + width / 2 + gap;
        }
    }
}

/* From its foot, and where nought is. */
static void draw_lines(const bc_chart_plot *plot)
{
    const bc_chart_scale *scale = &plot->scale;
    bc_len length = bc_chart_plot_length(plot), x, y;
    bc_chart_amount nought = bc_chart_plot_nought(plot);
    bc_chart_canvas_begin_line(plot->canvas, BC_CHART_THIN, 0);
    bc_chart_plot_point(plot, 0, nought, &x, &y);
    bc_chart_canvas_move(plot->canvas, x, y);
    bc_chart_plot_point(plot, length, nought, &x, &y);
    bc_chart_canvas_line(plot->canvas, x, y);
    bc_len along = plot->data->lying ? length : 0;
    bc_chart_plot_point(plot, along, scale->least, &x, &y);
    bc_chart_canvas_move(plot->canvas, x, y);
    bc_chart_plot_point(plot, along, scale->most, &x, &y);
    bc_chart_canvas_line(plot->canvas, x, y);
}

void bc_chart_axes_draw(const bc_chart_plot *plot)
{
    bc_chart_canvas *canvas = plot->canvas;
    bc_len size = canvas->words->size,
           gap = plot->names.upright ? size * 5 / 8 : size * 3 / 8; /* below the lowest figure */
    draw_grid(plot);
    draw_lines(plot);
    draw_ticks(plot);
    if (plot->data->lying)
        bc_chart_names_draw_beside(canvas, &plot->names, plot->left - plot->before - size / 2, plot->top, plot->height);
    else
        bc_chart_names_draw_below(canvas, &plot->names, plot->left, plot->width,
                                  plot->top + plot->height + plot->before + gap);
}
