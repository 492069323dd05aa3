/* Trees checked against tables of keys, and read afterwards.
 *
 * A value is looked at by its kind: a scalar is held against every alternative of the type, a list descends into the
 * alternative that is a list, and a map into the table that is most like it, so that the message about a slip speaks of
 * the construct that was meant and not of the last one tried. Types are read as they are written: they are short, and
 * a template has some hundred values. */
#include "base/keys.h"

#include "base/tr.h"
#include "base/vec.h"
#include "base/yaml_slip.h"

#include <string.h>

/* A type as it is asked for: what may stand there, its tables' `instead` included. */
typedef struct alternatives {
    bc_str types;         /* of which this is the reading */
    bool text, none, any; /* any scalar, nothing, whatever there is */
    bool listed, named;   /* a list of `of`, a map of `members` */
    bc_str of, members;
    const bc_keys_table *tables[8]; /* that a map may be of */
    uint32_t table_count;
} alternatives;

enum { READINGS = 256 };

typedef struct checker {
    const bc_keys_set *set;
    bc_diag_list *diags; /* NULL: the result is all that is asked for */
    bool good;
    const bc_node *root;             /* its members stand for themselves */
    bc_keys_refused *refused;        /* NULL: nobody asks */
    alternatives readings[READINGS]; /* those last asked for, by the address of the type's text */
} checker;

static void check_value(checker *c, bc_str types, bc_str name, const bc_node *value);

/* -- types ---------------------------------------------------------------------------------------------- */

bool bc_keys_next_type(bc_str *types, bc_str *one)
{
    size_t at = 0, from;
    while (at < types->n && types->p[at] == ' ')
        at++;
    int depth = 0;
    for (from = at; at < types->n && (depth || types->p[at] != ' '); at++) {
        char ch = types->p[at];
        depth += (ch == '[' || ch == '{') - (ch == ']' || ch == '}');
    }
    *one = bc_str_slice(*types, from, at);
    *types = bc_str_slice(*types, at, types->n);
    return one->n > 0;
}

bool bc_keys_next_word(bc_str *words, bc_str *one)
{
    size_t bar = bc_str_find(*words, BC_STR("|"), 0);
    *one = bc_str_slice(*words, 0, bar);
    *words = bar == SIZE_MAX ? (bc_str){ 0 } : bc_str_slice(*words, bar + 1, words->n);
    return one->n > 0;
}

bc_str bc_keys_type_range(bc_str type, bc_str *least, bc_str *most)
{
    size_t colon = bc_str_find(type, BC_STR(":"), 0), dots = bc_str_find(type, BC_STR(".."), 0);
    *least = *most = (bc_str){ 0 };
    if (type.n && type.p[0] >= 'a' && type.p[0] <= 'z' && colon != SIZE_MAX && dots != SIZE_MAX) {
        *least = bc_str_slice(type, colon + 1, dots);
        *most = bc_str_slice(type, dots + 2, type.n);
        return bc_str_slice(type, 0, colon);
    }
    return type;
}

static bc_str inner(bc_str type)
{
    return bc_str_slice(type, 1, type.n - 1);
}

const bc_keys_table *bc_keys_find(const bc_keys_set *set, bc_str name)
{
    for (size_t i = 0; i < set->n; i++)
        if (bc_str_is(name, set->at[i].name))
            return &set->at[i];
    return NULL;
}

const bc_keys_key *bc_keys_key_of(const bc_keys_table *table, bc_str name)
{
    for (const bc_keys_key *key = table->keys; key && key->name; key++)
        if (name.n && key->name[0] == name.p[0] && bc_str_is(name, key->name))
            return key;
    return NULL;
}

static const bc_keys_table *table_of(const bc_keys_set *set, bc_str type)
{
    return type.p[0] == '#' ? bc_keys_find(set, bc_str_slice(type, 1, type.n)) : NULL;
}

/* -- scalars -------------------------------------------------------------------------------------------- */

static int word_index(bc_str words, bc_str text)
{
    int index = 0;
    for (size_t at = 0; at <= words.n; index++) {
        size_t end = at;
        while (end < words.n && words.p[end] != '|')
            end++;
        if (end - at == text.n && bc_str_eq(bc_str_slice(words, at, end), text))
            return index;
        at = end + 1;
    }
    return -1;
}

static int boolean_of(bc_str text)
{
    if (bc_str_is(text, "true") || bc_str_is(text, "yes") || bc_str_is(text, "是"))
        return 1;
    return bc_str_is(text, "false") || bc_str_is(text, "no") || bc_str_is(text, "否") ? 0 : -1;
}

