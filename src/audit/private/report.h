/* All findings of a run as a file. */
#ifndef BC_AUDIT_PRIVATE_REPORT_H
#define BC_AUDIT_PRIVATE_REPORT_H

#include "audit/private/survey.h"

/* Writes the report that the path's ending asks for. False after reporting why it could not be written. */
bool bc_audit_report_write(biaoce_engine *engine, const bc_audit *survey, const char *path, bc_diag_list *diags);
/* Whether the ending is one that there are reports for. */
bool bc_audit_report_knows(const char *path);

#endif
