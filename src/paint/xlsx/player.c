/* Operations done to a sheet, the only place that fills sheets of libxlsxwriter. What it answers is asked each time,
 * and the first failure ends the sheet: the workbook cannot be made any more. */
#include "paint/xlsx/private/player.h"

#include "base/tr.h"
#include "paint/xlsx/private/operations.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter/utility.h>

typedef struct reader {
    bc_xlsx_player *p;
    const char *at, *end;
} reader;

/* -- bytes ---------------------------------------------------------------------------------------------- */

static uint32_t get_uint(reader *r)
{
    uint32_t n = 0;
    for (unsigned shift = 0;; shift += 7) {
        assert(r->at < r->end && shift < 35);
        unsigned char byte = (unsigned char)*r->at++;
        n |= (uint32_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return n;
    }
}

static void get_bytes(reader *r, void *out, size_t n)
{
    assert((size_t)(r->end - r->at) >= n);
    memcpy(out, r->at, n);
    r->at += n;
}

static double get_figure(reader *r)
{
    double figure;
    get_bytes(r, &figure, sizeof figure);
    return figure;
}

/* Lent by the operations. */
static bc_str get_text(reader *r)
{
    uint32_t n = get_uint(r);
    bc_str text = { r->at, n };
    assert((size_t)(r->end - r->at) > n && r->at[n] == '\0');
    r->at += n + 1;
    return text;
}

/* The library copies what it is given, but does not say so by `const`. */
static char *mutable_text(bc_xlsx_player *p, bc_str text)
{
    char *copy = bc_arena_alloc(p->arena, text.n + 1);
    if (text.n)
        memcpy(copy, text.p, text.n);
    return copy;
}

/* -- cells ---------------------------------------------------------------------------------------------- */

/* What is written next goes to the player's cell, whose format is returned. Cells of a range become one: the library
 * pads merged cells with empty ones of the same format, so that all borders show. It would write the content too, but
 * not say when it could not. */
static lxw_format *get_cell(reader *r)
{
    bc_xlsx_player *p = r->p;
    p->cell_row = p->row - get_uint(r);
    uint32_t rows = get_uint(r);
    p->cell_column = (lxw_col_t)get_uint(r);
    uint32_t columns = get_uint(r), look = get_uint(r);
    assert(look < p->formats.n && rows && columns);
    lxw_format *format = p->formats.at[look];
    if (rows == 1 && columns == 1)
        return format;
    bc_xlsx_note(p->outcome, worksheet_merge_range(p->sheet, p->cell_row, p->cell_column, p->cell_row + rows - 1,
                                                   (lxw_col_t)(p->cell_column + columns - 1), "", format));
    p->merges++;
    return format;
}

static void play_text(reader *r)
{
    bc_xlsx_player *p = r->p;
    lxw_format *format = get_cell(r);
    bc_xlsx_note(p->outcome, worksheet_write_string(p->sheet, p->cell_row, p->cell_column, get_text(r).p, format));
}

static void play_number(reader *r)
{
    bc_xlsx_player *p = r->p;
    lxw_format *format = get_cell(r);
    bc_xlsx_note(p->outcome, worksheet_write_number(p->sheet, p->cell_row, p->cell_column, get_figure(r), format));
}

static void play_formula(reader *r)
{
    bc_xlsx_player *p = r->p;
    lxw_row_t row = get_uint(r);
    lxw_col_t column = (lxw_col_t)get_uint(r);
    lxw_format *format = p->formats.at[get_uint(r)];
    double number = get_figure(r);
    const char *formula = get_text(r).p, *text = get_text(r).p;
    bc_xlsx_note(p->outcome, isnan(number)
                                 ? worksheet_write_formula_str(p->sheet, row, column, formula, format, text)
                                 : worksheet_write_formula_num(p->sheet, row, column, formula, format, number));
}

static void play_link(reader *r)
{
    bc_xlsx_player *p = r->p;
    lxw_format *format = get_cell(r);
    bc_str text = get_text(r), sheet = get_text(r);
    char *quoted = lxw_quote_sheetname(sheet.p);
    if (!quoted) {
        bc_xlsx_note(p->outcome, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    bc_str url = bc_arena_printf(p->arena, "internal:%s!A1", quoted);
    free(quoted);
    bc_xlsx_note(p->outcome,
                 worksheet_write_url_opt(p->sheet, p->cell_row, p->cell_column, url.p, format, text.p, NULL));
}

/* Anything can be written all the same: a number with its unit, or words that the form allows. */
static void ask_for_number(bc_xlsx_player *p, lxw_data_validation *rule)
{
    enum { NO_LIMIT = 1000000000 };
    rule->validate = LXW_VALIDATION_TYPE_DECIMAL;
    rule->criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
    rule->minimum_number = -(double)NO_LIMIT * NO_LIMIT;
    rule->maximum_number = (double)NO_LIMIT * NO_LIMIT;
    rule->error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    rule->error_message = mutable_text(p, bc_str_from(bc_tr("a number belongs here")));
}

static void play_list(reader *r)
{
    bc_xlsx_player *p = r->p;
    const bc_str path = get_text(r);
    const lxw_row_t row = get_uint(r), row_end = get_uint(r);
    const lxw_col_t column = (lxw_col_t)get_uint(r), column_end = (lxw_col_t)get_uint(r);
    char area[LXW_MAX_CELL_RANGE_LENGTH];
    assert(row > 0 && row_end > row && column_end > column);
    if (row_end >= LXW_ROW_MAX)
        return;
    lxw_rowcol_to_range_abs(area, row - 1, column, row_end, (lxw_col_t)(column_end - 1));
    bc_xlsx_names_add_list(p->names, p->sheet, path, bc_str_from(area));
}

static void play_guide(reader *r)
{
    bc_xlsx_player *p = r->p;
    const lxw_col_t column = (lxw_col_t)get_uint(r);
    const lxw_row_t row = get_uint(r), last = get_uint(r);
    const bool number = get_uint(r) != 0, open = get_uint(r) != 0;
    char *title = mutable_text(p, get_text(r)), *message = mutable_text(p, get_text(r));
    uint32_t count = get_uint(r);
    char **list = BC_NEW_ARRAY(p->arena, char *, (size_t)count + 1);
    for (uint32_t i = 0; i < count; i++)
        list[i] = mutable_text(p, get_text(r));
    lxw_data_validation rule = { .validate = count ? LXW_VALIDATION_TYPE_LIST : LXW_VALIDATION_TYPE_ANY,
                                 .value_list = count ? list : NULL,
                                 .dropdown = LXW_VALIDATION_ON,
                                 .error_title = title,
                                 .error_message = mutable_text(p, bc_str_from(bc_tr("choose one of the list"))) };
    if (number && !count)
        ask_for_number(p, &rule);
    if (open)
        rule.show_error = LXW_VALIDATION_OFF;
    if (*message) {
        rule.input_title = title;
        rule.input_message = message;
    }
    bc_xlsx_note(p->outcome, worksheet_data_validation_range(p->sheet, row, column, last, column, &rule));
}

/* -- rows, columns and what is printed ------------------------------------------------------------------ */

static void play_rows(reader *r)
{
    bc_xlsx_player *p = r->p;
    double height = get_uint(r) / 1000.0;
    const uint32_t look = get_uint(r);
    lxw_format *format = look ? p->formats.at[look - 1] : NULL;
    for (uint32_t left = get_uint(r); left > 0; left--)
        bc_xlsx_note(p->outcome, worksheet_set_row(p->sheet, p->row++, height, format));
}

static void play_column(reader *r)
{
    bc_xlsx_player *p = r->p;
    bc_xlsx_note(p->outcome, worksheet_set_column(p->sheet, p->columns, p->columns, get_figure(r), NULL));
    p->columns++;
}

static void play_look(reader *r)
{
    bc_xlsx_look look;
    get_bytes(r, &look, sizeof look);
    bc_vec_add(&r->p->formats, bc_xlsx_looks_find(r->p->looks, &look));
}

static void lock(bc_xlsx_player *p)
{
    /* Rows may be made higher for longer text; those of lists are as many as there is to say. */
    lxw_protection allowed = {
        .format_rows = LXW_TRUE, .format_columns = LXW_TRUE, .insert_rows = LXW_TRUE, .delete_rows = LXW_TRUE
    };
    worksheet_protect(p->sheet, NULL, &allowed);
}

static void set_print_area(bc_xlsx_player *p, lxw_row_t head, lxw_row_t head_end)
{
    if (p->row == 0)
        return;
    char area[LXW_MAX_CELL_RANGE_LENGTH];
    lxw_col_t last = (lxw_col_t)(p->columns - 1);
    lxw_rowcol_to_range(area, 0, 0, p->row - 1, last);
    bc_xlsx_note(p->outcome, worksheet_ignore_errors(p->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, area));
    if (!p->sheet->ignore_number_stored_as_text) /* a copy of the area, of whose failing the library says nothing */
        bc_xlsx_note(p->outcome, LXW_ERROR_MEMORY_MALLOC_FAILED);
    if (p->unprinted) /* without an area, beside sheets that have one, it never is */
        return;
    lxw_rowcol_to_range_abs(area, 0, 0, p->row - 1, last);
    bc_xlsx_names_add_builtin(p->names, p->sheet, "Print_Area", bc_str_from(area));
    if (head_end > head)
        bc_xlsx_names_add_builtin(p->names, p->sheet, "Print_Titles",
                                  bc_arena_printf(p->arena, "$%u:$%u", head + 1, head_end));
}

static void play_filter(reader *r)
{
    bc_xlsx_player *p = r->p;
    lxw_row_t row = get_uint(r), end = get_uint(r);
    lxw_col_t column = (lxw_col_t)get_uint(r), column_end = (lxw_col_t)get_uint(r);
    assert(end > row && column_end > column);
    char area[LXW_MAX_CELL_RANGE_LENGTH];
    bc_xlsx_note(p->outcome, worksheet_autofilter(p->sheet, row, column, end - 1, (lxw_col_t)(column_end - 1)));
    lxw_rowcol_to_range_abs(area, row, column, end - 1, (lxw_col_t)(column_end - 1));
    bc_xlsx_names_add_builtin(p->names, p->sheet, "_FilterDatabase", bc_str_from(area));
}

static void play_object(reader *r)
{
    bc_xlsx_object object;
    get_bytes(r, &object, sizeof object);
    object.alt = bc_arena_str(r->p->book, get_text(r));
    if (object.chart)
        object.chart = bc_chart_unpack(bc_arena_str(r->p->book, get_text(r)), r->p->book);
    bc_vec_add(&r->p->objects, object);
}

static void play_end(reader *r)
{
    bc_xlsx_player *p = r->p;
    if (p->breaks.n) {
        bc_vec_add(&p->breaks, 0); /* ends the list */
        bc_xlsx_note(p->outcome, worksheet_set_h_pagebreaks(p->sheet, p->breaks.at));
    }
    lxw_row_t head = get_uint(r), head_end = get_uint(r);
    set_print_area(p, head, head_end);
}

/* -- all of them ---------------------------------------------------------------------------------------- */

static void play_name(reader *r, bc_xlsx_operation kind)
{
    bc_xlsx_player *p = r->p;
    if (kind == BC_XLSX_LIST) {
        play_list(r);
        return;
    }
    const bc_str said = get_text(r);
    if (kind == BC_XLSX_NAME) {
        bc_xlsx_names_add_cell(p->names, p->sheet, said, p->cell_row, p->cell_column);
        bc_xlsx_remarks_meet(&p->remarks, said, p->cell_row, p->cell_column, p->book);
    } else if (kind == BC_XLSX_GIVEN)
        bc_xlsx_names_add_text(p->names, p->sheet, said, get_text(r));
    else
        bc_xlsx_names_add_form(p->names, p->sheet, said);
}

static void play_one(reader *r)
{
    bc_xlsx_player *p = r->p;
    const bc_xlsx_operation kind = (bc_xlsx_operation)*r->at++;
    switch (kind) {
    case BC_XLSX_COLUMN:
        play_column(r);
        break;
    case BC_XLSX_ROWS:
        play_rows(r);
        break;
    case BC_XLSX_LOOK:
        play_look(r);
        break;
    case BC_XLSX_TEXT:
        play_text(r);
        break;
    case BC_XLSX_NUMBER:
        play_number(r);
        break;
    case BC_XLSX_FORMULA:
        play_formula(r);
        break;
    case BC_XLSX_LINK:
        play_link(r);
        break;
    case BC_XLSX_NAME:
    case BC_XLSX_LIST:
    case BC_XLSX_GIVEN:
    case BC_XLSX_FORM:
        play_name(r, kind);
        break;
    case BC_XLSX_GUIDE:
        play_guide(r);
        break;
    case BC_XLSX_LOCK:
        lock(p);
        break;
    case BC_XLSX_BREAK:
        bc_vec_add(&p->breaks, p->row);
        break;
    case BC_XLSX_FREEZE:
        worksheet_freeze_panes(p->sheet, get_uint(r), 0);
        break;
    case BC_XLSX_FILTER:
        play_filter(r);
        break;
    case BC_XLSX_OBJECT:
        play_object(r);
        break;
    case BC_XLSX_FULL:
        bc_xlsx_fail(p->outcome, BC_XLSX_TOO_LARGE, bc_tr("a sheet holds at most 1048576 rows"));
        break;
    case BC_XLSX_END:
        play_end(r);
        break;
    }
}

void bc_xlsx_player_play(bc_xlsx_player *player, bc_str operations)
{
    reader r = { player, operations.p, operations.p + operations.n };
    while (r.at < r.end && !player->outcome->status)
        play_one(&r);
}

void bc_xlsx_player_release(bc_xlsx_player *player)
{
    bc_vec_release(&player->formats);
    bc_vec_release(&player->breaks);
    bc_vec_release(&player->objects);
    bc_vec_release(&player->remarks.found);
}
