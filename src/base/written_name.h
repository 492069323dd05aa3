/* Names as people write them. */
#ifndef BC_BASE_WRITTEN_NAME_H
#define BC_BASE_WRITTEN_NAME_H

#include "base/buf.h"

/* Appends a name as it is held against others: blanks, and the width of brackets, figures and letters, make no
 * difference, nor do capitals. */
void bc_written_fold_name(bc_str name, bc_buf *out);
/* Whether it is what is left of a person's name or number where others may read it: 张某某, 张*明, 350***********1234,
 * ***. */
bool bc_written_is_masked(bc_str text);

#endif
