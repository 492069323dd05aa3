/* One workbook for all records of a run. */
#ifndef BC_ENGINE_WORKBOOK_H
#define BC_ENGINE_WORKBOOK_H

#include "engine/outlet.h"
#include "paint/xlsx/xlsx.h"

/* A zeroed bc_workbook is none. */
typedef struct bc_workbook {
    bc_xlsx *book;
    size_t sheets;
} bc_workbook;

/* Begins one if the options ask for it. */
void bc_workbook_open(bc_workbook *workbook, const biaoce_engine *engine, const biaoce_render_options *options,
                      const bc_inputs *inputs);
/* Adds a sheet; in the order of the records, one call at a time. */
void bc_workbook_add(bc_workbook *workbook, const bc_document *document);
/* Puts the workbook where outputs go, unless nothing was added; `outputs` takes the outcome. */
void bc_workbook_put(bc_workbook *workbook, bc_outlet *outlet, bc_outputs *outputs);
void bc_workbook_release(bc_workbook *workbook);

#endif
