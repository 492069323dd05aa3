/* A record bound to a form.
 *
 * Keys are matched to fields by likeness, for people write them in more ways than one: exact ones first, then the field
 * most like the key. Each map is bound in the order of its fields, not of its keys, so that a computed field sees those
 * before it. What does not fit is reported at its place and the rest bound all the same: one run shows all mistakes. */
#include "record/bind.h"

#include "base/tr.h"
#include "base/unit.h"
#include "base/vec.h"
#include "base/written_name.h"
#include "base/yaml_slip.h"
#include "form/names.h"
#include "form/reserved.h"
#include "record/private/notation.h"
#include "record/private/scalar.h"
#include "record/private/tree.h"

#include <assert.h>

typedef struct binder {
    bc_arena *arena;
    bc_diag_list *diags;
    bc_expr_scope year;               /* the record's `year`, which aliases may name */
    bc_str money;                     /* the unit of amounts whose fields have none; empty: they bring it along */
    const bc_expr_scope *around;      /* the maps being bound, as far as they are: what computed fields see */
    const bc_form_field *given_field; /* gets its value from elsewhere; NULL: none does */
    const bc_value *given;
    const struct nesting *nesting; /* of the list whose element is being bound, or NULL */
    uint32_t nested;               /* so many of its levels are told by the place of the element */
    uint32_t branches;             /* elements of trees, so far */
    uint32_t spare;                /* entries to leave behind those of the next map */
    const bc_form_words *personal; /* in labels of what may be private; NULL: no form is at hand */
} binder;

/* A field written outside its group: `预算数: 700` at the record's top instead of under `budget:`. */
typedef struct stray {
    const bc_form_field *field;
    const bc_node_member *member;
} stray;

typedef struct stray_members {
    const stray *at;
    uint32_t n;
} stray_members;

/* A map holds lists and a list maps. `map` NULL: nothing is written, and `at` is where a missing field is reported.
 * `top`: the record itself, where fields of groups may stand too. An entry for each of the fields. */
static bc_value_entry *bind_entries(binder *b, const bc_form_field *fields, uint32_t n, const bc_node *map,
                                    bc_diag_mark at, stray_members strays, bool top);

static bc_value map_of(const bc_value_entry *entries, uint32_t n, const bc_node *origin)
{
    return (bc_value){ .type = BC_VALUE_MAP, .n = n, .origin = origin, .as.entries = entries };
}

/* What was meant by a text in place of a map. */
static void hint_slip(binder *b, const bc_node *value)
{
    const char *slip = bc_yaml_text_slip(value);
    if (slip)
        bc_diag_hint(b->diags, "%s", slip);
}

/* -- names ---------------------------------------------------------------------------------------------- */

static bool name_is_exact(const bc_form_field *field, bc_str key)
{
    if (bc_str_eq(field->key, key) || bc_str_eq(field->label, key))
        return true;
    for (uint32_t i = 0; i < field->alias_count; i++)
        if (bc_str_eq(field->aliases[i], key))
            return true;
    return false;
}

/* An alias as it is in the record's year; without a year it has no name. */
static bc_form_name alias_of(binder *b, const bc_form_field *field, uint32_t i)
{
    const bc_expr_phrase *phrase = field->alias_phrases[i];
    if (!phrase)
        return field->names.aliases[i];
    return b->year.map ? bc_form_name_of(b->arena, bc_expr_phrase_eval(phrase, &b->year, b->arena, b->diags))
                       : (bc_form_name){ .written = { 0 } };
}

static bc_form_likeness name_likeness(binder *b, const bc_form_field *field, const bc_form_name *key)
{
    bc_form_likeness best = bc_form_names_compare(&field->names.label, key);
    for (uint32_t i = 0; i < field->alias_count; i++) {
        const bc_form_name alias = alias_of(b, field, i);
        bc_form_likeness likeness = bc_form_names_compare(&alias, key);
        best = likeness > best ? likeness : best;
    }
    return bc_str_eq(field->key, key->written) ? BC_NAMES_SAME : best;
}

