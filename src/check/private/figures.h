/* The parameters of TABLES-AGREE, whose rule stands among those of a batch. */
#ifndef BC_CHECK_PRIVATE_FIGURES_H
#define BC_CHECK_PRIVATE_FIGURES_H

#include "check/facts.h"
#include "check/private/run.h"

extern const bc_keys_key bc_check_figures_keys[];
extern const bc_keys_table bc_check_figures_parts[];

/* NULL: the form names no figures. */
const void *bc_check_figures_compile(bc_check_rule_compiler *compiler, const bc_node *spec);

#endif
