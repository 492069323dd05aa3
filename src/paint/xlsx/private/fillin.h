/* Cells of a form that is to be filled in: which can be written to, what they take, what they say.
 */
#ifndef BC_PAINT_XLSX_PRIVATE_FILLIN_H
#define BC_PAINT_XLSX_PRIVATE_FILLIN_H

#include "paint/xlsx/private/typed.h"
#include "paint/xlsx/private/writer.h"

/* Makes a cell's look one that can be written to; coloured when its field must be filled. Cells that hold no value of a
 * record keep theirs, and are locked unless their row can be removed. */
void bc_xlsx_fillin_look(const bc_xlsx_writer *w, const bc_layout_composed_cell *cell, bool row_is_open,
                         bc_xlsx_look *look);
/* Of a form that is to be corrected: what a cell holds, so that another value may be written over it. */
void bc_xlsx_fillin_typed(const bc_xlsx_writer *w, const bc_layout_composed_cell *cell, bc_xlsx_typed *typed);
/* Whether such a form shows in the cell what follows from others. */
bool bc_xlsx_fillin_is_reckoned(const bc_xlsx_writer *w, const bc_layout_composed_cell *cell);
/* Writes that, over a cell that was written, as a formula that says it: whoever reads the sheet back computes it anew,
 * and takes it for typed by nobody. */
void bc_xlsx_fillin_reckon(bc_xlsx_writer *w, const bc_layout_composed_cell *cell, const bc_xlsx_range *range,
                           const bc_xlsx_typed *typed, uint32_t look);
/* Choices drop down; what is wanted shows when the cell is chosen. Of a cell that was written to that range; columns of
 * them are kept until bc_xlsx_fillin_end_guides. */
void bc_xlsx_fillin_guide(bc_xlsx_writer *w, const bc_layout_composed_cell *cell, const bc_xlsx_range *range);
void bc_xlsx_fillin_end_guides(bc_xlsx_writer *w);

#endif
