/* Merged cells of an XLSX sheet, before its rows are read. */
#ifndef BC_TABLE_PRIVATE_XLSX_MERGES_H
#define BC_TABLE_PRIVATE_XLSX_MERGES_H

#include "table/private/merges.h"
#include "table/private/zip.h"

/* False: said. */
bool bc_table_xlsx_merges_read(bc_table_merges_list *merges, bc_table_zip *zip, int64_t part, bc_table_report *report);

#endif
