/* Totals as formulas. */
#ifndef BC_PAINT_XLSX_PRIVATE_FORMULAS_H
#define BC_PAINT_XLSX_PRIVATE_FORMULAS_H

#include "paint/xlsx/private/typed.h"
#include "paint/xlsx/private/writer.h"

/* Notes the cell that was written last, if it holds a value or a total. */
void bc_xlsx_formulas_note(bc_xlsx_writer *w, const bc_layout_composed_cell *cell, const bc_xlsx_range *range,
                           const bc_xlsx_typed *typed, uint32_t look);
/* Writes formulas over the totals that the sheet's own cells add up to; all other totals stay numbers. */
void bc_xlsx_formulas_write(bc_xlsx_writer *w);

#endif
