/* What became of a workbook so far. Every call of the library that can fail is asked here, so that none is forgotten:
 * the first failure stays, later ones are its consequences. */
#ifndef BC_PAINT_XLSX_PRIVATE_STATUS_H
#define BC_PAINT_XLSX_PRIVATE_STATUS_H

#include "paint/xlsx/xlsx.h"

#include <xlsxwriter.h>

typedef struct bc_xlsx_outcome {
    bc_xlsx_status status;
    char why[256]; /* in the user's language, with the library's own words if it was its failure */
} bc_xlsx_outcome;

/* Remembers what the library answered; LXW_NO_ERROR is nothing to remember. */
void bc_xlsx_note(bc_xlsx_outcome *outcome, lxw_error error);
/* Remembers a failure that the library did not report. */
void bc_xlsx_fail(bc_xlsx_outcome *outcome, bc_xlsx_status status, const char *why);

#endif
