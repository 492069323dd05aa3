/* One workbook for all records of a run. */
#ifndef BC_ENGINE_WORKBOOK_H
#define BC_ENGINE_WORKBOOK_H

#include "engine/outlet.h"
#include "paint/xlsx/xlsx.h"

/* A zeroed bc_engine_workbook is none. */
typedef struct bc_engine_workbook {
    bc_xlsx *book;
    size_t sheets;
} bc_engine_workbook;

/* Begins one if the options ask for it. */
void bc_engine_workbook_open(bc_engine_workbook *workbook, const biaoce_engine *engine,
                             const biaoce_render_options *options, const bc_engine_inputs *inputs);
/* Adds a sheet; in the order of the records, one call at a time. */
void bc_engine_workbook_add(bc_engine_workbook *workbook, const bc_layout_document *document);
/* Puts the workbook where outputs go, unless nothing was added; `outputs` takes the outcome. */
void bc_engine_workbook_put(bc_engine_workbook *workbook, bc_engine_outlet *outlet, bc_engine_outputs *outputs);
/* What is to be said beside a value of a sheet. */
typedef bc_xlsx_remark bc_engine_remark;

/* A workbook for itself, of documents one after the other. */
void bc_engine_workbook_begin(bc_engine_workbook *workbook, const biaoce_engine *engine, bc_str title, int64_t time);
/* Adds a sheet with comments at the cells of values. */
void bc_engine_workbook_add_remarked(bc_engine_workbook *workbook, const bc_layout_document *document,
                                     bc_engine_remark *remarks, size_t n);
/* Where values of a document stand when it is a workbook, which nobody keeps: fills in rows and columns, and gives the
 * name of the sheet, in `arena`. */
bc_str bc_engine_workbook_find(const biaoce_engine *engine, const bc_layout_document *document,
                               bc_engine_remark *remarks, size_t n, bc_arena *arena);
/* Appends its bytes. False when it failed: said. */
bool bc_engine_workbook_finish(bc_engine_workbook *workbook, bc_buf *out, bc_diag_list *diags);
void bc_engine_workbook_release(bc_engine_workbook *workbook);

#endif
