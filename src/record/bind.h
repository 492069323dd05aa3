/* A record bound to a form: each value typed by its field, each problem reported at its place. */
#ifndef BC_RECORD_BIND_H
#define BC_RECORD_BIND_H

#include "form/form.h"

/* The record as typed data: a BC_VALUE_MAP with one entry for each field of the form, in the form's order, null where
 * the record has nothing. Problems (E2xx) are reported and the value kept as text, so that the rest can be used. */
bc_value bc_record_bind(const bc_form *form, const bc_node *record, bc_arena *arena, bc_diag_list *diags);
/* The template a record names (`form:` or `表单:`), or an empty slice. */
bc_str bc_record_form_name(const bc_node *record, bc_diag_mark *mark);

#endif