static bool integer_of(bc_str text, int64_t *out)
{
    enum { MAX_DIGITS = 15 };
    size_t at = text.n && text.p[0] == '-';
    *out = 0;
    if (at == text.n || text.n > MAX_DIGITS)
        return false;
    for (size_t i = at; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9')
            return false;
        *out = *out * 10 + (text.p[i] - '0');
    }
    *out = at ? -*out : *out;
    return true;
}

static bool within(bc_decimal number, bc_str least, bc_str most)
{
    bc_decimal bound;
    return (!bc_decimal_parse(least, &bound) || bc_decimal_compare(number, bound) >= 0) &&
           (!bc_decimal_parse(most, &bound) || bc_decimal_compare(number, bound) <= 0);
}

static bool is_text_type(bc_str kind)
{
    return bc_str_is(kind, "text") || bc_str_is(kind, "phrase") || bc_str_is(kind, "expression") ||
           bc_str_is(kind, "path") || bc_str_is(kind, "pattern");
}

static bool text_fits(bc_str type, bc_str text)
{
    if (type.p[0] == '=')
        return word_index(bc_str_slice(type, 1, type.n), text) >= 0;
    if (is_text_type(type))
        return true;
    if (bc_str_is(type, "boolean"))
        return boolean_of(text) >= 0;
    bc_len length;
    if (bc_str_is(type, "length"))
        return bc_len_parse(text, BC_PT(10), &length);
    if (bc_str_is(type, "measure"))
        return text.n && text.p[text.n - 1] >= 'a' && !bc_str_ends(text, BC_STR("em")) &&
               bc_len_parse(text, BC_PT(10), &length);
    bc_stroke stroke;
    if (bc_str_is(type, "stroke"))
        return bc_stroke_parse(text, &stroke);
    bc_colour colour;
    if (bc_str_is(type, "colour"))
        return bc_colour_parse(text, &colour);
    bc_str least, most, kind = bc_keys_type_range(type, &least, &most);
    bc_decimal number;
    int64_t whole;
    if (bc_str_is(kind, "integer"))
        return integer_of(text, &whole) && within(bc_decimal_from_int(whole), least, most);
    return bc_str_is(kind, "number") && bc_decimal_parse(text, &number) && within(number, least, most);
}

/* A text against all that may stand there. */
static bool scalar_fits(const checker *c, bc_str types, const bc_node *value)
{
    bc_str type;
    while (bc_keys_next_type(&types, &type)) {
        const bc_keys_table *table = table_of(c->set, type);
        if (table ? table->instead && scalar_fits(c, bc_str_from(table->instead), value)
                  : text_fits(type, value->as.text))
            return true;
    }
    return false;
}

/* -- alternatives --------------------------------------------------------------------------------------- */

static void add_alternatives(const checker *c, bc_str types, alternatives *a)
{
    bc_str type;
    while (bc_keys_next_type(&types, &type)) {
        const bc_keys_table *table = table_of(c->set, type);
        if (table && table->keys && a->table_count < sizeof a->tables / sizeof *a->tables)
            a->tables[a->table_count++] = table;
        if (table && table->instead)
            add_alternatives(c, bc_str_from(table->instead), a);
        a->any |= bc_str_is(type, "any");
        a->none |= bc_str_is(type, "null");
        a->text |= is_text_type(type);
        if (type.p[0] == '[' && !a->listed) {
            a->listed = true;
            a->of = inner(type);
        }
        if (type.p[0] == '{' && !a->named) {
            a->named = true;
            a->members = inner(type);
        }
    }
}

static alternatives read_type(checker *c, bc_str types)
{
    uint64_t hash = (uint64_t)(uintptr_t)types.p * UINT64_C(0x9E3779B97F4A7C15);
    alternatives *a = &c->readings[(hash >> 32) % READINGS];
    if (a->types.p == types.p && a->types.n == types.n)
        return *a;
    *a = (alternatives){ .types = types };
    add_alternatives(c, types, a);
    return *a;
}

/* -- what was refused ------------------------------------------------------------------------------------- */

static void note(const checker *c, const bc_node *node, bool whole)
{
    if (!c->refused)
        return;
    bc_keys_refusal *refusal = bc_vec_push(&c->refused->list);
    *refusal = (bc_keys_refusal){ node->mark, whole };
    if (node->kind != BC_NODE_TEXT)
        refusal->mark.length = 0; /* a text is pointed into, of the others it is where they begin */
}

/* A node with all that is in it. */
static void note_all(const checker *c, const bc_node *node, bool whole)
{
    if (!c->refused)
        return;
    note(c, node, whole);
    for (uint32_t i = 0; node->kind == BC_NODE_LIST && i < node->n; i++)
        note_all(c, node->as.items[i], false);
    for (uint32_t i = 0; node->kind == BC_NODE_MAP && i < node->n; i++)
        note_all(c, node->as.members[i].value, false);
}

