/* Who has returned what. */
#ifndef BC_RETURNS_PRIVATE_STATUS_H
#define BC_RETURNS_PRIVATE_STATUS_H

#include "returns/private/ledger.h"

/* Decides which version of each slot counts. A decision by hand that fits nothing is told. */
void bc_returns_status_decide(bc_returns_ledger *ledger, bc_returns_plan *plan, bc_diag_list *diags);
/* Tells of each department and form, in the order of the plan, and of each of its records; those too of which nothing
 * came. */
void bc_returns_status_tell(const bc_returns_ledger *ledger, void (*tell)(void *context, const biaoce_returned *one),
                            void *context);
/* The same as a table: CSV. */
void bc_returns_status_write(const bc_returns_ledger *ledger, bc_buf *out);

#endif
