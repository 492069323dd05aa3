/* What inputs and their readers say alike of records in memory. */
#ifndef BC_ENGINE_PRIVATE_INPUT_H
#define BC_ENGINE_PRIVATE_INPUT_H

#include "base/diag.h"

/* Whether the bytes can be JSON, in whatever encoding: the reader of YAML would take what is none for YAML. */
bool bc_engine_input_begins_as_json(bc_str bytes);
/* Says of bytes that are given as JSON that they are none (E107). */
void bc_engine_input_report_no_json(const bc_diag_source *source, bc_diag_list *diags);

#endif
