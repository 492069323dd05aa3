/* Texts are cells of texts; figures are numbers where they are read from a number as they are written, with the digits
 * behind the point that they have; days are dates. Rows go into packed files as they come, so that a million of them
 * take no memory. */
#include "export/xlsx.h"

#include "base/mem.h"
#include "export/private/archive.h"
#include "export/private/parts.h"

#include <stdio.h>

enum { MAX_ROWS = 1048576, MAX_TEXT = 32767 };

typedef struct sheet {
    bc_export_part part;
    uint32_t rows;
} sheet;

struct bc_export_xlsx {
    const bc_export_table *table;
    sheet *sheets;
    int error;
};

bool bc_export_xlsx_takes(const bc_export_cell *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const bc_str text = cells[i].text;
        size_t units = 0;
        for (size_t k = 0; k < text.n && text.n > MAX_TEXT; k++)
            units += (((unsigned char)text.p[k] & 0xC0) != 0x80) + (size_t)((unsigned char)text.p[k] >= 0xF0);
        if (units > MAX_TEXT)
            return false;
    }
    return true;
}

/* -- cells ---------------------------------------------------------------------------------------------- */

/* Days since 1899-12-30, as workbooks count those from March 1900 on. */
static int64_t serial_of(bc_str day)
{
    const char *p = day.p;
    int64_t year = (p[0] - '0') * 1000 + (p[1] - '0') * 100 + (p[2] - '0') * 10 + (p[3] - '0');
    const int64_t month = (p[5] - '0') * 10 + (p[6] - '0'), date = (p[8] - '0') * 10 + (p[9] - '0');
    enum { DAYS_TO_1899_12_30 = 693899 }; /* from 0000-03-01 */
    year -= month <= 2;
    const int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + date - 1;
    return year * 365 + year / 4 - year / 100 + year / 400 + of_year - DAYS_TO_1899_12_30;
}

static unsigned decimals_of(bc_str figure)
{
    const size_t point = bc_str_find(figure, BC_STR("."), 0);
    return point == SIZE_MAX ? 0 : (unsigned)(figure.n - point - 1);
}

static void put_text(bc_str text, int style, bc_buf *out)
{
    bc_buf_printf(out, "\" s=\"%d\" t=\"inlineStr\"><is><t>", style);
    bc_export_parts_text(text, out);
    bc_buf_add_text(out, "</t></is></c>");
}

static int text_style(const bc_export_column *column, bc_str text)
{
    const bool wide = column->kind == BC_EXPORT_LINES || column->kind == BC_EXPORT_JSON ||
                      (column->field && column->field->type == BC_FIELD_PROSE);
    return wide || bc_str_find(text, BC_STR("\n"), 0) != SIZE_MAX ? BC_EXPORT_STYLE_LINES : BC_EXPORT_STYLE_TEXT;
}

static void put_cell(const bc_export_column *column, const bc_export_cell *cell, bc_buf *out)
{
    const unsigned decimals = cell->kind == BC_EXPORT_FIGURE ? decimals_of(cell->text) : 0;
    if (cell->kind == BC_EXPORT_FIGURE && decimals <= BC_EXPORT_MAX_DECIMALS)
        bc_buf_printf(out, "\" s=\"%u\"><v>%.*s</v></c>", BC_EXPORT_STYLE_FIGURE + decimals, BC_STR_ARG(cell->text));
    else if (cell->kind == BC_EXPORT_DATE)
        bc_buf_printf(out, "\" s=\"%d\"><v>%lld</v></c>", BC_EXPORT_STYLE_DATE, (long long)serial_of(cell->text));
    else
        put_text(cell->text, text_style(column, cell->text), out);
}

/* -- sheets --------------------------------------------------------------------------------------------- */

static void begin_cell(size_t column, uint32_t row, bc_buf *out)
{
    bc_buf_add_text(out, "<c r=\"");
    bc_export_parts_column(column, out);
    bc_buf_add_int(out, row);
}

