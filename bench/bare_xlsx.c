/* The same cells written by bare libxlsxwriter calls: what a program costs that knows every cell, width and height
 * beforehand. */
#include "bench/phase.h"

#include "base/file.h"
#include "engine/engine.h"
#include "layout/compose.h"
#include "layout/measure.h"
#include "paint/xlsx/private/grid.h"
#include "record/bind.h"
#include "source/encoding.h"
#include "source/yaml.h"

#include <stdio.h>
#include <stdlib.h>
#include <xlsxwriter.h>

typedef struct bare_cell {
    lxw_row_t row, last_row;
    lxw_col_t column, last_column;
    const char *text; /* NULL: a number */
    double number;
    uint8_t style;
} bare_cell;

typedef struct bare_sheet {
    BC_VEC(bare_cell) cells;
    BC_VEC(double) heights;
    uint32_t columns;
} bare_sheet;

enum { STYLES = 4 }; /* title, label, value, number: what such a form needs at least */

static const bc_layout_document *lay_out(biaoce_engine *engine, bc_text_typesetter *typesetter, const char *path,
                                         bc_arena *arena, bc_diag_list *diags)
{
    bool io_error;
    bc_source_documents documents;
    const bc_diag_source *source = bc_source_read(arena, path, diags, &io_error);
    if (!source || !bc_yaml_read(arena, source, diags, &documents) || !documents.n)
        return NULL;
    bc_diag_mark at;
    bc_str name = bc_record_form_name(documents.at[0], &at);
    const bc_engine_template *template = bc_engine_templates_find(&engine->templates, &engine->folders, name);
    if (!template->form)
        return NULL;
    bc_value record = bc_record_bind(template->form, documents.at[0], arena, diags);
    const bc_layout_composed *composed = bc_layout_compose(template->form, &record, arena, diags);
    return bc_layout_measure(composed, &(bc_layout_measure_options){ 0 }, typesetter, arena, diags);
}

static void add_text_row(bare_sheet *sheet, const bc_layout_block *block, bc_arena *arena)
{
    lxw_row_t row = (lxw_row_t)sheet->heights.n;
    bc_str text = block->kind == BC_BLOCK_LINE ? block->composed->as.line.centre : block->as.text.words;
    bc_vec_add(&sheet->heights, (double)block->height / 1000);
    bc_vec_add(&sheet->cells, (bare_cell){ .row = row,
                                           .last_row = row,
                                           .last_column = (lxw_col_t)(sheet->columns - 1),
                                           .text = bc_arena_str(arena, text).p });
}

static void add_table(bare_sheet *sheet, const bc_xlsx_grid *grid, const bc_layout_table *measured, bc_arena *arena)
{
    const bc_layout_composed_table *table = measured->composed;
    lxw_row_t first = (lxw_row_t)sheet->heights.n;
    for (uint32_t i = 0; i < table->row_count; i++)
        bc_vec_add(&sheet->heights, (double)measured->unbroken_heights[i] / 1000);
    for (uint32_t i = 0; i < table->cell_count; i++) {
        const bc_layout_composed_cell *cell = &table->cells[i];
        bare_cell bare = { .row = first + cell->row,
                           .last_row = first + cell->row + cell->rows - 1,
                           .column = (lxw_col_t)bc_xlsx_grid_at(grid, cell->x0),
                           .last_column = (lxw_col_t)(bc_xlsx_grid_at(grid, cell->x1) - 1),
                           .text = bc_arena_str(arena, cell->text).p,
                           .style = cell->kind == BC_CELL_VALUE ? 2 : 1 };
        if (cell->value.datum && cell->value.datum->type == BC_VALUE_NUMBER) {
            bare.number = strtod(bare.text, NULL);
            bare.text = NULL;
            bare.style = 3;
        }
        bc_vec_add(&sheet->cells, bare);
    }
}

