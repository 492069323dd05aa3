/* Native charts. Excel draws from cells, so the figures of all charts of a workbook stand on a hidden sheet, one chart
 * below the other: names at the left, a column for each series. A chart also holds what it last saw there, which
 * programs show that do not compute. It is set as on paper: the same scale, and looks that print in grey. */
#include "paint/xlsx/private/charts.h"

#include "paint/xlsx/private/constants.h"

#include <stdlib.h>
#include <string.h>

/* The library's numbers for letters that are not turned, and for ideographs below each other. */
enum { LEVEL = 360, UPRIGHT = 271 };

enum {
    FORMAT = 32,
    VALUE_SIZE = 85, /* percent */
    MARK_SIZE = 5,
    GRID_GREY = 0xBFBFBF,
    MAX_CACHED = 30000 /* figures that a chart keeps; the library counts them in 16 bits */
};

/* A chart and where its figures stand. */
typedef struct chart {
    const bc_xlsx_object *object;
    const bc_chart_data *data; /* of a pie its parts */
    bc_xlsx_player *player;
    lxw_chart *made;
    uint32_t row; /* of its head */
    lxw_chart_font words, figures, values, title;
    char format[FORMAT]; /* of its figures */
} chart;

size_t bc_xlsx_charts_count(const bc_xlsx_sheet *sheets, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < sheets[i].objects.n; k++)
            count += sheets[i].objects.at[k].kind == BC_XLSX_CHART;
    return count;
}

/* -- figures -------------------------------------------------------------------------------------------- */

static int most_decimals(const bc_chart_data *data)
{
    int most = 0;
    for (uint32_t s = 0; s < data->series_count; s++) {
        int decimals = bc_chart_decimals(data, s);
        most = decimals > most ? decimals : most;
    }
    return most;
}

static void print_format(int decimals, char out[FORMAT])
{
    snprintf(out, FORMAT, decimals ? "#,##0.%0*d" : "#,##0", decimals, 0);
}

/* A pie shows the parts that it shows on paper. */
static const bc_chart_data *shown_data(const bc_chart_data *data, bc_arena *arena)
{
    if (data->kind != BC_CHART_PIE)
        return data;
    bc_chart_parts parts = bc_chart_share(data);
    bc_chart_data *shown = BC_NEW_COPY(arena, data, 1);
    bc_str *names = BC_NEW_ARRAY(arena, bc_str, parts.n);
    bc_chart_value *values = BC_NEW_ARRAY(arena, bc_chart_value, parts.n);
    bc_chart_series *series = BC_NEW_COPY(arena, data->series, 1);
    for (uint32_t i = 0; i < parts.n; i++) {
        names[i] = parts.at[i].name;
        values[i] = (bc_chart_value){ parts.at[i].number, true };
    }
    series->values = values;
    series->decimals = (int8_t)bc_chart_decimals(data, 0);
    shown->names = names;
    shown->count = parts.n;
    shown->series = series;
    shown->series_count = 1;
    return shown;
}

static void put_words(bc_xlsx_writer *w, uint32_t row, uint32_t column, bc_str text)
{
    const bc_xlsx_look look = { .size = BC_PT(9), .role = BC_ROLE_TABLE, .number_format = "@" };
    bc_xlsx_range cell = { row, row + 1, column, column + 1 };
    if (text.n)
        bc_xlsx_writer_put_text(w, &cell, text, bc_xlsx_writer_look(w, &look));
}

static void put_figure(bc_xlsx_writer *w, const chart *c, uint32_t row, uint32_t column, bc_decimal number)
{
    bc_xlsx_look look = { .size = BC_PT(9), .role = BC_ROLE_NUMBER };
    bc_xlsx_range cell = { row, row + 1, column, column + 1 };
    memcpy(look.number_format, c->format, sizeof c->format);
    bc_xlsx_writer_put_number(w, &cell, bc_decimal_to_double(number), bc_xlsx_writer_look(w, &look));
}

static void write_rows(bc_xlsx_writer *w, chart *c)
{
    const bc_chart_data *data = c->data;
    c->row = w->row;
    for (uint32_t i = 0; i <= data->count + 1 && bc_xlsx_writer_has_room(w, 1); i++)
        (void)bc_xlsx_writer_add_rows(w, BC_PT(13));
    if (w->row < c->row + data->count + 2)
        return;
    put_words(w, c->row, 0, data->title);
    for (uint32_t s = 0; s < data->series_count; s++)
        put_words(w, c->row, s + 1, data->series[s].name);
    for (uint32_t i = 0; i < data->count; i++) {
        put_words(w, c->row + 1 + i, 0, data->names[i]);
        for (uint32_t s = 0; s < data->series_count; s++)
            if (data->series[s].values[i].present)
                put_figure(w, c, c->row + 1 + i, s + 1, data->series[s].values[i].number);
    }
}

