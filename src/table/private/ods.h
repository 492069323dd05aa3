/* An opened ODS workbook as a table. */
#ifndef BC_TABLE_PRIVATE_ODS_H
#define BC_TABLE_PRIVATE_ODS_H

#include "table/private/reader.h"
#include "table/private/zip.h"

/* Takes the archive over, also when it fails. NULL: said. */
bc_table *bc_table_ods_open(const bc_table_input *input, bc_table_zip *zip, bc_table_report *report);

#endif