/* The field most like the key among the fields and, if asked, those of their groups; the first of equals. */
static const bc_form_field *find_likest(binder *b, const bc_form_field *fields, uint32_t n, const bc_form_name *key,
                                        bool groups, bc_form_likeness *best)
{
    const bc_form_field *found = NULL;
    for (uint32_t i = 0; i < n; i++) {
        bc_form_likeness likeness = name_likeness(b, &fields[i], key);
        if (likeness > *best) {
            *best = likeness;
            found = &fields[i];
        }
    }
    for (uint32_t i = 0; i < n && groups; i++) {
        if (fields[i].type != BC_FIELD_GROUP)
            continue;
        const bc_form_field *inner = find_likest(b, fields[i].children, fields[i].child_count, key, true, best);
        found = inner ? inner : found;
    }
    return found;
}

/* The field a key means. `hint` is where the search begins: records repeat their keys in the order of the fields. With
 * `groups` the fields of groups, by name or by path, are looked at too. */
static const bc_form_field *find_named(binder *b, const bc_form_field *fields, uint32_t n, bc_str key, uint32_t hint,
                                       bool groups)
{
    for (uint32_t i = 0; i < n; i++) {
        const bc_form_field *field = &fields[(hint + i) % n];
        if (name_is_exact(field, key))
            return field;
    }
    const bc_form_field *by_path = groups ? bc_form_field_at_path(fields, n, key) : NULL;
    if (by_path)
        return by_path;
    const bc_form_name name = bc_form_name_of(b->arena, key);
    bc_form_likeness best = BC_NAMES_DIFFER;
    return find_likest(b, fields, n, &name, groups, &best);
}

typedef BC_VEC(bc_value) elements;

typedef struct nesting {
    binder *b;
    const bc_form_field *field;
    elements *out;
    bc_value levels[8]; /* what the outer maps' keys say, one per nested_by */
    /* Of a tree: */
    BC_VEC(bc_value_entry *) entries;
    bc_record_tree_places above;
} nesting;

enum { MAX_NESTING_DEPTH = sizeof(((nesting *)0)->levels) / sizeof(bc_value) };

static bc_value finish(binder *b, const bc_node *origin, elements *list)
{
    bc_value datum = { .type = BC_VALUE_LIST,
                       .n = (uint32_t)list->n,
                       .origin = origin,
                       .as.items = BC_NEW_COPY(b->arena, list->at, list->n) };
    bc_vec_release(list);
    return datum;
}

/* -- lists of scalars -------------------------------------------------------------------------------------------- */

static bool find_label(binder *b, const bc_form_field *field, bc_str written, uint32_t *index)
{
    const bc_form_name name = bc_form_name_of(b->arena, written);
    for (uint32_t i = 0; i < field->label_count; i++)
        if (bc_form_names_compare(&field->names.labels[i], &name) != BC_NAMES_DIFFER) {
            *index = i;
            return true;
        }
    return false;
}

/* `{3月底: 20, 12月底: 100}` */
static bc_value bind_labelled(binder *b, const bc_form_field *field, const bc_node *map)
{
    bc_value *items = BC_NEW_ARRAY(b->arena, bc_value, field->label_count);
    for (uint32_t i = 0; i < map->n; i++) {
        const bc_node_member *member = &map->as.members[i];
        uint32_t index;
        if (find_label(b, field, member->key, &index)) {
            items[index] = bc_record_scalar(field, field->element, member->value, b->money, b->arena, b->diags);
            continue;
        }
        bc_diag_add(b->diags, BC_DIAG_ERROR, "E202", member->key_mark, bc_tr("%.*s has no place called `%.*s`"),
                    BC_STR_ARG(field->label), BC_STR_ARG(member->key));
        bc_str near = bc_diag_nearest(member->key, field->labels, field->label_count);
        const char *slip = bc_yaml_text_key_slip(member);
        if (slip)
            bc_diag_hint(b->diags, "%s", slip);
        else if (near.n)
            bc_diag_hint(b->diags, bc_tr("did you mean `%.*s`?"), BC_STR_ARG(near));
    }
    return (bc_value){ .type = BC_VALUE_LIST, .n = field->label_count, .origin = map, .as.items = items };
}

