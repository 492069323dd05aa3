/* Names as people write them. */
#ifndef BC_BASE_WRITTEN_NAME_H
#define BC_BASE_WRITTEN_NAME_H

#include "base/buf.h"

/* Appends a name as it is held against others: blanks, and the width of brackets, figures and letters, make no
 * difference, nor do capitals. */
void bc_written_fold_name(bc_str name, bc_buf *out);

#endif