/* -- what a chart keeps of them ------------------------------------------------------------------------- */

static lxw_series_data_point *add_point(chart *c, lxw_series_range *range)
{
    lxw_series_data_point *point = range->data_cache ? calloc(1, sizeof *point) : NULL;
    if (!point) {
        bc_xlsx_note(c->player->outcome, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return NULL;
    }
    STAILQ_INSERT_TAIL(range->data_cache, point, list_pointers);
    range->num_data_points++;
    return point;
}

static void keep_words(chart *c, lxw_series_range *range, bc_str text)
{
    lxw_series_data_point *point = add_point(c, range);
    if (!point)
        return;
    point->is_string = true;
    point->string = strndup(text.n ? text.p : "", text.n);
    range->has_string_cache = true;
    if (!point->string)
        bc_xlsx_note(c->player->outcome, LXW_ERROR_MEMORY_MALLOC_FAILED);
}

static void keep_series(chart *c, lxw_chart_series *series, uint32_t nth)
{
    const bc_chart_data *data = c->data;
    keep_words(c, series->title.range, data->series[nth].name);
    for (uint32_t i = 0; i < data->count && i < MAX_CACHED; i++) {
        const bc_chart_value *value = &data->series[nth].values[i];
        keep_words(c, series->categories, data->names[i]);
        lxw_series_data_point *point = add_point(c, series->values);
        if (!point)
            return;
        point->no_data = !value->present;
        point->number = value->present ? bc_decimal_to_double(value->number) : 0;
    }
}

/* -- looks ---------------------------------------------------------------------------------------------- */

static lxw_color_t colour_of(bc_colour colour)
{
    return colour ? colour : LXW_COLOR_BLACK;
}

/* The library copies what it is given, but does not say so by `const`. */
static lxw_chart_font font_of(const chart *c, bc_font_role role)
{
    bc_str family = bc_xlsx_constants_family(c->player->looks->constants, role);
    char *name = bc_arena_alloc(c->player->arena, family.n + 1);
    memcpy(name, family.p, family.n);
    return (lxw_chart_font){ .name = name, .size = c->object->size / 1000.0 };
}

/* The library keeps copies of looks and words, and does not say when it could not make one. */
static void need(chart *c, const void *copy)
{
    if (!copy)
        bc_xlsx_note(c->player->outcome, LXW_ERROR_MEMORY_MALLOC_FAILED);
}

static void need_font(chart *c, const lxw_chart_font *copy)
{
    need(c, copy && copy->name ? copy : NULL);
}

static const uint8_t PATTERNS[] = { [BC_CHART_UPWARDS] = LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL,
                                    [BC_CHART_DOWNWARDS] = LXW_CHART_PATTERN_WIDE_DOWNWARD_DIAGONAL,
                                    [BC_CHART_LEVEL] = LXW_CHART_PATTERN_NARROW_HORIZONTAL,
                                    [BC_CHART_CROSSED] = LXW_CHART_PATTERN_OUTLINED_DIAMOND };

static void set_area(chart *c, lxw_chart_series *series, const bc_chart_look *look)
{
    lxw_chart_line line = { .color = LXW_COLOR_BLACK, .width = 0.5F };
    lxw_chart_fill fill = { .color = colour_of(look->ground) };
    lxw_chart_pattern pattern = { LXW_COLOR_BLACK, colour_of(look->ground), PATTERNS[look->hatch] };
    if (look->hatch)
        chart_series_set_pattern(series, &pattern);
    else
        chart_series_set_fill(series, &fill);
    chart_series_set_line(series, &line);
    need(c, look->hatch ? (const void *)series->pattern : series->fill);
    need(c, series->line);
}

/* In the order of the looks. */
static const uint8_t DASHES[BC_CHART_LOOKS] = { LXW_CHART_LINE_DASH_SOLID,     LXW_CHART_LINE_DASH_DASH,
                                                LXW_CHART_LINE_DASH_ROUND_DOT, LXW_CHART_LINE_DASH_DASH_DOT,
                                                LXW_CHART_LINE_DASH_LONG_DASH, LXW_CHART_LINE_DASH_SQUARE_DOT,
                                                LXW_CHART_LINE_DASH_DASH,      LXW_CHART_LINE_DASH_LONG_DASH_DOT };

static void set_line(chart *c, lxw_chart_series *series, const bc_chart_look *look, uint32_t nth)
{
    static const uint8_t MARKS[] = { LXW_CHART_MARKER_CIRCLE, LXW_CHART_MARKER_SQUARE, LXW_CHART_MARKER_TRIANGLE,
                                     LXW_CHART_MARKER_DIAMOND };
    lxw_chart_line line = { .color = LXW_COLOR_BLACK, .width = 1.25F, .dash_type = DASHES[nth % BC_CHART_LOOKS] };
    lxw_chart_line edge = { .color = LXW_COLOR_BLACK, .width = 0.5F };
    lxw_chart_fill fill = { .color = look->open ? LXW_COLOR_WHITE : LXW_COLOR_BLACK };
    chart_series_set_line(series, &line);
    chart_series_set_marker_type(series, MARKS[look->mark]);
    chart_series_set_marker_size(series, MARK_SIZE);
    chart_series_set_marker_line(series, &edge);
    chart_series_set_marker_fill(series, &fill);
    need(c, series->line);
    const lxw_chart_marker *mark = series->marker; /* made by the first call that had memory */
    chart_series_set_smooth(series, LXW_TRUE);     /* for the place where charts_part.c says that it is not */
    need(c, mark && mark->type == MARKS[look->mark] && mark->size == MARK_SIZE && mark->line ? mark->fill : NULL);
}

/* Each part of a pie has a look of its own. */
static void set_parts(chart *c, lxw_chart_series *series)
{
    lxw_chart_line line = { .color = LXW_COLOR_BLACK, .width = 0.5F };
    lxw_chart_fill fills[BC_CHART_PARTS];
    lxw_chart_pattern patterns[BC_CHART_PARTS];
    lxw_chart_point points[BC_CHART_PARTS], *list[BC_CHART_PARTS + 1] = { NULL };
    for (uint32_t i = 0; i < c->data->count; i++) {
        const bc_chart_look *look = bc_chart_look_of(i, c->data->count);
        fills[i] = (lxw_chart_fill){ .color = colour_of(look->ground) };
        patterns[i] = (lxw_chart_pattern){ LXW_COLOR_BLACK, colour_of(look->ground), PATTERNS[look->hatch] };
        points[i] = (lxw_chart_point){ .line = &line,
                                       .fill = look->hatch ? NULL : &fills[i],
                                       .pattern = look->hatch ? &patterns[i] : NULL };
        list[i] = &points[i];
    }
    bc_xlsx_note(c->player->outcome, chart_series_set_points(series, list));
    for (uint32_t i = 0; series->points && i < c->data->count; i++) {
        need(c, series->points[i].line);
        need(c, list[i]->pattern ? (const void *)series->points[i].pattern : series->points[i].fill);
    }
}

/* The percentages of the paper, which add up to a hundred. */
static void set_percentages(chart *c, lxw_chart_series *series)
{
    bc_arena *arena = c->player->arena;
    bc_chart_parts parts = bc_chart_share(c->object->chart);
    lxw_chart_data_label labels[BC_CHART_PARTS], *list[BC_CHART_PARTS + 1] = { NULL };
    for (uint32_t i = 0; i < parts.n; i++) {
        char *text = bc_arena_alloc(arena, FORMAT);
        snprintf(text, FORMAT, "%u.%u%%", parts.at[i].tenths / 10, parts.at[i].tenths % 10);
        labels[i] = (lxw_chart_data_label){ .value = text, .font = &c->values };
        list[i] = &labels[i];
    }
    chart_series_set_labels(series);
    chart_series_set_labels_options(series, LXW_FALSE, LXW_FALSE, LXW_FALSE);
    chart_series_set_labels_percentage(series);
    chart_series_set_labels_position(series, LXW_CHART_LABEL_POSITION_OUTSIDE_END);
    bc_xlsx_note(c->player->outcome, chart_series_set_labels_custom(series, list));
    for (uint32_t i = 0; series->data_labels && i < parts.n; i++) {
        need(c, series->data_labels[i].value);
        need_font(c, series->data_labels[i].font);
    }
}

/* Where on paper values stand beside lines, or in bars, spreadsheets would print them over each other. */
static void set_labels(chart *c, lxw_chart_series *series)
{
    const bc_chart_data *data = c->data;
    bool crowded = data->stacked || (data->kind == BC_CHART_LINES && data->series_count > 1);
    if (!c->object->values || crowded)
        return;
    lxw_chart_font font = c->values;
    font.rotation = c->object->turned ? -90 : 0;
    chart_series_set_labels(series);
    if (data->kind == BC_CHART_LINES)
        chart_series_set_labels_position(series, LXW_CHART_LABEL_POSITION_ABOVE);
    chart_series_set_labels_num_format(series, c->format);
    chart_series_set_labels_font(series, &font);
    need(c, series->label_num_format);
    need_font(c, series->label_font);
}

/* -- charts --------------------------------------------------------------------------------------------- */

static void add_series(chart *c, uint32_t nth)
{
    const char *sheet = c->player->sheet->name;
    lxw_row_t first = c->row + 1, last = c->row + c->data->count;
    lxw_col_t column = (lxw_col_t)(nth + 1);
    lxw_chart_series *series = chart_add_series(c->made, NULL, NULL);
    if (!series) {
        bc_xlsx_note(c->player->outcome, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    chart_series_set_categories(series, sheet, first, 0, last, 0);
    chart_series_set_values(series, sheet, first, column, last, column);
    chart_series_set_name_range(series, sheet, c->row, column);
    if (!series->categories->formula || !series->values->formula || !series->title.range->formula)
        bc_xlsx_note(c->player->outcome, LXW_ERROR_MEMORY_MALLOC_FAILED);
    const bc_chart_look *look = bc_chart_look_of(nth, c->data->series_count);
    if (c->data->kind == BC_CHART_PIE)
        set_parts(c, series);
    else if (c->data->kind == BC_CHART_LINES)
        set_line(c, series, look, c->data->series_count == 1 ? 0 : nth);
    else
        set_area(c, series, look);
    if (c->data->kind == BC_CHART_PIE)
        set_percentages(c, series);
    else
        set_labels(c, series);
    keep_series(c, series, nth);
}

static void set_title(chart *c)
{
    const bc_chart_data *data = c->data;
    bool unit = data->kind == BC_CHART_PIE && data->unit.n;
    if (!data->title.n && !unit) {
        chart_title_off(c->made);
        return;
    }
    bc_str text = data->title;
    if (unit)
        text = bc_arena_printf(c->player->arena, "%.*s（单位：%.*s）", BC_STR_ARG(data->title), BC_STR_ARG(data->unit));
    text = bc_arena_str(c->player->arena, text);
    c->title.bold = LXW_EXPLICIT_FALSE;
    chart_title_set_name(c->made, text.p);
    chart_title_set_name_font(c->made, &c->title);
    need(c, c->made->title.name);
    need_font(c, c->made->title.font);
}

/* What lies beside the figures. */
static void set_unit(chart *c, lxw_chart_axis *figures)
{
    if (!c->data->unit.n)
        return;
    bc_str unit = bc_arena_printf(c->player->arena, "单位：%.*s", BC_STR_ARG(c->data->unit));
    lxw_chart_font font = c->words;
    font.bold = LXW_EXPLICIT_FALSE;
    chart_axis_set_name(figures, unit.p);
    chart_axis_set_name_font(figures, &font);
    need(c, figures->title.name);
    need_font(c, figures->title.font);
}

/* The scale is that of the paper. */
static void set_axes(chart *c)
{
    const bc_chart_axis *axis = &c->object->axis;
    const bc_chart_data *data = c->data;
    lxw_chart_axis *names = data->lying ? c->made->y_axis : c->made->x_axis; /* as they lie, not what they are */
    lxw_chart_axis *figures = data->lying ? c->made->x_axis : c->made->y_axis;
    lxw_chart_line thin = { .color = LXW_COLOR_BLACK, .width = 0.5F };
    lxw_chart_line grid = { .color = GRID_GREY, .width = 0.25F };
    char format[sizeof c->format];
    print_format(axis->decimals, format);
    lxw_chart_font along = c->words;
    along.rotation = data->lying ? 0 : c->object->upright ? UPRIGHT : LEVEL;
    chart_axis_set_num_font(names, &along);
    chart_axis_set_num_font(figures, &c->figures);
    chart_axis_set_num_format(figures, format);
    chart_axis_set_line(names, &thin);
    chart_axis_set_line(figures, &thin);
    chart_axis_set_major_tick_mark(names, LXW_CHART_AXIS_TICK_MARK_NONE);
    chart_axis_set_minor_tick_mark(names, LXW_CHART_AXIS_TICK_MARK_NONE);
    chart_axis_set_major_tick_mark(figures, LXW_CHART_AXIS_TICK_MARK_NONE);
    chart_axis_set_minor_tick_mark(figures, LXW_CHART_AXIS_TICK_MARK_NONE);
    chart_axis_set_label_position(names, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    chart_axis_major_gridlines_set_visible(figures, LXW_TRUE);
    chart_axis_major_gridlines_set_line(figures, &grid);
    need_font(c, names->num_font);
    need_font(c, figures->num_font);
    need(c, figures->num_format);
    need(c, names->line && figures->line ? figures->major_gridlines.line : NULL);
    if (axis->drawn) {
        chart_axis_set_min(figures, bc_decimal_to_double(axis->least));
        chart_axis_set_max(figures, bc_decimal_to_double(axis->most));
        chart_axis_set_major_unit(figures, bc_decimal_to_double(axis->step));
    }
    if (data->lying) { /* the first at the top, and the figures below all the same */
        chart_axis_set_reverse(names);
        chart_axis_set_crossing_max(names);
    }
    set_unit(c, figures);
}

static uint8_t type_of(const bc_chart_data *data)
{
    if (data->kind == BC_CHART_PIE)
        return LXW_CHART_PIE;
    if (data->kind == BC_CHART_LINES)
        return LXW_CHART_LINE;
    if (data->lying)
        return data->stacked ? LXW_CHART_BAR_STACKED : LXW_CHART_BAR;
    return data->stacked ? LXW_CHART_COLUMN_STACKED : LXW_CHART_COLUMN;
}

static void set_legend(chart *c)
{
    bool pie = c->data->kind == BC_CHART_PIE;
    if (!pie && c->data->series_count < 2) {
        chart_legend_set_position(c->made, LXW_CHART_LEGEND_NONE);
        return;
    }
    chart_legend_set_position(c->made, pie ? LXW_CHART_LEGEND_RIGHT : LXW_CHART_LEGEND_BOTTOM);
    chart_legend_set_font(c->made, &c->words);
    need_font(c, c->made->legend.font);
}

static void make(chart *c, lxw_workbook *workbook, uint32_t number)
{
    lxw_chart_line none = { .none = LXW_TRUE };
    c->made = workbook_add_chart(workbook, type_of(c->data));
    if (!c->made) {
        bc_xlsx_note(c->player->outcome, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    c->made->id = number;
    c->words = font_of(c, BC_ROLE_TABLE);
    c->figures = c->values = font_of(c, BC_ROLE_NUMBER);
    c->values.size = c->values.size * VALUE_SIZE / 100;
    c->title = font_of(c, BC_ROLE_HEAD);
    for (uint32_t s = 0; s < c->data->series_count; s++)
        add_series(c, s);
    set_title(c);
    if (c->data->kind != BC_CHART_PIE)
        set_axes(c);
    set_legend(c);
    chart_chartarea_set_line(c->made, &none);
    need(c, c->made->chartarea_line);
    chart_show_hidden_data(c->made);
    if (c->data->kind == BC_CHART_BARS)
        chart_set_series_gap(c->made, 45);
}

/* -- all of them ---------------------------------------------------------------------------------------- */

static void set_columns(bc_xlsx_writer *w, const bc_xlsx_sheet *sheets, size_t n)
{
    enum { NAMES = BC_PT(150), FIGURES = BC_PT(80), MAX_COLUMNS = 1000 };
    uint32_t most = 1;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < sheets[i].objects.n; k++) {
            const bc_chart_data *data = sheets[i].objects.at[k].chart;
            if (data && data->series_count > most)
                most = data->series_count;
        }
    most = most < MAX_COLUMNS ? most : MAX_COLUMNS;
    bc_len *edges = BC_NEW_ARRAY(&w->arena, bc_len, (size_t)most + 2);
    for (uint32_t i = 0; i <= most; i++)
        edges[i + 1] = NAMES + (bc_len)i * FIGURES;
    bc_xlsx_writer_set_grid(w, &(bc_xlsx_grid){ edges, most + 1 });
}

void bc_xlsx_charts_write(bc_xlsx_writer *w, bc_xlsx_player *player, lxw_workbook *workbook,
                          const bc_xlsx_sheet *sheets, size_t n)
{
    uint32_t number = 0;
    bc_xlsx_writer_begin(w, player);
    set_columns(w, sheets, n);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < sheets[i].objects.n; k++) {
            bc_xlsx_object *object = &sheets[i].objects.at[k];
            if (object->kind != BC_XLSX_CHART)
                continue;
            chart c = { .object = object, .player = player, .data = shown_data(object->chart, player->book) };
            print_format(most_decimals(c.data), c.format);
            write_rows(w, &c);
            make(&c, workbook, ++number);
            object->native = c.made;
            object->media = number;
        }
    bc_xlsx_writer_end(w);
}
