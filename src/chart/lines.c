/* Lines from point to point, broken where there is no value; each has a dash and marks of its own. A value stands above
 * its point or below it, where it touches no line and no other value. */
#include "chart/private/lines.h"

#include "chart/private/circle.h"

enum {
    RADIUS = 2000,
    CLOSE = 5000,  /* points that are no farther apart have no marks */
    MAX_SERIES = 6 /* whose values anybody would read */
};

/* -- looks ---------------------------------------------------------------------------------------------- */

void bc_chart_lines_begin(bc_chart_canvas *canvas, const bc_chart_look *look)
{
    bc_chart_path path = { .weight = BC_CHART_BOLD };
    for (int i = 0; i < BC_CHART_DASHES; i++)
        path.dash[i] = look->dash[i];
    bc_chart_canvas_begin(canvas, &path);
}

void bc_chart_lines_begin_marks(bc_chart_canvas *canvas, const bc_chart_look *look)
{
    bc_chart_canvas_begin(
        canvas,
        &(bc_chart_path){ .filled = true, .ground = look->open ? BC_COLOUR_WHITE : 0, .weight = BC_CHART_THIN });
}

void bc_chart_lines_mark(bc_chart_canvas *canvas, const bc_chart_look *look, bc_len x, bc_len y)
{
    bc_len r = RADIUS;
    switch (look->mark) {
    case BC_CHART_DISC:
        bc_chart_circle_whole(canvas, x, y, r);
        return;
    case BC_CHART_SQUARE:
        bc_chart_canvas_box(canvas, x - r * 9 / 10, y - r * 9 / 10, x + r * 9 / 10, y + r * 9 / 10);
        return;
    case BC_CHART_TRIANGLE:
        bc_chart_canvas_move(canvas, x, y - r * 6 / 5);
        bc_chart_canvas_line(canvas, x + r * 6 / 5, y + r * 9 / 10);
        bc_chart_canvas_line(canvas, x - r * 6 / 5, y + r * 9 / 10);
        break;
    case BC_CHART_DIAMOND:
        bc_chart_canvas_move(canvas, x, y - r * 5 / 4);
        bc_chart_canvas_line(canvas, x + r * 5 / 4, y);
        bc_chart_canvas_line(canvas, x, y + r * 5 / 4);
        bc_chart_canvas_line(canvas, x - r * 5 / 4, y);
        break;
    }
    bc_chart_canvas_close(canvas);
}

/* -- lines ---------------------------------------------------------------------------------------------- */

static bc_len slot_of(const bc_chart_plot *plot)
{
    return plot->width / (bc_len)plot->data->count;
}

static void point_of(const bc_chart_plot *plot, uint32_t series, uint32_t i, bc_len *x, bc_len *y)
{
    bc_chart_plot_point(plot, bc_chart_plot_along(plot, i, 1, 2), bc_chart_plot_amount(plot, series, i), x, y);
}

static bool is_there(const bc_chart_plot *plot, uint32_t series, int64_t i)
{
    return i >= 0 && i < plot->data->count && bc_chart_plot_value(plot, series, (uint32_t)i)->present;
}

static void draw_line(const bc_chart_plot *plot, uint32_t series)
{
    bc_chart_lines_begin(plot->canvas, bc_chart_look_of(series, plot->data->series_count));
    for (uint32_t i = 0; i < plot->data->count; i++) {
        bc_len x, y;
        if (!is_there(plot, series, i) ||
            (!is_there(plot, series, (int64_t)i - 1) && !is_there(plot, series, (int64_t)i + 1)))
            continue;
        point_of(plot, series, i, &x, &y);
        if (is_there(plot, series, (int64_t)i - 1))
            bc_chart_canvas_line(plot->canvas, x, y);
        else
            bc_chart_canvas_move(plot->canvas, x, y);
    }
    bc_chart_canvas_end(plot->canvas);
}

/* A point without neighbours is always marked, or it would not be seen. */
static void draw_marks(const bc_chart_plot *plot, uint32_t series)
{
    const bc_chart_look *look = bc_chart_look_of(series, plot->data->series_count);
    bool all = slot_of(plot) > CLOSE;
    bc_chart_lines_begin_marks(plot->canvas, look);
    for (uint32_t i = 0; i < plot->data->count; i++) {
        bool alone = !is_there(plot, series, (int64_t)i - 1) && !is_there(plot, series, (int64_t)i + 1);
        bc_len x, y;
        if (!is_there(plot, series, i) || !(all || alone))
            continue;
        point_of(plot, series, i, &x, &y);
        bc_chart_lines_mark(plot->canvas, look, x, y);
    }
    bc_chart_canvas_end(plot->canvas);
}

void bc_chart_lines_draw(const bc_chart_plot *plot)
{
    for (uint32_t s = 0; s < plot->data->series_count; s++)
        draw_line(plot, s);
    for (uint32_t s = 0; s < plot->data->series_count; s++)
        draw_marks(plot, s);
}

/* -- values --------------------------------------------------------------------------------------------- */

bool bc_chart_lines_have_room(const bc_chart_plot *plot)
{
    return plot->data->series_count <= MAX_SERIES && plot->widest + plot->canvas->values->size / 4 <= slot_of(plot);
}

