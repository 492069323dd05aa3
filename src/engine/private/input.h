/* What inputs and their readers say alike of records in memory. */
#ifndef BC_ENGINE_PRIVATE_INPUT_H
#define BC_ENGINE_PRIVATE_INPUT_H

#include "source/reader.h"

#include <biaoce.h>

/* Whether files of that name hold records as text. */
bool bc_engine_input_is_named_record(bc_str name);
bc_source_syntax bc_engine_input_syntax(biaoce_kind kind);
/* Says of bytes that are given as JSON that they are none (E107). */
void bc_engine_input_report_no_json(const bc_diag_source *source, bc_diag_list *diags);

#endif
