/* What stands in a cell, as a value of a record. */
#ifndef BC_INTAKE_CELL_H
#define BC_INTAKE_CELL_H

#include "base/node.h"
#include "form/field.h"
#include "table/table.h"

/* A cell that holds a value of the field, or with `element` one of its elements; amounts of money without a unit of
 * their own are in `unit`, empty: in the field's. NULL: nothing, or what is wrong was said. */
const bc_node *bc_intake_cell_read(const bc_table_cell *cell, const bc_form_field *field, bool element, bc_str unit,
                                   bc_arena *arena, bc_diag_list *diags);

#endif
