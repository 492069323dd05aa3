/* What stands between the fields of a CSV file. */
#ifndef BC_TABLE_PRIVATE_CSV_SEPARATOR_H
#define BC_TABLE_PRIVATE_CSV_SEPARATOR_H

#include "base/str.h"

/* The separator that a first line `sep=;` names, with which Excel is told; *bytes of it to pass over, 0: there is none.
 */
bc_str bc_table_csv_named_separator(bc_str text, size_t *bytes);
/* The separator by which the first rows fall into equally many fields. `text` is the beginning, or (`whole`) all. Of a
 * file that is called so, `tabs` are believed unless another one fits all rows. */
bc_str bc_table_csv_find_separator(bc_str text, bool whole, bool tabs);
/* What the user says: a character, or `tab`, or `\t`. Empty: it can be none. */
bc_str bc_table_csv_given_separator(bc_str given);

#endif