static bc_value bind_scalars(binder *b, const bc_form_field *field, const bc_node *value)
{
    if (value->kind == BC_NODE_MAP && field->label_count)
        return bind_labelled(b, field, value);
    elements list = { 0 };
    if (value->kind == BC_NODE_LIST)
        for (uint32_t i = 0; i < value->n; i++)
            bc_vec_add(&list,
                       bc_record_scalar(field, field->element, value->as.items[i], b->money, b->arena, b->diags));
    else
        bc_vec_add(&list, bc_record_scalar(field, field->element, value, b->money, b->arena, b->diags));
    if (field->label_count && list.n > field->label_count)
        bc_diag_add(b->diags, BC_DIAG_ERROR, "E210", value->mark, bc_tr("%.*s has %u places, but %zu values are given"),
                    BC_STR_ARG(field->label), field->label_count, list.n);
    while (list.n < field->label_count)
        bc_vec_add(&list, bc_value_null());
    return finish(b, value, &list);
}

/* -- lists of maps ----------------------------------------------------------------------------------------------- */

/* What the place of the element in the nesting says of one of its fields, or NULL. */
static const bc_value *level_of(const binder *b, const bc_form_field *field)
{
    const nesting *n = b->nesting;
    const bool own = n && field >= n->field->children && field < n->field->children + n->field->child_count;
    for (uint32_t i = 0; own && i < b->nested; i++)
        if (bc_str_eq(field->key, n->field->nested_by[i]))
            return &n->levels[i];
    return NULL;
}

static void bind_element(nesting *n, const bc_node *value, uint32_t depth)
{
    if (value->kind == BC_NODE_NULL || bc_quota_is_over(n->b->arena->quota))
        return;
    if (value->kind != BC_NODE_MAP) {
        bc_diag_add(n->b->diags, BC_DIAG_ERROR, "E201", value->mark, bc_tr("each element of %.*s is a map, not %s"),
                    BC_STR_ARG(n->field->label), bc_node_kind_name(value->kind));
        const bc_form_field *first = n->field->children;
        const char *slip = bc_yaml_text_slip(value);
        if (slip)
            bc_diag_hint(n->b->diags, "%s", slip);
        else
            bc_diag_hint(n->b->diags,
                         bc_tr("write `- {%.*s: …}`, or `%.*s: …` in a line for each field below the dash"),
                         BC_STR_ARG(first->label), BC_STR_ARG(first->label));
        return;
    }
    binder *b = n->b;
    const nesting *around = b->nesting;
    const uint32_t nested = b->nested;
    b->nesting = n;
    b->nested = depth;
    b->spare = n->field->tree ? BC_BRANCH_NAMES : 0;
    bc_value_entry *entries =
        bind_entries(b, n->field->children, n->field->child_count, value, value->mark, (stray_members){ 0 }, false);
    b->nesting = around;
    b->nested = nested;
    if (n->field->tree)
        bc_vec_add(&n->entries, entries);
    bc_vec_add(n->out, map_of(entries, n->field->child_count, value));
}

/* A map at a nested level holds groups, unless its keys are fields of an element. */
static bool is_element(const nesting *n, const bc_node *map)
{
    for (uint32_t i = 0; i < map->n; i++) {
        const bc_form_name key = bc_form_name_of(n->b->arena, map->as.members[i].key);
        for (uint32_t k = 0; k < n->field->child_count; k++) {
            const bc_form_field *child = &n->field->children[k];
            if (bc_str_eq(child->key, key.written) ||
                bc_form_names_compare(&child->names.label, &key) != BC_NAMES_DIFFER)
                return true;
        }
    }
    return false;
}

