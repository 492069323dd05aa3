/* Who names outputs knows the printed form, so a pattern may call fields by their labels as well as by their keys:
 * labels are one more scope around those of the record. Names are held against a form before its records are named, so
 * that a misspelt one is said once and not for each of them. */
#include "engine/pattern.h"

#include "base/tr.h"
#include "form/reserved.h"
#include "template/template.h"

enum { FACTS = 2, MAX_NAMES = 256 };

/* -- folders and names ---------------------------------------------------------------------------------- */

static bool is_no_folder(const bc_expr_phrase *part)
{
    bc_str text;
    return bc_expr_phrase_is_constant(part, &text) &&
           (!bc_str_trim(text).n || bc_str_is(text, ".") || bc_str_is(text, ".."));
}

bool bc_engine_name_pattern_compile(bc_arena *arena, bc_str text, bc_diag_mark at, bc_diag_list *diags,
                                    bc_engine_name_pattern *out)
{
    *out = (bc_engine_name_pattern){ .whole = bc_expr_phrase_compile(arena, text, at, diags) };
    if (!out->whole)
        return false;
    out->n = bc_expr_phrase_cut(out->whole, '/', arena, &out->parts);
    for (uint32_t i = 0; out->n > 1 && i < out->n; i++)
        if (is_no_folder(out->parts[i])) {
            bc_diag_add(diags, BC_DIAG_ERROR, "E525", at, bc_tr("a folder or the name has no name in this pattern"));
            bc_diag_hint(diags, "%s",
                         bc_tr("folders lie in the output folder: write them like '$(department)/$(code) $(name)'"));
            return false;
        }
    return true;
}

/* -- names in reach ------------------------------------------------------------------------------------- */

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

/* Keys of a record that are no fields of its form; whether it has them is seen with each record. */
static bool is_own_key(bc_str name)
{
    return bc_form_reserved_is_remark(name);
}

static bool is_known(const fit_check *check, bc_str name)
{
    bool known = is_own_key(name);
    for (size_t i = 0; i < check->names.n && !known; i++)
        known = bc_str_eq(check->names.at[i], name);
    return known;
}

/* The form has no such field; `name` is what is wrong of the path, and was one of these. */
static void refuse(fit_check *check, bc_str path, bc_str name, const bc_str *names, size_t n, bc_diag_mark mark)
{
    check->fits = false;
    if (!check->diags)
        return;
    bc_diag_add(check->diags, BC_DIAG_ERROR, "E507", mark, bc_tr("the form %.*s has no field `%.*s`"),
                BC_STR_ARG(check->form->id), BC_STR_ARG(path));
    bc_str near = bc_diag_nearest(name, names, n);
    if (near.n)
        bc_diag_hint(check->diags, bc_tr("did you mean `%.*s`?"), BC_STR_ARG(near));
}

static void check_path(void *context, bc_str path, bc_diag_mark mark, bool inner)
{
    fit_check *check = context;
    bc_str first = bc_str_slice(path, 0, bc_str_find(path, BC_STR("."), 0));
    if (!inner && !is_known(check, first)) /* a name of a list's elements is looked for in these */
        refuse(check, first, first, check->names.at, check->names.n, mark);
}

static void check_miss(void *context, const bc_expr_miss *miss)
{
    fit_check *check = context;
    if (miss->of ? is_own_key(miss->name) : is_known(check, miss->name))
        return;
    const bc_form_field *of = miss->of ? miss->of : miss->element;
    known_names near = { .n = 0 };
    for (uint32_t i = 0; i < of->child_count; i++)
        add_name(&near, of->children[i].key, NULL);
    refuse(check, miss->path, miss->name, near.at, near.n, miss->mark);
}

static void check_expression(void *context, const bc_expr *expr)
{
    fit_check *check = context;
    bc_expr_paths(expr, check_path, check);
    bc_template_misses(check->form, expr, check_miss, check);
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
    bc_expr_phrase_parts(pattern, check_expression, &check);
    return check.fits;
}

