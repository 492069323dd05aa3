/* A table on a sheet. */
#ifndef BC_PAINT_XLSX_PRIVATE_TABLE_H
#define BC_PAINT_XLSX_PRIVATE_TABLE_H

#include "paint/xlsx/private/pages.h"

/* Its rows are the sheet's next ones. `pages` is of its block. */
void bc_xlsx_table_write(bc_xlsx_writer *w, const bc_layout_table *table, const bc_xlsx_block_pages *pages);

#endif
