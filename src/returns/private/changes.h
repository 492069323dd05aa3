/* What a department changed from one return to the next, as a table. */
#ifndef BC_RETURNS_PRIVATE_CHANGES_H
#define BC_RETURNS_PRIVATE_CHANGES_H

#include "base/buf.h"
#include "form/form.h"

/* Appends a row for each change from the record in the file `before`, which lies in `folder` and is called from there
 * on, to `now`, under a head. Returns how many changes there are. When the file cannot be read any more, that is said,
 * also by *io_error, and all that `now` says is new. */
uint32_t bc_returns_changes_write(const bc_form *form, const char *folder, const char *before, const bc_node *now,
                                  bc_diag_list *diags, bc_buf *out, bool *io_error);

#endif
