/* The schema of template files, written from the tables of their keys: a definition for each table. */
#include "template/schema.h"
#include "base/json.h"
#include "base/tr.h"
#include "form/keys.h"

#include <string.h>

static void put_types(bc_json *json, bc_str list);

/* YAML reads 12 as a number and 是 as a text; templates take both for text. */
static void put_scalar(bc_json *json, const char *const *types)
{
    bc_json_key_open(json, "type", '[');
    for (size_t i = 0; types[i]; i++)
        bc_json_text(json, bc_str_from(types[i]));
    bc_json_close(json, ']');
}

/* Bounds that are whole numbers; the others are left to the compiler. */
static void put_bound(bc_json *json, const char *name, bc_str bound)
{
    bc_decimal value;
    int64_t whole;
    if (!bc_decimal_parse(bound, &value) || !bc_decimal_is_integer(value, &whole))
        return;
    bc_json_key(json, bc_str_from(name));
    bc_json_int(json, whole);
}

static void put_number(bc_json *json, bc_str least, bc_str most)
{
    static const char *const NUMBER[] = { "number", "string", NULL };
    put_scalar(json, NUMBER);
    put_bound(json, "minimum", least);
    put_bound(json, "maximum", most);
}

static void put_words(bc_json *json, bc_str words)
{
    bc_json_key_open(json, "enum", '[');
    bc_str word;
    while (bc_keys_next_word(&words, &word)) {
        bc_json_text(json, word);
        if (bc_str_is(word, "off")) /* which many readers of YAML take for this */
            bc_json_bool(json, false);
    }
    bc_json_close(json, ']');
}

/* `yes` and 是 are texts to editors. */
static void put_boolean(bc_json *json)
{
    static const char *const WORDS[] = { "yes", "no", "是", "否" };
    bc_json_key_open(json, "enum", '[');
    bc_json_bool(json, true);
    bc_json_bool(json, false);
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        bc_json_text(json, bc_str_from(WORDS[i]));
    bc_json_close(json, ']');
}

static void put_reference(bc_json *json, bc_str name)
{
    bc_buf path;
    bc_buf_init(&path);
    bc_buf_printf(&path, "#/definitions/%.*s", BC_STR_ARG(name));
    bc_json_member(json, "$ref", path.p);
    bc_buf_release(&path);
}

static void put_list(bc_json *json, bc_str of)
{
    bc_json_member(json, "type", "array");
    bc_json_key_open(json, "items", '{');
    put_types(json, of);
    bc_json_close(json, '}');
}

/* The attributes of the schema that says it is of this one type. */
static void put_type(bc_json *json, bc_str type)
{
    static const char *const TEXT[] = { "string", "number", "boolean", NULL };
    switch (type.p[0]) {
    case '=':
        put_words(json, bc_str_slice(type, 1, type.n));
        return;
    case '#':
        put_reference(json, bc_str_slice(type, 1, type.n));
        return;
    case '[':
        put_list(json, bc_str_slice(type, 1, type.n - 1));
        return;
    case '{':
        bc_json_member(json, "type", "object");
        bc_json_key_open(json, "additionalProperties", '{');
        put_types(json, bc_str_slice(type, 1, type.n - 1));
        bc_json_close(json, '}');
        return;
    }
    bc_str least, most, kind = bc_keys_type_range(type, &least, &most);
    if (bc_str_is(kind, "number") || bc_str_is(kind, "integer") || bc_str_is(kind, "length") ||
        bc_str_is(kind, "stroke"))
        put_number(json, least, most);
    else if (bc_str_is(kind, "boolean"))
        put_boolean(json);
    else if (bc_str_is(kind, "null"))
        bc_json_member(json, "type", "null");
    else
        put_scalar(json, TEXT);
}

/* Several types are alternatives. */
static void put_types(bc_json *json, bc_str list)
{
    if (bc_str_is(list, "any"))
        return;
    bc_str rest = list, type, second;
    bc_keys_next_type(&rest, &type);
    if (!bc_keys_next_type(&rest, &second)) {
        put_type(json, type);
        return;
    }
    bc_json_key_open(json, "anyOf", '[');
    while (bc_keys_next_type(&list, &type)) {
        bc_json_open(json, '{');
        put_type(json, type);
        bc_json_close(json, '}');
    }
    bc_json_close(json, ']');
}

/* What a key means, and what it has an effect on where that is not everything; empty: its name says it. */
static void add_help(const char *table, const bc_keys_key *key, bc_buf *out)
{
    static const struct {
        const char *table;
        const bc_form_effect *effects;
    } EFFECTS[] = { { "field", bc_form_field_effects }, { "style", bc_form_style_effects } };
    bc_buf_add_text(out, key->help ? bc_tr(key->help) : "");
    for (size_t i = 0; i < sizeof EFFECTS / sizeof *EFFECTS; i++)
        for (const bc_form_effect *e = EFFECTS[i].effects; e->key && strcmp(table, EFFECTS[i].table) == 0; e++)
            if (strcmp(e->key, key->name) == 0)
                bc_buf_printf(out, bc_tr("%shas an effect on: %s"), out->n ? "; " : "", e->on);
}

static void put_map(bc_json *json, const char *table, const bc_keys_key *keys)
{
    bc_buf help;
    bc_buf_init(&help);
    bc_json_member(json, "type", "object");
    bc_json_key_open(json, "properties", '{');
    for (; keys->name; keys++) {
        bc_json_key_open(json, keys->name, '{');
        bc_buf_clear(&help);
        add_help(table, keys, &help);
        if (help.n)
            bc_json_member(json, "description", help.p);
        put_types(json, bc_str_from(keys->type));
        bc_json_close(json, '}');
    }
    bc_json_close(json, '}');
    bc_json_member_bool(json, "additionalProperties", false);
    bc_buf_release(&help);
}

