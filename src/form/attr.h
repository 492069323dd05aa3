/* What is read out of template maps outside of the tables of keys, with the same messages. */
#ifndef BC_FORM_ATTR_H
#define BC_FORM_ATTR_H

#include "base/node.h"

/* Reports members of `map` whose key is none of the NULL-terminated `known` (E302, with the nearest known name).
 * False when `map` is no map (reported as E301). */
bool bc_form_attr_check(const bc_node *map, const char *const *known, bc_diag_list *diags);
/* The index of a text among the NULL-terminated `words`; NULL and null give the fallback, a wrong one too (E303). */
int bc_form_word_index(const bc_node *value, const char *const *words, int fallback, bc_diag_list *diags);

#endif
