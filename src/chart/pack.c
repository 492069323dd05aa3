/* A chart's data as bytes, for outputs that are made when its record is gone. They never leave the process. */
#include "chart/chart.h"

#include <assert.h>
#include <string.h>

typedef struct head {
    bc_chart_kind kind;
    bool lying, stacked;
    int8_t decimals;
    uint32_t count, series_count;
} head;

static void put_text(bc_buf *out, bc_str text)
{
    uint32_t n = (uint32_t)text.n;
    bc_buf_add(out, &n, sizeof n);
    bc_buf_add_str(out, bc_str_slice(text, 0, n));
    bc_buf_add_char(out, '\0');
}

void bc_chart_pack(const bc_chart_data *data, bc_buf *out)
{
    head h;
    memset(&h, 0, sizeof h); /* and what lies between its members */
    h.kind = data->kind;
    h.lying = data->lying;
    h.stacked = data->stacked;
    h.decimals = data->decimals;
    h.count = data->count;
    h.series_count = data->series_count;
    bc_buf_add(out, &h, sizeof h);
    put_text(out, data->title);
    put_text(out, data->unit);
    for (uint32_t i = 0; i < data->count; i++)
        put_text(out, data->names[i]);
    for (uint32_t s = 0; s < data->series_count; s++) {
        put_text(out, data->series[s].name);
        bc_buf_add_char(out, (char)data->series[s].decimals);
        for (uint32_t i = 0; i < data->count; i++) {
            const bc_chart_value *value = &data->series[s].values[i];
            bc_buf_add(out, &value->number.coef, sizeof value->number.coef);
            bc_buf_add_char(out, (char)value->number.scale);
            bc_buf_add_char(out, (char)value->present);
        }
    }
}

static void take(bc_str *from, void *out, size_t n)
{
    assert(from->n >= n);
    memcpy(out, from->p, n);
    *from = bc_str_slice(*from, n, from->n);
}

static bc_str take_text(bc_str *from)
{
    uint32_t n;
    take(from, &n, sizeof n);
    bc_str text = bc_str_slice(*from, 0, n);
    *from = bc_str_slice(*from, (size_t)n + 1, from->n);
    return text;
}

static char take_char(bc_str *from)
{
    char c;
    take(from, &c, 1);
    return c;
}

const bc_chart_data *bc_chart_unpack(bc_str packed, bc_arena *arena)
{
    head h;
    take(&packed, &h, sizeof h);
    bc_chart_data *data = BC_NEW(arena, bc_chart_data);
    *data = (bc_chart_data){ .kind = h.kind,
                             .lying = h.lying,
                             .stacked = h.stacked,
                             .decimals = h.decimals,
                             .count = h.count,
                             .series_count = h.series_count };
    data->title = take_text(&packed);
    data->unit = take_text(&packed);
    bc_str *names = BC_NEW_ARRAY(arena, bc_str, h.count);
    for (uint32_t i = 0; i < h.count; i++)
        names[i] = take_text(&packed);
    bc_chart_series *series = BC_NEW_ARRAY(arena, bc_chart_series, h.series_count);
    for (uint32_t s = 0; s < h.series_count; s++) {
        bc_chart_value *values = BC_NEW_ARRAY(arena, bc_chart_value, h.count);
        series[s] = (bc_chart_series){ .name = take_text(&packed), .values = values };
        series[s].decimals = (int8_t)take_char(&packed);
        for (uint32_t i = 0; i < h.count; i++) {
            take(&packed, &values[i].number.coef, sizeof values[i].number.coef);
            values[i].number.scale = (uint8_t)take_char(&packed);
            values[i].present = take_char(&packed) != 0;
        }
    }
    data->names = names;
    data->series = series;
    return data;
}