static void begin_sheet(const bc_export_table *table, size_t i, sheet *s)
{
    const bc_export_sheet *what = &table->sheets.at[i];
    bc_buf *out = &s->part.text;
    bc_export_part_begin(&s->part);
    bc_export_parts_begin_sheet(what, i == 0, out);
    bc_buf_add_text(out, "<row r=\"1\">");
    for (size_t k = 0; k < what->columns.n; k++) {
        begin_cell(k, 1, out);
        put_text(what->columns.at[k].head, BC_EXPORT_STYLE_HEAD, out);
    }
    bc_buf_add_text(out, "</row>");
    s->rows = 1;
}

bc_export_xlsx *bc_export_xlsx_new(const bc_export_table *table)
{
    bc_export_xlsx *book = bc_mem_alloc(sizeof *book);
    book->table = table;
    book->sheets = bc_mem_alloc(bc_mem_product(table->sheets.n, sizeof *book->sheets));
    for (size_t i = 0; i < table->sheets.n; i++)
        begin_sheet(table, i, &book->sheets[i]);
    return book;
}

void bc_export_xlsx_free(bc_export_xlsx *book)
{
    if (!book)
        return;
    for (size_t i = 0; i < book->table->sheets.n; i++)
        bc_export_part_release(&book->sheets[i].part);
    bc_mem_free(book->sheets);
    bc_mem_free(book);
}

bool bc_export_xlsx_row(bc_export_xlsx *book, size_t i, const bc_export_cell *cells, size_t n)
{
    sheet *s = &book->sheets[i];
    bc_buf *out = &s->part.text;
    if (s->rows == MAX_ROWS || book->error)
        return false;
    const uint32_t row = ++s->rows;
    bc_buf_add_text(out, "<row r=\"");
    bc_buf_add_int(out, row);
    bc_buf_add_text(out, "\">");
    for (size_t k = 0; k < n; k++) {
        if (cells[k].kind == BC_EXPORT_EMPTY)
            continue;
        begin_cell(k, row, out);
        put_cell(&book->table->sheets.at[i].columns.at[k], &cells[k], out);
    }
    bc_buf_add_text(out, "</row>");
    bc_export_part_flush(&s->part, false);
    book->error = s->part.error;
    return !book->error;
}

/* -- the workbook --------------------------------------------------------------------------------------- */

static void add_small(bc_export_archive *archive, const char *name, const bc_export_table *table,
                      void (*make)(const bc_export_table *table, bc_buf *out))
{
    bc_export_part part;
    bc_export_part_begin(&part);
    make(table, &part.text);
    bc_export_archive_add(archive, name, &part);
    bc_export_part_release(&part);
}

static void make_root(const bc_export_table *table, bc_buf *out)
{
    (void)table;
    bc_export_parts_root(out);
}

static void make_styles(const bc_export_table *table, bc_buf *out)
{
    (void)table;
    bc_export_parts_styles(out);
}

bool bc_export_xlsx_finish(bc_export_xlsx *book, void (*put)(void *context, bc_str bytes), void *context)
{
    const bc_export_table *table = book->table;
    bc_export_archive archive = { .put = put, .context = context };
    bc_buf_init(&archive.directory);
    add_small(&archive, "[Content_Types].xml", table, bc_export_parts_types);
    add_small(&archive, "_rels/.rels", table, make_root);
    add_small(&archive, "xl/workbook.xml", table, bc_export_parts_book);
    add_small(&archive, "xl/_rels/workbook.xml.rels", table, bc_export_parts_book_links);
    add_small(&archive, "xl/styles.xml", table, make_styles);
    for (size_t i = 0; i < table->sheets.n; i++) {
        char name[64];
        snprintf(name, sizeof name, "xl/worksheets/sheet%zu.xml", i + 1);
        bc_export_parts_end_sheet(&table->sheets.at[i], book->sheets[i].rows, &book->sheets[i].part.text);
        bc_export_archive_add(&archive, name, &book->sheets[i].part);
    }
    bc_export_archive_finish(&archive);
    book->error = book->error ? book->error : archive.error;
    return !book->error;
}

int bc_export_xlsx_error(const bc_export_xlsx *book)
{
    return book->error;
}
