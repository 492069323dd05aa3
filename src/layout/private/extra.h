/* What few cells have besides their text, evaluated. */
#ifndef BC_LAYOUT_PRIVATE_EXTRA_H
#define BC_LAYOUT_PRIVATE_EXTRA_H

#include "layout/composed.h"

/* In `arena`. */
const bc_layout_extra *bc_layout_extra_compose(const bc_form_extra *form, const bc_expr_scope *scope, bc_arena *arena,
                                               bc_diag_list *diags);

#endif
