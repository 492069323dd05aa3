/* Elements of a tree that a sum counts. */
#ifndef BC_EXPR_PRIVATE_ONCE_H
#define BC_EXPR_PRIVATE_ONCE_H

#include "expr/private/run.h"

/* Whether these are elements of a tree. */
bool bc_expr_once_asked(const bc_value *items, uint32_t n);
/* Takes away (makes null) each of the values, one for each item, that is in that of an element above it already, which
 * is among the items and has one. False when it would be too much work, which has been reported. */
bool bc_expr_once_keep(bc_expr_run *run, const bc_expr_node *node, const bc_value *items, bc_value *values, uint32_t n);

#endif
