/* A chart from its title down to its legend. One that has nothing to show says so; one that has too little room is a
 * frame. */
#include "chart/private/axes.h"
#include "chart/private/bars.h"
#include "chart/private/legend.h"
#include "chart/private/lines.h"
#include "chart/private/pie.h"

enum { FRAME_GREY = 0x8C8C8C };

bc_len bc_chart_usual_height(const bc_chart_data *data)
{
    enum { USUAL = 700, MIN_HEIGHT = 300, AROUND = 180, BAR = 32, GAP = 28 }; /* tenths of a millimetre */
    if (data->kind != BC_CHART_BARS || !data->lying || data->empty)
        return BC_MM10(USUAL);
    int64_t bars = data->stacked || !data->series_count ? 1 : data->series_count;
    int64_t tenths = AROUND + (int64_t)data->count * (GAP + BAR * bars), most = INT16_MAX;
    tenths = tenths < MIN_HEIGHT ? MIN_HEIGHT : tenths > most ? most : tenths;
    return BC_MM10(tenths);
}

/* Around what is below `top`. */
static void draw_frame(bc_chart_canvas *canvas, bc_len top)
{
    bc_len inset = BC_CHART_THIN / 2;
    bc_chart_canvas_begin_line(canvas, BC_CHART_THIN, FRAME_GREY);
    bc_chart_canvas_box(canvas, inset, top + inset, canvas->width - inset, canvas->height - inset);
}

/* Returns where what is below begins. */
static bc_len draw_title(bc_chart_canvas *canvas, bc_str title)
{
    enum { MAX_LINES = 2 };
    bc_text_box box = { .width = canvas->width, .manner = BC_TEXT_BALANCED };
    bc_len y = 0;
    if (!title.n || canvas->height < 6 * canvas->title->leading)
        return 0;
    title = bc_chart_canvas_cut(canvas, title, canvas->title, MAX_LINES * canvas->width);
    bc_text_lines lines = bc_text_wrap(canvas->typesetter, canvas->arena, title, canvas->title, &box);
    for (uint32_t i = 0; i < lines.n && i < MAX_LINES; i++, y += canvas->title->leading) {
        bc_str line = bc_str_slice(title, lines.at[i].from, lines.at[i].to);
        line = bc_chart_canvas_cut(canvas, line, canvas->title, canvas->width);
        bc_len width = bc_chart_canvas_width(canvas, line, canvas->title);
        bc_chart_canvas_text(canvas, (canvas->width - width) / 2, y, line, canvas->title);
    }
    return y + canvas->title->size / 4;
}

/* Below the title, which names what has nothing to draw. */
static void draw_remark(bc_chart_canvas *canvas, bc_str title, bc_str text)
{
    const bc_len width = bc_chart_canvas_width(canvas, text, canvas->words), leading = canvas->words->leading;
    const bc_len top = draw_title(canvas, title), room = canvas->height - top;
    draw_frame(canvas, top);
    if (width <= canvas->width && leading <= room)
        bc_chart_canvas_text(canvas, (canvas->width - width) / 2, top + (room - leading) / 2, text, canvas->words);
}

/* In the first line below the title, at the left. */
static bc_len draw_unit(bc_chart_canvas *canvas, bc_str unit, bc_len y)
{
    if (!unit.n)
        return y;
    bc_str text = bc_arena_printf(canvas->arena, "单位：%.*s", BC_STR_ARG(unit));
    bc_chart_canvas_text(canvas, 0, y, bc_chart_canvas_cut(canvas, text, canvas->words, canvas->width), canvas->words);
    return y + canvas->words->leading;
}

static uint32_t names_printed(const bc_chart_names *names)
{
    return names->every ? (names->count + names->every - 1) / names->every : 0;
}

