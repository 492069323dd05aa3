/* How much came back of which form, from whom. */
#ifndef BC_RETURNS_PRIVATE_SUMMARY_H
#define BC_RETURNS_PRIVATE_SUMMARY_H

#include "base/diag.h"
#include "base/strmap.h"
#include "check/facts.h"

#include <biaoce.h>

typedef struct bc_returns_summary {
    bc_arena arena;
    bc_strmap groups;
    BC_VEC(biaoce_collected *) list;
} bc_returns_summary;

void bc_returns_summary_release(bc_returns_summary *summary);
/* Counts what came of a sheet, or (facts NULL) of one that is no record. */
void bc_returns_summary_add(bc_returns_summary *summary, const bc_check_facts *facts, const bc_diag_list *diags,
                            bool failed);
/* Tells of each group, by form and department. */
void bc_returns_summary_tell(bc_returns_summary *summary, void (*tell)(void *context, const biaoce_collected *one),
                             void *context);

#endif
