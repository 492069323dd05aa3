/* The trees that rows become. */
#ifndef BC_INTAKE_PRIVATE_TREES_H
#define BC_INTAKE_PRIVATE_TREES_H

#include "intake/private/columns.h"

/* A record of these rows: what is in them of a list are its elements, one of each row. NULL: nothing is in them. */
const bc_node *bc_intake_tree_record(const bc_intake_columns *columns, const bc_table_row *rows, size_t n,
                                     bc_arena *arena, bc_diag_list *diags);

#endif
