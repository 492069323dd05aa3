/* How a sheet is printed. */
#ifndef BC_PAINT_XLSX_PRIVATE_SETUP_H
#define BC_PAINT_XLSX_PRIVATE_SETUP_H

#include "layout/block.h"
#include "paint/xlsx/draft.h"
#include "paint/xlsx/private/status.h"

/* What is left of the paper's width for a sheet that has a scale. */
int64_t bc_xlsx_setup_width(const bc_form_paper *paper);
/* Paper, margins, scale, footer. `family` is that of the page number. Returns the footer of even pages, in
 * `arena`, when it is not that of odd ones, else NULL: the library cannot write it. */
const char *bc_xlsx_setup_page(lxw_worksheet *sheet, const bc_form_paper *paper, const bc_xlsx_print *print,
                               bc_str family, bc_arena *arena, bc_xlsx_outcome *outcome);

#endif
