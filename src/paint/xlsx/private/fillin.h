/* Cells of a form that is to be filled in: which can be written to, what they take, what they say.
 */
#ifndef BC_PAINT_XLSX_PRIVATE_FILLIN_H
#define BC_PAINT_XLSX_PRIVATE_FILLIN_H

#include "paint/xlsx/private/writer.h"

/* Makes a cell's look one that can be written to; coloured when its field must be filled. Cells that hold no value of a
 * record keep theirs, and are locked unless their row can be removed. */
void bc_xlsx_fillin_look(const bc_layout_composed_cell *cell, bool row_is_open, bc_xlsx_look *look);
/* Choices drop down; what is wanted shows when the cell is chosen. Of a cell that was written to that range; columns of
 * them are kept until bc_xlsx_fillin_end_guides. */
void bc_xlsx_fillin_guide(bc_xlsx_writer *w, const bc_layout_composed_cell *cell, const bc_xlsx_range *range);
void bc_xlsx_fillin_end_guides(bc_xlsx_writer *w);

#endif
