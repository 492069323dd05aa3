/* A legend: a sample of each series and its name, in rows that stand in the middle. */
#include "chart/private/legend.h"

#include "chart/private/lines.h"

typedef struct row {
    uint32_t from, to;
    bc_len width;
} row;

bc_len bc_chart_legend_sample_width(const bc_chart_canvas *canvas)
{
    return 2 * canvas->words->size;
}

void bc_chart_legend_sample(bc_chart_canvas *canvas, const bc_chart_data *data, uint32_t nth, uint32_t count, bc_len x,
                            bc_len top)
{
    const bc_chart_look *look = bc_chart_look_of(nth, count);
    bc_len width = bc_chart_legend_sample_width(canvas), middle = top + canvas->words->leading / 2;
    if (data->kind == BC_CHART_LINES) {
        bc_chart_lines_begin(canvas, look);
        bc_chart_canvas_move(canvas, x, middle);
        bc_chart_canvas_line(canvas, x + width, middle);
        bc_chart_lines_begin_marks(canvas, look);
        bc_chart_lines_mark(canvas, look, x + width / 2, middle);
        return;
    }
    bc_len half = canvas->words->size * 2 / 5;
    bc_chart_canvas_begin_area(canvas, look, BC_CHART_THIN);
    bc_chart_canvas_box(canvas, x + BC_CHART_THIN, middle - half, x + width - BC_CHART_THIN, middle + half);
}

static bc_str name_of(bc_chart_canvas *canvas, const bc_chart_data *data, uint32_t nth)
{
    bc_len room = canvas->width - bc_chart_legend_sample_width(canvas) - 2 * canvas->words->size;
    return bc_chart_canvas_cut(canvas, data->series[nth].name, canvas->words, room);
}

static bc_len entry_width(bc_chart_canvas *canvas, const bc_chart_data *data, uint32_t nth)
{
    return bc_chart_legend_sample_width(canvas) + canvas->words->size / 2 +
           bc_chart_canvas_width(canvas, name_of(canvas, data, nth), canvas->words);
}

/* As many from the nth on as one row holds. */
static row fill_row(bc_chart_canvas *canvas, const bc_chart_data *data, uint32_t nth)
{
    row made = { .from = nth, .to = nth };
    bc_len between = canvas->words->size + canvas->words->size / 2;
    while (made.to < data->series_count) {
        bc_len width = made.width + (made.to > nth ? between : 0) + entry_width(canvas, data, made.to);
        if (made.to > nth && width > canvas->width)
            break;
        made.width = width;
        made.to++;
    }
    return made;
}

static uint32_t count_rows(bc_chart_canvas *canvas, const bc_chart_data *data, bc_len most)
{
    uint32_t rows = 0, fit = (uint32_t)(most / canvas->words->leading);
    for (uint32_t at = 0; at < data->series_count && rows < fit; rows++)
        at = fill_row(canvas, data, at).to;
    return rows;
}

bc_len bc_chart_legend_height(bc_chart_canvas *canvas, const bc_chart_data *data, bc_len most)
{
    if (data->series_count < 2)
        return 0;
    bc_len above = canvas->words->size / 2;
    uint32_t rows = count_rows(canvas, data, most - above);
    return rows ? above + (bc_len)rows * canvas->words->leading : 0;
}

void bc_chart_legend_draw(bc_chart_canvas *canvas, const bc_chart_data *data, bc_len top, bc_len most)
{
    bc_len leading = canvas->words->leading, size = canvas->words->size;
    if (data->series_count < 2)
        return;
    top += size / 2;
    uint32_t at = 0;
    for (uint32_t left = count_rows(canvas, data, most - size / 2); left > 0; left--, top += leading) {
        row line = fill_row(canvas, data, at);
        bc_len x = bc_len_max((canvas->width - line.width) / 2, 0);
        for (; at < line.to; at++) {
            bc_str name = name_of(canvas, data, at);
            bc_chart_legend_sample(canvas, data, at, data->series_count, x, top);
            x += bc_chart_legend_sample_width(canvas) + size / 2;
            bc_chart_canvas_text(canvas, x, top, name, canvas->words);
            x += bc_chart_canvas_width(canvas, name, canvas->words) + size + size / 2;
        }
    }
}
