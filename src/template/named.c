/* What a template tells once and names elsewhere: types of fields, and trees of categories.
 *
 * The fields of a task, or an amount with its unit and decimals, are told under `types:`, and a field names them by
 * `type: amount` or `of: task`; what it says itself goes over that, and `but:` changes single fields. Rules that ask
 * for a tree name the one there is: the template's `categories`, a list's `blank`, or that of another rule. All names
 * are replaced in the tree before it is compiled, so that nothing behind this file knows of them. */
#include "base/tr.h"
#include "form/keys.h"
#include "template/private/compile.h"

#include <string.h>

typedef struct naming {
    bc_arena *arena;
    bc_diag_list *diags;
    const bc_node *tree, *types;
    int depth;
} naming;

static bool is_builtin(bc_str word)
{
    bc_str words = bc_str_from(bc_keys_key_of(&bc_form_keys.at[BC_FORM_KEYS_FIELD], BC_STR("type"))->type), one;
    words = bc_str_slice(words, 1, bc_str_find(words, BC_STR(" "), 0));
    while (bc_keys_next_word(&words, &one))
        if (bc_str_eq(one, word))
            return true;
    return false;
}

/* -- maps with other members ----------------------------------------------------------------------------- */

/* A copy with room for `more` members. */
static bc_node *copy_map(const naming *n, const bc_node *map, uint32_t more, bc_node_member **members)
{
    *members = BC_NEW_ARRAY(n->arena, bc_node_member, map->n + more);
    if (map->n)
        memcpy(*members, map->as.members, map->n * sizeof **members);
    bc_node *copy = bc_node_new_map(n->arena, map->mark, *members, map->n);
    copy->as.members = *members;
    return copy;
}

static bc_node_member *member_of(bc_node_member *members, uint32_t n, bc_str key)
{
    for (uint32_t i = 0; i < n; i++)
        if (bc_str_eq(members[i].key, key))
            return &members[i];
    return NULL;
}

static bool is_one_of(bc_str key, const char *words)
{
    bc_str rest = bc_str_from(words), one;
    while (bc_keys_next_word(&rest, &one))
        if (bc_str_eq(one, key))
            return true;
    return false;
}

/* A field's declaration with what `over` says, which may be its label alone. */
static const bc_node *change_field(const naming *n, const bc_node *under, const bc_node *over)
{
    if (under->kind != BC_NODE_MAP || over->kind == BC_NODE_LIST)
        return over;
    bc_node_member *members;
    bc_node *changed = copy_map(n, under, over->kind == BC_NODE_MAP ? over->n : 1, &members);
    const bc_node_member label = { BC_STR("label"), over->mark, over };
    const bc_node_member *told = over->kind == BC_NODE_MAP ? over->as.members : &label;
    for (uint32_t i = 0; i < (over->kind == BC_NODE_MAP ? over->n : 1); i++) {
        bc_node_member *own = member_of(members, changed->n, told[i].key);
        *(own ? own : &members[changed->n++]) = told[i];
    }
    return changed;
}

/* The fields with the changes of `but`: other attributes, further fields, and without those that are set to nothing. */
static const bc_node *change_fields(const naming *n, const bc_node *fields, const bc_node *but)
{
    if (!but || but->kind != BC_NODE_MAP)
        return fields;
    bc_node_member *members;
    bc_node *changed = copy_map(n, fields, but->n, &members);
    for (uint32_t i = 0; i < but->n; i++) {
        const bc_node_member *told = &but->as.members[i];
        bc_node_member *own = member_of(members, changed->n, told->key);
        if (own && told->value->kind == BC_NODE_NULL) {
            size_t behind = (size_t)(members + changed->n - (own + 1));
            memmove(own, own + 1, behind * sizeof *own);
            changed->n--;
        } else if (own) {
            own->value = change_field(n, own->value, told->value);
        } else {
            members[changed->n++] = *told;
        }
    }
    return changed;
}

/* -- types ------------------------------------------------------------------------------------------------ */

/* A type is a field when it names what its values are, else the fields of a group, one of which may be called `type`.
 */
static bool is_field(const naming *n, const bc_node *type)
{
    const bc_keys_table *table = &bc_form_keys.at[BC_FORM_KEYS_FIELD];
    const bc_node *name = bc_node_find(type, "type");
    bool known = true;
    for (uint32_t i = 0; i < type->n; i++)
        known &= bc_keys_key_of(table, type->as.members[i].key) != NULL;
    return name && name->kind == BC_NODE_TEXT &&
           (known || is_builtin(name->as.text) || bc_node_find_member(n->types, name->as.text));
}

