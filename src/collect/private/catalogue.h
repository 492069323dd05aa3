/* What is known of forms, for as long as a run goes on. */
#ifndef BC_COLLECT_PRIVATE_CATALOGUE_H
#define BC_COLLECT_PRIVATE_CATALOGUE_H

#include "collect/collect.h"
#include "collect/private/plan.h"
#include "collect/private/words.h"

/* The form's own words; made when they are asked for first. They live as long as the catalogue. */
const bc_collect_words *bc_collect_catalogue_words(bc_collect_catalogue *catalogue, const bc_form *form);
/* The same of the form laid out. */
const bc_collect_plan *bc_collect_catalogue_plan(bc_collect_catalogue *catalogue, const bc_form *form);
/* The name of a form that sheets may be; empty: there are no more. */
bc_str bc_collect_catalogue_name(const bc_collect_catalogue *catalogue, size_t index);

#endif
