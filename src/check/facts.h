/* What a record contributes to the checks across a batch, and those checks. */
#ifndef BC_CHECK_FACTS_H
#define BC_CHECK_FACTS_H

#include "check/check.h"

typedef struct bc_facts {
    bc_str form, code, name, department; /* empty: the form has no such field, or it is empty */
    bool has_amount;
    bc_decimal yuan;
    bc_mark mark, code_mark, name_mark;
} bc_facts;

/* Texts are lent by the record. */
void bc_checks_facts(const bc_checks *checks, const bc_datum *record, bc_facts *out);

/* Findings about records that are right by themselves: a code or a name used twice. `strict`: warnings are errors. */
void bc_facts_check_unique(const bc_facts *facts, size_t n, bool strict, bc_diags *diags);
/* `totals` is a map from departments to amounts (in 万元 unless they name their unit). */
void bc_facts_check_totals(const bc_facts *facts, size_t n, const bc_value *totals, bc_diags *diags);
/* `projects` is a list of codes or names, or of maps with `code` and `name`. */
void bc_facts_check_projects(const bc_facts *facts, size_t n, const bc_value *projects, bc_diags *diags);

#endif