bool bc_engine_condition_fits(const bc_expr *condition, const bc_form *form, bc_diag_list *diags)
{
    fit_check check = begin_check(form, diags);
    check_expression(&check, condition);
    return check.fits;
}

typedef struct known_values {
    bc_value_entry at[MAX_NAMES];
    uint32_t n;
} known_values;

static void add_entry(void *context, bc_str label, const bc_value *value)
{
    known_values *entries = context;
    if (value && entries->n < MAX_NAMES)
        entries->at[entries->n++] = (bc_value_entry){ label, *value };
}

/* Texts as they are written: no form says what else they could be. */
static void add_own_keys(known_values *entries, const bc_node *record)
{
    for (uint32_t i = 0; record && record->kind == BC_NODE_MAP && i < record->n; i++) {
        const bc_node_member *member = &record->as.members[i];
        if (!is_own_key(member->key) || member->value->kind != BC_NODE_TEXT)
            continue;
        bc_value value = bc_value_text(bc_str_trim(member->value->as.text));
        value.origin = member->value;
        add_entry(entries, member->key, &value);
    }
}

/* What a pattern can name: the record's fields by key, then by label and its own keys, then what is known of its place.
 */
typedef struct names_in_reach {
    bc_value_entry run_entries[FACTS];
    known_values entries;
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
    add_own_keys(&names->entries, record->origin);
    names->labels = (bc_value){ .type = BC_VALUE_MAP, .n = names->entries.n, .as.entries = names->entries.at };
    names->outermost = (bc_expr_scope){ .map = &names->run };
    names->outer = (bc_expr_scope){ .map = &names->labels, .outer = &names->outermost };
    names->scope = (bc_expr_scope){ .map = record, .outer = &names->outer };
    return &names->scope;
}

typedef struct own_key_check {
    const bc_node *record;
    bc_diag_list *diags;
} own_key_check;

/* A name or an order that lacks a part is hardly meant. */
static void miss_own_key(void *context, bc_str path, bc_diag_mark mark, bool inner)
{
    (void)mark;
    const own_key_check *check = context;
    const bc_node *record = check->record;
    bc_str first = bc_str_slice(path, 0, bc_str_find(path, BC_STR("."), 0));
    if (inner || !is_own_key(first) || !record || bc_node_find_member(record, first) ||
        bc_diag_list_has(check->diags, "W524", record->mark))
        return;
    bc_diag_add(check->diags, BC_DIAG_WARNING, "W524", record->mark, bc_tr("the record has no `%.*s`"),
                BC_STR_ARG(first));
    bc_str near = { 0 };
    for (uint32_t i = 0; record->kind == BC_NODE_MAP && i < record->n && !near.n; i++)
        if (is_own_key(record->as.members[i].key))
            near = bc_diag_nearest(first, &record->as.members[i].key, 1);
    if (near.n)
        bc_diag_hint(check->diags, bc_tr("did you mean `%.*s`?"), BC_STR_ARG(near));
}

bc_str bc_engine_pattern_name(const bc_expr_phrase *pattern, const bc_form *form, const bc_value *record,
                              const bc_engine_pattern_facts *facts, bc_arena *arena, bc_diag_list *diags)
{
    names_in_reach names;
    bc_expr_phrase_paths(pattern, miss_own_key, &(own_key_check){ record->origin, diags });
    return bc_expr_phrase_eval(pattern, reach(&names, form, record, facts, arena), arena, diags);
}

bool bc_engine_condition_holds(const bc_expr *condition, const bc_form *form, const bc_value *record,
                               const bc_engine_pattern_facts *facts, bc_arena *arena, bc_diag_list *diags)
{
    names_in_reach names;
    return bc_expr_holds(condition, reach(&names, form, record, facts, arena), arena, diags);
}
