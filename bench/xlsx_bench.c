/* How long a workbook takes beside the bare library calls that write the same cells, in one run:
 *
 *     xlsx_bench [documents [indicators]]
 *
 * The bare calls know beforehand where every cell goes and what it holds; what they are spared (columns, heights,
 * types, names, text checks) is what our own share of the time is spent on.
 */
#include "sample.h"

#include "paint/xlsx/private/grid.h"
#include "paint/xlsx/private/rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include <xlsxwriter.h>

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* A cell as the library takes it. */
typedef struct bare_cell {
    lxw_row_t row, last_row;
    lxw_col_t column, last_column;
    const char *text;
    double number;
    bool is_number;
    int look;
} bare_cell;

typedef struct bare_sheet {
    BC_VEC(bare_cell) cells;
    BC_VEC(double) heights;
    BC_VEC(double) widths;
} bare_sheet;

enum { LOOK_TITLE, LOOK_LINE, LOOK_LABEL, LOOK_NUMBER, LOOKS };

static void plan_text(bare_sheet *sheet, lxw_row_t row, lxw_col_t from, lxw_col_t to, bc_str text, int look)
{
    bc_vec_add(&sheet->cells, (bare_cell){ row, row, from, to, text.p ? text.p : "", 0, false, look });
}

static void plan_table(bare_sheet *sheet, const bc_layout_table *measured, const bc_xlsx_grid *grid, bc_arena *arena)
{
    const bc_layout_composed_table *table = measured->composed;
    bc_xlsx_rows rows = bc_xlsx_rows_make(measured, arena);
    lxw_row_t top = (lxw_row_t)sheet->heights.n;
    for (uint32_t r = 0; r < table->row_count; r++)
        bc_vec_add(&sheet->heights, rows.heights[r] / 1000.0);
    for (uint32_t i = 0; i < table->cell_count; i++) {
        const bc_layout_composed_cell *cell = &table->cells[i];
        bool number = cell->value.datum && cell->value.datum->type == BC_VALUE_NUMBER;
        bc_vec_add(&sheet->cells,
                   (bare_cell){ .row = top + cell->row,
                                .last_row = top + cell->row + cell->rows - 1,
                                .column = (lxw_col_t)bc_xlsx_grid_at(grid, cell->x0),
                                .last_column = (lxw_col_t)(bc_xlsx_grid_at(grid, cell->x1) - 1),
                                .text = cell->text.p ? cell->text.p : "",
                                .number = number ? bc_decimal_to_double(cell->value.datum->as.number) : 0,
                                .is_number = number,
                                .look = number ? LOOK_NUMBER : LOOK_LABEL });
    }
}

static void plan(bare_sheet *sheet, const bc_layout_document *document, bc_arena *arena)
{
    bc_xlsx_grid grid = bc_xlsx_grid_make(document, arena);
    lxw_col_t last = (lxw_col_t)(grid.columns - 1);
    for (uint32_t i = 0; i < grid.columns; i++)
        bc_vec_add(&sheet->widths, (grid.edges[i + 1] - grid.edges[i]) / 6000.0);
    for (uint32_t i = 0; i < document->block_count; i++) {
        const bc_layout_block *block = &document->blocks[i];
        if (block->kind == BC_BLOCK_TABLE) {
            plan_table(sheet, &block->as.table, &grid, arena);
            continue;
        }
        lxw_row_t row = (lxw_row_t)sheet->heights.n;
        bc_vec_add(&sheet->heights, 24);
        if (block->kind == BC_BLOCK_PARA) {
            plan_text(sheet, row, 0, last, block->as.text.words, LOOK_TITLE);
        } else {
            plan_text(sheet, row, 0, last / 2, block->composed->as.line.left, LOOK_LINE);
            plan_text(sheet, row, last / 2 + 1, last, block->composed->as.line.right, LOOK_LINE);
        }
    }
}

static void make_formats(lxw_workbook *book, lxw_format **formats)
{
    for (int i = 0; i < LOOKS; i++) {
        formats[i] = workbook_add_format(book);
        format_set_font_name(formats[i], "宋体");
        format_set_font_size(formats[i], i == LOOK_TITLE ? 18 : 10.5);
        format_set_align(formats[i], LXW_ALIGN_CENTER);
        format_set_align(formats[i], LXW_ALIGN_VERTICAL_CENTER);
        format_set_text_wrap(formats[i]);
        if (i >= LOOK_LABEL)
            format_set_border(formats[i], LXW_BORDER_THIN);
    }
    format_set_num_format(formats[LOOK_NUMBER], "0.00\"万元\"");
}

