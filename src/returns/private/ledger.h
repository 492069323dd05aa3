/* What has come back in a round so far: of each department and form, and each of its records where it has several, the
 * versions one after the other. Each version has a file of its own in returns/, which is written when all else that is
 * made of it is on the disk: what a run that was ended has left without it is made again. */
#ifndef BC_RETURNS_PRIVATE_LEDGER_H
#define BC_RETURNS_PRIVATE_LEDGER_H

#include "returns/private/digest.h"
#include "returns/private/plan.h"

typedef struct bc_returns_version {
    uint32_t number; /* from 1 */
    bc_str file, sheet, date, digest;
    uint32_t sheets; /* forms in the workbook */
    uint32_t errors, warnings, changes;
    int64_t saved;   /* the moment that `date` and the order of versions go by; 0: not known */
    int64_t touched; /* when the workbook's file was changed last; 0: not known */
} bc_returns_version;

typedef struct bc_returns_slot {
    uint32_t department, form; /* of the plan */
    bc_str each;
    bc_str path;                         /* of its files in each folder of the round, without their ending */
    BC_VEC(bc_returns_version) versions; /* ascending */
    const void *input;                   /* that had the latest of them, in this run */
    size_t number;                       /* of that in the run, where it is told; 0: it is not */
    uint32_t accepted;                   /* the version that counts; 0: none */
    bool by_hand;
} bc_returns_slot;

typedef struct bc_returns_ledger {
    const bc_returns_plan *plan;
    const char *folder;
    bc_arena arena;
    bc_strmap by_key;
    BC_VEC(bc_returns_slot *) slots; /* sorted only by bc_returns_ledger_sort */
    bc_strmap digests;               /* of workbooks: how many of their sheets were taken in, as uint32_t */
} bc_returns_ledger;

/* Reads what is there. What cannot be understood is told, and not taken for a return. */
void bc_returns_ledger_read(bc_returns_ledger *ledger, const bc_returns_plan *plan, const char *folder,
                            bc_diag_list *diags, bool *io_error);
void bc_returns_ledger_release(bc_returns_ledger *ledger);
/* The versions of that department; begun when there are none. */
bc_returns_slot *bc_returns_ledger_slot(bc_returns_ledger *ledger, uint32_t department, uint32_t form, bc_str each);
/* The version that was made of that sheet, or NULL. */
const bc_returns_version *bc_returns_ledger_find(const bc_returns_slot *slot, bc_str digest, bc_str sheet);
/* Adds a version, whose texts are copied; its number is the next one of which no file is kept, not even one that could
 * not be understood. */
bc_returns_version *bc_returns_ledger_add(bc_returns_ledger *ledger, bc_returns_slot *slot,
                                          const bc_returns_version *version);
/* Whether all sheets of the workbook were taken in. */
bool bc_returns_ledger_has(const bc_returns_ledger *ledger, bc_str digest);
/* The version's file. */
void bc_returns_ledger_write(const bc_returns_ledger *ledger, const bc_returns_slot *slot,
                             const bc_returns_version *version, bc_buf *out);
/* By department, form and record, as the plan has them. */
void bc_returns_ledger_sort(bc_returns_ledger *ledger);

#endif
