/* The schema of a form's records: each field's values are defined once, under `definitions`, and referred to by all
 * names that the field has. Spellings that differ from these names in blanks or brackets are let pass without a look at
 * their values, as two fields may have names that close. */
#include "record/schema.h"
#include "base/json.h"
#include "base/tr.h"
#include "base/vec.h"
#include "form/names.h"
#include "form/reserved.h"

typedef BC_VEC(const bc_form_field *) field_list;

typedef struct writer {
    bc_json json;
    bc_arena arena;
    const bc_form *form;
    field_list fields; /* all, in the order of their definitions */
} writer;

static const char *const ANY_SCALAR[] = { "string", "number", "boolean", "null", NULL };
static const char *const TEXT_OR_NUMBER[] = { "string", "number", "null", NULL };

static void collect(field_list *list, const bc_form_field *fields, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        bc_vec_add(list, &fields[i]);
        collect(list, fields[i].children, fields[i].child_count);
    }
}

static bc_str definition_of(writer *w, const bc_form_field *field)
{
    size_t i = 0;
    while (w->fields.at[i] != field)
        i++;
    return bc_arena_printf(&w->arena, "field-%zu", i + 1);
}

static void put_reference(writer *w, const bc_form_field *field)
{
    bc_str name = definition_of(w, field);
    bc_json_open(&w->json, '{');
    bc_json_member(&w->json, "$ref", bc_arena_printf(&w->arena, "#/definitions/%.*s", BC_STR_ARG(name)).p);
    bc_json_close(&w->json, '}');
}

static void put_types(writer *w, const char *const *types)
{
    bc_json_key_open(&w->json, "type", '[');
    for (size_t i = 0; types[i]; i++)
        bc_json_text(&w->json, bc_str_from(types[i]));
    bc_json_close(&w->json, ']');
}

/* An alternative of anyOf that is told by its type alone. */
static void put_type(writer *w, const char *type)
{
    bc_json_open(&w->json, '{');
    bc_json_member(&w->json, "type", type);
    bc_json_close(&w->json, '}');
}

/* -- scalars -------------------------------------------------------------------------------------------- */

static void put_choices(writer *w, const bc_form_field *field)
{
    bc_json_key_open(&w->json, "anyOf", '[');
    bc_json_open(&w->json, '{');
    bc_json_key_open(&w->json, "enum", '[');
    for (uint32_t i = 0; i < field->choice_count; i++)
        bc_json_text(&w->json, field->choices[i]);
    bc_json_close(&w->json, ']');
    bc_json_close(&w->json, '}');
    if (field->open || !field->choice_count) {
        bc_json_open(&w->json, '{');
        put_types(w, ANY_SCALAR);
        bc_json_close(&w->json, '}');
        bc_json_close(&w->json, ']');
        return;
    }
    bc_buf pattern;
    bc_buf_init(&pattern);
    for (uint32_t i = 0; i < field->choice_count; i++) {
        bc_decimal number;
        bc_buf_clear(&pattern);
        bc_form_names_pattern(field->choices[i], &pattern);
        bc_json_open(&w->json, '{');
        bc_json_member(&w->json, "type", "string");
        bc_json_member(&w->json, "pattern", pattern.p);
        bc_json_close(&w->json, '}');
        if (bc_decimal_parse(field->choices[i], &number)) /* written without quotation marks it is a number */
            put_type(w, "number");
    }
    bc_buf_release(&pattern);
    put_type(w, "null");
    bc_json_close(&w->json, ']');
}

/* A text's pattern is for the whole of it, blanks at the ends apart; an empty one is no value. */
static void put_pattern(writer *w, bc_str pattern)
{
    bc_json_key(&w->json, BC_STR("pattern"));
    bc_json_text(&w->json, bc_arena_printf(&w->arena, "^\\s*((%.*s)\\s*)?$", BC_STR_ARG(pattern)));
}

