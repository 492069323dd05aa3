/* Places of messages that outlive what they were found in. */
#ifndef BC_INTAKE_PRIVATE_PLACES_H
#define BC_INTAKE_PRIVATE_PLACES_H

#include "base/diag.h"

/* Those of the messages from number `from` on move to `arena`, with the line that a message shows. */
void bc_intake_places_keep(bc_diag_list *diags, size_t from, bc_arena *arena);

#endif
