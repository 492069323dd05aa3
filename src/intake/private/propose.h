/* A proposal in the making: which table is what to a form. */
#ifndef BC_INTAKE_PRIVATE_PROPOSE_H
#define BC_INTAKE_PRIVATE_PROPOSE_H

#include "intake/intake.h"
#include "intake/private/sample.h"

typedef struct bc_intake_proposal {
    const bc_intake_proposing *what;
    bc_arena *arena;
    bc_intake_targets targets;
    bc_intake_samples samples;
    bc_intake_sample *records;         /* whose rows are records */
    const bc_intake_head *key;         /* of it, that tells them apart; NULL: none does */
    const bc_intake_target *key_field; /* that it fills */
    bool key_is_shared;                /* nothing says that it is one, but that another table has it, too */
    const bc_form_field *list;         /* that rows of the same table are; NULL: none */
} bc_intake_proposal;

/* Says of each table what it is. */
void bc_intake_proposal_find_roles(bc_intake_proposal *p);
/* The head of another table by which its rows belong to records; NULL: it has none. */
const bc_intake_head *bc_intake_proposal_by(const bc_intake_proposal *p, const bc_intake_sample *sample);
/* Whether something fills it: a column of the records, or for a list a table. */
bool bc_intake_proposal_feeds(const bc_intake_proposal *p, const bc_intake_target *target);
/* Writes the file, but for what reading by it will say. */
void bc_intake_proposal_write(const bc_intake_proposal *p, bc_buf *out);

#endif
