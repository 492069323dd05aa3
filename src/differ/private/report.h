/* What was found as files, or as bytes. */
#ifndef BC_DIFFER_PRIVATE_REPORT_H
#define BC_DIFFER_PRIVATE_REPORT_H

#include "differ/private/run.h"

/* Whether the reports that are asked for can be made: their endings are known, their names their own, and none replaces
 * anything that the run reads. Else it is said, and *status says how bad that is. */
bool bc_differ_reports_check(biaoce_engine *engine, const biaoce_diff_options *options, bc_diag_list *diags,
                             biaoce_status *status);
/* Makes all of them. */
void bc_differ_reports_put(const bc_differ_run *run, bc_diag_list *diags);
/* Whether something must be kept for them. */
bool bc_differ_reports_wanted(const biaoce_diff_options *options);

#endif
