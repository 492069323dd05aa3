/* Patterns that name outputs: text with expressions over a record's fields, which may be called by key or by label, and
 * what the record has under keys that begin with x-, which belong to no form. */
#ifndef BC_ENGINE_PATTERN_H
#define BC_ENGINE_PATTERN_H

#include "form/form.h"

/* What files are called: a name, in folders that the pattern's own slashes part off. What fields hold makes none. */
typedef struct bc_engine_name_pattern {
    const bc_expr_phrase *whole; /* NULL: there is no pattern */
    const bc_expr_phrase *const *parts;
    uint32_t n; /* the last is the name */
} bc_engine_name_pattern;

/* False after reporting: it does not compile, or a folder in it has no name of its own (`/a`, `a//b`, `../a`). */
bool bc_engine_name_pattern_compile(bc_arena *arena, bc_str text, bc_diag_mark at, bc_diag_list *diags,
                                    bc_engine_name_pattern *out);

/* What a pattern sees besides the fields. */
typedef struct bc_engine_pattern_facts {
    bc_str file;   /* `file`: the input without folder and extension */
    size_t record; /* `record`: the number in the run */
} bc_engine_pattern_facts;

/* Whether the form has every name that the pattern reads. `diags` may be NULL. */
bool bc_engine_pattern_fits(const bc_expr_phrase *pattern, const bc_form *form, bc_diag_list *diags);
/* The same for a condition, and whether it holds for a bound record. */
bool bc_engine_condition_fits(const bc_expr *condition, const bc_form *form, bc_diag_list *diags);
bool bc_engine_condition_holds(const bc_expr *condition, const bc_form *form, const bc_value *record,
                               const bc_engine_pattern_facts *facts, bc_arena *arena, bc_diag_list *diags);
/* The name for a bound record, in `arena`. */
bc_str bc_engine_pattern_name(const bc_expr_phrase *pattern, const bc_form *form, const bc_value *record,
                              const bc_engine_pattern_facts *facts, bc_arena *arena, bc_diag_list *diags);

#endif
