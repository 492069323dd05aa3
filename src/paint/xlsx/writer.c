/* The operations of a sheet, put one behind the other. A sheet that is written straight into its workbook does them
 * after every few thousand, so that a table of a hundred thousand rows is never there twice. */
#include "paint/xlsx/private/writer.h"

#include "form/anchor.h"
#include "paint/xlsx/private/operations.h"
#include "paint/xlsx/private/rows.h"
#include "paint/xlsx/private/text.h"
#include "picture/shelf.h"

#include <assert.h>
#include <stdio.h>

enum { MAX_WAITING = 1 << 16 }; /* bytes */

void bc_xlsx_writer_init(bc_xlsx_writer *w)
{
    *w = (bc_xlsx_writer){ 0 };
    bc_buf_init(&w->operations);
    bc_buf_init(&w->text);
    bc_buf_init(&w->format);
}

void bc_xlsx_writer_release(bc_xlsx_writer *w)
{
    bc_strmap_release(&w->looks);
    bc_strmap_release(&w->noted_paths);
    bc_vec_release(&w->noted);
    bc_vec_release(&w->totals);
    bc_vec_release(&w->row_heights);
    bc_vec_release(&w->fences);
    bc_vec_release(&w->guided);
    bc_strmap_release(&w->fenced);
    bc_buf_release(&w->operations);
    bc_buf_release(&w->text);
    bc_buf_release(&w->format);
    bc_arena_release(&w->arena);
}

void bc_xlsx_writer_begin(bc_xlsx_writer *w, bc_xlsx_player *player)
{
    bc_xlsx_writer kept = {
        .arena = w->arena, .operations = w->operations, .text = w->text, .format = w->format, .formulas = w->formulas
    };
    bc_vec_release(&w->row_heights);
    bc_strmap_release(&w->looks);
    bc_strmap_release(&w->noted_paths);
    bc_strmap_release(&w->fenced);
    bc_vec_release(&w->noted);
    bc_vec_release(&w->totals);
    bc_vec_release(&w->fences);
    bc_vec_release(&w->guided);
    *w = kept;
    bc_arena_reset(&w->arena);
    bc_buf_clear(&w->operations);
    w->player = player;
}

/* -- bytes ---------------------------------------------------------------------------------------------- */

static void put_uint(bc_xlsx_writer *w, uint32_t n)
{
    char bytes[5];
    size_t count = 0;
    for (; n >= 0x80; n >>= 7)
        bytes[count++] = (char)(0x80 | (n & 0x7f));
    bytes[count++] = (char)n;
    bc_buf_add(&w->operations, bytes, count);
}

static void put_figure(bc_xlsx_writer *w, double figure)
{
    bc_buf_add(&w->operations, &figure, sizeof figure);
}

/* With the NUL that libxlsxwriter looks for. */
static void put_text(bc_xlsx_writer *w, bc_str text)
{
    assert(text.n <= UINT32_MAX); /* cells have their limit, and no path or name of a sheet is near it */
    put_uint(w, (uint32_t)text.n);
    bc_buf_add_str(&w->operations, text);
    bc_buf_add_char(&w->operations, '\0');
}

static void begin(bc_xlsx_writer *w, bc_xlsx_operation kind)
{
    if (w->player && w->operations.n > MAX_WAITING) {
        bc_xlsx_player_play(w->player, bc_buf_str(&w->operations));
        bc_buf_clear(&w->operations);
    }
    bc_buf_add_char(&w->operations, (char)kind);
}

/* Rows count back from the next free one, so that most numbers take a byte. */
static void begin_cell(bc_xlsx_writer *w, bc_xlsx_operation kind, const bc_xlsx_range *range, uint32_t look)
{
    begin(w, kind);
    put_uint(w, w->row - range->row);
    put_uint(w, range->row_end - range->row);
    put_uint(w, range->column);
    put_uint(w, range->column_end - range->column);
    put_uint(w, look);
}

/* -- operations ----------------------------------------------------------------------------------------- */

void bc_xlsx_writer_set_grid(bc_xlsx_writer *w, const bc_xlsx_grid *grid)
{
    w->grid = *grid;
    double *widths = BC_NEW_ARRAY(&w->arena, double, grid->columns);
    bc_xlsx_grid_widths(grid, widths);
    for (uint32_t i = 0; i < grid->columns; i++) {
        begin(w, BC_XLSX_COLUMN);
        put_figure(w, widths[i]);
    }
}

bool bc_xlsx_writer_has_room(bc_xlsx_writer *w, uint64_t rows)
{
    if (!w->full && w->row + rows > LXW_ROW_MAX) {
        w->full = true;
        begin(w, BC_XLSX_FULL);
    }
    return !w->full && !(w->player && w->player->outcome->status);
}

/* A row goes only where none of its cells is locked, those beside the table included, and one that is added looks as
 * the one above it. */
