/* Lists that are trees, as templates declare them. */
#ifndef BC_FORM_PRIVATE_TREE_H
#define BC_FORM_PRIVATE_TREE_H

#include "form/field.h"

/* `tree:` of the list that `spec` describes and whose fields are known. */
void bc_form_tree_compile(bc_arena *arena, bc_form_field *list, const bc_node *spec, bc_diag_list *diags);
/* Refuses `of-children` of fields that are not those of a tree. */
void bc_form_tree_check(const bc_form_field *fields, uint32_t n, bool tree, bc_diag_list *diags);

#endif
