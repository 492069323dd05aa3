/* A round as somebody planned it: which forms, from whom, until when, and what was accepted by hand (round.yaml). */
#ifndef BC_RETURNS_PRIVATE_PLAN_H
#define BC_RETURNS_PRIVATE_PLAN_H

#include "base/strmap.h"
#include "engine/engine.h"
#include "engine/naming.h"

#define BC_RETURNS_PLAN_FILE "round.yaml"
#define BC_RETURNS_NOBODY UINT32_MAX

typedef struct bc_returns_department {
    bc_str name, code, note;
    bc_str folder; /* its name as a file's */
    bc_diag_mark mark;
} bc_returns_department;

/* Which return of a department counts although it has errors, or although another one came later. */
typedef struct bc_returns_accepted {
    bc_str form, each;            /* empty: not said */
    uint32_t department, version; /* 0: the latest */
    bc_diag_mark mark;
    bool used;
} bc_returns_accepted;

typedef struct bc_returns_plan {
    bc_str title, due, each; /* each: the field that tells records of one department apart; empty: it has one */
    const bc_form **forms;
    bc_str *ids; /* of these */
    uint32_t form_count;
    const bc_str *whose; /* the fields that say whose a return is; none: as its form has it */
    uint32_t whose_count;
    bc_returns_department *departments;
    uint32_t department_count;
    bc_returns_accepted *accepted;
    uint32_t accepted_count;
    bc_strmap known; /* by name, code and what else they are called: a bc_returns_department */
} bc_returns_plan;

/* Reads the file of the round. False when it cannot be used: said. */
bool bc_returns_plan_read(bc_returns_plan *plan, biaoce_engine *engine, const char *folder, bc_arena *arena,
                          bc_diag_list *diags, bool *io_error);
void bc_returns_plan_release(bc_returns_plan *plan);
/* The department that is called so; BC_RETURNS_NOBODY: none is. */
uint32_t bc_returns_plan_find(const bc_returns_plan *plan, bc_str called);
/* The place of the form in the plan; BC_RETURNS_NOBODY: it is none of the round. */
uint32_t bc_returns_plan_form(const bc_returns_plan *plan, bc_str id);
/* A plan to be completed by hand, for rounds of that form. */
void bc_returns_plan_begin(const bc_form *form, bc_buf *out);

#endif
