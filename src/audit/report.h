/* All findings of a run as a file. */
#ifndef BC_AUDIT_REPORT_H
#define BC_AUDIT_REPORT_H

#include "audit/audit.h"

enum {
    BC_AUDIT_REPORT_FORMATS =
        BIAOCE_FORMAT_PDF | BIAOCE_FORMAT_XLSX | BIAOCE_FORMAT_SARIF | BIAOCE_FORMAT_JSON | BIAOCE_FORMAT_BASELINE
};

/* The report that the path's ending asks for; 0: there is none of that ending. */
biaoce_format bc_audit_report_format(const char *path);
/* What was found as a record of the form findings-report; in `arena`. */
const bc_node *bc_audit_report_record(const bc_audit *audit, bc_arena *arena);
/* Makes a report of out->format, in memory. False when it could not be made; `diags` may say why. */
bool bc_audit_report_make(biaoce_engine *engine, const bc_audit *audit, bc_engine_output *out, bc_diag_list *diags);

#endif