void bc_keys_refused_release(bc_keys_refused *refused)
{
    bc_vec_release(&refused->list);
}

static bool same_place(const bc_diag_mark *a, const bc_diag_mark *b)
{
    return a->line == b->line && a->column == b->column && a->source == b->source;
}

bool bc_keys_refused_at(const bc_keys_refused *refused, const bc_diag_mark *mark)
{
    for (size_t i = 0; i < refused->list.n; i++) {
        const bc_diag_mark *at = &refused->list.at[i].mark;
        if (at->line == mark->line && at->source == mark->source && mark->column >= at->column &&
            mark->column <= at->column + at->length)
            return true;
    }
    return false;
}

bool bc_keys_refused_whole(const bc_keys_refused *refused, const bc_node *value)
{
    for (size_t i = 0; i < refused->list.n; i++)
        if (refused->list.at[i].whole && same_place(&refused->list.at[i].mark, &value->mark))
            return true;
    return false;
}

/* -- messages ------------------------------------------------------------------------------------------- */

static const char *code(const checker *c, const char *usual)
{
    return c->set->code ? c->set->code : usual;
}

/* What a value may be, in the user's language, each kind once. */
typedef BC_VEC(bc_buf) kinds;

static void add_kind(kinds *list, const char *name)
{
    for (size_t i = 0; i < list->n; i++)
        if (bc_str_is(bc_buf_str(&list->at[i]), name))
            return;
    bc_buf *own = bc_vec_push(list);
    bc_buf_init(own);
    bc_buf_add_text(own, name);
}

static void add_number(kinds *list, bc_str kind, bc_str least, bc_str most)
{
    bool whole = bc_str_is(kind, "integer");
    bc_buf name;
    bc_buf_init(&name);
    if (least.n && most.n)
        bc_buf_printf(&name, whole ? bc_tr("a whole number from %.*s to %.*s") : bc_tr("a number from %.*s to %.*s"),
                      BC_STR_ARG(least), BC_STR_ARG(most));
    else if (least.n)
        bc_buf_printf(&name, whole ? bc_tr("a whole number of at least %.*s") : bc_tr("a number of at least %.*s"),
                      BC_STR_ARG(least));
    else
        bc_buf_add_text(&name, whole ? bc_tr("a whole number") : bc_tr("a number"));
    add_kind(list, name.p);
    bc_buf_release(&name);
}

static void put_words(bc_str words, bc_buf *out)
{
    bc_str word;
    for (size_t i = 0; bc_keys_next_word(&words, &word); i++)
        bc_buf_printf(out, "%s`%.*s`", i ? ", " : "", BC_STR_ARG(word));
}

static void add_words(kinds *list, bc_str words)
{
    bc_str word;
    while (bc_keys_next_word(&words, &word)) {
        bc_buf name;
        bc_buf_init(&name);
        bc_buf_printf(&name, "`%.*s`", BC_STR_ARG(word));
        add_kind(list, name.p);
        bc_buf_release(&name);
    }
}

static void add_type(kinds *list, bc_str type)
{
    bc_str least, most, kind = bc_keys_type_range(type, &least, &most);
    if (type.p[0] == '=')
        add_words(list, bc_str_slice(type, 1, type.n));
    else if (type.p[0] == '[')
        add_kind(list, bc_tr("a list"));
    else if (type.p[0] == '{')
        add_kind(list, bc_tr("a map"));
    else if (bc_str_is(kind, "boolean"))
        add_kind(list, bc_tr("yes or no"));
    else if (bc_str_is(kind, "length"))
        add_kind(list, bc_tr("a length"));
    else if (bc_str_is(kind, "measure"))
        add_kind(list, bc_tr("a length with its unit"));
    else if (bc_str_is(kind, "stroke"))
        add_kind(list, bc_tr("a line"));
    else if (bc_str_is(kind, "colour"))
        add_kind(list, bc_tr("a colour"));
    else if (bc_str_is(kind, "expression"))
        add_kind(list, bc_tr("an expression"));
    else if (bc_str_is(kind, "integer") || bc_str_is(kind, "number"))
        add_number(list, kind, least, most);
    else if (is_text_type(kind))
        add_kind(list, bc_tr("a text"));
    else if (bc_str_is(kind, "any"))
        add_kind(list, bc_tr("anything"));
}

static void collect_kinds(const bc_keys_set *set, bc_str types, kinds *list)
{
    bc_str type;
    while (bc_keys_next_type(&types, &type)) {
        const bc_keys_table *table = table_of(set, type);
        if (!table)
            add_type(list, type);
        else if (table->instead)
            collect_kinds(set, bc_str_from(table->instead), list);
        if (table && table->keys)
            add_kind(list, bc_tr("a map"));
    }
}

