/* What is to be changed in a table, as a list: a table is nobody's to rewrite but its owner's. */
#ifndef BC_AUDIT_PRIVATE_CHANGES_H
#define BC_AUDIT_PRIVATE_CHANGES_H

#include "check/check.h"

/* A line for each value: its place, what stands there and what would, with tabs between them; how many. The text is in
 * `arena`. */
size_t bc_audit_changes_tell(const bc_check_edits *edits, bc_arena *arena, bc_str *out);

#endif
