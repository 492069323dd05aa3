/* What is said of the record, not of the template: values of it with which nothing can be computed. */
#ifndef BC_EXPR_PRIVATE_REMARK_H
#define BC_EXPR_PRIVATE_REMARK_H

#include "expr/private/run.h"

/* Of the quotient or remainder at `node`, whose divisor is nought: gives nothing, which is told at the divisor's place
 * in the record, once for each. A divisor that is nought in every record is a mistake of the template: NULL, reported.
 */
const bc_value *bc_expr_remark_divided(bc_expr_run *run, const bc_expr_node *node, const bc_value *divisor,
                                       bc_value *out);

/* Rows that a sum leaves out because one of several terms is empty there. All zero: none so far. */
typedef struct bc_expr_left_out {
    uint32_t n;
    bc_diag_mark mark; /* of the first one: where it is empty */
    bc_str row, empty; /* its first words, and the term that is empty */
} bc_expr_left_out;

/* Whether it adds or subtracts. */
bool bc_expr_remark_is_sum(const bc_expr_node *node);
/* Counts a row of which one term of several is empty, as it stands in the record at `origin`, if it stands there. */
void bc_expr_remark_row(bc_expr_run *run, const bc_value *element, const bc_expr_node *empty, const bc_node *origin,
                        bc_expr_left_out *rows);
/* Tells what was found, once for each place. */
void bc_expr_remark_left_out(bc_expr_run *run, const bc_expr_node *call, const bc_expr_left_out *rows);

#endif