/* "a, b or c" */
void bc_keys_say(const bc_keys_set *set, bc_str types, bc_buf *out)
{
    kinds list = { .n = 0 };
    collect_kinds(set, types, &list);
    for (size_t i = 0; i < list.n; i++) {
        bc_buf_add_text(out, i == 0 ? "" : i + 1 < list.n ? bc_tr(", ") : bc_tr(" or "));
        bc_buf_add_str(out, bc_buf_str(&list.at[i]));
        bc_buf_release(&list.at[i]);
    }
    bc_vec_release(&list);
}

void bc_keys_hint_names(bc_str name, const bc_str *names, size_t n, bc_diag_list *diags)
{
    bc_str near = bc_diag_nearest(name, names, n);
    if (near.n) {
        bc_diag_hint(diags, bc_tr("did you mean `%.*s`?"), BC_STR_ARG(near));
        return;
    }
    bc_buf list;
    bc_buf_init(&list);
    for (size_t i = 0; i < n; i++) {
        bc_buf_add_text(&list, i ? ", " : "");
        bc_buf_add_str(&list, names[i]);
    }
    bc_diag_hint(diags, bc_tr("known here: %s"), list.p);
    bc_buf_release(&list);
}

enum { MAX_NAMES = 256 };

static void hint_words(const checker *c, bc_str words, bc_str text)
{
    bc_str names[MAX_NAMES];
    size_t n = 0;
    while (n < MAX_NAMES && bc_keys_next_word(&words, &names[n]))
        n++;
    bc_keys_hint_names(text, names, n, c->diags);
}

static const char *hint_of(const checker *c, bc_str types)
{
    bc_str type;
    while (bc_keys_next_type(&types, &type)) {
        const bc_keys_table *table = table_of(c->set, type);
        const char *hint = table ? table->hint : NULL;
        if (table && !hint && table->instead)
            hint = hint_of(c, bc_str_from(table->instead));
        if (hint)
            return hint;
    }
    return NULL;
}

/* Slips that make a map of a text: a colon in it or at its end, braces, a comma in it. False: none of these. */
static bool hint_map_for_text(const checker *c, const bc_node *map, const bc_node_member *member)
{
    enum { SHOWN = 60 };
    bc_str text = bc_node_text(member->value), key = member->key;
    if (bc_str_starts(key, BC_STR("=")))
        bc_diag_hint(c->diags, bc_tr("a value stands without braces, and in quotation marks if it has a colon: %.*s"),
                     BC_STR_ARG(key));
    else if (member->value->kind == BC_NODE_NULL && map->n > 1)
        bc_diag_hint(c->diags, bc_tr("a text that contains a comma needs quotation marks, as in 'a, b'"));
    else if (member->value->kind == BC_NODE_NULL)
        bc_diag_hint(c->diags,
                     bc_tr("a text that ends with a colon, or stands in braces, needs quotation marks, as in 'a:'"));
    else if (member->value->kind == BC_NODE_TEXT && map->n == 1 && key.n + text.n <= SHOWN)
        bc_diag_hint(c->diags, bc_tr("a text that contains a colon and a blank needs quotation marks: '%.*s: %.*s'"),
                     BC_STR_ARG(key), BC_STR_ARG(text));
    else
        return false;
    return true;
}

/* A text where there should be a list. */
static bool hint_bare_list(const checker *c, const alternatives *a, const bc_node *value)
{
    bc_str text = bc_node_text(value);
    if (value->kind != BC_NODE_TEXT || !a->listed ||
        (bc_str_find(text, BC_STR(","), 0) == SIZE_MAX && bc_str_find(text, BC_STR("，"), 0) == SIZE_MAX))
        return false;
    bc_diag_hint(c->diags, bc_tr("a list stands in brackets, with commas between its elements: [a, b]"));
    return true;
}

/* How what is meant is written: what the table says about itself, else by the slip that is usual. */
static void hint_form(const checker *c, const alternatives *a, const bc_node *value)
{
    const char *hint = hint_of(c, a->types);
    const bool single = value->kind == BC_NODE_MAP && value->n == 1 && a->text;
    const char *slip = a->table_count || a->named || a->listed ? bc_yaml_text_slip(value) : NULL;
    if (slip)
        bc_diag_hint(c->diags, "%s", slip);
    if (slip || hint_bare_list(c, a, value) || (single && hint_map_for_text(c, value, &value->as.members[0])))
        return;
    if (hint)
        bc_diag_hint(c->diags, "%s", bc_tr(hint));
    else if (value->kind == BC_NODE_LIST && a->named)
        bc_diag_hint(c->diags, bc_tr("write each as `key: …`, without a dash"));
    else if (value->kind == BC_NODE_MAP && a->listed)
        bc_diag_hint(c->diags, bc_tr("begin each element with a dash: - …"));
    else if (value->kind == BC_NODE_TEXT && bc_str_find(a->types, BC_STR("colour"), 0) != SIZE_MAX)
        bc_diag_hint(c->diags, bc_tr("write it like 15%% (of black), red, 红 or '#C00000'"));
    else if (value->kind == BC_NODE_TEXT && bc_str_find(a->types, BC_STR("stroke"), 0) != SIZE_MAX)
        bc_diag_hint(c->diags, bc_tr("write it like 1pt, thick, dashed, dotted, double or 0.75pt dashed"));
    else if (value->kind == BC_NODE_TEXT && bc_str_find(a->types, BC_STR("length"), 0) != SIZE_MAX)
        bc_diag_hint(c->diags, bc_tr("write it like 10.5pt, 12mm, 2em or 五号"));
}

