/* Who names outputs knows the printed form, so a pattern may call fields by their labels as well as by their keys:
 * labels are one more scope around those of the record. Names are held against a form before its records are named, so
 * that a misspelt one is said once and not for each of them. */
#include "engine/pattern.h"

#include "base/tr.h"

enum { FACTS = 2, MAX_NAMES = 256 };

static const bc_str fact_names[FACTS] = { { "file", 4 }, { "record", 6 } };

/* Calls `see` with each name that a pattern may use for a value: keys of fields at the top, and labels, also of fields
 * in groups, as the paper has them. */
static void each_label(const bc_form_field *fields, uint32_t n, const bc_value *values,
                       void (*see)(void *context, bc_str label, const bc_value *value), void *context)
{
    for (uint32_t i = 0; i < n; i++) {
        const bc_value *value = values ? bc_value_find(values, fields[i].key) : NULL;
        if (fields[i].type == BC_FIELD_GROUP)
            each_label(fields[i].children, fields[i].child_count, value, see, context);
        else if (fields[i].label.n)
            see(context, fields[i].label, value);
    }
}

typedef struct known_names {
    bc_str at[MAX_NAMES];
    size_t n;
} known_names;

static void add_name(void *context, bc_str name, const bc_value *value)
{
    (void)value;
    known_names *names = context;
    if (names->n < MAX_NAMES)
        names->at[names->n++] = name;
}

typedef struct fit_check {
    const bc_form *form;
    bc_diag_list *diags;
    known_names names;
    bool fits;
} fit_check;

static void check_path(void *context, bc_str path, bc_diag_mark mark, bool inner)
{
    fit_check *check = context;
    bc_str first = bc_str_slice(path, 0, bc_str_find(path, BC_STR("."), 0));
    for (size_t i = 0; i < check->names.n; i++)
        if (bc_str_eq(check->names.at[i], first))
            return;
    if (inner) /* a name of a list's elements */
        return;
    check->fits = false;
    if (!check->diags)
        return;
    bc_diag_add(check->diags, BC_DIAG_ERROR, "E507", mark, bc_tr("the form %.*s has no field `%.*s`"),
                BC_STR_ARG(check->form->id), BC_STR_ARG(first));
    bc_str near = bc_diag_nearest(first, check->names.at, check->names.n);
    if (near.n)
        bc_diag_hint(check->diags, bc_tr("did you mean `%.*s`?"), BC_STR_ARG(near));
}

static fit_check begin_check(const bc_form *form, bc_diag_list *diags)
{
    fit_check check = { .form = form, .diags = diags, .fits = true };
    for (size_t i = 0; i < FACTS; i++)
        add_name(&check.names, fact_names[i], NULL);
    for (uint32_t i = 0; i < form->fields.n; i++)
        add_name(&check.names, form->fields.at[i].key, NULL);
    each_label(form->fields.at, form->fields.n, NULL, add_name, &check.names);
    return check;
}

bool bc_engine_pattern_fits(const bc_expr_phrase *pattern, const bc_form *form, bc_diag_list *diags)
{
    fit_check check = begin_check(form, diags);
    bc_expr_phrase_paths(pattern, check_path, &check);
    return check.fits;
}

bool bc_engine_condition_fits(const bc_expr *condition, const bc_form *form, bc_diag_list *diags)
{
    fit_check check = begin_check(form, diags);
    bc_expr_paths(condition, check_path, &check);
    return check.fits;
}

typedef struct label_entries {
    bc_value_entry at[MAX_NAMES];
    uint32_t n;
} label_entries;

static void add_entry(void *context, bc_str label, const bc_value *value)
{
    label_entries *entries = context;
    if (value && entries->n < MAX_NAMES)
        entries->at[entries->n++] = (bc_value_entry){ label, *value };
}

/* What a pattern can name: the record's fields by key, then by label, then what is known of its place. */
typedef struct names_in_reach {
    bc_value_entry run_entries[FACTS];
    label_entries entries;
    bc_value run, labels;
    bc_expr_scope outermost, outer, scope;
} names_in_reach;

static const bc_expr_scope *reach(names_in_reach *names, const bc_form *form, const bc_value *record,
                                  const bc_engine_pattern_facts *facts, bc_arena *arena)
{
    names->run_entries[0] = (bc_value_entry){ fact_names[0], bc_value_text(facts->file) };
    names->run_entries[1] =
        (bc_value_entry){ fact_names[1], bc_value_text(bc_arena_printf(arena, "%zu", facts->record)) };
    names->run = (bc_value){ .type = BC_VALUE_MAP, .n = FACTS, .as.entries = names->run_entries };
    names->entries.n = 0;
    each_label(form->fields.at, form->fields.n, record, add_entry, &names->entries);
    names->labels = (bc_value){ .type = BC_VALUE_MAP, .n = names->entries.n, .as.entries = names->entries.at };
    names->outermost = (bc_expr_scope){ .map = &names->run };
    names->outer = (bc_expr_scope){ .map = &names->labels, .outer = &names->outermost };
    names->scope = (bc_expr_scope){ .map = record, .outer = &names->outer };
    return &names->scope;
}

bc_str bc_engine_pattern_name(const bc_expr_phrase *pattern, const bc_form *form, const bc_value *record,
                              const bc_engine_pattern_facts *facts, bc_arena *arena, bc_diag_list *diags)
{
    names_in_reach names;
    return bc_expr_phrase_eval(pattern, reach(&names, form, record, facts, arena), arena, diags);
}

bool bc_engine_condition_holds(const bc_expr *condition, const bc_form *form, const bc_value *record,
                               const bc_engine_pattern_facts *facts, bc_arena *arena, bc_diag_list *diags)
{
    names_in_reach names;
    return bc_expr_holds(condition, reach(&names, form, record, facts, arena), arena, diags);
}