static void write_bare(const bare_sheet *plan, const char *path, const char *folder)
{
    lxw_workbook_options options = { .tmpdir = (char *)(uintptr_t)folder };
    lxw_workbook *book = workbook_new_opt(path, &options);
    lxw_worksheet *sheet = workbook_add_worksheet(book, "表");
    lxw_format *formats[LOOKS];
    make_formats(book, formats);
    for (size_t i = 0; i < plan->widths.n; i++)
        worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, plan->widths.at[i], NULL);
    for (size_t i = 0; i < plan->heights.n; i++)
        worksheet_set_row(sheet, (lxw_row_t)i, plan->heights.at[i], NULL);
    for (size_t i = 0; i < plan->cells.n; i++) {
        const bare_cell *c = &plan->cells.at[i];
        lxw_format *format = formats[c->look];
        bool merged = c->last_row > c->row || c->last_column > c->column;
        if (merged)
            worksheet_merge_range(sheet, c->row, c->column, c->last_row, c->last_column, c->is_number ? "" : c->text,
                                  format);
        if (c->is_number)
            worksheet_write_number(sheet, c->row, c->column, c->number, format);
        else if (!merged)
            worksheet_write_string(sheet, c->row, c->column, c->text, format);
    }
    worksheet_set_paper(sheet, 9);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_center_horizontally(sheet);
    worksheet_set_footer(sheet, "&C— &P —");
    worksheet_repeat_rows(sheet, 5, 5);
    worksheet_print_area(sheet, 0, 0, (lxw_row_t)plan->heights.n - 1, (lxw_col_t)plan->widths.n - 1);
    workbook_close(book);
}

static double time_bare(const bare_sheet *sheets, size_t n, const char *path, const char *folder)
{
    double start = cpu_seconds();
    for (size_t i = 0; i < n; i++)
        write_bare(&sheets[i], path, folder);
    return (cpu_seconds() - start) * 1000 / (double)n;
}

static double time_ours(bc_layout_document *const *documents, size_t n, const bc_font_set *fonts, size_t *bytes)
{
    bc_buf out;
    bc_buf_init(&out);
    double start = cpu_seconds();
    *bytes = 0;
    for (size_t i = 0; i < n; i++) {
        bc_buf_clear(&out);
        if (!write_book(fonts, &documents[i], 1, &out))
            exit(1);
        *bytes += out.n;
    }
    double spent = (cpu_seconds() - start) * 1000 / (double)n;
    bc_buf_release(&out);
    *bytes /= n;
    return spent;
}

int main(int argc, char **argv)
{
    size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 500;
    uint32_t indicators = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 14;
    if (n == 0 || indicators == 0) {
        fprintf(stderr, "usage: xlsx_bench [documents [indicators]]\n");
        return 2;
    }
    bc_arena arena = { 0 };
    bc_font_set *fonts = load_fonts(&arena);
    bc_layout_document **documents = BC_NEW_ARRAY(&arena, bc_layout_document *, n);
    bare_sheet *sheets = BC_NEW_ARRAY(&arena, bare_sheet, n);
    for (size_t i = 0; i < n; i++) {
        documents[i] = make_form(&arena, (uint32_t)i, indicators);
        plan(&sheets[i], documents[i], &arena);
    }
    char path[] = "/tmp/xlsx_bench_XXXXXX";
    int file = mkstemp(path);
    if (file < 0)
        return 3;
    close(file);
    size_t bytes;
    (void)time_bare(sheets, 1, path, NULL); /* memory and libraries are warm for all */
    double ours = time_ours(documents, n, fonts, &bytes);
    double bare = time_bare(sheets, n, path, NULL);
    double shm = access("/dev/shm", W_OK) == 0 ? time_bare(sheets, n, path, "/dev/shm") : 0;
    unlink(path);
    printf("workbooks %zu, indicators %u, bytes each %zu\n", n, indicators, bytes);
    printf("bare library calls          %7.3f ms CPU\n", bare);
    if (shm > 0)
        printf("bare calls, files in memory %7.3f ms CPU\n", shm);
    printf("biaoce                      %7.3f ms CPU, %.2f of the bare calls\n", ours, ours / bare);
    for (size_t i = 0; i < n; i++) {
        bc_vec_release(&sheets[i].cells);
        bc_vec_release(&sheets[i].heights);
        bc_vec_release(&sheets[i].widths);
    }
    bc_font_set_free(fonts);
    bc_arena_release(&arena);
    return 0;
}
