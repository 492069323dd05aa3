/* A bound record against the checks of its form: findings as diagnostics.
 *
 * The form says which rules apply (`checks:` of its template); the rules themselves are generic code that finds its
 * way by the types and roles of fields. Compiled once with the template, shared by threads.
 */
#ifndef BC_CHECK_CHECK_H
#define BC_CHECK_CHECK_H

#include "base/keys.h"
#include "form/form.h"

typedef struct bc_check_set bc_check_set;

/* What the form asks for; problems (unknown rules, fields, parameters) are reported in the template. Never NULL.
 * Everything lives in `arena`. */
const bc_check_set *bc_check_set_compile(bc_arena *arena, const bc_form *form, bc_diag_list *diags);

/* A change of a value's text that is certain to be right: bytes [at, at + n) of value->as.text become `text`. */
typedef struct bc_check_edit {
    const bc_node *value;
    uint32_t at, n;
    bc_str text;
} bc_check_edit;

typedef BC_VEC(bc_check_edit) bc_check_edits;

typedef struct bc_check_options {
    bc_check_edits
        *edits; /* collects the certain changes; NULL: not wanted. Their texts live in the arena of the run */
} bc_check_options;

/* Checks a record that bc_record_bind made of `written`. Codes the record waives (`allow:`, `豁免:`) come as notes. */
void bc_check_set_run(const bc_check_set *checks, const bc_value *record, const bc_node *written,
                      const bc_check_options *options, bc_arena *arena, bc_diag_list *diags);

/* What may stand in the `checks:` of a template: a table for each rule, called by its code, and those of the maps
 * within their parameters, called CODE-parameter. The tables live in `arena`. */
bc_keys_set bc_check_rule_keys(bc_arena *arena);

/* Whether what an office says for all its forms is known: rules whose parameters need no form, and words. What is wrong
 * is reported. */
bool bc_check_office_check(const bc_node *office, bc_diag_list *diags);

/* One rule, for lists and for SARIF. */
typedef struct bc_check_rule_info {
    const char *code;
    bc_diag_severity level;
    const char *summary;           /* one sentence in the user's language */
    const bc_keys_key *parameters; /* up to one without a name; NULL: none */
} bc_check_rule_info;

/* Rule `i` of all there are, those across a batch included; false past the last. */
bool bc_check_rule_at(size_t i, bc_check_rule_info *out);

#endif
