/* Figures of a list, written in one way. */
#ifndef BC_RECORD_PRIVATE_NOTATION_H
#define BC_RECORD_PRIVATE_NOTATION_H

#include "base/value.h"
#include "form/form.h"

/* Reports the percentages of the list of which some are written with % and others without (W456), a column once. */
void bc_record_notation_compare(const bc_form_field *list, const bc_value *value, bc_diag_list *diags);

#endif
