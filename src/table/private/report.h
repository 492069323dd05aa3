/* Who is told what is wrong with a workbook: a call's diagnostics, and the arena that their places live in. */
#ifndef BC_TABLE_PRIVATE_REPORT_H
#define BC_TABLE_PRIVATE_REPORT_H

#include "base/diag.h"

typedef struct bc_table_report {
    bc_str name;  /* of the file; lent */
    bc_str sheet; /* empty: none is read; lent */
    bc_arena *arena;
    bc_diag_list *diags;
    bool io_error;                     /* the system failed */
    const bc_diag_source *file, *cell; /* made when they are first needed */
} bc_table_report;

/* The file, whose parts have no place that a user could look at. */
bc_diag_mark bc_table_report_file(bc_table_report *report);
/* A place in the sheet; row 0: the sheet. */
bc_diag_mark bc_table_report_cell(bc_table_report *report, uint32_t row, uint32_t column);
/* What a call of the system left in errno. */
void bc_table_report_system(bc_table_report *report, int error);
/* A part of it that is no XML, is missing, …: advice that fits all of these. */
void bc_table_report_advice(bc_table_report *report);

#endif
