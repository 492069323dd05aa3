/* Arithmetic and comparison of data: numbers with their units, texts, dates, lists. */
#ifndef BC_EXPR_PRIVATE_AMOUNT_H
#define BC_EXPR_PRIVATE_AMOUNT_H

#include "expr/private/run.h"

/* a op b of two data, either of which may be null (then null); op is ADD to MOD. NULL after reporting. */
const bc_value *bc_expr_amount_compute(bc_expr_run *run, const bc_expr_node *node, bc_expr_operator op,
                                       const bc_value *a, const bc_value *b, bc_value *out);

/* Order of two numbers, texts or dates. False after reporting that they have none. */
bool bc_expr_compare_order(bc_expr_run *run, const bc_expr_node *node, const bc_value *a, const bc_value *b,
                           int *order);
/* Data of different types are never equal; amounts of units that do not fit together are reported. */
bool bc_expr_compare_equal(bc_expr_run *run, const bc_expr_node *node, const bc_value *a, const bc_value *b,
                           bool *equal);
/* The same for elements and entries: units that do not fit together are just not equal. */
bool bc_expr_compare_same(const bc_value *a, const bc_value *b);
/* Some order over all data, by which equal ones come together; for taking out repeated ones. */
int bc_expr_compare_any(const bc_value *a, const bc_value *b);

#endif
