/* The rules, each a function over the record; rules.c lists them with their codes. */
#ifndef BC_CHECK_PRIVATE_RULES_H
#define BC_CHECK_PRIVATE_RULES_H

#include "check/private/run.h"

#define BC_CHECK_RULE(name) const void *name(bc_check_rule_compiler *compiler, const bc_node *spec)

/* money */
void bc_check_rule_fund_sum(bc_check *c);
BC_CHECK_RULE(bc_check_rule_fund_sum_compile);
void bc_check_rule_fund_unit(bc_check *c);
void bc_check_rule_fund_basis(bc_check *c);
BC_CHECK_RULE(bc_check_rule_fund_basis_compile);
void bc_check_rule_fund_format(bc_check *c);
void bc_check_rule_dept_tasks(bc_check *c);
BC_CHECK_RULE(bc_check_rule_dept_tasks_compile);
/* plans */
void bc_check_rule_plan_unit(bc_check *c);
void bc_check_rule_plan_cumulative(bc_check *c);
void bc_check_rule_plan_end(bc_check *c);
void bc_check_rule_plan_style(bc_check *c);
BC_CHECK_RULE(bc_check_rule_plan_compile);
/* who and what */
void bc_check_rule_title_name(bc_check *c);
void bc_check_rule_code_format(bc_check *c);
BC_CHECK_RULE(bc_check_rule_code_format_compile);
void bc_check_rule_required(bc_check *c);
BC_CHECK_RULE(bc_check_rule_required_compile);
void bc_check_rule_placeholder(bc_check *c);
void bc_check_rule_phone(bc_check *c);
void bc_check_rule_private(bc_check *c);
void bc_check_rule_date_in_year(bc_check *c);
/* lists of indicators */
void bc_check_rule_ind_minimum(bc_check *c);
void bc_check_rule_starred(bc_check *c);
BC_CHECK_RULE(bc_check_rule_starred_compile);
void bc_check_rule_taxonomy(bc_check *c);
void bc_check_rule_category_order(bc_check *c);
BC_CHECK_RULE(bc_check_rule_taxonomy_compile);
void bc_check_rule_duplicate_row(bc_check *c);
void bc_check_rule_name_trivial(bc_check *c);
void bc_check_rule_explain_same(bc_check *c);
void bc_check_rule_twin_lists(bc_check *c);
void bc_check_rule_score_sum(bc_check *c);
BC_CHECK_RULE(bc_check_rule_score_sum_compile);
/* their values */
void bc_check_rule_operator_missing(bc_check *c);
void bc_check_rule_operator_spelling(bc_check *c);
void bc_check_rule_unit_vocabulary(bc_check *c);
void bc_check_rule_unit_missing(bc_check *c);
void bc_check_rule_value_pure(bc_check *c);
void bc_check_rule_quantity_kind(bc_check *c);
void bc_check_rule_percent_range(bc_check *c);
void bc_check_rule_output_ceiling(bc_check *c);
void bc_check_rule_nature_direction(bc_check *c);
void bc_check_rule_satisfaction(bc_check *c);
void bc_check_rule_cost_direction(bc_check *c);
void bc_check_rule_cost_kind(bc_check *c);
void bc_check_rule_cost_budget(bc_check *c);
BC_CHECK_RULE(bc_check_rule_cost_budget_compile);
/* texts */
void bc_check_rule_text_cut(bc_check *c);
void bc_check_rule_stray(bc_check *c);
void bc_check_rule_half_width(bc_check *c);

#endif
