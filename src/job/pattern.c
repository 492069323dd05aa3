#include "job/pattern.h"

#include "base/tr.h"

enum { FACTS = 2, NAMES_MOST = 256 };

static const bc_str fact_names[FACTS] = { { "file", 4 }, { "record", 6 } };

/* Calls `see` with each name that a pattern may use for a value: keys of fields at the top, and labels, also of fields
 * in groups, as the paper has them. */
static void each_label(const bc_field *fields, uint32_t n, const bc_datum *values,
                       void (*see)(void *context, bc_str label, const bc_datum *value), void *context)
{
    for (uint32_t i = 0; i < n; i++) {
        const bc_datum *value = values ? bc_datum_find(values, fields[i].key) : NULL;
        if (fields[i].type == BC_FIELD_GROUP)
            each_label(fields[i].children, fields[i].child_count, value, see, context);
        else if (fields[i].label.n)
            see(context, fields[i].label, value);
    }
}

typedef struct known_names {
    bc_str at[NAMES_MOST];
    size_t n;
} known_names;

static void add_name(void *context, bc_str name, const bc_datum *value)
{
    (void)value;
    known_names *names = context;
    if (names->n < NAMES_MOST)
        names->at[names->n++] = name;
}

typedef struct fit_check {
    const bc_form *form;
    bc_diags *diags;
    known_names names;
    bool fits;
} fit_check;

static void check_path(void *context, bc_str path, bc_mark mark, bool inner)
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
    bc_diag_add(check->diags, BC_ERROR, "E507", mark, bc_tr("the form %.*s has no field `%.*s`"),
                BC_STR_ARG(check->form->id), BC_STR_ARG(first));
    bc_str near = bc_diag_nearest(first, check->names.at, check->names.n);
    if (near.n)
        bc_diag_hint(check->diags, bc_tr("did you mean `%.*s`?"), BC_STR_ARG(near));
}

bool bc_pattern_fits(const bc_phrase *pattern, const bc_form *form, bc_diags *diags)
{
    fit_check check = { .form = form, .diags = diags, .fits = true };
    for (size_t i = 0; i < FACTS; i++)
        add_name(&check.names, fact_names[i], NULL);
    for (uint32_t i = 0; i < form->fields.n; i++)
        add_name(&check.names, form->fields.at[i].key, NULL);
    each_label(form->fields.at, form->fields.n, NULL, add_name, &check.names);
    bc_phrase_paths(pattern, check_path, &check);
    return check.fits;
}

typedef struct label_entries {
    bc_entry at[NAMES_MOST];
    uint32_t n;
} label_entries;

static void add_entry(void *context, bc_str label, const bc_datum *value)
{
    label_entries *entries = context;
    if (value && entries->n < NAMES_MOST)
        entries->at[entries->n++] = (bc_entry){ label, *value };
}

bc_str bc_pattern_name(const bc_phrase *pattern, const bc_form *form, const bc_datum *record,
                       const bc_pattern_facts *facts, bc_arena *arena, bc_diags *diags)
{
    bc_entry run_entries[FACTS] = { { fact_names[0], bc_datum_text(facts->file) },
                                    { fact_names[1], bc_datum_text(bc_arena_printf(arena, "%zu", facts->record)) } };
    bc_datum run = { .type = BC_IS_MAP, .n = FACTS, .as.entries = run_entries };
    label_entries entries = { .n = 0 };
    each_label(form->fields.at, form->fields.n, record, add_entry, &entries);
    bc_datum labels = { .type = BC_IS_MAP, .n = entries.n, .as.entries = entries.at };
    bc_scope outermost = { .map = &run };
    bc_scope outer = { .map = &labels, .outer = &outermost };
    bc_scope scope = { .map = record, .outer = &outer };
    return bc_phrase_eval(pattern, &scope, arena, diags);
}