/* Labels alone become fields, so that a group is told from a field by its form. */
static const bc_node *spell_out(const naming *n, const bc_node *types)
{
    bc_node_member *members, *fields;
    bc_node *spelled = copy_map(n, types, 0, &members);
    for (uint32_t i = 0; i < spelled->n; i++) {
        if (is_builtin(members[i].key))
            bc_diag_add(n->diags, BC_DIAG_ERROR, "E303", members[i].key_mark,
                        bc_tr("`%.*s` is a type of values, and cannot be told otherwise"), BC_STR_ARG(members[i].key));
        if (members[i].value->kind != BC_NODE_MAP || is_field(n, members[i].value))
            continue;
        bc_node *group = copy_map(n, members[i].value, 0, &fields);
        for (uint32_t k = 0; k < group->n; k++)
            if (fields[k].value->kind == BC_NODE_TEXT)
                fields[k].value =
                    change_field(n, bc_node_new_map(n->arena, fields[k].value->mark, NULL, 0), fields[k].value);
        members[i].value = group;
    }
    return spelled;
}

static const bc_node *expand_field(naming *n, const bc_node *spec);

static const bc_node *expand_fields(naming *n, const bc_node *fields)
{
    bc_node_member *members;
    bc_node *expanded = copy_map(n, fields, 0, &members);
    for (uint32_t i = 0; i < expanded->n; i++)
        members[i].value = expand_field(n, members[i].value);
    return expanded;
}

/* The type of that name with its own names replaced; NULL when there is none, or it is made of itself (reported). */
static const bc_node *find_type(naming *n, const bc_node *name)
{
    bc_str word = bc_node_text(name);
    const bc_node_member *type = name->kind == BC_NODE_TEXT ? bc_node_find_member(n->types, word) : NULL;
    if (!type || is_builtin(word))
        return NULL;
    if (n->depth == BC_MAX_COMPILE_DEPTH) {
        bc_diag_add(n->diags, BC_DIAG_ERROR, "E335", name->mark, bc_tr("the type `%.*s` is made of itself"),
                    BC_STR_ARG(word));
        return NULL;
    }
    n->depth++;
    const bc_node *found = expand_field(n, type->value);
    n->depth--;
    return found->kind == BC_NODE_MAP ? found : change_field(n, bc_node_new_map(n->arena, found->mark, NULL, 0), found);
}

/* A word that is neither a type of values nor told under `types`. */
static void check_type(const naming *n, const bc_node *name)
{
    if (!name || name->kind != BC_NODE_TEXT || is_builtin(name->as.text) ||
        bc_node_find_member(n->types, name->as.text))
        return;
    enum { MAX_WORDS = 64 };
    bc_str words[MAX_WORDS],
        rest = bc_str_from(bc_keys_key_of(&bc_form_keys.at[BC_FORM_KEYS_FIELD], BC_STR("type"))->type);
    rest = bc_str_slice(rest, 1, bc_str_find(rest, BC_STR(" "), 0));
    size_t count = 0;
    for (uint32_t i = 0; n->types && i < n->types->n && count < MAX_WORDS / 2; i++)
        words[count++] = n->types->as.members[i].key;
    while (count < MAX_WORDS && bc_keys_next_word(&rest, &words[count]))
        count++;
    bc_diag_add(n->diags, BC_DIAG_ERROR, "E303", name->mark, bc_tr("there is no type `%.*s`"),
                BC_STR_ARG(bc_node_text(name)));
    bc_keys_hint_names(bc_node_text(name), words, count, n->diags);
}

/* A group has nothing but names and fields, so a field of such a type says nothing else. */
static const bc_node *expand_group(naming *n, const bc_node *group, const bc_node *spec)
{
    const bc_node *but = bc_node_find(spec, "but");
    const bc_node *fields = change_fields(n, group, but && but->kind == BC_NODE_MAP ? expand_fields(n, but) : but);
    bc_node_member *members;
    bc_node *named = copy_map(n, spec, 1, &members);
    named->n = 0;
    for (uint32_t i = 0; i < spec->n; i++) {
        const bc_node_member *member = &spec->as.members[i];
        if (is_one_of(member->key, "label|alias|help"))
            members[named->n++] = *member;
        if (is_one_of(member->key, "type|but|label|alias|help"))
            continue;
        bc_diag_add(n->diags, BC_DIAG_ERROR, "E309", member->key_mark,
                    bc_tr("`%.*s` is said of a type that is a group of fields"), BC_STR_ARG(member->key));
        bc_diag_hint(n->diags, bc_tr("`but` changes its fields; a list of such groups is `type: list`, `of: %.*s`"),
                     BC_STR_ARG(bc_node_text(bc_node_find(spec, "type"))));
    }
    if (!named->n)
        return fields;
    const bc_diag_mark mark = bc_node_find(spec, "type")->mark;
    members[named->n++] =
        (bc_node_member){ BC_STR("type"), mark, bc_node_new_text(n->arena, mark, BC_STR("group"), false) };
    members[named->n++] = (bc_node_member){ BC_STR("of"), mark, fields };
    return named;
}

