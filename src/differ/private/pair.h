/* Which record of one side is which of the other. */
#ifndef BC_DIFFER_PRIVATE_PAIR_H
#define BC_DIFFER_PRIVATE_PAIR_H

#include "differ/private/set.h"

/* Fills in `match` and `other` of all records. A code or name that stands several times on a side is told. */
void bc_differ_pair(bc_differ_set *before, bc_differ_set *now, bc_diag_list *diags);

#endif
