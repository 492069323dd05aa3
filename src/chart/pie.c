/* A pie: parts from the top clockwise, beside them a list of their names, figures and percentages; below the pie where
 * it is narrow. The percentage of a large part stands in it, too. */
#include "chart/private/pie.h"

#include "chart/private/circle.h"
#include "chart/private/legend.h"

enum { SHOWN = 60 /* tenths of a percent: that of a smaller part has no room in it */ };

typedef struct pie {
    bc_chart_canvas *canvas;
    const bc_chart_data *data;
    const bc_chart_parts *parts;
    bc_len x, y, radius;
    bc_len list_x, list_top;
    bc_len names, figures, percents; /* widths of the list's columns */
    bool cut;                        /* some name */
} pie;

static bc_str percent_of(pie *p, uint32_t i)
{
    bc_decimal tenths = { .coef = p->parts->at[i].tenths, .scale = 1 };
    bc_str figure = bc_chart_canvas_print(p->canvas, tenths, 1);
    return bc_arena_printf(p->canvas->arena, "%.*s%%", BC_STR_ARG(figure));
}

static bc_str figure_of(pie *p, uint32_t i)
{
    return bc_chart_canvas_print(p->canvas, p->parts->at[i].number, bc_chart_decimals(p->data, 0));
}

static bc_len gap_of(const pie *p)
{
    return p->canvas->words->size;
}

/* -- arranging ------------------------------------------------------------------------------------------ */

static void measure_list(pie *p, bc_len room)
{
    bc_chart_canvas *canvas = p->canvas;
    p->names = p->figures = p->percents = 0;
    p->cut = false;
    for (uint32_t i = 0; i < p->parts->n; i++) {
        p->figures = bc_len_max(p->figures, bc_chart_canvas_width(canvas, figure_of(p, i), canvas->figures));
        p->percents = bc_len_max(p->percents, bc_chart_canvas_width(canvas, percent_of(p, i), canvas->figures));
    }
    bc_len left =
        room - bc_chart_legend_sample_width(canvas) - gap_of(p) / 2 - 2 * gap_of(p) - p->figures - p->percents;
    if (left < 4 * canvas->words->size) { /* names are worth more than figures, which the percentages say again */
        left += p->figures + gap_of(p);
        p->figures = 0;
    }
    for (uint32_t i = 0; i < p->parts->n; i++) {
        bc_str name = bc_chart_canvas_cut(canvas, p->parts->at[i].name, canvas->words, left);
        p->cut |= name.n != p->parts->at[i].name.n;
        p->names = bc_len_max(p->names, bc_chart_canvas_width(canvas, name, canvas->words));
    }
}

static bc_len list_width(const pie *p)
{
    return bc_chart_legend_sample_width(p->canvas) + gap_of(p) / 2 + p->names +
           (p->figures ? gap_of(p) + p->figures : 0) + gap_of(p) + p->percents;
}

/* Side by side, in the middle of the room; the list's first line says the unit. */
static bool arrange_beside(pie *p, bc_len top, bc_len bottom)
{
    bc_chart_canvas *canvas = p->canvas;
    bc_len size = canvas->words->size, leading = canvas->words->leading, room = bottom - top;
    bc_len across = bc_len_min(room - size, canvas->width * 45 / 100);
    bc_len list = (bc_len)p->parts->n * leading, between = 2 * size;
    if (across < 6 * size || list > room)
        return false;
    measure_list(p, canvas->width - across - between - size);
    bc_len width = list_width(p);
    if (p->names < 2 * size && width + across + between > canvas->width)
        return false;
    bc_len left = bc_len_max((canvas->width - across - between - width) / 2, 0);
    if (left + across + between + width > canvas->width)
        return false;
    p->radius = across / 2 - BC_CHART_THIN;
    p->x = left + across / 2;
    p->y = top + room / 2;
    p->list_x = left + across + between;
    p->list_top = top + (room - list) / 2;
    return true;
}

static bool arrange_below(pie *p, bc_len top, bc_len bottom)
{
    bc_chart_canvas *canvas = p->canvas;
    bc_len size = canvas->words->size, list = (bc_len)p->parts->n * canvas->words->leading;
    bc_len across = bc_len_min(bottom - top - list - size, canvas->width - size);
    if (across < 5 * size)
        return false;
    measure_list(p, canvas->width);
    if (list_width(p) > canvas->width)
        return false;
    p->radius = across / 2 - BC_CHART_THIN;
    p->x = canvas->width / 2;
    p->y = top + across / 2;
    p->list_x = (canvas->width - list_width(p)) / 2;
    p->list_top = bottom - list;
    return true;
}

