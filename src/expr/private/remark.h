/* What is said of the record, not of the template: values of it with which nothing can be computed. */
#ifndef BC_EXPR_PRIVATE_REMARK_H
#define BC_EXPR_PRIVATE_REMARK_H

#include "expr/private/run.h"

/* Of the quotient or remainder at `node`, whose divisor is nought: gives nothing, which is told at the divisor's place
 * in the record, once for each. A divisor that is nought in every record is a mistake of the template: NULL, reported.
 */
const bc_value *bc_expr_remark_divided(bc_expr_run *run, const bc_expr_node *node, const bc_value *divisor,
                                       bc_value *out);

#endif