/* A key that tells a level is read as its field would be. */
static bc_value read_level(const nesting *n, const bc_node_member *member, uint32_t depth)
{
    const binder *b = n->b;
    const bc_form_field *of = bc_form_field_find(n->field->children, n->field->child_count, n->field->nested_by[depth]);
    const bc_node *key = bc_node_new_text(b->arena, member->key_mark, member->key, true);
    bc_value level =
        of ? bc_record_scalar(of, of->type, key, b->money, b->arena, b->diags) : bc_value_text(member->key);
    level.origin = key;
    return level;
}

static void bind_nested(nesting *n, const bc_node *value, uint32_t depth)
{
    if (value->kind == BC_NODE_LIST) {
        for (uint32_t i = 0; i < value->n; i++)
            bind_element(n, value->as.items[i], depth);
        return;
    }
    bool groups = value->kind == BC_NODE_MAP && depth < n->field->nested_count && depth < MAX_NESTING_DEPTH;
    if (!groups || is_element(n, value)) {
        bind_element(n, value, depth);
        return;
    }
    for (uint32_t i = 0; i < value->n; i++) {
        const bc_node_member *member = &value->as.members[i];
        assert(depth < MAX_NESTING_DEPTH);
        n->levels[depth] = read_level(n, member, depth);
        bind_nested(n, member->value, depth + 1);
    }
}

/* -- trees ---------------------------------------------------------------------------------------------- */

/* The element without what it holds below it. */
static const bc_node *without(bc_arena *arena, const bc_node *element, const bc_node_member *children)
{
    if (!children)
        return element;
    bc_node_member *members = BC_NEW_ARRAY(arena, bc_node_member, element->n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < element->n; i++)
        if (&element->as.members[i] != children)
            members[n++] = element->as.members[i];
    return bc_node_new_map(arena, element->mark, members, n);
}

/* Elements of a tree, with those that they hold behind each. */
static void bind_branches(nesting *n, const bc_node *value, uint32_t above, uint32_t depth)
{
    for (uint32_t i = 0; i < bc_node_elements(value) && !bc_quota_is_over(n->b->arena->quota); i++) {
        const bc_node *one = bc_node_element(value, i);
        const bc_node_member *children =
            one->kind == BC_NODE_MAP ? bc_record_tree_children(n->field->tree, one, n->b->arena) : NULL;
        if (children && depth == BC_MAX_TREE_LEVELS) {
            bc_diag_add(n->b->diags, BC_DIAG_ERROR, "E444", children->key_mark,
                        bc_tr("a tree has no more than %d levels"), BC_MAX_TREE_LEVELS);
            continue;
        }
        uint32_t place = (uint32_t)n->out->n;
        bind_element(n, without(n->b->arena, one, children), 0);
        if (n->out->n == place)
            continue;
        bc_vec_add(&n->above, above);
        if (children)
            bind_branches(n, children->value, place, depth + 1);
    }
}

static bc_value bind_tree(binder *b, const bc_form_field *field, const bc_node *value)
{
    elements list = { 0 };
    nesting n = { .b = b, .field = field, .out = &list };
    bind_branches(&n, value, (uint32_t)BC_TREE_TOP, 1);
    assert(n.above.n == list.n && n.entries.n == list.n);
    bc_value *items = BC_NEW_COPY(b->arena, list.at, list.n);
    bc_record_tree tree = { .list = field,
                            .items = items,
                            .entries = n.entries.at,
                            .n = (uint32_t)list.n,
                            .first = b->branches,
                            .above = n.above.at,
                            .around = b->around,
                            .arena = b->arena,
                            .diags = b->diags };
    bc_record_tree_grow(&tree);
    b->branches += tree.n;
    bc_vec_release(&n.above);
    bc_vec_release(&n.entries);
    bc_vec_release(&list);
    return (bc_value){ .type = BC_VALUE_LIST, .n = tree.n, .origin = value, .as.items = items };
}