/* The words that a text must be one of, where no other type takes a text; empty: there is no such list. */
static bc_str words_for_text(bc_str types)
{
    bc_str type, words = { 0 };
    while (bc_keys_next_type(&types, &type)) {
        if (type.p[0] == '=' && !words.n)
            words = bc_str_slice(type, 1, type.n);
        else if (type.p[0] != '[' && type.p[0] != '{')
            return (bc_str){ 0 };
    }
    return words;
}

static void report_kind(checker *c, const alternatives *a, bc_str name, const bc_node *value)
{
    bc_str types = a->types, words = words_for_text(types), text = bc_node_text(value);
    c->good = false;
    note_all(c, value, true);
    if (!c->diags)
        return;
    if (words.n && value->kind == BC_NODE_TEXT) {
        bc_diag_add(c->diags, BC_DIAG_ERROR, code(c, "E303"), value->mark,
                    bc_tr("`%.*s` is not one of the words allowed here"), BC_STR_ARG(text));
        hint_words(c, words, text);
        return;
    }
    bc_buf takes;
    bc_buf_init(&takes);
    bc_keys_say(c->set, types, &takes);
    const char *usual = bc_str_is(bc_buf_str(&takes), bc_tr("a map")) ? "E301" : "E303";
    bc_buf is; /* what stands there: the text itself, or its kind */
    bc_buf_init(&is);
    if (value->kind == BC_NODE_TEXT)
        bc_buf_printf(&is, "`%.*s`", BC_STR_ARG(text));
    else
        bc_buf_add_text(&is, bc_node_kind_name(value->kind));
    if (name.n)
        bc_diag_add(c->diags, BC_DIAG_ERROR, code(c, usual), value->mark, bc_tr("`%.*s` takes %s, not %s"),
                    BC_STR_ARG(name), takes.p, is.p);
    else
        bc_diag_add(c->diags, BC_DIAG_ERROR, code(c, usual), value->mark, bc_tr("%s was expected here, not %s"),
                    takes.p, is.p);
    bc_buf_release(&is);
    bc_buf_release(&takes);
    if (bc_yaml_text_has_odd_brackets(name))
        bc_diag_hint(c->diags, "%s", bc_tr("use a half-width colon and a blank (“: ” instead of “：”)"));
    else
        hint_form(c, a, value);
}

/* -- maps ----------------------------------------------------------------------------------------------- */

static const bc_node_member *first_of(const bc_node *map, bc_str words)
{
    bc_str word;
    while (bc_keys_next_word(&words, &word)) {
        const bc_node_member *member = bc_node_find_member(map, word);
        if (member)
            return member;
    }
    return NULL;
}

static void check_need(checker *c, const bc_keys_table *table, const bc_node *map)
{
    bc_str need = bc_str_from(table->need), one;
    while (bc_keys_next_type(&need, &one)) {
        if (first_of(map, one))
            continue;
        c->good = false;
        note_all(c, map, true);
        if (!c->diags)
            return;
        bc_buf names;
        bc_buf_init(&names);
        put_words(one, &names);
        bool choice = bc_str_find(one, BC_STR("|"), 0) != SIZE_MAX;
        bc_diag_add(c->diags, BC_DIAG_ERROR, code(c, "E303"), map->mark,
                    choice ? bc_tr("one of %s is missing here") : bc_tr("%s is missing here"), names.p);
        bc_buf_release(&names);
    }
}

static void check_apart(checker *c, const bc_keys_table *table, const bc_node *map)
{
    bc_str apart = bc_str_from(table->apart), group;
    while (bc_keys_next_type(&apart, &group)) {
        const bc_node_member *first = NULL;
        for (uint32_t i = 0; i < map->n; i++) {
            const bc_node_member *member = &map->as.members[i];
            if (word_index(group, member->key) < 0)
                continue;
            if (!first) {
                first = member;
                continue;
            }
            c->good = false;
            note_all(c, member->value, false);
            if (c->diags)
                bc_diag_add(c->diags, BC_DIAG_ERROR, code(c, "E309"), member->key_mark,
                            bc_tr("`%.*s` cannot stand beside `%.*s`"), BC_STR_ARG(member->key),
                            BC_STR_ARG(first->key));
        }
    }
}