static bool draw_plot(bc_chart_canvas *canvas, const bc_chart_data *data, bc_len top, bc_chart_drawing *out)
{
    bc_chart_plot plot;
    bc_len most = canvas->height / 4, legend = bc_chart_legend_height(canvas, data, most);
    bc_chart_plot_init(&plot, canvas, data);
    if (!bc_chart_axes_arrange(&plot, top, canvas->height - legend))
        return false;
    bc_chart_axes_draw(&plot);
    if (data->kind == BC_CHART_BARS) {
        bc_chart_bars_draw(&plot);
    } else {
        bc_chart_lines_draw(&plot);
        bc_chart_lines_put_figures(&plot);
    }
    bc_chart_legend_draw(canvas, data, canvas->height - legend, legend ? most : 0);
    out->axis = (bc_chart_axis){ .drawn = true,
                                 .least = bc_chart_scale_number(&plot.scale, plot.scale.least),
                                 .most = bc_chart_scale_number(&plot.scale, plot.scale.most),
                                 .step = bc_chart_scale_number(&plot.scale, plot.scale.step),
                                 .decimals = plot.scale.decimals };
    out->figures = plot.figures != BC_CHART_NO_FIGURES;
    out->turned = plot.figures == BC_CHART_FIGURES_TURNED;
    out->upright = plot.names.upright;
    out->lack = plot.names.lack;
    out->named = names_printed(&plot.names);
    return true;
}

static bool has_values(const bc_chart_data *data)
{
    for (uint32_t s = 0; s < data->series_count; s++)
        for (uint32_t i = 0; i < data->count; i++)
            if (data->series[s].values[i].present)
                return true;
    return false;
}

bc_str bc_chart_remark(const bc_chart_data *data)
{
    if (data->empty)
        return (bc_str){ 0 };
    if (!has_values(data))
        return BC_STR("（没有数据）");
    return data->kind == BC_CHART_PIE && !bc_chart_share(data).n ? BC_STR("（各项均为零）") : (bc_str){ 0 };
}

bc_str bc_chart_instead(const bc_chart_data *data, bc_arena *arena)
{
    const bc_str remark = bc_chart_remark(data);
    if (!remark.n || !data->title.n)
        return remark;
    return bc_arena_printf(arena, "%.*s\n%.*s", BC_STR_ARG(data->title), BC_STR_ARG(remark));
}

/* Title and unit, and then the chart itself. */
static bool draw_whole(bc_chart_canvas *canvas, const bc_chart_data *data, const bc_chart_parts *parts,
                       bc_chart_drawing *out)
{
    bc_len leading = canvas->words->leading;
    if (canvas->width < 4 * leading || canvas->height < 3 * leading)
        return false;
    bc_len top = draw_title(canvas, data->title);
    top = draw_unit(canvas, data->unit, top);
    if (data->kind == BC_CHART_PIE) {
        out->lack = bc_chart_pie_draw(canvas, data, parts, top, canvas->height);
        return out->lack != BC_CHART_NO_ROOM;
    }
    return draw_plot(canvas, data, top, out);
}

const bc_chart_drawing *bc_chart_draw(const bc_chart_data *data, bc_len width, bc_len height,
                                      const bc_text_style *style, bc_text_typesetter *typesetter, bc_arena *arena)
{
    bc_chart_drawing *out = BC_NEW(arena, bc_chart_drawing);
    bc_chart_canvas canvas;
    bc_chart_canvas_init(&canvas, typesetter, arena, width, height, style);
    bc_chart_parts parts = { 0 };
    if (data->kind == BC_CHART_PIE)
        parts = bc_chart_share(data);
    bc_str remark = bc_chart_remark(data);
    out->named = data->count;
    out->size = style->size;
    if (data->empty) {
        draw_frame(&canvas, 0);
    } else if (remark.n) {
        draw_remark(&canvas, data->title, remark);
    } else if (!draw_whole(&canvas, data, &parts, out)) {
        canvas.paths.n = canvas.steps.n = canvas.texts.n = 0;
        draw_frame(&canvas, 0);
        out->lack = BC_CHART_NO_ROOM;
    }
    bc_chart_canvas_finish(&canvas, out);
    return out;
}