/* -- lists ---------------------------------------------------------------------------------------------- */

static bc_value bind_list(binder *b, const bc_form_field *field, const bc_node *value)
{
    if (value->kind == BC_NODE_NULL)
        return field->label_count ? bind_labelled(b, field, bc_node_new_map(b->arena, value->mark, NULL, 0))
                                  : (bc_value){ .type = BC_VALUE_LIST, .origin = value };
    if (!field->child_count)
        return bind_scalars(b, field, value);
    if (field->tree)
        return bind_tree(b, field, value);
    elements list = { 0 };
    nesting n = { .b = b, .field = field, .out = &list };
    bind_nested(&n, value, 0);
    return finish(b, value, &list);
}

/* -- maps ----------------------------------------------------------------------------------------------- */

/* Keys that speak about the record rather than being part of it. */
static bool is_reserved(bc_str key)
{
    return bc_form_reserved_is_name(key) || bc_form_reserved_is_waiver(key) || bc_form_reserved_is_remark(key);
}

typedef BC_VEC(bc_str) names;

static void collect_labels(const bc_form_field *fields, uint32_t n, names *out)
{
    for (uint32_t i = 0; fields && i < n; i++) {
        bc_vec_add(out, fields[i].key);
        bc_vec_add(out, fields[i].label);
        if (fields[i].type == BC_FIELD_GROUP)
            collect_labels(fields[i].children, fields[i].child_count, out);
    }
}

/* Labels of fields; of a group that only expressions know, those in it. */
static uint32_t add_labels(const bc_form_field *fields, uint32_t n, bc_buf *list)
{
    uint32_t added = 0;
    for (uint32_t i = 0; fields && i < n; i++) {
        if (fields[i].type == BC_FIELD_GROUP && bc_str_eq(fields[i].label, fields[i].key)) {
            added += add_labels(fields[i].children, fields[i].child_count, list);
            continue;
        }
        bc_buf_add_text(list, list->n ? "、" : "");
        bc_buf_add_str(list, fields[i].label);
        added++;
    }
    return added;
}

/* What may stand there instead, when that is not much. */
static void hint_fields(binder *b, const bc_form_field *fields, uint32_t n)
{
    enum { MAX_TOLD = 12 };
    bc_buf list;
    bc_buf_init(&list);
    const uint32_t told = n <= MAX_TOLD ? add_labels(fields, n, &list) : 0;
    if (told && told <= MAX_TOLD)
        bc_diag_hint(b->diags, bc_tr("here stand: %s; a key that begins with x- is left alone"), list.p);
    else
        bc_diag_hint(b->diags, bc_tr("`biaoce new FORM` shows all fields; a key that begins with x- is left alone"));
    bc_buf_release(&list);
}

static void report_unknown(binder *b, const bc_form_field *fields, uint32_t n, const bc_node_member *member)
{
    bc_diag_add(b->diags, BC_DIAG_ERROR, "E202", member->key_mark, bc_tr("the form has no field `%.*s`"),
                BC_STR_ARG(member->key));
    names known = { 0 };
    collect_labels(fields, n, &known);
    bc_str near = bc_diag_nearest(member->key, known.at, known.n);
    const char *slip = bc_yaml_text_key_slip(member);
    if (slip)
        bc_diag_hint(b->diags, "%s", slip);
    else if (near.n)
        bc_diag_hint(b->diags, bc_tr("did you mean `%.*s`?"), BC_STR_ARG(near));
    else
        hint_fields(b, fields, n);
    bc_vec_release(&known);
}