/* The attributes of a scalar's schema, inside its braces. */
static void put_scalar(writer *w, const bc_form_field *field, bc_form_field_type type)
{
    switch (type) {
    case BC_FIELD_CHOICE:
        put_choices(w, field);
        return;
    case BC_FIELD_MONEY:
    case BC_FIELD_PERCENT:
    case BC_FIELD_NUMBER:
    case BC_FIELD_INTEGER:
        put_types(w, TEXT_OR_NUMBER);
        bc_json_member(&w->json, "pattern", "^\\s*$|[0-9０-９]|^\\s*[-—－–/]+\\s*$");
        return;
    case BC_FIELD_YEAR:
        put_types(w, TEXT_OR_NUMBER);
        bc_json_member(&w->json, "pattern", "^\\s*((19|20|21|22)[0-9]{2}年?\\s*)?$");
        return;
    case BC_FIELD_DATE:
        put_types(w, TEXT_OR_NUMBER);
        bc_json_member(&w->json, "pattern", "^\\s*((19|20|21|22)[0-9]{2}\\b.*|(19|20|21|22)[0-9]{2}年.*)?$");
        return;
    default:
        put_types(w, ANY_SCALAR);
        if (field->pattern_text.n)
            put_pattern(w, field->pattern_text);
    }
}

/* Whether a list stands for several paragraphs. */
static bool takes_paragraphs(bc_form_field_type type)
{
    return type <= BC_FIELD_PROSE || type == BC_FIELD_TARGET;
}

static void put_scalar_schema(writer *w, const bc_form_field *field, bc_form_field_type type)
{
    bc_json_open(&w->json, '{');
    put_scalar(w, field, type);
    bc_json_close(&w->json, '}');
}

static void put_value(writer *w, const bc_form_field *field, bc_form_field_type type)
{
    if (!takes_paragraphs(type)) {
        put_scalar(w, field, type);
        return;
    }
    bc_json_key_open(&w->json, "anyOf", '[');
    put_scalar_schema(w, field, type);
    bc_json_open(&w->json, '{');
    bc_json_member(&w->json, "type", "array");
    bc_json_key_open(&w->json, "items", '{');
    put_types(w, ANY_SCALAR);
    bc_json_close(&w->json, '}');
    bc_json_close(&w->json, '}');
    bc_json_close(&w->json, ']');
}

/* -- names ---------------------------------------------------------------------------------------------- */

