/* Rows of a sheet of an XLSX workbook, one at a time. */
#ifndef BC_TABLE_PRIVATE_XLSX_ROWS_H
#define BC_TABLE_PRIVATE_XLSX_ROWS_H

#include "table/private/cells.h"
#include "table/private/strings.h"
#include "table/private/styles.h"

typedef struct bc_table_xlsx_rows bc_table_xlsx_rows;

/* What cells refer to; lent. */
typedef struct bc_table_xlsx_know {
    const bc_table_strings *strings;
    const bc_table_styles *styles;
    bool epoch_1904;
    bool uncomputed; /* the file asks for being computed when it is opened: formulas of 0 never were */
} bc_table_xlsx_know;

/* NULL: said. */
bc_table_xlsx_rows *bc_table_xlsx_rows_new(bc_table_zip *zip, int64_t part, const bc_table_xlsx_know *know,
                                           bc_table_report *report);
/* NULL is allowed. */
void bc_table_xlsx_rows_free(bc_table_xlsx_rows *rows);
/* The next row that has cells, or is broken; lent until the next call. NULL at the end, and with `failed` where reading
 * had to stop. */
bc_table_cells *bc_table_xlsx_rows_next(bc_table_xlsx_rows *rows, bc_table_report *report, bool *failed);

#endif
