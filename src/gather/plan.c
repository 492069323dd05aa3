/* The fields of a form over many records, found in a form at hand: by a role that one of the two templates states, by
 * the key, by what the paper calls it (label or alias), at last by the role that a key has by itself. Groups are walked
 * into, for one form says total where another says budget.total. */
#include "gather/private/plan.h"

#include "base/tr.h"
#include "form/names.h"

typedef BC_VEC(bc_gather_way) ways;

typedef struct search {
    bc_arena *arena;
    const bc_form_field *wanted;
    bc_form_likeness best; /* so far */
    bc_form_role role;
    bool own;
    ways found;
} search;

/* -- the fields of the form at hand --------------------------------------------------------------------- */

typedef void (*see)(search *s, const bc_gather_way *way);

static void each_field(search *s, const bc_form_field *fields, uint32_t n, bc_gather_way way, see look)
{
    if (way.n == BC_GATHER_DEPTH)
        return;
    way.n++;
    for (uint32_t i = 0; i < n; i++) {
        way.at[way.n - 1] = (uint16_t)i;
        way.field = &fields[i];
        look(s, &way);
        if (fields[i].type == BC_FIELD_GROUP)
            each_field(s, fields[i].children, fields[i].child_count, way, look);
    }
}

static bool is_branch(const bc_form_field *field)
{
    return field->type == BC_FIELD_GROUP || field->type == BC_FIELD_LIST;
}

/* A list is no amount, and a group of fields no text. */
static bool is_like(const bc_form_field *wanted, const bc_form_field *field)
{
    return (wanted->type == BC_FIELD_GROUP) == (field->type == BC_FIELD_GROUP) &&
           (wanted->type == BC_FIELD_LIST) == (field->type == BC_FIELD_LIST);
}

static void see_role(search *s, const bc_gather_way *way)
{
    const bc_form_field *field = way->field;
    if (!is_branch(field) && field->has_own_role == s->own && bc_form_field_is(field, s->role))
        bc_vec_add(&s->found, *way);
}

/* The first of those with the key; one in no group goes before others. */
static void see_key(search *s, const bc_gather_way *way)
{
    if (!is_like(s->wanted, way->field) || !bc_str_eq(way->field->key, s->wanted->key))
        return;
    if (s->found.n && s->found.at[0].n <= way->n)
        return;
    bc_vec_clear(&s->found);
    bc_vec_add(&s->found, *way);
}

static bc_form_likeness likeness_to(const bc_form_field *field, const bc_form_name *name)
{
    bc_form_likeness best = bc_form_names_compare(&field->names.label, name);
    for (uint32_t i = 0; i < field->alias_count; i++) {
        bc_form_likeness other =
            field->alias_phrases[i] ? BC_NAMES_DIFFER : bc_form_names_compare(&field->names.aliases[i], name);
        best = other > best ? other : best;
    }
    return best;
}

static void see_label(search *s, const bc_gather_way *way)
{
    if (!is_like(s->wanted, way->field))
        return;
    bc_form_likeness best = likeness_to(way->field, &s->wanted->names.label);
    for (uint32_t i = 0; i < s->wanted->alias_count; i++) {
        bc_form_likeness other = likeness_to(way->field, &s->wanted->names.aliases[i]);
        best = other > best ? other : best;
    }
    if (best <= s->best)
        return;
    s->best = best;
    bc_vec_clear(&s->found);
    bc_vec_add(&s->found, *way);
}

/* -- in their order ------------------------------------------------------------------------------------- */

/* Fields that have one of the wanted roles, by their own template or (not `own`) by their key. */
static void find_roles(search *s, const bc_form *form, bool own)
{
    s->own = own;
    for (int role = 0; role <= BC_FORM_ROLE_OTHER; role++) {
        s->role = (bc_form_role)role;
        if (bc_form_field_is(s->wanted, s->role))
            each_field(s, form->fields.at, form->fields.n, (bc_gather_way){ 0 }, see_role);
    }
}

static void find_ways(search *s, const bc_form *form)
{
    const bool stated = s->wanted->has_own_role && s->wanted->roles;
    find_roles(s, form, true);
    if (!s->found.n && stated)
        find_roles(s, form, false);
    if (!s->found.n)
        each_field(s, form->fields.at, form->fields.n, (bc_gather_way){ 0 }, see_key);
    if (!s->found.n)
        each_field(s, form->fields.at, form->fields.n, (bc_gather_way){ 0 }, see_label);
    if (!s->found.n)
        find_roles(s, form, false);
}

static bc_gather_fact fact_of(bc_str key)
{
    return bc_str_is(key, "form")        ? BC_GATHER_FORM
           : bc_str_is(key, "form-name") ? BC_GATHER_FORM_NAME
           : bc_str_is(key, "file")      ? BC_GATHER_FILE
                                         : BC_GATHER_NO_FACT;
}

static const bc_gather_source *find_sources(bc_arena *arena, const bc_form_field *wanted, uint32_t n,
                                            const bc_form *form);