/* `of: task`, or the fields themselves; with `but`. */
static const bc_node *expand_elements(naming *n, const bc_node *spec, const bc_node *type)
{
    static const char OF_VALUES[] = "unit|decimals|grouped|show-unit|pattern|words|open";
    const bc_node *of = bc_node_find(spec, "of"), *but = bc_node_find(spec, "but");
    bc_node_member *members;
    bc_node *expanded = copy_map(n, spec, type ? type->n : 0, &members);
    bc_node_member *own = member_of(members, expanded->n, BC_STR("of")), *other;
    if (type && bc_keys_are_names(type)) {
        own->value = type;
    } else if (type) {
        const bc_node *element = bc_node_find(type, "type");
        own->value = element ? element : bc_node_new_text(n->arena, of->mark, BC_STR("text"), false);
        for (uint32_t i = 0; i < type->n; i++)
            if (is_one_of(type->as.members[i].key, OF_VALUES) &&
                !member_of(members, expanded->n, type->as.members[i].key))
                members[expanded->n++] = type->as.members[i];
    } else if (of && of->kind == BC_NODE_MAP) {
        own->value = expand_fields(n, of);
    }
    own = member_of(members, expanded->n, BC_STR("of"));
    other = member_of(members, expanded->n, BC_STR("but"));
    if (!other || !own || own->value->kind != BC_NODE_MAP || but->kind != BC_NODE_MAP)
        return expanded; /* what is left of `but` is told to be without effect */
    own->value = change_fields(n, own->value, expand_fields(n, but));
    memmove(other, other + 1, (size_t)(members + expanded->n - (other + 1)) * sizeof *other);
    expanded->n--;
    return expanded;
}

/* What the type says, over which the field goes. */
static const bc_node *expand_named(naming *n, const bc_node *type, const bc_node *spec)
{
    if (bc_keys_are_names(type))
        return expand_group(n, type, spec);
    bc_node_member *members;
    bc_node *own = copy_map(n, spec, 0, &members);
    bc_node_member *name = member_of(members, own->n, BC_STR("type")), *of = member_of(members, own->n, BC_STR("of"));
    const bc_node *fields = bc_node_find(type, "of");
    if (of && of->value->kind == BC_NODE_MAP && fields && fields->kind == BC_NODE_MAP)
        of->value = change_fields(n, fields, of->value);
    memmove(name, name + 1, (size_t)(members + own->n - (name + 1)) * sizeof *name);
    own->n--;
    return change_field(n, type, own);
}

static const bc_node *expand_field(naming *n, const bc_node *spec)
{
    if (spec->kind != BC_NODE_MAP)
        return spec;
    if (bc_keys_are_names(spec))
        return expand_fields(n, spec);
    const bc_node *name = bc_node_find(spec, "type"), *type = name ? find_type(n, name) : NULL;
    if (type) {
        spec = expand_named(n, type, spec);
        if (bc_keys_are_names(spec))
            return spec;
    } else {
        check_type(n, name);
    }
    const bc_node *of = bc_node_find(spec, "of");
    if (!of || bc_str_is(bc_node_text(bc_node_find(spec, "type")), "choice"))
        return spec;
    type = find_type(n, of);
    check_type(n, of);
    return expand_elements(n, spec, type);
}

/* -- trees ------------------------------------------------------------------------------------------------ */

static bool is_path(bc_str text)
{
    return text.n && bc_str_find(text, BC_STR(" "), 0) == SIZE_MAX;
}

/* `blank` of the list at a path of fields. */
static const bc_node *find_blank(const bc_node *fields, bc_str path)
{
    while (fields && path.n) {
        size_t dot = bc_str_find(path, BC_STR("."), 0);
        bc_str first = bc_str_slice(path, 0, dot);
        const bc_node_member *member = bc_node_find_member(fields, first);
        fields = member ? member->value : NULL;
        path = dot == SIZE_MAX ? (bc_str){ 0 } : bc_str_slice(path, dot + 1, path.n);
    }
    return bc_node_find(fields, "blank");
}

