/* The fields of a template. A declaration is a label, a map of keys or a group of further fields; all become one
 * struct. A pattern is compiled into an expression, so that there is one engine for them, and a key that names a role
 * gives the field that role. */
#include "form/field.h"

#include "base/tr.h"
#include "base/unit.h"
#include "form/keys.h"
#include "form/private/effects.h"
#include "form/private/framework.h"
#include "form/private/order.h"
#include "form/private/tree.h"

/* In the order of bc_form_role, as the table of a field's keys has them. */
static const char *const ROLE_NAMES[] = { "name",        "year",    "code",      "title",  "department",
                                          "total",       "start",   "end",       "level1", "level2",
                                          "unit",        "nature",  "direction", "half",   "actual",
                                          "explanation", "formula", "scoring",   "fiscal", "other",
                                          "class",       "section", "item",      "none",   NULL };
enum { ROLE_NONE = BC_FORM_ROLE_ITEM + 1 };

/* Forms nest three deep; a template that goes on is a mistake or an attack. */
enum { MAX_GROUP_DEPTH = 8 };

static bc_form_fields compile_fields(bc_arena *arena, const bc_form_level *level, bc_diag_list *diags);

/* The regular expression becomes an expression, so that there is one engine for patterns. */
static void compile_pattern(bc_arena *arena, bc_form_field *field, const bc_node *pattern, bc_diag_list *diags)
{
    if (!pattern || pattern->kind != BC_NODE_TEXT)
        return;
    field->pattern_text = pattern->as.text;
    static const char CALL[] = "this.matches(\"";
    const bc_diag_mark *own = &pattern->mark; /* a mistake in the pattern is reported at its own column */
    bc_diag_mark at = bc_diag_mark_at(own->source, own->line,
                                      own->column > sizeof CALL - 1 ? own->column - (sizeof CALL - 1) : 1, own->length);
    bc_buf source;
    bc_buf_init(&source);
    bc_buf_add_text(&source, CALL);
    for (size_t i = 0; i < pattern->as.text.n; i++) {
        char c = pattern->as.text.p[i];
        if (c == '"' || c == '\\')
            bc_buf_add_char(&source, '\\');
        bc_buf_add_char(&source, c);
    }
    bc_buf_add_text(&source, "\")");
    field->pattern = bc_expr_compile(arena, bc_arena_str(arena, bc_buf_str(&source)), at, diags);
    bc_buf_release(&source);
}

/* `alias: $(year - 1)年目标值`: columns that are named after the budget year. */
static void compile_aliases(bc_arena *arena, bc_form_field *field, const bc_node *spec, bc_diag_list *diags)
{
    field->alias_count = bc_keys_texts(arena, spec, "alias", &field->aliases);
    field->alias_phrases = BC_NEW_ARRAY(arena, const bc_expr_phrase *, field->alias_count);
    for (uint32_t i = 0; i < field->alias_count; i++)
        if (bc_str_find(field->aliases[i], BC_STR("$("), 0) != SIZE_MAX)
            field->alias_phrases[i] =
                bc_expr_phrase_compile(arena, field->aliases[i], bc_node_find(spec, "alias")->mark, diags);
}

static void compile_computed(bc_arena *arena, bc_form_field *field, const bc_node *value, bc_diag_list *diags)
{
    if (!value || value->kind != BC_NODE_TEXT)
        return;
    if (field->type != BC_FIELD_LIST)
        field->computed = bc_expr_compile(arena, value->as.text, value->mark, diags);
    else
        bc_diag_add(diags, BC_DIAG_ERROR, "E303", value->mark,
                    bc_tr("`computed` takes an expression, and no list has it"));
}

/* What a list of single values is a list of: `of` takes the words that `type` takes. */
static bc_form_field_type element_type(const bc_node *of, bc_diag_list *diags)
{
    const char *types = bc_keys_key_of(&bc_form_keys.at[BC_FORM_KEYS_FIELD], BC_STR("type"))->type;
    bc_str text = bc_node_text(of);
    if (of->kind != BC_NODE_NULL && bc_keys_check(&bc_form_keys, types, "of", of, diags))
        for (int i = 0; i < BC_FIELD_GROUP; i++)
            if (bc_str_is(text, bc_form_field_type_name((bc_form_field_type)i)))
                return (bc_form_field_type)i;
    return BC_FIELD_TEXT;
}

static uint32_t role_by_key(bc_str key)
{
    for (int i = 0; i < ROLE_NONE; i++)
        if (bc_str_is(key, ROLE_NAMES[i]))
            return 1u << i;
    return 0;
}

/* The words are known to be roles. */
static void compile_roles(bc_form_field *field, const bc_node *value)
{
    if (!value)
        return;
    field->has_own_role = true;
    field->roles = 0;
    for (uint32_t i = 0; i < bc_node_elements(value); i++) {
        field->roles |= role_by_key(bc_node_text(bc_node_element(value, i)));
    }
}

