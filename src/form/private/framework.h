/* Rows that an empty form has in a list. */
#ifndef BC_FORM_PRIVATE_FRAMEWORK_H
#define BC_FORM_PRIVATE_FRAMEWORK_H

#include "form/field.h"

/* Gives the list, whose elements are known, the rows that `rows` says, written as records write lists. */
void bc_form_framework_compile(bc_arena *arena, bc_form_field *list, const bc_node *rows, bc_diag_list *diags);

#endif
