/* The other sheets of a workbook of which one is read. */
#ifndef BC_INTAKE_PRIVATE_SHEETS_H
#define BC_INTAKE_PRIVATE_SHEETS_H

#include "intake/private/rows.h"

/* Says at `at` which of them have the heads that these rows have, and rows below: a sheet for each department is read
 * as one department. For when the last row has come, because it begins with the others. */
void bc_intake_sheets_report(const bc_intake_rows *rows, bc_diag_mark at, bc_diag_list *diags);

#endif
