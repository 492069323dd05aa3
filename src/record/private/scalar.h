/* One scalar of a record. */
#ifndef BC_RECORD_PRIVATE_SCALAR_H
#define BC_RECORD_PRIVATE_SCALAR_H

#include "form/form.h"

/* The value as the given type (the field's own, or that of its list's elements) reads it: null when nothing is written,
 * a text when it cannot be read, which has been reported. Amounts of a field without a unit are in `unit` (empty: each
 * brings its own, or none). */
bc_value bc_record_scalar(const bc_form_field *field, bc_form_field_type type, const bc_node *value, bc_str unit,
                          bc_arena *arena, bc_diag_list *diags);

/* What the field is when nothing is written, from the fields around it. Its decimals are part of the value: what is
 * printed is what is added up. */
bc_value bc_record_computed(const bc_form_field *field, const bc_expr_scope *around, bc_arena *arena,
                            bc_diag_list *diags);
/* Warns where the record gives a number that the field's own computation does not come to. */
void bc_record_compare_computed(const bc_form_field *field, const bc_value *given, const bc_expr_scope *around,
                                bc_arena *arena, bc_diag_list *diags);

#endif
