/* A PDF whose fields were filled in, as a table. */
#ifndef BC_TABLE_PRIVATE_PDF_H
#define BC_TABLE_PRIVATE_PDF_H

#include "table/private/archive.h"
#include "table/private/reader.h"

bool bc_table_pdf_is(bc_table_archive *archive);
/* The archive stays the caller's. NULL: said. */
bc_table *bc_table_pdf_open(const bc_table_input *input, bc_table_archive *archive, bc_table_report *report);

#endif
