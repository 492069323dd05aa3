/* What stands in a cell, as a value of a record. */
#ifndef BC_INTAKE_PRIVATE_CELLS_H
#define BC_INTAKE_PRIVATE_CELLS_H

#include "intake/private/columns.h"

/* NULL: nothing, or what is wrong was said. */
const bc_node *bc_intake_cell_value(const bc_table_cell *cell, const bc_intake_column *column, bc_arena *arena,
                                    bc_diag_list *diags);

/* A cell of amounts of money as a number in the unit of its column, that of the field where it has none: what its sheet
 * shows, or what is written in it. False: it is no amount, or one that has no such unit. */
bool bc_intake_cell_amount(const bc_table_cell *cell, const bc_intake_column *column, bc_decimal *out);

#endif