/* -- drawing -------------------------------------------------------------------------------------------- */

/* Where a part begins and how far it goes, of a turn. */
static bc_chart_angle begin_of(const pie *p, uint32_t i)
{
    return i ? (bc_chart_angle)p->parts->at[i - 1].end : 0;
}

static uint64_t extent_of(const pie *p, uint32_t i)
{
    return p->parts->at[i].end - (i ? p->parts->at[i - 1].end : 0);
}

static void draw_part(pie *p, uint32_t i)
{
    bc_chart_canvas *canvas = p->canvas;
    bc_chart_angle from = begin_of(p, i);
    bc_chart_canvas_begin_area(canvas, bc_chart_look_of(i, p->parts->n), BC_CHART_THIN);
    if (p->parts->n == 1) {
        bc_chart_circle_whole(canvas, p->x, p->y, p->radius);
        return;
    }
    bc_len dx, dy;
    bc_chart_circle_at(from, p->radius, &dx, &dy);
    bc_chart_canvas_move(canvas, p->x, p->y);
    bc_chart_canvas_line(canvas, p->x + dx, p->y + dy);
    bc_chart_circle_arc(canvas, p->x, p->y, p->radius, from, extent_of(p, i));
    bc_chart_canvas_close(canvas);
}

/* On a white ground, in the middle of the part. */
static void put_percent(pie *p, uint32_t i)
{
    enum { OUT = 64 /* hundredths of the radius */ };
    bc_chart_canvas *canvas = p->canvas;
    bc_len dx = 0, dy = 0;
    bc_str text = percent_of(p, i);
    bc_len width = bc_chart_canvas_width(canvas, text, canvas->values);
    int64_t round = (int64_t)p->parts->at[i].tenths * p->radius * 4 / 1000; /* of the part, where the text stands */
    if (p->parts->at[i].tenths < SHOWN || p->radius < 2 * width || round < width + canvas->values->size / 2)
        return;
    bc_chart_angle middle = begin_of(p, i) + (bc_chart_angle)(extent_of(p, i) / 2);
    if (p->parts->n > 1)
        bc_chart_circle_at(middle, p->radius * OUT / 100, &dx, &dy);
    bc_chart_canvas_text_on_white(canvas, p->x + dx - width / 2, p->y + dy - canvas->values->leading / 2, text,
                                  canvas->values, canvas->values->size / 6);
}

static void put_right(pie *p, bc_len right, bc_len top, bc_str text)
{
    bc_len width = bc_chart_canvas_width(p->canvas, text, p->canvas->figures);
    bc_chart_canvas_text(p->canvas, right - width, top, text, p->canvas->figures);
}

static void draw_list(pie *p)
{
    bc_chart_canvas *canvas = p->canvas;
    bc_len top = p->list_top, text_x = p->list_x + bc_chart_legend_sample_width(canvas) + gap_of(p) / 2;
    bc_len right = p->list_x + list_width(p);
    for (uint32_t i = 0; i < p->parts->n; i++, top += canvas->words->leading) {
        bc_chart_legend_sample(canvas, p->data, i, p->parts->n, p->list_x, top);
        bc_str name = bc_chart_canvas_cut(canvas, p->parts->at[i].name, canvas->words, p->names);
        bc_chart_canvas_text(canvas, text_x, top, name, canvas->words);
        if (p->figures)
            put_right(p, right - p->percents - gap_of(p), top, figure_of(p, i));
        put_right(p, right, top, percent_of(p, i));
    }
}

/* As it shows names whole, if it does in some way. */
static bool arrange(pie *p, bc_len top, bc_len bottom)
{
    return (arrange_beside(p, top, bottom) && !p->cut) || (arrange_below(p, top, bottom) && !p->cut) ||
           arrange_beside(p, top, bottom) || arrange_below(p, top, bottom);
}

bc_chart_lack bc_chart_pie_draw(bc_chart_canvas *canvas, const bc_chart_data *data, const bc_chart_parts *parts,
                                bc_len top, bc_len bottom)
{
    pie p = { .canvas = canvas, .data = data, .parts = parts };
    if (!arrange(&p, top, bottom))
        return BC_CHART_NO_ROOM;
    for (uint32_t i = 0; i < parts->n; i++)
        draw_part(&p, i);
    for (uint32_t i = 0; i < parts->n; i++)
        put_percent(&p, i);
    draw_list(&p);
    return p.cut ? BC_CHART_NAMES_CUT : BC_CHART_COMPLETE;
}
