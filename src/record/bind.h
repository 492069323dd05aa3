/* A record bound to a form: each value typed by its field, each problem reported at its place. */
#ifndef BC_RECORD_BIND_H
#define BC_RECORD_BIND_H

#include "form/form.h"

/* The record as typed data: a BC_VALUE_MAP with one entry for each field of the form, in the form's order, null where
 * the record has nothing. Problems (E2xx) are reported and the value kept as text, so that the rest can be used. */
bc_value bc_record_bind(const bc_form *form, const bc_node *record, bc_arena *arena, bc_diag_list *diags);
/* The same for a form over many records: its list `records` is the one that is given, whatever the record says of it.
 */
bc_value bc_record_bind_over(const bc_form *form, const bc_node *record, const bc_value *records, bc_arena *arena,
                             bc_diag_list *diags);
/* Whether a record of such a form does not hold its records: it says which files they are in, or nothing. `*files` is
 * what it says, a text or a list of texts, or NULL. */
bool bc_record_names_files(const bc_form *form, const bc_node *record, const bc_node **files);
/* The unit of the record's amounts whose fields have none; empty: each brings its own, or has none. */
bc_str bc_record_money_unit(const bc_form *form, const bc_value *record);
/* A value that stands outside of a record of the field's form, read as the field asks; `unit` as above. */
bc_value bc_record_bind_value(const bc_form_field *field, const bc_node *value, bc_str unit, bc_arena *arena,
                              bc_diag_list *diags);
/* The template a record names (`form:` or `表单:`), or an empty slice. */
bc_str bc_record_form_name(const bc_node *record, bc_diag_mark *mark);
/* Whether it says so with a list or a map, which names none; where. */
bool bc_record_form_is_no_word(const bc_node *record, bc_diag_mark *mark);

#endif
