/* Values of cells as their format shows them. What a format cannot show (a negative date) is the number that it is. */
#include "table/private/value.h"

#include "base/decimal.h"
#include "base/written.h"
#include "table/private/moment.h"
#include "table/private/shown.h"

#include <strings.h>

/* Of 2026-12-01 what the format shows of it. */
static void keep_part(bc_buf *text, size_t from, uint8_t part)
{
    enum { YEAR_DIGITS = 4, MONTH_AT = 5 };
    const char *month = text->p + from + MONTH_AT;
    const unsigned number = (unsigned)(month[0] - '0') * 10 + (unsigned)(month[1] - '0');
    text->n = from + YEAR_DIGITS;
    bc_buf_add_text(text, part == BC_TABLE_FORMAT_BARE_YEAR ? "" : "年");
    if (part == BC_TABLE_FORMAT_MONTH)
        bc_buf_printf(text, "%u月", number);
}

/* Dates and times; false when the number is none. */
static bool add_moment(bc_table_cells *cells, bc_table_cell *cell, const bc_table_number *number,
                       bc_table_format format, bool epoch_1904)
{
    if (format.kind == BC_TABLE_FORMAT_TIME || format.kind == BC_TABLE_FORMAT_DURATION) {
        cell->kind = BC_TABLE_TIME;
        return bc_table_moment_time(number, format.kind == BC_TABLE_FORMAT_DURATION, &cells->text);
    }
    cell->kind = BC_TABLE_DATE;
    const size_t from = cells->text.n;
    const bool good = bc_table_moment_date(number, format.kind == BC_TABLE_FORMAT_DATETIME, epoch_1904, &cells->text);
    if (good && format.part)
        keep_part(&cells->text, from, format.part);
    return good;
}

/* Zeros at the end that the format shows. A number with more digits than it shows keeps them. */
static void pad_decimals(const bc_table_number *number, unsigned decimals, bc_buf *out)
{
    const int own = number->n > number->point && number->n ? number->n - number->point : 0;
    if (!own && decimals)
        bc_buf_add_char(out, '.');
    for (int i = own; i < (int)decimals; i++)
        bc_buf_add_char(out, '0');
}

static void apply(bc_table_number *number, const bc_table_shown *shown, bc_table_cell *cell)
{
    number->point -= number->n ? shown->scale : 0;
    bc_table_number_round(number, BC_TABLE_DIGITS, BC_DECIMAL_MAX_SCALE);
    cell->money = shown->money;
    cell->yuan = shown->yuan;
    cell->odd = shown->odd;
}

/* The words around the number, and the number as it is among them. */
static void show(bc_table_number *number, bc_str code, bc_table_cell *cell, bc_buf *text)
{
    bc_table_shown shown;
    bc_table_shown_by_code(code, number, &shown, text);
    apply(number, &shown, cell);
}

/* The same of a cell that says itself what it shows. */
static void show_text(bc_table_number *number, bool percent, bc_table_cell *cell, bc_buf *text)
{
    bc_table_shown shown;
    bc_table_shown_by_text(cell->shown, number, percent, &shown);
    apply(number, &shown, cell);
    if (shown.words)
        bc_buf_add_str(text, cell->shown);
}

bool bc_table_value_number(bc_table_cells *cells, bc_table_cell cell, bc_str text, bc_table_format format,
                           bool epoch_1904)
{
    const size_t from = cells->text.n;
    bc_table_number number;
    if (!bc_table_number_parse(text, &number))
        return false;
    bc_table_number_round(&number, BC_TABLE_DIGITS, BC_DECIMAL_MAX_SCALE);
    if (format.kind >= BC_TABLE_FORMAT_DATE && add_moment(cells, &cell, &number, format, epoch_1904)) {
        bc_table_cells_add_from(cells, cell, from);
        return true;
    }
    cell.cut = bc_table_number_is_cut(&number);
    cell.kind = BC_TABLE_NUMBER;
    bc_buf shown;
    bc_buf_init(&shown);
    if (format.code.n && !cell.cut)
        show(&number, format.code, &cell, &shown);
    else if (cell.shown.n && !cell.cut)
        show_text(&number, format.kind == BC_TABLE_FORMAT_PERCENT, &cell, &shown);
    if (format.kind == BC_TABLE_FORMAT_ZEROS && !number.negative && number.point >= number.n) {
        cell.kind = BC_TABLE_TEXT;
        bc_table_number_print_padded(&number, format.zeros, &cells->text);
    } else if (format.kind == BC_TABLE_FORMAT_PERCENT) {
        cell.kind = BC_TABLE_PERCENT;
        number.point += number.n ? 2 : 0;
        bc_table_number_print(&number, &cells->text);
        bc_buf_add_char(&cells->text, '%');
    } else {
        bc_table_number_print(&number, &cells->text);
        pad_decimals(&number, format.decimals, &cells->text);
    }
    cell.shown = bc_str_trim(bc_buf_str(&shown));
    bc_buf_add_str(&cells->text, cell.shown);
    bc_buf_release(&shown);
    bc_table_cells_add_from(cells, cell, from);
    return true;
}

bool bc_table_value_truth(bc_table_cells *cells, bc_table_cell cell, bc_str text)
{
    const bool yes = bc_str_is(text, "1") || (text.n == 4 && strncasecmp(text.p, "true", 4) == 0);
    const bool no = bc_str_is(text, "0") || (text.n == 5 && strncasecmp(text.p, "false", 5) == 0);
    cell.kind = BC_TABLE_BOOL;
    cell.text = yes ? BC_STR("true") : BC_STR("false");
    if (yes || no)
        bc_table_cells_add(cells, cell);
    return yes || no;
}

void bc_table_value_moment(bc_table_cells *cells, bc_table_cell cell, bc_str text)
{
    const size_t from = cells->text.n;
    const bc_table_moment moment = bc_table_moment_iso(text, &cells->text);
    bc_written_date shown = { 0 };
    if (moment == BC_TABLE_MOMENT_DATE && cell.shown.n)
        bc_written_date_read(cell.shown, &shown);
    if (shown.year && !shown.day && (shown.sense == BC_WRITTEN_USUAL || shown.sense == BC_WRITTEN_UNUSUAL))
        keep_part(&cells->text, from,
                  shown.month                             ? BC_TABLE_FORMAT_MONTH
                  : bc_str_ends(cell.shown, BC_STR("年")) ? BC_TABLE_FORMAT_YEAR
                                                          : BC_TABLE_FORMAT_BARE_YEAR);
    cell.shown = (bc_str){ 0 };
    cell.kind = moment == BC_TABLE_MOMENT_DATE ? BC_TABLE_DATE : BC_TABLE_TIME;
    if (moment == BC_TABLE_MOMENT_NONE) {
        cell.kind = BC_TABLE_TEXT;
        bc_buf_add_str(&cells->text, text);
    }
    bc_table_cells_add_from(cells, cell, from);
}
