/* Values of cells, into the row in work. */
#ifndef BC_TABLE_PRIVATE_VALUE_H
#define BC_TABLE_PRIVATE_VALUE_H

#include "table/private/cells.h"
#include "table/private/styles.h"

/* A number as its format shows it; `cell` has its column and what else is known, where the file says what it shows that
 * too. False: the text is no number. */
bool bc_table_value_number(bc_table_cells *cells, bc_table_cell cell, bc_str text, bc_table_format format,
                           bool epoch_1904);
/* 1, 0, true, false in any case. False: none of these. */
bool bc_table_value_truth(bc_table_cells *cells, bc_table_cell cell, bc_str text);
/* A date or time in ISO 8601; what is none is a text. Where the file says what the cell shows, in cell.shown, and that
 * is only the month or the year, that it is. */
void bc_table_value_moment(bc_table_cells *cells, bc_table_cell cell, bc_str text);

#endif
