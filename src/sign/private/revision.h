/* What was added to a file since it was signed: by what it changed, not by what it says it is. */
#ifndef BC_SIGN_PRIVATE_REVISION_H
#define BC_SIGN_PRIVATE_REVISION_H

#include "pdfread/pdfread.h"

#include <biaoce.h>

enum { BC_SIGN_MAX_PAIRS = 1000 * 1000 /* objects that are compared */ };

/* Bits of biaoce_update: how `now` differs from `then`, whose bytes it begins with. */
unsigned bc_sign_revision_compare(bc_pdfread *then, bc_pdfread *now);

#endif