/* Keys of the language are ASCII: other words are a text that was read as a key. */
static bool is_word(bc_str key)
{
    bool word = key.n > 0;
    for (size_t i = 0; i < key.n; i++)
        word &= (key.p[i] >= 'a' && key.p[i] <= 'z') || (key.p[i] >= 'A' && key.p[i] <= 'Z') || key.p[i] == '-' ||
                key.p[i] == '_';
    return word;
}

/* What a text in place of a key may have been meant for; false: nobody knows. */
static bool hint_text_for_key(const checker *c, const bc_keys_table *table, const bc_node *map,
                              const bc_node_member *member)
{
    if (is_word(member->key) && member->value->kind != BC_NODE_NULL)
        return false;
    bc_str instead = bc_str_from(table->instead ? table->instead : "");
    if (member->value->kind == BC_NODE_TEXT && bc_str_find(instead, BC_STR("{["), 0) != SIZE_MAX) {
        bc_diag_hint(c->diags, bc_tr("what stands below it is a list, in brackets: {%.*s: [%.*s]}"),
                     BC_STR_ARG(member->key), BC_STR_ARG(member->value->as.text));
        return true;
    }
    if (table->hint && member->value->kind == BC_NODE_TEXT && map->n == 1) {
        bc_diag_hint(c->diags, "%s", bc_tr(table->hint));
        return true;
    }
    return hint_map_for_text(c, map, member);
}

static void report_unknown(checker *c, const bc_keys_table *table, const bc_node *map, const bc_node_member *member)
{
    c->good = false;
    note_all(c, member->value, false);
    if (!c->diags)
        return;
    bc_str names[MAX_NAMES];
    size_t n = 0;
    for (const bc_keys_key *key = table->keys; key->name && n < MAX_NAMES; key++)
        names[n++] = bc_str_from(key->name);
    bc_diag_add(c->diags, BC_DIAG_ERROR, code(c, "E302"), member->key_mark, bc_tr("`%.*s` is not known here"),
                BC_STR_ARG(member->key));
    const char *slip = bc_yaml_text_key_slip(member);
    const size_t colon = bc_str_find(member->key, BC_STR(":"), 0);
    if (slip && (colon == SIZE_MAX || is_word(bc_str_slice(member->key, 0, colon))))
        bc_diag_hint(c->diags, "%s", slip);
    else if (bc_str_find(member->key, BC_STR("："), 0) != SIZE_MAX)
        bc_diag_hint(c->diags, bc_tr("a full-width colon belongs to the text: write `: `, a colon and a blank"));
    else if (bc_diag_nearest(member->key, names, n).n || !hint_text_for_key(c, table, map, member))
        bc_keys_hint_names(member->key, names, n, c->diags);
}

/* The member that is probably meant for a key that must be there; NULL: none is, or all are there. */
static const bc_node_member *near_need(const bc_keys_table *table, const bc_node *map)
{
    bc_str need = bc_str_from(table->need), one, word;
    while (bc_keys_next_type(&need, &one)) {
        if (first_of(map, one))
            continue;
        while (bc_keys_next_word(&one, &word))
            for (uint32_t i = 0; i < map->n; i++)
                if (!bc_keys_key_of(table, map->as.members[i].key) &&
                    bc_diag_nearest(map->as.members[i].key, &word, 1).n)
                    return &map->as.members[i];
    }
    return NULL;
}

static void check_map(checker *c, const bc_keys_table *table, const bc_node *map)
{
    bool strange = false;
    const bc_node_member *near;
    for (uint32_t i = 0; i < map->n; i++) {
        const bc_node_member *member = &map->as.members[i];
        const bc_keys_key *key = bc_keys_key_of(table, member->key);
        size_t refused = c->refused ? c->refused->list.n : 0;
        if (key)
            check_value(c, bc_str_from(key->type), member->key, member->value);
        else if (!table->loose)
            report_unknown(c, table, map, member);
        strange |= !key;
        if (c->refused && c->refused->list.n > refused)
            bc_vec_add(&c->refused->list, (bc_keys_refusal){ member->key_mark, false });
    }
    if (strange && !table->loose && map != c->root)
        note_all(c, map, true); /* what is misspelt may be what the others rest on */
    if (table->need && table->loose && (near = near_need(table, map)))
        report_unknown(c, table, map, near);
    else if (table->need && (!strange || table->loose)) /* else what is missing may be what is misspelt */
        check_need(c, table, map);
    if (table->apart)
        check_apart(c, table, map);
}