/* Where a value would stand: from its point so far left and right. */
typedef struct place {
    bc_len top, bottom, from, to;
} place;

/* The height of a line, so far beside its ith point. */
static bc_len height_at(const bc_chart_plot *plot, uint32_t series, uint32_t i, bc_len aside)
{
    int64_t other = aside < 0 ? (int64_t)i - 1 : (int64_t)i + 1;
    bc_len x0, y0, x1, y1;
    point_of(plot, series, i, &x0, &y0);
    if (!aside || !is_there(plot, series, other))
        return y0;
    point_of(plot, series, (uint32_t)other, &x1, &y1);
    bc_len apart = x1 > x0 ? x1 - x0 : x0 - x1, so_far = aside < 0 ? -aside : aside;
    return apart ? y0 + (bc_len)((int64_t)(y1 - y0) * so_far / apart) : y0;
}

/* Whether the line of a series runs through the place at the ith point, or its mark lies in it. */
static bool is_touched(const bc_chart_plot *plot, uint32_t series, uint32_t i, const place *at)
{
    if (!is_there(plot, series, i))
        return false;
    bc_len y = height_at(plot, series, i, 0);
    bool over = at->from < RADIUS && at->to > -RADIUS;
    if (over && y + RADIUS > at->top && y - RADIUS < at->bottom)
        return true;
    const bc_len left = bc_len_min(at->to, 0), right = bc_len_max(at->from, 0);
    const bc_len pieces[][2] = { { bc_len_min(at->from, 0), left }, { right, bc_len_max(at->to, 0) } };
    for (int k = 0; k < 2; k++) {
        if (pieces[k][0] >= pieces[k][1])
            continue;
        bc_len a = height_at(plot, series, i, pieces[k][0]), b = height_at(plot, series, i, pieces[k][1]);
        if (bc_len_max(a, b) > at->top && bc_len_min(a, b) < at->bottom)
            return true;
    }
    return false;
}

static bool is_free(const bc_chart_plot *plot, uint32_t i, const place *at, const place *taken, uint32_t n)
{
    bc_len room = slot_of(plot) / 2, x, nought;
    if (at->from < -room || at->to > room)
        return false;
    for (uint32_t k = 0; k < n; k++)
        if (taken[k].bottom > at->top && taken[k].top < at->bottom)
            return false;
    bc_chart_plot_point(plot, 0, bc_chart_plot_nought(plot), &x, &nought);
    if ((at->bottom > nought && at->top < nought) || at->top < plot->top - plot->beyond ||
        at->bottom > plot->top + plot->height + plot->before)
        return false;
    for (uint32_t s = 0; s < plot->data->series_count; s++)
        if (is_touched(plot, s, i, at))
            return false;
    return true;
}

/* The first place that is free of those above and below the point, in the middle or beside. */
static bool find_place(const bc_chart_plot *plot, uint32_t i, bc_len y, bc_len width, const place *taken, uint32_t n,
                       place *out)
{
    const bc_text_style *style = plot->canvas->values;
    bc_len gap = RADIUS + style->size / 8, high = style->leading - gap / 2, half = width / 2;
    const bc_len shifts[] = { -half, 0, -width };
    for (int k = 0; k < 3; k++)
        for (int below = 0; below < 2; below++) {
            bc_len top = below ? y + gap : y - gap - high;
            *out = (place){ top, top + high, shifts[k], shifts[k] + width };
            if (is_free(plot, i, out, taken, n))
                return true;
        }
    return false;
}

/* The values at one category. Returns how many found a place. */
static uint32_t place_at(const bc_chart_plot *plot, uint32_t i, bc_chart_text *out)
{
    bc_chart_canvas *canvas = plot->canvas;
    place taken[MAX_SERIES] = { 0 };
    uint32_t n = 0;
    for (uint32_t s = 0; s < plot->data->series_count; s++) {
        if (!is_there(plot, s, i))
            continue;
        bc_str text = bc_chart_plot_figure(plot, s, i);
        bc_len width = bc_chart_canvas_width(canvas, text, canvas->values), x, y;
        point_of(plot, s, i, &x, &y);
        if (!find_place(plot, i, y, width, taken, n, &taken[n]))
            continue;
        out[n] = (bc_chart_text){ .x = x + taken[n].from, .y = taken[n].top, .line = text };
        n++;
    }
    return n;
}

void bc_chart_lines_put_figures(const bc_chart_plot *plot)
{
    enum { MAX_LEFT_OUT = 25 /* percent */ };
    const bc_chart_data *data = plot->data;
    if (!plot->figures)
        return;
    bc_chart_text *texts = BC_NEW_ARRAY(plot->canvas->arena, bc_chart_text, (size_t)data->count * data->series_count);
    uint64_t n = 0, all = 0;
    for (uint32_t i = 0; i < data->count; i++) {
        for (uint32_t s = 0; s < data->series_count; s++)
            all += is_there(plot, s, i);
        n += place_at(plot, i, texts + n);
    }
    if ((all - n) * 100 > all * MAX_LEFT_OUT)
        return;
    for (uint64_t i = 0; i < n; i++)
        bc_chart_canvas_text_on_white(plot->canvas, texts[i].x, texts[i].y, texts[i].line, plot->canvas->values, 0);
}