static void report_twice(binder *b, const bc_node_member *member, const bc_node_member *first)
{
    bc_diag_add(b->diags, BC_DIAG_ERROR, "E206", member->key_mark,
                bc_tr("`%.*s` is given twice, first on line %u as `%.*s`"), BC_STR_ARG(member->key),
                first->key_mark.line, BC_STR_ARG(first->key));
}

/* Sorts the members of `map` to the fields they mean. */
static stray_members sort_members(binder *b, const bc_form_field *fields, uint32_t n, const bc_node *map, bool top,
                                  const bc_node_member **chosen)
{
    stray *strays = top ? BC_NEW_ARRAY(b->arena, stray, map->n) : NULL;
    uint32_t stray_count = 0, hint = 0;
    for (uint32_t i = 0; i < map->n; i++) {
        const bc_node_member *member = &map->as.members[i];
        const bc_form_field *field = n ? find_named(b, fields, n, member->key, hint, top) : NULL;
        if (field && field >= fields && field < fields + n) {
            uint32_t index = (uint32_t)(field - fields);
            hint = index + 1;
            if (chosen[index])
                report_twice(b, member, chosen[index]);
            else
                chosen[index] = member;
            continue;
        }
        if (field && top)
            strays[stray_count++] = (stray){ field, member };
        else if (!is_reserved(member->key))
            report_unknown(b, fields, n, member);
    }
    return (stray_members){ strays, stray_count };
}

static const bc_node_member *claim_stray(binder *b, stray_members strays, const bc_form_field *field,
                                         const bc_node_member *direct)
{
    for (uint32_t i = 0; i < strays.n; i++) {
        if (strays.at[i].field != field)
            continue;
        if (direct)
            report_twice(b, strays.at[i].member, direct);
        else
            direct = strays.at[i].member;
    }
    return direct;
}

static bc_value bind_value(binder *b, const bc_form_field *field, const bc_node *value)
{
    if (field->type == BC_FIELD_LIST) {
        bc_value list = bind_list(b, field, value);
        bc_record_notation_compare(field, &list, b->diags);
        return list;
    }
    /* A name or number that was masked when its record was published: nothing more is asked of it. */
    bc_node published = *value;
    published.masked |= value->kind == BC_NODE_TEXT && b->personal && bc_form_field_is_personal(field, b->personal) &&
                        bc_written_is_masked(bc_str_trim(value->as.text));
    bc_value datum =
        bc_record_scalar(field, field->type, published.masked ? &published : value, b->money, b->arena, b->diags);
    if (datum.origin == &published)
        datum.origin = value;
    return datum;
}

static bc_value bind_member(binder *b, const bc_form_field *field, const bc_node_member *member, bc_diag_mark at,
                            stray_members strays)
{
    const bc_node *value = member ? member->value : NULL;
    if (field == b->given_field)
        return *b->given;
    if (member)
        at = member->key_mark;
    if (field->type == BC_FIELD_GROUP) {
        if (value && value->kind != BC_NODE_MAP && value->kind != BC_NODE_NULL) {
            bc_diag_add(b->diags, BC_DIAG_ERROR, "E201", value->mark, bc_tr("`%.*s` takes a map, not %s"),
                        BC_STR_ARG(field->label), bc_node_kind_name(value->kind));
            hint_slip(b, value);
            value = NULL;
        }
        return map_of(bind_entries(b, field->children, field->child_count, value, at, strays, false),
                      field->child_count, value);
    }
    const bc_value *level = level_of(b, field);
    const bool masked = value && value->masked; /* it says no more than it does */
    if ((!value || (value->kind == BC_NODE_NULL && !masked)) && field->fallback && !level)
        value = field->fallback;
    const unsigned errors = b->diags ? b->diags->errors : 0;
    bc_value datum = value ? bind_value(b, field, value) : bc_value_null();
    const bool refused = b->diags && b->diags->errors > errors; /* what is there is wrong, and that was said */
    if (level && bc_value_is_empty(&datum))
        datum = *level;
    if (field->computed && bc_value_is_empty(&datum) && !datum.text.n && !masked)
        datum = bc_record_computed(field, b->around, b->arena, b->diags);
    else if (!masked && !(b->nesting && b->nesting->field->tree)) /* where more is known of the element then */
        bc_record_compare_computed(field, &datum, b->around, b->arena, b->diags);
    bool later = field->of_children; /* when those below are known */
    if (field->required && !later && !masked && !refused && bc_value_is_empty(&datum) && !bc_value_unread_of(&datum)) {
        bc_diag_add(b->diags, BC_DIAG_ERROR, "E203", at, bc_tr("%.*s is missing"), BC_STR_ARG(field->label));
        bc_diag_about(b->diags, field);
    }
    return datum;
}

