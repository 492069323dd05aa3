/* Keys of fields that do nothing where they stand. */
#ifndef BC_FORM_PRIVATE_EFFECTS_H
#define BC_FORM_PRIVATE_EFFECTS_H

#include "form/field.h"

/* Warns of the keys of `spec`, which the field is made of, that say something about other types only (W348). */
void bc_form_effects_of_field(const bc_form_field *field, const bc_node *spec, bc_diag_list *diags);

/* Where fields stand, in the order of the words of bc_form_role_effects. */
typedef enum bc_form_place { BC_PLACE_TOP, BC_PLACE_GROUP, BC_PLACE_LIST, BC_PLACE_DEEPER } bc_form_place;

/* Warns of roles that fields of `map` name and that nobody asks for at this place, or that one before them has. */
void bc_form_effects_of_roles(const bc_form_field *fields, uint32_t n, const bc_node *map, bc_form_place place,
                              bc_diag_list *diags);

#endif
