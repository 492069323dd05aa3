/* Charts in words, for who cannot see them: each figure, as far as anybody would listen. */
#include "chart/chart.h"

enum { MAX_BYTES = 3000 /* bytes of the figures */, USUAL_DECIMALS = 4, COMPUTED_DECIMALS = 2 };

/* Whether so many figures behind the point show nothing of any value. */
static bool shows_nothing(const bc_chart_data *data, int decimals)
{
    enum { TELLING = 10 }; /* of the last place */
    for (uint32_t s = 0; s < data->series_count; s++)
        for (uint32_t i = 0; i < data->count; i++) {
            const bc_chart_value *value = &data->series[s].values[i];
            bc_decimal shown;
            if (value->present && bc_decimal_rescale(value->number, (uint8_t)decimals, BC_ROUND_HALF_UP, &shown) &&
                (shown.coef >= TELLING || shown.coef <= -TELLING))
                return false;
        }
    return true;
}

int bc_chart_decimals(const bc_chart_data *data, uint32_t series)
{
    return data->series[series].decimals >= 0 ? data->series[series].decimals : data->decimals;
}

/* As many as the figure with most; what was divided has fewer. */
int8_t bc_chart_usual_decimals(const bc_chart_data *data)
{
    int most = 0, decimals = COMPUTED_DECIMALS;
    for (uint32_t s = 0; s < data->series_count; s++)
        for (uint32_t i = 0; i < data->count && data->series[s].decimals < 0; i++) {
            const bc_chart_value *value = &data->series[s].values[i];
            most = value->present && value->number.scale > most ? value->number.scale : most;
        }
    if (most <= USUAL_DECIMALS)
        return (int8_t)most;
    while (decimals < most && shows_nothing(data, decimals))
        decimals++;
    return (int8_t)decimals;
}

static bc_str kind_of(const bc_chart_data *data)
{
    return data->kind == BC_CHART_PIE     ? BC_STR("饼图")
           : data->kind == BC_CHART_LINES ? BC_STR("折线图")
           : data->lying                  ? BC_STR("条形图")
                                          : BC_STR("柱形图");
}

static void say_parts(const bc_chart_data *data, bc_buf *out)
{
    bc_chart_parts parts = bc_chart_share(data);
    for (uint32_t i = 0; i < parts.n; i++) {
        bc_buf_add_text(out, i ? "，" : "");
        bc_buf_add_str(out, parts.at[i].name);
        bc_buf_add_char(out, ' ');
        bc_decimal_print(parts.at[i].number, bc_chart_decimals(data, 0), true, out);
        bc_buf_printf(out, "（%u.%u%%）", parts.at[i].tenths / 10, parts.at[i].tenths % 10);
    }
}

static void say_series(const bc_chart_data *data, uint32_t series, bc_buf *out)
{
    size_t begin = out->n, most = MAX_BYTES / data->series_count;
    int decimals = bc_chart_decimals(data, series);
    if (data->series_count > 1) {
        bc_buf_add_text(out, series ? "；" : "");
        bc_buf_add_str(out, data->series[series].name);
        bc_buf_add_text(out, "：");
    }
    for (uint32_t i = 0; i < data->count; i++) {
        const bc_chart_value *value = &data->series[series].values[i];
        bc_buf_add_text(out, i ? "，" : "");
        if (out->n - begin > most) {
            bc_buf_printf(out, "……共%u项", data->count);
            return;
        }
        bc_buf_add_str(out, data->names[i]);
        bc_buf_add_char(out, ' ');
        if (value->present)
            bc_decimal_print(value->number, decimals, true, out);
        else
            bc_buf_add_text(out, "无");
    }
}

bc_str bc_chart_said(const bc_chart_data *data, bc_str words, bc_arena *arena)
{
    bc_buf out;
    bc_buf_init(&out);
    bc_str name = words.n ? words : data->title;
    bc_buf_add_str(&out, kind_of(data));
    if (name.n)
        bc_buf_printf(&out, "：%.*s", BC_STR_ARG(name));
    if (data->unit.n)
        bc_buf_printf(&out, "（单位：%.*s）", BC_STR_ARG(data->unit));
    bc_buf_add_text(&out, data->count && !data->empty ? "。" : "");
    if (data->kind == BC_CHART_PIE && !data->empty)
        say_parts(data, &out);
    for (uint32_t s = 0; s < data->series_count && data->kind != BC_CHART_PIE && !data->empty; s++)
        say_series(data, s, &out);
    bc_str said = bc_arena_str(arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return said;
}
