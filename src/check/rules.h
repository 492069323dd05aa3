/* The rules, each a function over the record. Private to check/; rules.c lists them with their codes. */
#ifndef BC_CHECK_RULES_H
#define BC_CHECK_RULES_H

#include "check/run.h"

#define BC_RULE_COMPILER(name) const void *name(bc_rule_compiler *compiler, const bc_value *spec)

/* money */
void bc_rule_fund_sum(bc_check *c);
BC_RULE_COMPILER(bc_rule_fund_sum_compile);
void bc_rule_fund_unit(bc_check *c);
void bc_rule_fund_basis(bc_check *c);
BC_RULE_COMPILER(bc_rule_fund_basis_compile);
void bc_rule_fund_format(bc_check *c);
void bc_rule_dept_tasks(bc_check *c);
BC_RULE_COMPILER(bc_rule_dept_tasks_compile);
/* plans */
void bc_rule_plan_unit(bc_check *c);
void bc_rule_plan_cumulative(bc_check *c);
void bc_rule_plan_end(bc_check *c);
void bc_rule_plan_style(bc_check *c);
BC_RULE_COMPILER(bc_rule_plan_compile);
/* who and what */
void bc_rule_title_name(bc_check *c);
void bc_rule_code_format(bc_check *c);
BC_RULE_COMPILER(bc_rule_code_format_compile);
void bc_rule_required(bc_check *c);
BC_RULE_COMPILER(bc_rule_required_compile);
void bc_rule_placeholder(bc_check *c);
void bc_rule_phone(bc_check *c);
void bc_rule_private(bc_check *c);
void bc_rule_date_in_year(bc_check *c);
/* lists of indicators */
void bc_rule_ind_minimum(bc_check *c);
void bc_rule_starred(bc_check *c);
BC_RULE_COMPILER(bc_rule_starred_compile);
void bc_rule_taxonomy(bc_check *c);
void bc_rule_category_order(bc_check *c);
BC_RULE_COMPILER(bc_rule_taxonomy_compile);
void bc_rule_duplicate_row(bc_check *c);
void bc_rule_name_trivial(bc_check *c);
void bc_rule_explain_same(bc_check *c);
void bc_rule_twin_lists(bc_check *c);
void bc_rule_score_sum(bc_check *c);
BC_RULE_COMPILER(bc_rule_score_sum_compile);
/* their values */
void bc_rule_operator_missing(bc_check *c);
void bc_rule_operator_spelling(bc_check *c);
void bc_rule_unit_vocabulary(bc_check *c);
void bc_rule_unit_missing(bc_check *c);
void bc_rule_value_pure(bc_check *c);
void bc_rule_quantity_kind(bc_check *c);
void bc_rule_percent_range(bc_check *c);
void bc_rule_output_ceiling(bc_check *c);
void bc_rule_nature_direction(bc_check *c);
void bc_rule_satisfaction(bc_check *c);
void bc_rule_cost_direction(bc_check *c);
void bc_rule_cost_kind(bc_check *c);
void bc_rule_cost_budget(bc_check *c);
BC_RULE_COMPILER(bc_rule_cost_budget_compile);
/* texts */
void bc_rule_text_cut(bc_check *c);
void bc_rule_stray(bc_check *c);
void bc_rule_half_width(bc_check *c);

#endif
