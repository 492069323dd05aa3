/* What the form itself writes into rows of lists. */
#ifndef BC_COLLECT_PRIVATE_LEVELS_H
#define BC_COLLECT_PRIVATE_LEVELS_H

#include "form/form.h"

/* The number of the level that the field of a list's elements is, from 1; 0: it is none. A level that is left empty is
 * that of the row above. */
uint32_t bc_collect_level(const bc_form_field *list, const bc_form_field *field);
/* Whether an empty form has that name in a level of the list. */
bool bc_collect_level_is_given(const bc_form *form, const bc_form_field *list, bc_str text);
/* The name in that level of the list that an empty form has and the text is, signs beside it left aside (*数量);
 * empty: none. */
bc_str bc_collect_level_named(const bc_form *form, const bc_form_field *list, uint32_t level, bc_str text);

#endif