static bc_value_entry *bind_entries(binder *b, const bc_form_field *fields, uint32_t n, const bc_node *map,
                                    bc_diag_mark at, stray_members strays, bool top)
{
    enum { FEW = 32 };
    const bc_node_member *few[FEW] = { 0 };
    const bc_node_member **chosen = n <= FEW ? few : BC_NEW_ARRAY(b->arena, const bc_node_member *, n);
    if (map && map->kind == BC_NODE_MAP) {
        stray_members found = sort_members(b, fields, n, map, top, chosen);
        if (top)
            strays = found;
    }
    bc_value_entry *entries = BC_NEW_ARRAY(b->arena, bc_value_entry, n + b->spare);
    b->spare = 0;
    /* Without a key: not bound yet. */
    bc_value so_far = { .type = BC_VALUE_MAP, .n = n, .origin = map, .as.entries = entries };
    bc_expr_scope scope = { .map = &so_far, .outer = b->around };
    b->around = &scope;
    for (uint32_t turn = 0; turn < n; turn++) {
        uint32_t i = fields[turn].turn;
        const bc_node_member *member = claim_stray(b, strays, &fields[i], chosen[i]);
        bc_value bound = bind_member(b, &fields[i], member, at, strays);
        entries[i] = (bc_value_entry){ fields[i].key, bound };
    }
    assert(b->around == &scope && so_far.n == n);
    b->around = scope.outer;
    return entries;
}

/* -- records -------------------------------------------------------------------------------------------- */

/* What the record says for the field, looked at before its turn: a bad one is reported then. */
static const bc_node *find_ahead(binder *b, const bc_form_field *field, const bc_node *record)
{
    for (uint32_t i = 0; i < record->n; i++) {
        const bc_form_name key = bc_form_name_of(b->arena, record->as.members[i].key);
        if (name_is_exact(field, key.written) || name_likeness(b, field, &key) != BC_NAMES_DIFFER)
            return record->as.members[i].value;
    }
    return NULL;
}

/* The budget year comes first: other fields may be named after it. */
static void bind_year(binder *b, const bc_form *form, const bc_node *record, bc_value *map, bc_value_entry *entry)
{
    const bc_form_field *field = bc_form_field_of_role(form->fields.at, form->fields.n, BC_FORM_ROLE_YEAR);
    const bc_node *value = field ? find_ahead(b, field, record) : NULL;
    if (!value)
        return;
    *entry = (bc_value_entry){ field->key, bc_record_scalar(field, field->type, value, (bc_str){ 0 }, b->arena, NULL) };
    *map = (bc_value){ .type = BC_VALUE_MAP, .n = 1, .as.entries = entry };
    b->year.map = map;
}

/* So does the unit in which the record has its amounts. */
static void bind_unit(binder *b, const bc_form *form, const bc_node *record)
{
    const bc_form_field *field = bc_form_field_of_money_unit(form->fields.at, form->fields.n);
    const bc_node *value = field ? find_ahead(b, field, record) : NULL;
    if (field && (!value || value->kind == BC_NODE_NULL))
        value = field->fallback;
    const bc_str unit = value ? bc_str_trim(bc_node_text(value)) : (bc_str){ 0 };
    b->money = bc_unit_money_power(unit) < 0 ? (bc_str){ 0 } : unit;
}

