/* XLSX workbooks as tables. What all sheets share, texts and formats, is read when the first of them is begun; of a
 * sheet only the row in work is at hand. */
#include "table/private/xlsx.h"

#include "base/tr.h"
#include "table/private/strings.h"
#include "table/private/styles.h"
#include "table/private/xlsx_book.h"
#include "table/private/xlsx_merges.h"
#include "table/private/xlsx_rows.h"

typedef struct xlsx {
    bc_table table;
    bc_table_zip *zip;
    bc_table_xlsx_book book;
    bc_table_strings strings;
    bc_table_styles styles;
    bool knows; /* texts and formats were read */
    bc_table_xlsx_rows *rows;
    bc_table_merges_list merges;
    bool merging;
    uint32_t sheet;
} xlsx;

static void close_xlsx(bc_table *table)
{
    xlsx *x = (xlsx *)table;
    bc_table_xlsx_rows_free(x->rows);
    bc_table_merges_release(&x->merges);
    bc_table_strings_release(&x->strings);
    bc_table_styles_release(&x->styles);
    bc_table_xlsx_book_release(&x->book);
    bc_table_zip_close(x->zip);
    bc_arena_release(&table->arena);
    bc_mem_free(x);
}

static bool know(xlsx *x, bc_table_report *report)
{
    if (x->knows)
        return true;
    bc_table_strings_release(&x->strings);
    bc_table_styles_release(&x->styles);
    x->knows =
        (x->book.styles == BC_TABLE_NO_PART || bc_table_styles_read(&x->styles, x->zip, x->book.styles, report)) &&
        (x->book.strings == BC_TABLE_NO_PART || bc_table_strings_read(&x->strings, x->zip, x->book.strings, report));
    return x->knows;
}

static bc_table_report report_of(const xlsx *x, bc_arena *arena, bc_diag_list *diags)
{
    return (bc_table_report){
        .name = x->table.input.name, .sheet = x->book.places.at[x->sheet].sheet, .arena = arena, .diags = diags
    };
}

static bool begin_xlsx(bc_table *table, uint32_t sheet, bool merges, bc_arena *arena, bc_diag_list *diags,
                       bool *io_error)
{
    xlsx *x = (xlsx *)table;
    x->sheet = sheet;
    bc_table_xlsx_rows_free(x->rows);
    x->rows = NULL;
    bc_table_merges_release(&x->merges);
    bc_table_report report = report_of(x, arena, diags);
    const int64_t part = x->book.places.at[sheet].part;
    if (part == BC_TABLE_NO_PART) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E734", bc_table_report_cell(&report, 0, 0),
                    bc_tr("the part with the cells of this sheet is missing"));
        bc_table_report_advice(&report);
        return false;
    }
    x->merging = merges;
    if (!know(x, &report) || (merges && !bc_table_xlsx_merges_read(&x->merges, x->zip, part, &report))) {
        *io_error = *io_error || report.io_error;
        return false;
    }
    table->merges = x->merges.all.at;
    table->merge_count = (uint32_t)x->merges.all.n;
    const bc_table_xlsx_know known = {
        .strings = &x->strings, .styles = &x->styles, .epoch_1904 = x->book.epoch_1904, .uncomputed = x->book.uncomputed
    };
    x->rows = bc_table_xlsx_rows_new(x->zip, part, &known, &report);
    table->bytes = bc_table_zip_bytes(x->zip);
    *io_error = *io_error || report.io_error;
    return x->rows != NULL;
}

static bool next_xlsx(bc_table *table, bc_arena *arena, bc_diag_list *diags, bc_table_row *row, bool *io_error)
{
    xlsx *x = (xlsx *)table;
    const bc_table_sheet *within = &x->book.sheets.at[x->sheet];
    const bc_table_frame frame = { .rectangle = within, .merges = x->merging ? &x->merges : NULL };
    bc_table_report report = report_of(x, arena, diags);
    bool given = false, failed = false;
    while (x->rows && !given) {
        bc_table_cells *cells = bc_table_xlsx_rows_next(x->rows, &report, &failed);
        if (!cells || (within->first_row && cells->row > within->last_row)) {
            bc_table_xlsx_rows_free(x->rows);
            x->rows = NULL;
        } else if (cells->row >= within->first_row) {
            given = bc_table_cells_give(cells, &frame, &report, row);
        }
    }
    table->bytes = bc_table_zip_bytes(x->zip);
    *io_error = report.io_error;
    return given;
}

static const bc_table_reader CALLS = { .close = close_xlsx, .begin = begin_xlsx, .next = next_xlsx };

bc_table *bc_table_xlsx_open(const bc_table_input *input, bc_table_zip *zip, int64_t part, bc_table_report *report)
{
    xlsx *x = bc_mem_alloc(sizeof *x);
    x->zip = zip;
    x->table = (bc_table){ .reader = &CALLS, .input = *input };
    if (!bc_table_xlsx_book_read(&x->book, zip, part, &x->table.arena, report)) {
        close_xlsx(&x->table);
        return NULL;
    }
    x->table.sheets = x->book.sheets.at;
    x->table.sheet_count = (uint32_t)x->book.sheets.n;
    bc_table_names_settle(&x->book.names, x->book.sheets.at, x->book.whole_sheets, '!', &x->table.arena, &x->table);
    x->table.bytes = bc_table_zip_bytes(zip);
    return &x->table;
}
