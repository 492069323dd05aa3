/* What tables make of lists that are trees. */
#ifndef BC_LAYOUT_PRIVATE_BRANCHES_H
#define BC_LAYOUT_PRIVATE_BRANCHES_H

#include "layout/private/rounds.h"

/* The element of a tree that is printed; NULL: none is. */
const bc_value *bc_layout_branch_of(const bc_layout_iteration *now);
/* The one that a cell with this value prints: of lists side by side that which is asked, left.name. */
const bc_value *bc_layout_branch_at(const bc_layout_iteration *now, const bc_expr *expr);
/* The style for a cell of that width and the element's level. */
const bc_form_cell_style *bc_layout_branch_style(const bc_form_cell_style *style, const bc_value *element, bc_len width,
                                                 bc_arena *arena);
/* What the element's field at the path adds, where it follows from those below; NULL: it does not. */
const bc_layout_sum *bc_layout_branch_sum(const bc_value *element, const bc_form_field *field, bc_str path,
                                          bc_arena *arena);
/* The same sum over those elements only that the expression counts, where its list is a tree; NULL where that cannot
 * be said. */
const bc_layout_sum *bc_layout_branch_once(const bc_layout_sum *sum, const bc_expr *expr, const bc_expr_scope *scope,
                                           bc_arena *arena);

#endif