static bool meets_need(const bc_keys_table *table, const bc_node *map)
{
    bc_str need = bc_str_from(table->need), one;
    while (bc_keys_next_type(&need, &one))
        if (!first_of(map, one))
            return false;
    return true;
}

/* The table that a map is taken for: the one that it is in full, else that knows most of its keys. */
static const bc_keys_table *likest_table(const alternatives *a, const bc_node *map)
{
    const bc_keys_table *best = a->tables[0];
    uint32_t best_score = 0;
    for (uint32_t t = 0; a->table_count > 1 && t < a->table_count; t++) {
        const bc_keys_table *table = a->tables[t];
        uint32_t known = 0;
        for (uint32_t i = 0; i < map->n; i++)
            known += bc_keys_key_of(table, map->as.members[i].key) != NULL;
        bool met = meets_need(table, map), whole = met && (known == map->n || table->loose);
        known += table->need && near_need(table, map) != NULL;
        uint32_t score = (whole ? UINT32_C(1) << 24 : 0) + 2 * known + met;
        if (score <= best_score)
            continue;
        best = table;
        best_score = score;
    }
    return best;
}

bool bc_keys_are_names(const bc_node *map)
{
    for (uint32_t i = 0; i < map->n; i++)
        if (map->as.members[i].value->kind != BC_NODE_MAP)
            return false;
    return map->n > 0;
}

/* The same for members that are lists, where no table has one of the names. */
static bool are_lists(checker *c, const alternatives *a, const bc_node *map)
{
    if (!read_type(c, a->members).listed)
        return false;
    for (uint32_t i = 0; i < map->n; i++) {
        if (map->as.members[i].value->kind != BC_NODE_LIST)
            return false;
        for (uint32_t t = 0; t < a->table_count; t++)
            if (bc_keys_key_of(a->tables[t], map->as.members[i].key))
                return false;
    }
    return map->n > 0;
}

/* A map of named members of which some are no maps, rather than one of the keys of a table, of which it has none. */
static bool are_nearly_names(const alternatives *a, const bc_node *map)
{
    uint32_t maps = 0, known = 0;
    for (uint32_t i = 0; i < map->n; i++) {
        maps += map->as.members[i].value->kind == BC_NODE_MAP;
        for (uint32_t t = 0; t < a->table_count; t++)
            known += bc_keys_key_of(a->tables[t], map->as.members[i].key) != NULL;
    }
    return maps && !known;
}

static void check_names(checker *c, const alternatives *a, const bc_node *map)
{
    alternatives a_map = read_type(c, BC_STR("{any}"));
    for (uint32_t i = 0; i < map->n; i++) {
        const bc_node_member *member = &map->as.members[i];
        if (member->value->kind == BC_NODE_MAP)
            check_value(c, a->members, member->key, member->value);
        else
            report_kind(c, &a_map, member->key, member->value);
    }
}

/* `- label：金额` where a text may stand as well as a map with that key. */
static void doubt_text(const checker *c, const alternatives *a, const bc_node *value)
{
    if (!c->diags || !a->table_count || !bc_yaml_text_slip(value))
        return;
    const bc_str text = value->as.text;
    const size_t wide = bc_str_find(text, BC_STR("："), 0), half = bc_str_find(text, BC_STR(":"), 0);
    const bc_str key = bc_str_trim(bc_str_slice(text, 0, wide < half ? wide : half));
    bool known = false;
    for (uint32_t t = 0; t < a->table_count; t++)
        known |= bc_keys_key_of(a->tables[t], key) != NULL;
    if (!known || bc_diag_list_has(c->diags, "W130", value->mark))
        return;
    bc_diag_add(c->diags, BC_DIAG_WARNING, "W130", value->mark,
                bc_tr("this reads like a key and its value, but is one text"));
    bc_diag_hint(c->diags, "%s",
                 wide < half ? bc_tr("use a half-width colon and a blank (“: ” instead of “：”), or quote the text")
                             : bc_tr("put a blank after the colon, or quote the text"));
}

static void check_value(checker *c, bc_str types, bc_str name, const bc_node *value)
{
    alternatives a = read_type(c, types);
    size_t refused = c->refused ? c->refused->list.n : 0;
    if (a.any)
        return;
    if (value->kind == BC_NODE_NULL ? a.none
                                    : value->kind == BC_NODE_TEXT && (a.text || scalar_fits(c, types, value))) {
        doubt_text(c, &a, value);
        return;
    }
    if (value->kind == BC_NODE_LIST && a.listed)
        for (uint32_t i = 0; i < value->n; i++)
            check_value(c, a.of, (bc_str){ 0 }, value->as.items[i]);
    else if (value->kind == BC_NODE_MAP && a.named &&
             (!a.table_count || bc_keys_are_names(value) || are_lists(c, &a, value)))
        for (uint32_t i = 0; i < value->n; i++)
            check_value(c, a.members, value->as.members[i].key, value->as.members[i].value);
    else if (value->kind == BC_NODE_MAP && a.named && are_nearly_names(&a, value))
        check_names(c, &a, value);
    else if (value->kind == BC_NODE_MAP && a.table_count)
        check_map(c, likest_table(&a, value), value);
    else
        report_kind(c, &a, name, value);
    if (c->refused && c->refused->list.n > refused)
        note(c, value, false);
}