static uint32_t open_look(bc_xlsx_writer *w)
{
    const bc_xlsx_look look = { .size = BC_PT(11), .role = BC_ROLE_TABLE, .open = true };
    return bc_xlsx_writer_look(w, &look);
}

bc_xlsx_range bc_xlsx_writer_add_rows(bc_xlsx_writer *w, bc_len height)
{
    enum { LIBRARY_DEFAULT = 15000 }; /* a row of just this height is written without one, and then not kept */
    bc_len each;
    uint32_t pieces = bc_xlsx_rows_pieces(height, &each);
    if (each == LIBRARY_DEFAULT)
        each += BC_XLSX_PIXEL;
    if (w->page_row && w->page_row == w->row) {
        begin(w, BC_XLSX_BREAK);
        w->page_first = w->row;
        w->page_row = 0;
    }
    const uint32_t look = w->opens_rows ? open_look(w) + 1 : 0;
    begin(w, BC_XLSX_ROWS);
    put_uint(w, (uint32_t)each);
    put_uint(w, look);
    put_uint(w, pieces);
    bc_xlsx_range range = { .row = w->row, .row_end = w->row + pieces, .column_end = w->grid.columns };
    for (uint32_t i = 0; i < pieces; i++)
        bc_vec_add(&w->row_heights, each);
    w->row += pieces;
    w->height += (int64_t)pieces * each;
    return range;
}

uint32_t bc_xlsx_writer_look(bc_xlsx_writer *w, const bc_xlsx_look *look)
{
    bc_str key = { (const char *)look, sizeof *look };
    uintptr_t known = (uintptr_t)bc_strmap_find(&w->looks, key);
    if (known)
        return (uint32_t)(known - 1);
    begin(w, BC_XLSX_LOOK);
    bc_buf_add_str(&w->operations, key);
    bc_strmap_put(&w->looks, bc_arena_str(&w->arena, key), (void *)(uintptr_t)(w->look_count + 1));
    return w->look_count++;
}

/* The text as a cell holds it, lent until the next. */
static bc_str cell_text(bc_xlsx_writer *w, bc_str text)
{
    if (!bc_xlsx_text_cell(text, &w->text))
        w->cut++;
    return bc_buf_str(&w->text);
}

void bc_xlsx_writer_put_text(bc_xlsx_writer *w, const bc_xlsx_range *range, bc_str text, uint32_t look)
{
    begin_cell(w, BC_XLSX_TEXT, range, look);
    put_text(w, cell_text(w, text));
}

void bc_xlsx_writer_put_number(bc_xlsx_writer *w, const bc_xlsx_range *range, double number, uint32_t look)
{
    begin_cell(w, BC_XLSX_NUMBER, range, look);
    put_figure(w, number);
}

void bc_xlsx_writer_put_formula(bc_xlsx_writer *w, uint32_t row, uint32_t column, bc_str formula, double number,
                                bc_str text, uint32_t look)
{
    begin(w, BC_XLSX_FORMULA);
    put_uint(w, row);
    put_uint(w, column);
    put_uint(w, look);
    put_figure(w, number);
    put_text(w, formula);
    put_text(w, text);
}

void bc_xlsx_writer_put_link(bc_xlsx_writer *w, const bc_xlsx_range *range, bc_str text, bc_str sheet, uint32_t look)
{
    begin_cell(w, BC_XLSX_LINK, range, look);
    put_text(w, cell_text(w, text));
    put_text(w, sheet);
}

void bc_xlsx_writer_name_cell(bc_xlsx_writer *w, bc_str path)
{
    begin(w, BC_XLSX_NAME);
    put_text(w, path);
}

void bc_xlsx_writer_name_said(bc_xlsx_writer *w)
{
    char name[32];
    const int n = snprintf(name, sizeof name, BC_FORM_ANCHOR_SAID "[%u]", w->said++);
    bc_xlsx_writer_name_cell(w, (bc_str){ name, (size_t)n });
}

void bc_xlsx_writer_fence(bc_xlsx_writer *w, bc_str path, const bc_xlsx_range *range)
{
    begin(w, BC_XLSX_LIST);
    put_text(w, path);
    put_uint(w, range->row);
    put_uint(w, range->row_end);
    put_uint(w, range->column);
    put_uint(w, range->column_end);
}

void bc_xlsx_writer_name_text(bc_xlsx_writer *w, bc_str path, bc_str text)
{
    begin(w, BC_XLSX_GIVEN);
    put_text(w, path);
    put_text(w, text);
}

void bc_xlsx_writer_name_form(bc_xlsx_writer *w, bc_str anchor)
{
    begin(w, BC_XLSX_FORM);
    put_text(w, anchor);
}

void bc_xlsx_writer_guide(bc_xlsx_writer *w, const bc_xlsx_guided *guided)
{
    const bc_xlsx_guide *guide = &guided->guide;
    begin(w, BC_XLSX_GUIDE);
    put_uint(w, guided->column);
    put_uint(w, guided->row);
    put_uint(w, guided->row_end - 1);
    put_uint(w, guide->number);
    put_uint(w, guide->open);
    put_text(w, guide->title);
    put_text(w, guide->message);
    put_uint(w, guide->choice_count);
    for (uint32_t i = 0; i < guide->choice_count; i++)
        put_text(w, guide->choices[i]);
}