/* The keys that must be there: what tells one rule from another. */
static void put_required(bc_json *json, bc_str need)
{
    bc_str one;
    bc_json_key_open(json, "required", '[');
    while (bc_keys_next_type(&need, &one))
        if (bc_str_find(one, BC_STR("|"), 0) == SIZE_MAX)
            bc_json_text(json, one);
    bc_json_close(json, ']');
}

/* A table of a rule or of a map within its parameters. */
static void put_rule_table(bc_json *json, const bc_keys_table *table)
{
    bc_json_key_open(json, table->name, '{');
    put_map(json, table->name, table->keys);
    if (table->need)
        put_required(json, bc_str_from(table->need));
    bc_json_close(json, '}');
}

/* Whatever has the key `rule` is one of them. */
static void put_rules(bc_json *json, const bc_keys_set *rules)
{
    bc_json_key_open(json, "rule", '{');
    bc_json_key_open(json, "anyOf", '[');
    for (size_t i = 0; i < rules->n; i++)
        if (bc_keys_key_of(&rules->at[i], BC_STR("rule"))) {
            bc_json_open(json, '{');
            put_reference(json, bc_str_from(rules->at[i].name));
            bc_json_close(json, '}');
        }
    bc_json_close(json, ']');
    bc_json_close(json, '}');
    for (size_t i = 0; i < rules->n; i++)
        put_rule_table(json, &rules->at[i]);
}

/* A map, something else, or either. */
static void put_table(bc_json *json, const bc_keys_table *s)
{
    bc_json_key_open(json, s->name, '{');
    if (s->keys && s->instead) {
        bc_json_key_open(json, "anyOf", '[');
        bc_json_open(json, '{');
        put_map(json, s->name, s->keys);
        bc_json_close(json, '}');
        bc_json_open(json, '{');
        put_types(json, bc_str_from(s->instead));
        bc_json_close(json, '}');
        bc_json_close(json, ']');
    } else if (s->keys) {
        put_map(json, s->name, s->keys);
    } else {
        put_types(json, bc_str_from(s->instead));
    }
    bc_json_close(json, '}');
}

/* As far as the definitions of tables. */
static void begin_schema(bc_json *json, const char *root, const char *title)
{
    bc_json_open(json, '{');
    bc_json_member(json, "$schema", "http://json-schema.org/draft-07/schema#");
    bc_json_member(json, "title", title);
    bc_json_key_open(json, "allOf", '[');
    bc_json_open(json, '{');
    put_reference(json, bc_str_from(root));
    bc_json_close(json, '}');
    bc_json_close(json, ']');
    bc_json_key_open(json, "definitions", '{');
}

void bc_template_schema_of(const bc_keys_set *set, const char *root, const char *title, bc_buf *out)
{
    bc_json json = { .out = out };
    begin_schema(&json, root, title);
    for (size_t i = 0; i < set->n; i++)
        put_rule_table(&json, &set->at[i]);
    bc_json_close(&json, '}');
    bc_json_close(&json, '}');
    bc_buf_add_char(out, '\n');
}

void bc_template_schema(const bc_keys_set *rules, bc_buf *out)
{
    bc_json json = { .out = out };
    begin_schema(&json, "template", bc_tr("a biaoce template"));
    for (size_t i = 0; i < bc_form_keys.n; i++)
        if (!bc_form_keys.at[i].loose) /* the rules, whose keys are their own */
            put_table(&json, &bc_form_keys.at[i]);
    put_rules(&json, rules);
    bc_json_close(&json, '}');
    bc_json_close(&json, '}');
    bc_buf_add_char(out, '\n');
}

/* -- help ----------------------------------------------------------------------------------------------- */

/* A type in words: "a list of a text or `cell`". Lists and maps say what is in them. */
static void put_type_words(const bc_keys_set *set, bc_str types, bc_buf *out)
{
    bc_str type;
    for (bool first = true; bc_keys_next_type(&types, &type); first = false) {
        if (!first)
            bc_buf_add_text(out, bc_tr(" or "));
        bool is_list = type.p[0] == '[';
        if (is_list || type.p[0] == '{') {
            bc_buf inner;
            bc_buf_init(&inner);
            put_type_words(set, bc_str_slice(type, 1, type.n - 1), &inner);
            bc_buf_printf(out, is_list ? bc_tr("a list: %.*s") : bc_tr("a map, its values %.*s"), (int)inner.n,
                          inner.p);
            bc_buf_release(&inner);
        } else if (type.p[0] == '#') {
            bc_buf_printf(out, "`%.*s`", BC_STR_ARG(bc_str_slice(type, 1, type.n)));
        } else {
            bc_keys_say(set, type, out);
        }
    }
}

void bc_template_key_help(const bc_keys_set *set, bc_str name, void (*each)(void *context, const bc_template_key *key),
                          void *context)
{
    bc_buf type, help;
    bc_buf_init(&type);
    bc_buf_init(&help);
    for (size_t i = 0; i < set->n; i++)
        for (const bc_keys_key *key = set->at[i].keys; key && key->name; key++) {
            if (name.n && !bc_str_is(name, key->name))
                continue;
            bc_buf_clear(&type);
            bc_buf_clear(&help);
            add_help(set->at[i].name, key, &help);
            put_type_words(set, bc_str_from(key->type), &type);
            each(context, &(bc_template_key){ key->name, set->at[i].name, type.p, help.p });
        }
    bc_buf_release(&type);
    bc_buf_release(&help);
}
