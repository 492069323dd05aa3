/* An opened XLSX workbook as a table. */
#ifndef BC_TABLE_PRIVATE_XLSX_H
#define BC_TABLE_PRIVATE_XLSX_H

#include "table/private/reader.h"
#include "table/private/zip.h"

/* Takes the archive over, also when it fails. `part`: the workbook's. NULL: said. */
bc_table *bc_table_xlsx_open(const bc_table_input *input, bc_table_zip *zip, int64_t part, bc_table_report *report);

#endif
