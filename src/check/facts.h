/* What a record contributes to the checks across a batch, and those checks. */
#ifndef BC_CHECK_FACTS_H
#define BC_CHECK_FACTS_H

#include "check/check.h"

typedef struct bc_check_facts {
    bc_str form, code, name, department; /* empty: the form has no such field, or it is empty */
    bool has_amount, lacks_amount;       /* lacks: words stand for it */
    bc_decimal yuan;
    bc_diag_mark mark, code_mark, name_mark;
    const bc_check_set *checks; /* of its form; lives as long as the template */
} bc_check_facts;

/* Texts are lent by the record. */
void bc_check_facts_of(const bc_check_set *checks, const bc_value *record, bc_check_facts *out);

/* Findings about records that are right by themselves: a code or a name used twice. */
void bc_check_facts_check_unique(const bc_check_facts *facts, size_t n, bc_diag_list *diags);
/* `totals` is a map from departments to amounts (in 万元 unless they name their unit). */
void bc_check_facts_check_totals(const bc_check_facts *facts, size_t n, const bc_node *totals, bc_diag_list *diags);
/* `projects` is a list of codes or names, or of maps with `code` and `name`, or what the forms call these. */
void bc_check_facts_check_projects(const bc_check_facts *facts, size_t n, const bc_node *projects, bc_diag_list *diags);

#endif
