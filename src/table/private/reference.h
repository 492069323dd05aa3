/* Cells and rectangles as workbooks name them: C12, $A$1:$D$9, 'Sheet 1'!$A$1:$D$9. */
#ifndef BC_TABLE_PRIVATE_REFERENCE_H
#define BC_TABLE_PRIVATE_REFERENCE_H

#include "base/buf.h"
#include "table/table.h"

enum { BC_TABLE_MAX_ROW = 1048576, BC_TABLE_MAX_COLUMN = 16384 };

/* The column of C12; 0: it is none, or lies beyond XFD. */
uint32_t bc_table_reference_column(const char *text);
/* A1:D9 or A1, with or without $; false when it is anything else. */
bool bc_table_reference_range(bc_str text, bc_table_merge *out);
/* Sheet1!$A$1:$D$9 or 'Sheet ''1'''!…; as OpenDocument writes it with `.` for `!`, and the sheet or `.` again behind
 * the colon. The name of the sheet goes into `sheet`. */
bool bc_table_reference_in_sheet(bc_str text, char separator, bc_buf *sheet, bc_table_merge *out);
/* The same, or a single cell. */
bool bc_table_reference_place(bc_str text, char separator, bc_buf *sheet, bc_table_merge *out);
/* "text" with its quotation marks, as a formula has it: the text in `out`. False when it is anything else. */
bool bc_table_reference_text(bc_str formula, bc_buf *out);

#endif
