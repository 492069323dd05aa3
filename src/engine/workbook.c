/* One workbook for all records. Sheets are added while the run goes on, each when its record's turn comes, so no
 * document has to wait for the others; the file is finished at the end and goes the way of every output. */
#include "engine/workbook.h"

#include "base/tr.h"
#include "layout/figures.h"

/* As long as the same inputs give the same bytes: the time of the latest of them. */
static int64_t time_of(const biaoce_engine *engine, const biaoce_render_options *options,
                       const bc_engine_inputs *inputs)
{
    int64_t time = options->time ? options->time : engine->time;
    if (time)
        return time;
    time = bc_engine_inputs_time(inputs);
    return time ? time : BC_TIME_UNKNOWN;
}

void bc_engine_workbook_open(bc_engine_workbook *workbook, const biaoce_engine *engine,
                             const biaoce_render_options *options, const bc_engine_inputs *inputs)
{
    *workbook = (bc_engine_workbook){ 0 };
    if (!bc_engine_shares_workbook(options))
        return;
    bc_layout_info info = { .title = BC_STR("表册"),
                            .creator = bc_engine_creator(),
                            .language = BC_STR("zh-CN"),
                            .time = time_of(engine, options, inputs) };
    workbook->book = bc_xlsx_new(engine->workbook_constants, &info);
    if (options->formulas)
        bc_xlsx_use_formulas(workbook->book);
    bc_xlsx_begin_contents(workbook->book, BC_STR("目录"));
}

void bc_engine_workbook_add(bc_engine_workbook *workbook, const bc_layout_document *document)
{
    bc_xlsx_add(workbook->book, document);
    bc_layout_figures_keep(document->composed);
    workbook->sheets++;
}

void bc_engine_workbook_begin(bc_engine_workbook *workbook, const biaoce_engine *engine, bc_str title, int64_t time)
{
    const bc_layout_info info = { .title = title,
                                  .creator = bc_engine_creator(),
                                  .language = BC_STR("zh-CN"),
                                  .time = engine->time ? engine->time
                                          : time       ? time
                                                       : BC_TIME_UNKNOWN };
    *workbook = (bc_engine_workbook){ .book = bc_xlsx_new(engine->workbook_constants, &info) };
}

void bc_engine_workbook_add_remarked(bc_engine_workbook *workbook, const bc_layout_document *document,
                                     bc_engine_remark *remarks, size_t n)
{
    bc_xlsx_add_remarked(workbook->book, document, remarks, n);
    bc_layout_figures_keep(document->composed);
    workbook->sheets++;
}

bc_str bc_engine_workbook_find(const biaoce_engine *engine, const bc_layout_document *document,
                               bc_engine_remark *remarks, size_t n, bc_arena *arena)
{
    bc_xlsx *book = bc_xlsx_new(engine->workbook_constants, &(bc_layout_info){ .title = document->composed->name });
    bc_xlsx_add_remarked(book, document, remarks, n);
    const bc_str sheet = bc_arena_str(arena, bc_xlsx_last_sheet(book));
    bc_xlsx_free(book);
    return sheet;
}

bool bc_engine_workbook_finish(bc_engine_workbook *workbook, bc_buf *out, bc_diag_list *diags)
{
    if (bc_xlsx_finish(workbook->book, out))
        return true;
    const bc_engine_unmade unmade = { .format = "XLSX",
                                      .why = bc_xlsx_error(workbook->book),
                                      .failed = bc_xlsx_state(workbook->book) == BC_XLSX_FAILED };
    bc_engine_report_unmade(&unmade, (bc_diag_mark){ 0 }, diags);
    return false;
}

void bc_engine_workbook_put(bc_engine_workbook *workbook, bc_engine_outlet *outlet, bc_engine_outputs *outputs)
{
    if (!workbook->sheets)
        return;
    bc_engine_rendered rendered = { .format = BIAOCE_FORMAT_XLSX };
    bc_buf_init(&rendered.bytes);
    if (bc_xlsx_finish(workbook->book, &rendered.bytes)) {
        outlet->durable = true;
        bc_engine_outlet_put(outlet, outputs, bc_engine_naming_take(&outlet->naming, BC_STR("表册")), &rendered);
    } else {
        bc_engine_unmade unmade = { .format = "XLSX",
                                    .why = bc_xlsx_error(workbook->book),
                                    .many = true,
                                    .failed = bc_xlsx_state(workbook->book) == BC_XLSX_FAILED };
        bc_engine_report_unmade(&unmade, (bc_diag_mark){ 0 }, outputs->diags);
        outputs->io_failed = unmade.failed;
    }
    bc_engine_report_cut_cells(bc_xlsx_cut_cells(workbook->book), (bc_diag_mark){ 0 }, outputs->diags);
    bc_engine_report_pageless(bc_xlsx_is_pageless(workbook->book), (bc_diag_mark){ 0 }, outputs->diags);
    bc_engine_report_moved_pages(bc_xlsx_moved_pages(workbook->book), (bc_diag_mark){ 0 }, outputs->diags);
    bc_buf_release(&rendered.bytes);
}

void bc_engine_workbook_release(bc_engine_workbook *workbook)
{
    bc_xlsx_free(workbook->book);
}