bool bc_keys_check_noting(const bc_keys_set *set, const char *type, const char *name, const bc_node *value,
                          bc_diag_list *diags, bc_keys_refused *refused)
{
    checker c; /* its readings are large: that there are none is said by their types alone */
    c.set = set;
    c.diags = diags;
    c.good = true;
    c.root = value;
    c.refused = refused;
    for (size_t i = 0; i < READINGS; i++)
        c.readings[i].types.p = NULL;
    check_value(&c, bc_str_from(type), bc_str_from(name), value);
    return c.good;
}

bool bc_keys_check(const bc_keys_set *set, const char *type, const char *name, const bc_node *value,
                   bc_diag_list *diags)
{
    return bc_keys_check_noting(set, type, name, value, diags, NULL);
}

void bc_keys_warn_idle(const bc_node *map, const char *key, bc_diag_list *diags)
{
    const bc_node_member *member = bc_node_find_member(map, bc_str_from(key));
    if (!member)
        return;
    const bc_diag_mark *mark = &member->key_mark;
    for (size_t i = 0; i < diags->list.n; i++) {
        const bc_diag *known = &diags->list.at[i];
        if (strcmp(known->code, "W348") == 0 && known->mark.source == mark->source && known->mark.line == mark->line &&
            known->mark.column == mark->column)
            return; /* a fragment comes by several times */
    }
    bc_diag_add(diags, BC_DIAG_WARNING, "W348", *mark, bc_tr("`%s` has no effect here"), key);
}

/* -- reading: most keys are left out, so that is seen first ---------------------------------------------- */

bool bc_keys_bool(const bc_node *map, const char *key, bool fallback)
{
    bc_str text = bc_keys_text(map, key);
    int value = text.n ? boolean_of(text) : -1;
    return value < 0 ? fallback : value == 1;
}

int64_t bc_keys_int(const bc_node *map, const char *key, int64_t fallback)
{
    int64_t value;
    return integer_of(bc_keys_text(map, key), &value) ? value : fallback;
}

bc_decimal bc_keys_number(const bc_node *map, const char *key, bc_decimal fallback)
{
    bc_decimal value;
    return bc_decimal_parse(bc_keys_text(map, key), &value) ? value : fallback;
}

bc_len bc_keys_length(const bc_node *map, const char *key, bc_len em, bc_len fallback)
{
    bc_len value;
    bc_str text = bc_keys_text(map, key);
    return text.n && bc_len_parse(text, em, &value) ? value : fallback;
}

bool bc_keys_stroke(const bc_node *map, const char *key, bc_stroke *out)
{
    return bc_stroke_parse(bc_keys_text(map, key), out) && (out->weight > 0 || out->kind != BC_STROKE_PLAIN);
}

bc_colour bc_keys_colour(const bc_node *map, const char *key, bc_colour fallback)
{
    bc_colour value = fallback;
    (void)bc_colour_parse(bc_keys_text(map, key), &value);
    return value;
}

bc_str bc_keys_text(const bc_node *map, const char *key)
{
    return bc_node_text(bc_node_find(map, key));
}

uint32_t bc_keys_texts(bc_arena *arena, const bc_node *map, const char *key, const bc_str **out)
{
    const bc_node *value = bc_node_find(map, key);
    uint32_t n = bc_node_elements(value), kept = 0;
    bc_str *texts = BC_NEW_ARRAY(arena, bc_str, n);
    for (uint32_t i = 0; i < n; i++)
        if (bc_node_element(value, i)->kind == BC_NODE_TEXT)
            texts[kept++] = bc_node_element(value, i)->as.text;
    *out = texts;
    return kept;
}

int bc_keys_word(const bc_keys_table *table, const bc_node *map, const char *key, int fallback)
{
    bc_str text = bc_keys_text(map, key);
    if (!text.n)
        return fallback;
    const bc_keys_key *declared = bc_keys_key_of(table, bc_str_from(key));
    bc_str types = bc_str_from(declared ? declared->type : NULL), type;
    while (bc_keys_next_type(&types, &type)) {
        int index = type.p[0] == '=' ? word_index(bc_str_slice(type, 1, type.n), text) : -1;
        if (index >= 0)
            return index;
    }
    return fallback;
}