/* The elements of a list, and a group that the form at hand does not have, are looked through as a form would be. */
static bc_gather_source find_source(bc_arena *arena, const bc_form_field *wanted, const bc_form *form)
{
    search s = { .arena = arena, .wanted = wanted };
    bc_gather_source source = { .field = wanted };
    if (wanted->type != BC_FIELD_GROUP)
        find_ways(&s, form);
    else
        each_field(&s, form->fields.at, form->fields.n, (bc_gather_way){ 0 }, see_key);
    source.ways = BC_NEW_COPY(arena, s.found.at, s.found.n);
    source.way_count = (uint32_t)s.found.n;
    bc_vec_release(&s.found);
    if (!source.way_count)
        source.fact = fact_of(wanted->key);
    if (!wanted->child_count || (wanted->type == BC_FIELD_LIST && !source.way_count))
        return source;
    bc_form inner = *form;
    if (source.way_count)
        inner.fields = (bc_form_fields){ source.ways[0].field->children, source.ways[0].field->child_count };
    source.children = find_sources(arena, wanted->children, wanted->child_count, &inner);
    source.child_count = wanted->child_count;
    return source;
}

static const bc_gather_source *find_sources(bc_arena *arena, const bc_form_field *wanted, uint32_t n,
                                            const bc_form *form)
{
    bc_gather_source *sources = BC_NEW_ARRAY(arena, bc_gather_source, n);
    for (uint32_t i = 0; i < n; i++)
        sources[i] = find_source(arena, &wanted[i], form);
    return sources;
}

/* By any of its names, of which what stands in brackets at the end may be left out. */
static bool is_called(const bc_form *form, bc_str name)
{
    bool called = bc_str_eq(name, form->id) || bc_form_names_agree(name, form->name);
    for (uint32_t i = 0; i < form->alias_count; i++)
        called |= bc_str_eq(name, form->aliases[i]);
    return called;
}

bc_gather_plan *bc_gather_plan_make(const bc_form_batch *batch, const bc_engine_template *template, bc_arena *arena)
{
    bool wanted = !batch->form_count;
    for (uint32_t i = 0; i < batch->form_count && !wanted; i++)
        wanted = bc_str_eq(batch->forms[i], template->name) || is_called(template->form, batch->forms[i]);
    if (!wanted)
        return NULL;
    bc_gather_plan *plan = BC_NEW(arena, bc_gather_plan);
    plan->template = template;
    plan->n = batch->kept.n;
    plan->sources = find_sources(arena, batch->kept.at, batch->kept.n, template->form);
    return plan;
}

/* -- what is missing ------------------------------------------------------------------------------------ */

static bool is_found(const bc_gather_source *source)
{
    if (source->way_count || source->fact)
        return true;
    for (uint32_t i = 0; i < source->child_count; i++)
        if (is_found(&source->children[i]))
            return true;
    return false;
}

static bool is_found_by(const bc_gather_plan *plan, uint32_t i)
{
    return is_found(&plan->sources[i]) || (i < 64 && plan->own_keys >> i & 1);
}

static void hint_label(const bc_form_field *field, const bc_gather_plan *plans, bc_diag_list *diags)
{
    enum { MAX_FIELDS = 64 };
    bc_str names[2 * MAX_FIELDS];
    size_t n = 0;
    const bc_form_fields *fields = &plans->template->form->fields;
    for (uint32_t i = 0; i < fields->n && i < MAX_FIELDS; i++) {
        names[n++] = fields->at[i].key;
        names[n++] = fields->at[i].label;
    }
    bc_str near = bc_diag_nearest(field->label, names, n);
    near = near.n ? near : bc_diag_nearest(field->key, names, n);
    if (near.n)
        bc_diag_hint(diags, bc_tr("did you mean `%.*s`?"), BC_STR_ARG(near));
    else
        bc_diag_hint(
            diags, "%s",
            bc_tr("a field is found by its key, its label, an alias or its role, or in the records under x- and "
                  "its label"));
}

static bool explain_field(const bc_form *over, const bc_gather_plan *plans, uint32_t i, bc_diag_list *diags)
{
    const bc_form_field *field = &over->batch->kept.at[i];
    size_t with = 0;
    for (const bc_gather_plan *plan = plans; plan; plan = plan->next)
        with += plan->records && is_found_by(plan, i);
    if (!with) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E527", field->mark,
                    bc_tr("no form of the records has a field `%.*s` (%.*s)"), BC_STR_ARG(field->key),
                    BC_STR_ARG(field->label));
        hint_label(field, plans, diags);
        return false;
    }
    for (const bc_gather_plan *plan = plans; plan; plan = plan->next)
        if (plan->records && !is_found_by(plan, i))
            bc_diag_add(diags, BC_DIAG_WARNING, "W528", field->mark,
                        bc_tr("the form %.*s has no field `%.*s` (%.*s): it is empty for %zu records"),
                        BC_STR_ARG(plan->template->form->id), BC_STR_ARG(field->key), BC_STR_ARG(field->label),
                        plan->records);
    return true;
}

bool bc_gather_plan_explain(const bc_form *over, const bc_gather_plan *plans, bc_diag_list *diags)
{
    bool good = true, any = false;
    for (const bc_gather_plan *plan = plans; plan; plan = plan->next)
        any = any || plan->records;
    for (uint32_t i = 0; any && i < over->batch->kept.n; i++)
        good = explain_field(over, plans, i, diags) && good;
    return good;
}
