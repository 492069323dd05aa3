/* Values that are computed of a row's columns, called by their heads. */
#ifndef BC_INTAKE_PRIVATE_FORMULA_H
#define BC_INTAKE_PRIVATE_FORMULA_H

#include "expr/expr.h"
#include "intake/private/rows.h"

typedef struct bc_intake_formula {
    const bc_expr *expr;
    const uint32_t *columns; /* that it asks for */
    const bc_str *names;     /* by which the expression calls them */
    const bc_str *units;     /* of money, that their figures are in; empty: none is known */
    bool amount;             /* it gives an amount: 2万元 is one there, and no text */
    uint32_t n;
} bc_intake_formula;

/* Amounts have the units that cells and heads say, and are reckoned with exactly. Where it is to give an amount
 * (`unit`, in which one without a unit is, else empty) and only adds, all its figures are amounts. NULL: what is wrong
 * was said.
 */
const bc_intake_formula *bc_intake_formula_compile(const bc_intake_rows *rows, bc_str text, bc_str unit,
                                                   bc_diag_mark at, bc_arena *arena, bc_diag_list *diags);
bool bc_intake_formula_eval(const bc_intake_formula *formula, const bc_table_row *row, bc_arena *arena,
                            bc_diag_list *diags, bc_value *out);
/* As a condition. */
bool bc_intake_formula_holds(const bc_intake_formula *formula, const bc_table_row *row, bc_arena *arena,
                             bc_diag_list *diags);

#endif