static bc_value bind_record(binder *b, const bc_form *form, const bc_node *record)
{
    if (record->kind != BC_NODE_MAP) {
        bc_diag_add(b->diags, BC_DIAG_ERROR, "E201", record->mark, bc_tr("a record is a map of fields, not %s"),
                    bc_node_kind_name(record->kind));
        record = bc_node_new_map(b->arena, record->mark, NULL, 0);
    }
    bc_value year_map;
    bc_value_entry year;
    static const bc_form_words none = { 0 };
    b->personal = form->words ? &form->words[BC_WORDS_PRIVATE_FIELDS] : &none;
    bind_year(b, form, record, &year_map, &year);
    bind_unit(b, form, record);
    uint32_t n = (uint32_t)form->fields.n;
    return map_of(bind_entries(b, form->fields.at, n, record, record->mark, (stray_members){ 0 }, true), n, record);
}

bc_value bc_record_bind(const bc_form *form, const bc_node *record, bc_arena *arena, bc_diag_list *diags)
{
    binder b = { .arena = arena, .diags = diags };
    return bind_record(&b, form, record);
}

bc_value bc_record_bind_over(const bc_form *form, const bc_node *record, const bc_value *records, bc_arena *arena,
                             bc_diag_list *diags)
{
    assert(form->batch);
    binder b = { .arena = arena, .diags = diags, .given_field = form->batch->list, .given = records };
    return bind_record(&b, form, record);
}

bool bc_record_names_files(const bc_form *form, const bc_node *record, const bc_node **files)
{
    *files = NULL;
    for (uint32_t i = 0; record->kind == BC_NODE_MAP && i < record->n && !*files; i++)
        if (name_is_exact(form->batch->list, record->as.members[i].key))
            *files = record->as.members[i].value;
    if (!*files || (*files)->kind == BC_NODE_TEXT)
        return true;
    for (uint32_t i = 0; i < (*files)->n; i++)
        if ((*files)->kind == BC_NODE_MAP || (*files)->as.items[i]->kind != BC_NODE_TEXT)
            return false;
    return true;
}

bc_value bc_record_bind_value(const bc_form_field *field, const bc_node *value, bc_str unit, bc_arena *arena,
                              bc_diag_list *diags)
{
    binder b = { .arena = arena, .diags = diags, .money = unit };
    return bind_value(&b, field, value);
}

bc_str bc_record_money_unit(const bc_form *form, const bc_value *record)
{
    const bc_form_field *field = bc_form_field_of_money_unit(form->fields.at, form->fields.n);
    const bc_value *value = field ? bc_value_find(record, field->key) : NULL;
    return value && bc_unit_money_power(value->text) >= 0 ? value->text : (bc_str){ 0 };
}

bc_str bc_record_form_name(const bc_node *record, bc_diag_mark *mark)
{
    for (size_t i = 0; record && record->kind == BC_NODE_MAP && bc_form_reserved_names[i]; i++) {
        const bc_node *value = bc_node_find(record, bc_form_reserved_names[i]);
        if (value && value->kind == BC_NODE_TEXT) {
            *mark = value->mark;
            return value->as.text;
        }
    }
    *mark = record ? record->mark : (bc_diag_mark){ 0 };
    return (bc_str){ 0 };
}

bool bc_record_form_is_no_word(const bc_node *record, bc_diag_mark *mark)
{
    for (size_t i = 0; record && record->kind == BC_NODE_MAP && bc_form_reserved_names[i]; i++) {
        const bc_node *value = bc_node_find(record, bc_form_reserved_names[i]);
        if (!value || (value->kind != BC_NODE_LIST && value->kind != BC_NODE_MAP))
            continue;
        *mark = value->mark;
        return true;
    }
    return false;
}
