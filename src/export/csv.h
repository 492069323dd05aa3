/* Rows as CSV, as Excel writes it: commas, CRLF, quotation marks where they are needed. */
#ifndef BC_EXPORT_CSV_H
#define BC_EXPORT_CSV_H

#include "export/table.h"

typedef struct bc_export_csv {
    bool excel_safe; /* what Excel would compute gets an apostrophe in front */
    /* Texts so far that Excel would compute, and characters that no table can hold, which are left out. */
    uint64_t computed, controls;
} bc_export_csv;

void bc_export_csv_row(bc_export_csv *csv, const bc_export_cell *cells, size_t n, bc_buf *out);
/* The same of texts; empty ones are empty cells. */
void bc_export_csv_texts(bc_export_csv *csv, const bc_str *texts, size_t n, bc_buf *out);

/* Of a row, in bytes: what is longer is not read again. */
enum { BC_EXPORT_MAX_CSV_ROW = 1 << 20 };

#endif
