/* Which fields a form prints, checks or names records by. */
#ifndef BC_FORM_USAGE_H
#define BC_FORM_USAGE_H

#include "base/vec.h"
#include "form/form.h"

/* In the order in which they first come; a zeroed one is empty. */
typedef struct bc_form_used_fields {
    BC_VEC(const bc_form_field *) list;
} bc_form_used_fields;

void bc_form_usage_find(const bc_form *form, bc_form_used_fields *used);
/* Calls `see` with each expression of the form, those in texts, too. */
void bc_form_usage_expressions(const bc_form *form, void (*see)(void *context, const bc_expr *expr), void *context);
void bc_form_usage_release(bc_form_used_fields *used);
bool bc_form_usage_has(const bc_form_used_fields *used, const bc_form_field *field);

#endif
