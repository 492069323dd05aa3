/* In which order the fields of a map get their values. */
#ifndef BC_FORM_PRIVATE_ORDER_H
#define BC_FORM_PRIVATE_ORDER_H

#include "form/field.h"

/* Sets `turn` of fields that stand beside each other, whose own children are complete: a field comes after those that
 * its computation reads, else in the order written. Fields that need each other are reported (E337). */
void bc_form_fields_order(bc_form_field *fields, uint32_t n, bc_diag_list *diags);

#endif