void bc_xlsx_writer_lock(bc_xlsx_writer *w)
{
    begin(w, BC_XLSX_LOCK);
}

void bc_xlsx_writer_freeze(bc_xlsx_writer *w, uint32_t row)
{
    begin(w, BC_XLSX_FREEZE);
    put_uint(w, row);
}

void bc_xlsx_writer_filter(bc_xlsx_writer *w, const bc_xlsx_range *range)
{
    begin(w, BC_XLSX_FILTER);
    put_uint(w, range->row);
    put_uint(w, range->row_end);
    put_uint(w, range->column);
    put_uint(w, range->column_end);
}

void bc_xlsx_writer_put_object(bc_xlsx_writer *w, const bc_xlsx_object *object)
{
    begin(w, BC_XLSX_OBJECT);
    bc_buf_add(&w->operations, object, sizeof *object);
    put_text(w, object->alt);
    if (!object->chart)
        return;
    bc_buf_clear(&w->text); /* it is never smaller than its figures, and gone with its record */
    bc_chart_pack(object->chart, &w->text);
    put_text(w, bc_buf_str(&w->text));
}

/* Where it only has a remark, there is no chart. */
static void put_chart(bc_xlsx_writer *w, const bc_layout_drawn *drawn, const bc_xlsx_spot *spot,
                      const bc_xlsx_spot *end)
{
    const bc_chart_data *data = drawn->figure->chart;
    if (data->empty || bc_chart_remark(data).n)
        return;
    bc_xlsx_writer_put_object(w, &(bc_xlsx_object){ .kind = BC_XLSX_CHART,
                                                    .from = *spot,
                                                    .to = *end,
                                                    .chart = data,
                                                    .axis = drawn->chart->axis,
                                                    .values = drawn->chart->figures,
                                                    .turned = drawn->chart->turned,
                                                    .upright = drawn->chart->upright,
                                                    .size = drawn->chart->size,
                                                    .alt = drawn->figure->alt });
}

void bc_xlsx_writer_put_figure(bc_xlsx_writer *w, const bc_layout_drawn *drawn, const bc_xlsx_spot *spot,
                               const bc_xlsx_spot *end)
{
    const bc_layout_figure *figure = drawn->figure;
    if (drawn->chart && end)
        put_chart(w, drawn, spot, end);
    if (!figure->picture)
        return;
    bc_xlsx_object object = { .kind = BC_XLSX_PICTURE,
                              .from = *spot,
                              .width = drawn->width,
                              .height = drawn->height - drawn->words,
                              .picture = figure->picture,
                              .alt = figure->alt };
    bc_xlsx_writer_put_object(w, &object);
    if (!w->player)
        bc_picture_keep(figure->picture); /* the draft outlives the record */
}

void bc_xlsx_writer_put_seal(bc_xlsx_writer *w, const bc_layout_drawn *drawn, uint32_t row, bc_len x, bc_len y)
{
    x = bc_len_max(x - drawn->width / 2, 0);
    y -= drawn->height / 2;
    while (y < 0 && row > w->page_first) /* not over the end of a page */
        y += w->row_heights.at[--row];
    bc_xlsx_spot spot = { .row = row, .y = bc_len_max(y, 0) };
    for (; spot.row + 1 < w->row_heights.n && spot.y >= w->row_heights.at[spot.row]; spot.row++)
        spot.y -= w->row_heights.at[spot.row];
    while (spot.column + 1 < w->grid.columns && w->grid.edges[spot.column + 1] <= x)
        spot.column++;
    spot.x = x - w->grid.edges[spot.column];
    bc_xlsx_writer_put_figure(w, drawn, &spot, NULL);
    int64_t foot = (int64_t)spot.y + drawn->height;
    for (uint32_t i = 0; i < spot.row; i++)
        foot += w->row_heights.at[i];
    w->foot = foot > w->foot ? foot : w->foot;
}

void bc_xlsx_writer_make_room(bc_xlsx_writer *w)
{
    const int64_t missing = w->foot - w->height;
    if (missing > 0 && missing < BC_LEN_MAX)
        (void)bc_xlsx_writer_add_rows(w, (bc_len)missing);
}

void bc_xlsx_writer_break(bc_xlsx_writer *w)
{
    w->page_row = w->row;
}

void bc_xlsx_writer_end(bc_xlsx_writer *w)
{
    begin(w, BC_XLSX_END);
    put_uint(w, w->head.first);
    put_uint(w, w->head.end);
    if (w->player) {
        bc_xlsx_player_play(w->player, bc_buf_str(&w->operations));
        bc_buf_clear(&w->operations);
    }
}
