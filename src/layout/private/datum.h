/* What an expression of a form comes to, and how it reads on paper. */
#ifndef BC_LAYOUT_PRIVATE_DATUM_H
#define BC_LAYOUT_PRIVATE_DATUM_H

#include "form/field.h"

/* What stands at a plain path, without anything being evaluated; NULL: nothing, or what an iteration names. */
const bc_value *bc_layout_datum_at(const bc_expr_scope *scope, bc_str path);
/* The record's own datum where the expression is a path to it, else a new one in `arena`. */
const bc_value *bc_layout_datum_of(const bc_expr *expr, const bc_expr_scope *scope, bc_arena *arena,
                                   bc_diag_list *diags);
/* In its style and with the unit that its field shows; both may be NULL. */
bc_str bc_layout_datum_print(const bc_value *datum, const bc_form_cell_style *style, const bc_form_field *field,
                             bc_arena *arena);

#endif
