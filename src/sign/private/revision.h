/* What was added to a file since it was signed: by what it changed, not by what it says it is. */
#ifndef BC_SIGN_PRIVATE_REVISION_H
#define BC_SIGN_PRIVATE_REVISION_H

#include "sign/private/fields.h"

#include <biaoce.h>

enum { BC_SIGN_MAX_PAIRS = 1000 * 1000 /* objects that are compared */ };

/* A state of a file, and its fields for signatures. */
typedef struct bc_sign_state {
    bc_pdfread *file;
    const bc_sign_fields *fields;
} bc_sign_state;

/* Bits of biaoce_update: how `now` differs from `then`, whose bytes it begins with. */
unsigned bc_sign_revision_compare(bc_sign_state then, bc_sign_state now);

#endif
