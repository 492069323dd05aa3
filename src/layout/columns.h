/* Columns that look at their texts. */
#ifndef BC_LAYOUT_COLUMNS_H
#define BC_LAYOUT_COLUMNS_H

#include "layout/composed.h"
#include "text/typeset.h"

/* The document with the columns of its tables as wide as their texts ask, in `arena`; itself where no template asks for
 * that. The one that was given lends it the rest, and is not to be used any more. Reports what no line should part and
 * has no room (W404); NULL for `diags` does not. */
const bc_layout_composed *bc_layout_columns_fit(const bc_layout_composed *composed, bc_text_typesetter *typesetter,
                                                bc_arena *arena, bc_diag_list *diags);

/* The same for several documents that are to have the same columns: the texts of all are gathered, then the columns
 * are found, and each document is given them. Composed documents need not outlive gathering, their form must; tables of
 * which nothing was gathered stay as they are. */
typedef struct bc_layout_columns bc_layout_columns;

bc_layout_columns *bc_layout_columns_new(void);
void bc_layout_columns_free(bc_layout_columns *columns);
void bc_layout_columns_gather(bc_layout_columns *columns, const bc_layout_composed *composed,
                              bc_text_typesetter *typesetter);
/* Once, when all has been gathered. */
void bc_layout_columns_settle(bc_layout_columns *columns);
const bc_layout_composed *bc_layout_columns_apply(const bc_layout_columns *columns, const bc_layout_composed *composed,
                                                  bc_text_typesetter *typesetter, bc_arena *arena, bc_diag_list *diags);

#endif