/* `$(year - 1)年目标值` as a pattern: the year is figures. */
static bc_str alias_pattern(writer *w, bc_str alias)
{
    bc_buf out;
    bc_buf_init(&out);
    bc_buf_add_char(&out, '^');
    for (size_t at = 0; at < alias.n;) {
        size_t open = bc_str_find(alias, BC_STR("$("), at), close = bc_str_find(alias, BC_STR(")"), open);
        bc_buf_add_str(&out, bc_str_slice(alias, at, open));
        if (open == SIZE_MAX || close == SIZE_MAX)
            break;
        bc_buf_add_text(&out, "[0-9]+");
        at = close + 1;
    }
    bc_buf_add_char(&out, '$');
    bc_str pattern = bc_arena_str(&w->arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return pattern;
}

typedef BC_VEC(bc_str) names;

/* The name, unless it is there already: members of an object are distinct. */
static bool add_name(names *taken, bc_str name)
{
    for (size_t i = 0; i < taken->n; i++)
        if (bc_str_eq(taken->at[i], name))
            return false;
    bc_vec_add(taken, name);
    return true;
}

static void put_property(writer *w, names *taken, bc_str name, const bc_form_field *field)
{
    if (!name.n || !add_name(taken, name))
        return;
    bc_json_key(&w->json, name);
    put_reference(w, field);
}

/* The labels first: they are what people write. */
static void put_properties(writer *w, names *taken, const bc_form_field *fields, uint32_t n, bool top)
{
    for (uint32_t i = 0; i < n; i++) {
        put_property(w, taken, fields[i].label, &fields[i]);
        for (uint32_t k = 0; k < fields[i].alias_count; k++)
            if (!fields[i].alias_phrases[k])
                put_property(w, taken, fields[i].aliases[k], &fields[i]);
    }
    for (uint32_t i = 0; i < n; i++)
        put_property(w, taken, fields[i].key, &fields[i]);
    for (uint32_t i = 0; i < n && top; i++)
        if (fields[i].type == BC_FIELD_GROUP)
            put_properties(w, taken, fields[i].children, fields[i].child_count, true);
}

static void put_spelling(writer *w, names *taken, bc_str name)
{
    bc_buf pattern;
    bc_buf_init(&pattern);
    bc_form_names_pattern(name, &pattern);
    bc_str text = bc_arena_str(&w->arena, bc_buf_str(&pattern));
    bc_buf_release(&pattern);
    if (!add_name(taken, text))
        return;
    bc_json_key(&w->json, text);
    bc_json_bool(&w->json, true);
}

static void put_spellings(writer *w, names *taken, const bc_form_field *fields, uint32_t n, bc_str path, bool top)
{
    for (uint32_t i = 0; i < n; i++) {
        const bc_form_field *field = &fields[i];
        put_spelling(w, taken, field->label);
        for (uint32_t k = 0; k < field->alias_count; k++) {
            bc_str pattern = field->alias_phrases[k] ? alias_pattern(w, field->aliases[k]) : (bc_str){ 0 };
            if (!pattern.n)
                put_spelling(w, taken, field->aliases[k]);
            else
                put_property(w, taken, pattern, field);
        }
        bc_str inner = bc_arena_printf(&w->arena, "%.*s%.*s\\.", BC_STR_ARG(path), BC_STR_ARG(field->key));
        if (path.n) /* `budget.total` */
            put_property(w, taken, bc_arena_printf(&w->arena, "^%.*s%.*s$", BC_STR_ARG(path), BC_STR_ARG(field->key)),
                         field);
        if (top && field->type == BC_FIELD_GROUP)
            put_spellings(w, taken, field->children, field->child_count, inner, true);
    }
}

/* -- what must be there --------------------------------------------------------------------------------- */

static void put_presence(writer *w, const char *key, bc_str name)
{
    bc_json_open(&w->json, '{');
    bc_json_key_open(&w->json, key, '[');
    bc_json_text(&w->json, name);
    bc_json_close(&w->json, ']');
    bc_json_close(&w->json, '}');
}

/* A member whose name is spelled differently: not all names are other ones. */
static void put_spelled_presence(writer *w, bc_str pattern)
{
    bc_json_open(&w->json, '{');
    bc_json_key_open(&w->json, "not", '{');
    bc_json_key_open(&w->json, "propertyNames", '{');
    bc_json_key_open(&w->json, "not", '{');
    bc_json_key(&w->json, BC_STR("pattern"));
    bc_json_text(&w->json, pattern);
    for (int i = 0; i < 4; i++)
        bc_json_close(&w->json, '}');
}

/* The alternatives of anyOf: under one of the field's names it is there. */
static void put_presences(writer *w, const bc_form_field *field)
{
    put_presence(w, "required", field->label);
    if (!bc_str_eq(field->key, field->label))
        put_presence(w, "required", field->key);
    bc_buf pattern;
    bc_buf_init(&pattern);
    bc_form_names_pattern(field->label, &pattern);
    put_spelled_presence(w, bc_buf_str(&pattern));
    for (uint32_t i = 0; i < field->alias_count; i++) {
        bc_buf_clear(&pattern);
        if (field->alias_phrases[i])
            bc_buf_add_str(&pattern, alias_pattern(w, field->aliases[i]));
        else
            bc_form_names_pattern(field->aliases[i], &pattern);
        put_spelled_presence(w, bc_buf_str(&pattern));
    }
    bc_buf_release(&pattern);
}

/* `field` inside the groups of `path`, outermost first. */
static void put_inside(writer *w, const bc_form_field *field, const bc_form_field *const *path, uint32_t n)
{
    if (!n) {
        bc_json_open(&w->json, '{');
        bc_json_key_open(&w->json, "anyOf", '[');
        put_presences(w, field);
        bc_json_close(&w->json, ']');
        bc_json_close(&w->json, '}');
        return;
    }
    bc_json_open(&w->json, '{');
    bc_json_key_open(&w->json, "required", '[');
    bc_json_text(&w->json, path[0]->key);
    bc_json_close(&w->json, ']');
    bc_json_key_open(&w->json, "properties", '{');
    bc_json_key(&w->json, path[0]->key);
    put_inside(w, field, path + 1, n - 1);
    bc_json_close(&w->json, '}');
    bc_json_close(&w->json, '}');
}

enum { MAX_GROUP_DEPTH = 8 };

typedef struct requirement {
    const bc_form_field *groups[MAX_GROUP_DEPTH];
    uint32_t depth;
    const bc_form_field *list; /* whose elements are meant, or NULL */
} requirement;

/* What the place in a nested list says needs not be written. */
static bool is_said_by_place(const bc_form_field *list, const bc_form_field *field)
{
    for (uint32_t i = 0; list && i < list->nested_count; i++)
        if (bc_str_eq(list->nested_by[i], field->key))
            return true;
    return false;
}

static void put_requirements(writer *w, const bc_form_field *fields, uint32_t n, requirement *r)
{
    for (uint32_t i = 0; i < n; i++) {
        const bc_form_field *field = &fields[i];
        if (field->type == BC_FIELD_GROUP && !r->list && r->depth < MAX_GROUP_DEPTH) {
            r->groups[r->depth++] = field;
            put_requirements(w, field->children, field->child_count, r);
            r->depth--;
        }
        if (!field->required || field->fallback || field->of_children || field->type == BC_FIELD_GROUP ||
            is_said_by_place(r->list, field))
            continue;
        bc_json_open(&w->json, '{');
        bc_json_key_open(&w->json, "anyOf", '[');
        put_presences(w, field);
        for (uint32_t from = 0; from < r->depth; from++)
            put_inside(w, field, r->groups + from, r->depth - from);
        bc_json_close(&w->json, ']');
        bc_json_close(&w->json, '}');
    }
}

static bool requires_something(const bc_form_field *fields, uint32_t n, const bc_form_field *list)
{
    for (uint32_t i = 0; i < n; i++) {
        const bc_form_field *field = &fields[i];
        if (field->required && !field->fallback && !field->of_children && field->type != BC_FIELD_GROUP &&
            !is_said_by_place(list, field))
            return true;
        if (!list && field->type == BC_FIELD_GROUP && requires_something(field->children, field->child_count, NULL))
            return true;
    }
    return false;
}

/* -- maps and lists ------------------------------------------------------------------------------------- */

static void put_array_of(writer *w, bc_str element)
{
    bc_json_open(&w->json, '{');
    bc_json_member(&w->json, "type", "array");
    bc_json_key_open(&w->json, "items", '{');
    bc_json_key_open(&w->json, "anyOf", '[');
    bc_json_open(&w->json, '{');
    bc_json_member(&w->json, "$ref", element.p);
    bc_json_close(&w->json, '}');
    put_type(w, "null");
    bc_json_close(&w->json, ']');
    bc_json_close(&w->json, '}');
    bc_json_close(&w->json, '}');
}

/* What records call elements below an element of a tree that is told by nesting. */
static void put_branches(writer *w, names *taken, const bc_form_field *list)
{
    bc_str name = definition_of(w, list);
    bc_str element = bc_arena_printf(&w->arena, "#/definitions/%.*s-element", BC_STR_ARG(name));
    for (uint32_t i = 0; i < list->tree->children_count; i++) {
        if (!add_name(taken, list->tree->children[i].written))
            continue;
        bc_json_key(&w->json, list->tree->children[i].written);
        bc_json_open(&w->json, '{');
        bc_json_key_open(&w->json, "anyOf", '[');
        put_array_of(w, element);
        bc_json_open(&w->json, '{');
        bc_json_member(&w->json, "$ref", element.p);
        bc_json_close(&w->json, '}');
        put_type(w, "null");
        bc_json_close(&w->json, ']');
        bc_json_close(&w->json, '}');
    }
}

/* The record itself, a group, or an element of `list`. */
static void put_waivers(writer *w)
{
    bc_buf pattern;
    bc_buf_init(&pattern);
    for (size_t i = 0; bc_form_reserved_waivers[i]; i++)
        bc_buf_printf(&pattern, "%s%s", i ? "|" : "^(", bc_form_reserved_waivers[i]);
    bc_buf_add_text(&pattern, ")$");
    bc_json_member_bool(&w->json, pattern.p, true);
    bc_buf_release(&pattern);
}

static void put_map(writer *w, const bc_form_field *fields, uint32_t n, const bc_form_field *list, bool top)
{
    names taken = { 0 };
    bc_json_member(&w->json, "type", "object");
    bc_json_key_open(&w->json, "properties", '{');
    if (top) {
        for (const char *const *name = bc_form_reserved_names; *name; name++) {
            add_name(&taken, bc_str_from(*name));
            bc_json_key_open(&w->json, *name, '{');
            bc_json_member(&w->json, "type", "string");
            bc_json_member(&w->json, "description", bc_tr("the template that prints this record"));
            bc_json_key(&w->json, BC_STR("default"));
            bc_json_text(&w->json, w->form->id);
            bc_json_close(&w->json, '}');
        }
    }
    put_properties(w, &taken, fields, n, top);
    if (list && list->tree)
        put_branches(w, &taken, list);
    bc_json_close(&w->json, '}');
    bc_vec_clear(&taken);
    bc_json_key_open(&w->json, "patternProperties", '{');
    if (top) {
        bc_json_member_bool(&w->json, "^x-", true);
        put_waivers(w);
    }
    put_spellings(w, &taken, fields, n, (bc_str){ 0 }, top);
    bc_json_close(&w->json, '}');
    bc_vec_release(&taken);
    bc_json_member_bool(&w->json, "additionalProperties", false);
    bool in_group = !top && !list; /* its fields may also stand outside: the record says what must be there */
    if (in_group || !requires_something(fields, n, list))
        return;
    bc_json_key_open(&w->json, "allOf", '[');
    put_requirements(w, fields, n, &(requirement){ .list = list });
    bc_json_close(&w->json, ']');
}

/* The files that the records of a form over many are in: one pattern, or several. */
static void put_files(writer *w)
{
    put_type(w, "string");
    bc_json_open(&w->json, '{');
    bc_json_member(&w->json, "type", "array");
    bc_json_key_open(&w->json, "items", '{');
    bc_json_member(&w->json, "type", "string");
    bc_json_close(&w->json, '}');
    bc_json_close(&w->json, '}');
}

/* The alternatives of a list of maps at a level of its nesting. */
static void put_level(writer *w, const bc_form_field *list, bc_str element, uint32_t level)
{
    bc_json_key_open(&w->json, "anyOf", '[');
    put_array_of(w, element);
    if (level < list->nested_count) {
        bc_json_open(&w->json, '{');
        bc_json_member(&w->json, "type", "object");
        const bc_form_field *said = bc_form_field_find(list->children, list->child_count, list->nested_by[level]);
        if (said) {
            bc_json_key(&w->json, BC_STR("title"));
            bc_json_text(&w->json, said->label);
        }
        bc_json_key_open(&w->json, "additionalProperties", '{');
        put_level(w, list, element, level + 1);
        bc_json_close(&w->json, '}');
        bc_json_close(&w->json, '}');
    }
    if (w->form->batch && list == w->form->batch->list)
        put_files(w);
    bc_json_open(&w->json, '{');
    bc_json_member(&w->json, "$ref", element.p);
    bc_json_close(&w->json, '}');
    put_type(w, "null");
    bc_json_close(&w->json, ']');
}

/* `{3月底: 20, 12月底: 100}` */
static void put_labelled(writer *w, const bc_form_field *field)
{
    names taken = { 0 };
    bc_json_open(&w->json, '{');
    bc_json_member(&w->json, "type", "object");
    bc_json_key_open(&w->json, "properties", '{');
    for (uint32_t i = 0; i < field->label_count; i++) {
        if (!add_name(&taken, field->labels[i]))
            continue;
        bc_json_key(&w->json, field->labels[i]);
        put_scalar_schema(w, field, field->element);
    }
    bc_json_close(&w->json, '}');
    bc_json_key_open(&w->json, "patternProperties", '{');
    for (uint32_t i = 0; i < field->label_count; i++)
        put_spelling(w, &taken, field->labels[i]);
    bc_json_close(&w->json, '}');
    bc_vec_release(&taken);
    bc_json_member_bool(&w->json, "additionalProperties", false);
    bc_json_close(&w->json, '}');
}

static void put_scalar_list(writer *w, const bc_form_field *field)
{
    bc_json_key_open(&w->json, "anyOf", '[');
    bc_json_open(&w->json, '{');
    bc_json_member(&w->json, "type", "array");
    bc_json_key_open(&w->json, "items", '{');
    put_value(w, field, field->element);
    bc_json_close(&w->json, '}');
    if (field->label_count) {
        bc_json_key(&w->json, BC_STR("maxItems"));
        bc_json_int(&w->json, field->label_count);
    }
    bc_json_close(&w->json, '}');
    if (field->label_count)
        put_labelled(w, field);
    put_scalar_schema(w, field, field->element);
    put_type(w, "null");
    bc_json_close(&w->json, ']');
}

/* -- definitions ---------------------------------------------------------------------------------------- */

/* What an editor shows beside the field: its help, unit, and whether it must be filled. */
static void put_description(writer *w, const bc_form_field *field)
{
    bc_buf text;
    bc_buf_init(&text);
    bc_buf_add_str(&text, field->help);
    if (field->required)
        bc_buf_printf(&text, "%s%s", text.n ? "\n" : "", bc_tr("must be given"));
    if (field->unit.n)
        bc_buf_printf(&text, bc_tr("%sunit: %.*s"), text.n ? "\n" : "", BC_STR_ARG(field->unit));
    bc_buf_printf(&text, bc_tr("%sfield `%.*s` (%s) of the template"), text.n ? "\n" : "", BC_STR_ARG(field->key),
                  bc_form_field_type_name(field->type));
    bc_json_key(&w->json, BC_STR("title"));
    bc_json_text(&w->json, field->label);
    bc_json_member(&w->json, "description", text.p);
    bc_buf_release(&text);
}

static void put_field(writer *w, const bc_form_field *field)
{
    put_description(w, field);
    if (field->fallback && field->fallback->kind == BC_NODE_TEXT) {
        bc_json_key(&w->json, BC_STR("default"));
        bc_json_text(&w->json, field->fallback->as.text);
    }
    if (field->type == BC_FIELD_GROUP) {
        bc_json_key_open(&w->json, "anyOf", '[');
        bc_json_open(&w->json, '{');
        put_map(w, field->children, field->child_count, NULL, false);
        bc_json_close(&w->json, '}');
        put_type(w, "null");
        bc_json_close(&w->json, ']');
    } else if (field->type == BC_FIELD_LIST && field->child_count) {
        bc_str name = definition_of(w, field);
        put_level(w, field, bc_arena_printf(&w->arena, "#/definitions/%.*s-element", BC_STR_ARG(name)), 0);
    } else if (field->type == BC_FIELD_LIST) {
        put_scalar_list(w, field);
    } else {
        put_value(w, field, field->type);
    }
}

static void put_definitions(writer *w)
{
    bc_json_key_open(&w->json, "definitions", '{');
    for (size_t i = 0; i < w->fields.n; i++) {
        const bc_form_field *field = w->fields.at[i];
        bc_str name = definition_of(w, field);
        bc_json_key(&w->json, name);
        bc_json_open(&w->json, '{');
        put_field(w, field);
        bc_json_close(&w->json, '}');
        if (field->type != BC_FIELD_LIST || !field->child_count)
            continue;
        bc_json_key(&w->json, bc_arena_printf(&w->arena, "%.*s-element", BC_STR_ARG(name)));
        bc_json_open(&w->json, '{');
        put_map(w, field->children, field->child_count, field, false);
        bc_json_close(&w->json, '}');
    }
    bc_json_key_open(&w->json, "record", '{');
    put_map(w, w->form->fields.at, w->form->fields.n, NULL, true);
    bc_json_close(&w->json, '}');
    bc_json_close(&w->json, '}');
}

static void put_record_reference(writer *w)
{
    bc_json_open(&w->json, '{');
    bc_json_member(&w->json, "$ref", "#/definitions/record");
    bc_json_close(&w->json, '}');
}

void bc_record_schema(const bc_form *form, bc_buf *out)
{
    writer w = { .json = { .out = out }, .form = form };
    collect(&w.fields, form->fields.at, form->fields.n);
    bc_json_open(&w.json, '{');
    bc_json_member(&w.json, "$schema", "http://json-schema.org/draft-07/schema#");
    bc_json_key(&w.json, BC_STR("title"));
    bc_json_text(&w.json, form->name.n ? form->name : form->id);
    /* A document is a record or a list of them. */
    bc_json_key_open(&w.json, "if", '{');
    bc_json_member(&w.json, "type", "array");
    bc_json_close(&w.json, '}');
    bc_json_key_open(&w.json, "then", '{');
    bc_json_key(&w.json, BC_STR("items"));
    put_record_reference(&w);
    bc_json_close(&w.json, '}');
    bc_json_key(&w.json, BC_STR("else"));
    put_record_reference(&w);
    put_definitions(&w);
    bc_json_close(&w.json, '}');
    bc_buf_add_char(out, '\n');
    bc_vec_release(&w.fields);
    bc_arena_release(&w.arena);
}
