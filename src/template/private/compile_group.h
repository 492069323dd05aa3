/* Lists that are repeated: their elements, or groups of them. */
#ifndef BC_TEMPLATE_PRIVATE_COMPILE_GROUP_H
#define BC_TEMPLATE_PRIVATE_COMPILE_GROUP_H

#include "template/private/compile.h"

/* What `each` says of a list. */
typedef struct bc_template_repeated {
    const bc_expr *list;
    const bc_form_field *field; /* that it comes from, or NULL */
    const bc_form_grouping *grouping;
} bc_template_repeated;

/* Reads `each`, `by`, `order` and `sort`; `inside` gets what is seen of an element, or of a group. */
bc_template_repeated bc_template_compile_repeated(bc_template_compiler *c, const bc_node *spec,
                                                  const bc_template_scope *scope, bc_template_scope *inside);

#endif
