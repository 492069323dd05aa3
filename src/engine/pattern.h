/* Patterns that name outputs: text with expressions over a record's fields, which may be called by key or by label. */
#ifndef BC_ENGINE_PATTERN_H
#define BC_ENGINE_PATTERN_H

#include "form/form.h"

/* What a pattern sees besides the fields. */
typedef struct bc_pattern_facts {
    bc_str file;   /* `file`: the input without folder and extension */
    size_t record; /* `record`: the number in the run */
} bc_pattern_facts;

/* Whether the form has every name that the pattern reads. `diags` may be NULL. */
bool bc_pattern_fits(const bc_phrase *pattern, const bc_form *form, bc_diags *diags);
/* The same for a condition, and whether it holds for a bound record. */
bool bc_condition_fits(const bc_expr *condition, const bc_form *form, bc_diags *diags);
bool bc_condition_holds(const bc_expr *condition, const bc_form *form, const bc_datum *record,
                        const bc_pattern_facts *facts, bc_arena *arena, bc_diags *diags);
/* The name for a bound record, in `arena`. */
bc_str bc_pattern_name(const bc_phrase *pattern, const bc_form *form, const bc_datum *record,
                       const bc_pattern_facts *facts, bc_arena *arena, bc_diags *diags);

#endif
