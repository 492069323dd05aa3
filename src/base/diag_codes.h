/* Every code that a diagnostic can have: what it means and what to do, for `biaoce explain` and docs/diagnostics.md,
 * which is made from this table. The first letter of a code is the severity: N, W, E. */
#ifndef BC_BASE_DIAG_CODES_H
#define BC_BASE_DIAG_CODES_H

#include "base/diag.h"

typedef struct bc_diag_code {
    const char *code;
    const char *what, *todo; /* for bc_tr: a phrase each. `…` is code, docs/…md a page of the manual */
} bc_diag_code;

/* In the order of the page. */
extern const bc_diag_code bc_diag_codes[];
extern const size_t bc_diag_code_count;

/* A file of records for which it is reported; NULL when that takes more than a few lines. */
const char *bc_diag_code_example(const bc_diag_code *code);
/* The severity that its letter says. */
bc_diag_severity bc_diag_code_severity(const bc_diag_code *code);
/* What the codes of that first figure are about ('1': "reading files"), for bc_tr; NULL when there are none. */
const char *bc_diag_code_group(char figure);

#endif
