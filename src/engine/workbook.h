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
void bc_engine_workbook_release(bc_engine_workbook *workbook);

#endif