/* `of: {type: money, unit: 万元}`: nobody calls a field `type` whose label is the name of a type. */
static bool is_type_of_values(const bc_node *of)
{
    bc_str type = bc_keys_text(of, "type");
    for (int i = 0; i < BC_FIELD_GROUP; i++)
        if (bc_str_is(type, bc_form_field_type_name((bc_form_field_type)i)))
            return true;
    return false;
}

static void compile_list(bc_arena *arena, bc_form_field *field, const bc_node *spec, const bc_form_level *around,
                         bc_diag_list *diags)
{
    const bc_form_place place = around->place;
    const bc_node *of = bc_node_find(spec, "of");
    field->element = BC_FIELD_TEXT;
    if (of && of->kind == BC_NODE_MAP && is_type_of_values(of)) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E457", of->mark,
                    bc_tr("these are the attributes of one field, and a list's elements have fields by their names"));
        bc_diag_hint(diags, bc_tr("a list of single values is `of: %.*s`; with attributes name a type under `types`"),
                     BC_STR_ARG(bc_keys_text(of, "type")));
        field->uncertain = true;
    } else if (of && of->kind == BC_NODE_MAP) {
        const bool records = place == BC_PLACE_TOP && bc_str_is(field->key, "records"); /* of a form over many */
        const bc_form_place inner = records ? BC_PLACE_TOP : place <= BC_PLACE_GROUP ? BC_PLACE_LIST : BC_PLACE_DEEPER;
        bc_form_fields children =
            compile_fields(arena, &(bc_form_level){ of, around->depth + 1, inner, around }, diags);
        field->children = children.at;
        field->child_count = children.n;
    } else if (of) {
        unsigned errors = diags->errors;
        field->element = element_type(of, diags);
        if (bc_str_is(bc_node_text(of), "group"))
            bc_diag_add(diags, BC_DIAG_ERROR, "E457", of->mark, bc_tr("a group says which fields it has"));
        field->uncertain |= of->kind != BC_NODE_TEXT || diags->errors > errors;
    }
    field->label_count = bc_keys_texts(arena, spec, "labels", &field->labels);
    field->nested_count = bc_keys_texts(arena, spec, "nested-by", &field->nested_by);
    for (uint32_t i = 0; !field->uncertain && i < field->nested_count; i++)
        if (!bc_form_field_find(field->children, field->child_count, field->nested_by[i]))
            bc_diag_add(diags, BC_DIAG_ERROR, "E304", bc_node_find(spec, "nested-by")->mark,
                        bc_tr("`%.*s` is no field of the list's elements"), BC_STR_ARG(field->nested_by[i]));
    bc_form_framework_compile(arena, field, bc_node_find(spec, "blank"), diags);
    bc_form_tree_compile(arena, field, spec, diags);
}

/* A key that nobody knows may have been meant for `of`, and a word that is no type for one. */
static bool has_unknown(const bc_node *spec)
{
    const bc_keys_table *table = &bc_form_keys.at[BC_FORM_KEYS_FIELD];
    for (uint32_t i = 0; i < spec->n; i++)
        if (!bc_keys_key_of(table, spec->as.members[i].key))
            return true;
    return bc_node_find(spec, "type") && bc_form_keys_word(BC_FORM_KEYS_FIELD, spec, "type", -1) < 0;
}

/* Of a field that says none: what has elements is a list, what has words to choose from a choice. */
static bc_form_field_type implied_type(const bc_node *spec)
{
    const bc_node *of = bc_node_find(spec, "of");
    if (!of || of->kind == BC_NODE_NULL || bc_node_find(spec, "type"))
        return BC_FIELD_TEXT;
    return of->kind == BC_NODE_LIST ? BC_FIELD_CHOICE : BC_FIELD_LIST;
}

static void compile_group(bc_arena *arena, bc_form_field *field, const bc_node *fields, const bc_form_level *around,
                          bc_diag_list *diags)
{
    const bc_form_place place = around->place <= BC_PLACE_GROUP ? BC_PLACE_GROUP : BC_PLACE_DEEPER;
    bc_form_fields children =
        compile_fields(arena, &(bc_form_level){ fields, around->depth + 1, place, around }, diags);
    field->children = children.at;
    field->child_count = children.n;
}

/* `{label: 账面数, type: group, of: {…}}` */
static void compile_named_group(bc_arena *arena, bc_form_field *field, const bc_node *spec, const bc_form_level *around,
                                bc_diag_list *diags)
{
    const bc_node *of = bc_node_find(spec, "of");
    if (of && of->kind == BC_NODE_MAP) {
        compile_group(arena, field, of, around, diags);
        return;
    }
    field->uncertain = true;
    bc_diag_add(diags, BC_DIAG_ERROR, "E457", bc_node_find(spec, "type")->mark,
                bc_tr("a group says which fields it has"));
    bc_diag_hint(diags, "%s",
                 bc_tr("`of: {count: 数量, amount: {label: 金额, type: money}}`, or the name of such a type"));
}

