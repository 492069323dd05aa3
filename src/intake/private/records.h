/* Files of records as tables: each record a row, its keys the heads. */
#ifndef BC_INTAKE_PRIVATE_RECORDS_H
#define BC_INTAKE_PRIVATE_RECORDS_H

#include "table/table.h"

/* Whether a file of that name holds records, and is no table. */
bool bc_intake_records_are_in(bc_str name);
/* What a table is made of that the file's records are the rows of; whoever opens it closes it. `at`: the keys that lead
 * to the records of a JSON file. All records are read once, for their keys. NULL: said. */
const bc_table_rows *bc_intake_records_open(bc_str path, bc_str at, bc_arena *arena, bc_diag_list *diags,
                                            bool *io_error);

#endif