/* The tree of the last check with that rule. */
static const bc_node *find_rule_tree(const bc_node *checks, bc_str rule)
{
    const bc_node *found = NULL;
    for (uint32_t i = 0; i < bc_node_elements(checks); i++) {
        const bc_node *check = bc_node_element(checks, i), *tree = bc_node_find(check, "tree");
        if (tree && bc_str_eq(bc_node_text(bc_node_find(check, "rule")), rule))
            found = tree;
    }
    return found;
}

/* Categories may say of each whether it is required; the tree is their names. */
static const bc_node *plain_tree(const naming *n, const bc_node *categories)
{
    bc_node_member *members;
    bc_node *plain = copy_map(n, categories, 0, &members);
    for (uint32_t i = 0; i < plain->n; i++) {
        const bc_node *list = members[i].value;
        uint32_t count = bc_node_elements(list);
        const bc_node **names = BC_NEW_ARRAY(n->arena, const bc_node *, count);
        for (uint32_t k = 0; k < count; k++) {
            const bc_node *one = bc_node_element(list, k);
            names[k] = one->kind == BC_NODE_MAP && one->n
                           ? bc_node_new_text(n->arena, one->as.members[0].key_mark, one->as.members[0].key, false)
                           : one;
        }
        members[i].value = bc_node_new_list(n->arena, list->mark, names, count);
    }
    return plain;
}

static const bc_node *find_tree(const naming *n, const bc_node *name, bool of_rules)
{
    bc_str word = bc_node_text(name);
    const bc_node *found = of_rules ? find_rule_tree(bc_node_find(n->tree, "checks"), word) : NULL;
    if (found && found->kind == BC_NODE_TEXT) /* no further: two rules may name each other */
        return find_tree(n, found, false);
    if (!found && bc_str_is(word, "categories"))
        found = bc_node_find(n->tree, "categories");
    if (!found && is_path(word))
        found = find_blank(bc_node_find(n->tree, "fields"), word);
    return found && found->kind == BC_NODE_MAP ? plain_tree(n, found) : NULL;
}

static const bc_node *name_tree(const naming *n, const bc_node *check)
{
    const bc_node *name = bc_node_find(check, "tree");
    if (!name || name->kind != BC_NODE_TEXT)
        return check;
    const bc_node *tree = find_tree(n, name, true);
    if (!tree) {
        bc_diag_add(n->diags, BC_DIAG_ERROR, "E304", name->mark, bc_tr("`%.*s` is no tree of categories"),
                    BC_STR_ARG(name->as.text));
        bc_diag_hint(n->diags, "%s", bc_tr("write `categories`, a list that has `blank`, or a rule that has a tree"));
    }
    bc_node_member *members;
    const bc_node *copy = copy_map(n, check, 0, &members);
    member_of(members, copy->n, BC_STR("tree"))->value = tree ? tree : bc_node_new_map(n->arena, name->mark, NULL, 0);
    return copy;
}

static const bc_node *name_trees(const naming *n, const bc_node *checks)
{
    uint32_t count = bc_node_elements(checks);
    const bc_node **items = BC_NEW_ARRAY(n->arena, const bc_node *, count);
    for (uint32_t i = 0; i < count; i++)
        items[i] = name_tree(n, bc_node_element(checks, i));
    return bc_node_new_list(n->arena, checks->mark, items, count);
}

const bc_node *bc_template_named_replace(bc_arena *arena, const bc_node *tree, bc_diag_list *diags)
{
    naming n = { .arena = arena, .diags = diags, .types = bc_node_find(tree, "types") };
    bc_node_member *members;
    const bc_node *copy = copy_map(&n, tree, 0, &members);
    n.tree = copy;
    bc_node_member *types = member_of(members, copy->n, BC_STR("types"));
    if (n.types && n.types->kind == BC_NODE_MAP)
        types->value = n.types = spell_out(&n, n.types);
    bc_node_member *fields = member_of(members, copy->n, BC_STR("fields"));
    bc_node_member *checks = member_of(members, copy->n, BC_STR("checks"));
    if (n.types && n.types->kind != BC_NODE_MAP)
        n.types = NULL;
    if (fields && fields->value->kind == BC_NODE_MAP)
        fields->value = expand_fields(&n, fields->value);
    if (checks && checks->value->kind == BC_NODE_LIST)
        checks->value = name_trees(&n, checks->value);
    return copy;
}
