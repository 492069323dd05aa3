/* The value of an expression's node. */
#ifndef BC_EXPR_PRIVATE_EVAL_H
#define BC_EXPR_PRIVATE_EVAL_H

#include "expr/private/run.h"

/* The node's value: lent, or in *out. NULL when there is none, which has been reported. */
const bc_value *bc_expr_eval_node(bc_expr_run *run, const bc_expr_node *node, bc_value *out);
/* As a condition. False as a return value: reported. */
bool bc_expr_eval_condition(bc_expr_run *run, const bc_expr_node *node, bool *out);

#endif
