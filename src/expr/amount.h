/* Arithmetic and comparison of data: numbers with their units, texts, dates, lists. */
#ifndef BC_EXPR_AMOUNT_H
#define BC_EXPR_AMOUNT_H

#include "expr/run.h"

/* a op b of two data, either of which may be null (then null); op is ADD to MOD. NULL after reporting. */
const bc_datum *bc_amount_compute(bc_run *run, const bc_node *node, bc_operator op, const bc_datum *a,
                                  const bc_datum *b, bc_datum *out);
/* value × 10^power, exactly and without zeros that only the change of unit brought. False: does not fit. */
bool bc_amount_shift(bc_decimal value, int power, bc_decimal *out);

/* Order of two numbers, texts or dates. False after reporting that they have none. */
bool bc_compare_order(bc_run *run, const bc_node *node, const bc_datum *a, const bc_datum *b, int *order);
/* Data of different types are never equal; amounts of units that do not fit together are reported. */
bool bc_compare_equal(bc_run *run, const bc_node *node, const bc_datum *a, const bc_datum *b, bool *equal);
/* The same for elements and entries: units that do not fit together are just not equal. */
bool bc_compare_same(const bc_datum *a, const bc_datum *b);
/* Some order over all data, by which equal ones come together; for taking out repeated ones. */
int bc_compare_any(const bc_datum *a, const bc_datum *b);

#endif