static void prepare(bare_sheet *sheet, const bc_layout_document *document, bc_arena *arena)
{
    bc_xlsx_grid grid = bc_xlsx_grid_make(document, arena);
    sheet->columns = grid.columns;
    for (uint32_t i = 0; i < document->block_count; i++) {
        const bc_layout_block *block = &document->blocks[i];
        if (block->kind == BC_BLOCK_TABLE)
            add_table(sheet, &grid, &block->as.table, arena);
        else
            add_text_row(sheet, block, arena);
    }
}

static void make_formats(lxw_workbook *book, lxw_format *formats[STYLES])
{
    for (int i = 0; i < STYLES; i++) {
        lxw_format *format = formats[i] = workbook_add_format(book);
        format_set_font_name(format, i ? "宋体" : "方正小标宋简体");
        format_set_font_size(format, i ? 10.5 : 22);
        format_set_align(format, LXW_ALIGN_CENTER);
        format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
        format_set_text_wrap(format);
        if (i)
            format_set_border(format, LXW_BORDER_THIN);
        if (i == 3)
            format_set_num_format(format, "#,##0.00");
    }
}

static void put(lxw_worksheet *sheet, const bare_cell *cell, lxw_format *format)
{
    if (cell->last_row > cell->row || cell->last_column > cell->column)
        worksheet_merge_range(sheet, cell->row, cell->column, cell->last_row, cell->last_column,
                              cell->text ? cell->text : "", format);
    else if (cell->text)
        worksheet_write_string(sheet, cell->row, cell->column, cell->text, format);
    if (!cell->text)
        worksheet_write_number(sheet, cell->row, cell->column, cell->number, format);
}

static bool write_bare(const bare_sheet *cells, const char *path)
{
    lxw_workbook *book = workbook_new(path);
    lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
    lxw_format *formats[STYLES];
    make_formats(book, formats);
    worksheet_set_paper(sheet, 9);
    worksheet_fit_to_pages(sheet, 1, 0);
    for (uint32_t i = 0; i < cells->columns; i++)
        worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, 12, NULL);
    for (size_t i = 0; i < cells->heights.n; i++)
        worksheet_set_row(sheet, (lxw_row_t)i, cells->heights.at[i], NULL);
    for (size_t i = 0; i < cells->cells.n; i++)
        put(sheet, &cells->cells.at[i], formats[cells->cells.at[i].style]);
    return workbook_close(book) == LXW_NO_ERROR;
}

static bool measure_one(const bench_setup *setup, biaoce_engine *engine, bc_text_typesetter *typesetter, size_t number,
                        bench_result *result)
{
    char in[4096], out[4096];
    snprintf(in, sizeof in, "%s/in/%05zu.yaml", setup->work, number);
    snprintf(out, sizeof out, "%s/bare/%05zu.xlsx", setup->work, number);
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bare_sheet sheet = { 0 };
    const bc_layout_document *document = lay_out(engine, typesetter, in, &arena, &diags);
    bool good = document != NULL;
    if (good) {
        prepare(&sheet, document, &arena);
        double start = bench_cpu();
        good = write_bare(&sheet, out);
        result->cpu += bench_cpu() - start;
    }
    bc_vec_release(&sheet.cells);
    bc_vec_release(&sheet.heights);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
    return good;
}

void bench_bare_xlsx(const void *context, bench_result *result)
{
    const bench_setup *setup = context;
    biaoce_config config = { .size = sizeof config, .data_folder = BC_PROJECT_DIR };
    biaoce_engine *engine;
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_file_make_folder(bench_path(setup, "bare"));
    if (biaoce_engine_new(&config, &engine) != BIAOCE_OK || !bc_engine_load_fonts(engine, &diags))
        return;
    bc_text_typesetter *typesetter = bc_text_typesetter_new(engine->fonts);
    result->good = true;
    for (size_t i = 0; i < setup->records && result->good; i++)
        result->good = measure_one(setup, engine, typesetter, i, result);
    result->records = setup->records;
    bc_text_typesetter_free(typesetter);
    biaoce_engine_free(engine);
    bc_diag_list_release(&diags);
}