static void compile_field(bc_arena *arena, bc_form_field *field, const bc_node *spec, const bc_form_level *around,
                          bc_diag_list *diags)
{
    if (spec->kind == BC_NODE_TEXT) { /* `name: 项目名称`: a text with that label */
        field->label = spec->as.text;
        return;
    }
    field->uncertain = spec->kind != BC_NODE_MAP;
    if (field->uncertain)
        return;
    if (bc_keys_are_names(spec)) {
        field->type = BC_FIELD_GROUP;
        compile_group(arena, field, spec, around, diags);
        return;
    }
    bc_str label = bc_keys_text(spec, "label");
    if (label.n)
        field->label = label;
    field->type = (bc_form_field_type)bc_form_keys_word(BC_FORM_KEYS_FIELD, spec, "type", (int)implied_type(spec));
    field->uncertain = has_unknown(spec);
    field->unit = bc_keys_text(spec, "unit");
    field->help = bc_keys_text(spec, "help");
    field->required = bc_keys_bool(spec, "required", false);
    field->open = bc_keys_bool(spec, "open", false);
    field->words = (bc_form_field_words)(1 + bc_form_keys_word(BC_FORM_KEYS_FIELD, spec, "words", -1));
    field->show_unit = bc_keys_bool(spec, "show-unit", false);
    field->grouped = bc_keys_bool(spec, "grouped", false);
    field->decimals = (int8_t)bc_keys_int(spec, "decimals", -1);
    field->signs.empty = bc_keys_text(spec, "empty");
    field->signs.zero = bc_keys_text(spec, "zero");
    field->signs.has_zero = bc_node_find(spec, "zero") != NULL;
    compile_roles(field, bc_node_find(spec, "role"));
    field->publish = (bc_form_publish)(1 + bc_form_keys_word(BC_FORM_KEYS_FIELD, spec, "publish", -1));
    field->of_children = (bc_form_of_children)(1 + bc_form_keys_word(BC_FORM_KEYS_FIELD, spec, "of-children", -1));
    compile_aliases(arena, field, spec, diags);
    field->fallback = bc_node_find(spec, "default");
    compile_computed(arena, field, bc_node_find(spec, "computed"), diags);
    enum { COUNTS = 1 };
    field->given_counts = bc_form_keys_word(BC_FORM_KEYS_FIELD, spec, "given", 0) == COUNTS;
    if (!field->computed)
        bc_keys_warn_idle(spec, "given", diags);
    compile_pattern(arena, field, bc_node_find(spec, "pattern"), diags);
    if (field->type == BC_FIELD_CHOICE)
        field->choice_count = bc_keys_texts(arena, spec, "of", &field->choices);
    else if (field->type == BC_FIELD_LIST)
        compile_list(arena, field, spec, around, diags);
    else if (field->type == BC_FIELD_GROUP)
        compile_named_group(arena, field, spec, around, diags);
    bc_form_effects_of_field(field, spec, diags);
    if (field->type == BC_FIELD_MONEY && field->unit.n && bc_unit_money_power(field->unit) < 0) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E303", bc_node_find(spec, "unit")->mark, bc_tr("`%.*s` is no unit of money"),
                    BC_STR_ARG(field->unit));
        bc_diag_hint(diags, "%s", bc_tr("units of money are 元, 千元, 万元, 百万元 and 亿元"));
    }
}

static void fold_names(bc_arena *arena, bc_form_field *field)
{
    field->names.label = bc_form_name_of(arena, field->label);
    field->names.aliases = bc_form_names_fold(arena, field->aliases, field->alias_count);
    field->names.choices = bc_form_names_fold(arena, field->choices, field->choice_count);
    field->names.labels = bc_form_names_fold(arena, field->labels, field->label_count);
}

static bc_form_fields compile_fields(bc_arena *arena, const bc_form_level *level, bc_diag_list *diags)
{
    const bc_node *map = level->map;
    if (!map || map->kind == BC_NODE_NULL)
        return (bc_form_fields){ 0 };
    if (level->depth > MAX_GROUP_DEPTH)
        bc_diag_add(diags, BC_DIAG_ERROR, "E301", map->mark, bc_tr("fields are nested too deep here"));
    if (map->kind != BC_NODE_MAP || level->depth > MAX_GROUP_DEPTH)
        return (bc_form_fields){ 0 };
    bc_form_field *fields = BC_NEW_ARRAY(arena, bc_form_field, map->n);
    for (uint32_t i = 0; i < map->n; i++) {
        const bc_node_member *member = &map->as.members[i];
        fields[i] = (bc_form_field){ .key = member->key,
                                     .label = member->key,
                                     .mark = member->key_mark,
                                     .roles = role_by_key(member->key),
                                     .decimals = -1 };
        compile_field(arena, &fields[i], member->value, level, diags);
        fold_names(arena, &fields[i]);
    }
    bc_form_effects_of_roles(fields, map->n, map, level->place, diags);
    bc_form_fields_order(fields, map->n, level, diags);
    return (bc_form_fields){ fields, map->n };
}

bc_form_fields bc_form_fields_compile(bc_arena *arena, const bc_node *map, bc_diag_list *diags)
{
    bc_form_fields fields = compile_fields(arena, &(bc_form_level){ map, 0, BC_PLACE_TOP, NULL }, diags);
    bc_form_tree_check(fields.at, fields.n, false, diags);
    return fields;
}
