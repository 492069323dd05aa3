/* Columns that look at their texts. */
#ifndef BC_LAYOUT_COLUMNS_H
#define BC_LAYOUT_COLUMNS_H

#include "layout/composed.h"
#include "text/typeset.h"

/* The document with the columns of its tables as wide as their texts ask, in `arena`; itself where no template asks for
 * that. It lends what it does not change. Reports what no line should part and has no room (W404); NULL for `diags`
 * does not. */
const bc_layout_composed *bc_layout_columns_fit(const bc_layout_composed *composed, bc_text_typesetter *typesetter,
                                                bc_arena *arena, bc_diag_list *diags);

#endif
