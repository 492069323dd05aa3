/* How a sheet is printed. */
#ifndef BC_PAINT_XLSX_PRIVATE_SETUP_H
#define BC_PAINT_XLSX_PRIVATE_SETUP_H

#include "layout/block.h"
#include "paint/xlsx/draft.h"
#include "paint/xlsx/private/constants.h"
#include "paint/xlsx/private/status.h"

/* What is left of the paper's width for a sheet that has a scale. */
int64_t bc_xlsx_setup_width(const bc_form_paper *paper);
typedef struct bc_xlsx_setup {
    lxw_worksheet *sheet;
    const bc_form_paper *paper;
    const bc_xlsx_print *print;
    const bc_xlsx_around *around;
    const bc_xlsx_constants *constants; /* for the families of fonts */
    bc_arena *arena;
    bc_xlsx_outcome *outcome;
} bc_xlsx_setup;

/* Paper, margins, scale, header, footer. Returns the footer of even pages, in the arena, when it is not that of odd
 * ones, else NULL: the library cannot write it. */
const char *bc_xlsx_setup_page(const bc_xlsx_setup *setup);

#endif
