/* In which order the fields of a map get their values. */
#ifndef BC_FORM_PRIVATE_ORDER_H
#define BC_FORM_PRIVATE_ORDER_H

#include "form/private/effects.h"

/* A map of fields as it is written, and those around it. */
typedef struct bc_form_level {
    const bc_node *map;
    int depth;
    bc_form_place place;
    const struct bc_form_level *outer;
} bc_form_level;

/* Sets `turn` of fields that stand beside each other, whose own children are complete: a field comes after those that
 * its computation reads, else in the order written. Fields that need each other are reported (E337). */
void bc_form_fields_order(bc_form_field *fields, uint32_t n, const bc_form_level *level, bc_diag_list *diags);

#endif
