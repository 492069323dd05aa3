/* Tables as a workbook: a sheet for each, written as rows come. */
#ifndef BC_EXPORT_XLSX_H
#define BC_EXPORT_XLSX_H

#include "export/table.h"

typedef struct bc_export_xlsx bc_export_xlsx;

/* Whether a workbook takes the cells: a text has at most 32,767 characters of UTF-16. */
bool bc_export_xlsx_takes(const bc_export_cell *cells, size_t n);

/* Begins the sheets of the table, which is lent, with their heads. */
bc_export_xlsx *bc_export_xlsx_new(const bc_export_table *table);
void bc_export_xlsx_free(bc_export_xlsx *book);
/* False: the sheet is full, or the system failed. */
bool bc_export_xlsx_row(bc_export_xlsx *book, size_t sheet, const bc_export_cell *cells, size_t n);
/* Gives the bytes of the workbook to `put`. False when the system failed. */
bool bc_export_xlsx_finish(bc_export_xlsx *book, void (*put)(void *context, bc_str bytes), void *context);
/* Why it failed: errno; 0: it did not, or a sheet is full. */
int bc_export_xlsx_error(const bc_export_xlsx *book);

#endif
