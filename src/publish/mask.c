/* A record's tree masked.
 *
 * The record was bound once to learn which value belongs to which field. From that the private ones are known, and what
 * they say is looked for in all other texts. The tree is then written anew: values of private fields as their masks,
 * which are asked nothing when the tree is bound for good; running text with what is private in it replaced; what no
 * field takes left out, for nobody knows what it is. Places stay, without the texts that they point into.
 *
 * A private value that is not in the tree, but computed or the template's own, is put into it as a mask, so that what
 * is computed from it follows from the mask. */
#include "publish/private/masker.h"

#include "base/tr.h"
#include "form/reserved.h"

#include <assert.h>
#include <string.h>

enum { MAX_PATH = 256 };

/* What is known of a node: the field that it belongs to. */
typedef struct known {
    bc_publish_policy policy;
    bool typed;   /* it was read as a number or a date */
    bool entries; /* a map whose members are fields */
    bool list;    /* of maps */
} known;

/* Members that the tree lacks. */
typedef struct added {
    const bc_form_field *field;
    bc_node_member member;
    struct added *next;
} added;

/* A source, and what stands for it: with values that are masked, and with others. */
typedef struct places {
    const bc_diag_source *of, *masked, *plain;
    struct places *next;
} places;

typedef struct pass {
    bc_publish_masker *masker;
    const bc_publish_task *task;
    bc_arena *arena;
    bc_strmap nodes;  /* known, by the address of a node, or of a key's text */
    bc_strmap fields; /* bc_publish_policy, by the address of a field */
    bc_strmap names;  /* the same by what fields are called, private ones first */
    bc_strmap lacks;  /* added, by the address of a map */
    places *places;
    bool classified;
    bc_str where;
} pass;

/* -- maps by addresses ---------------------------------------------------------------------------------- */

static bc_str key_of(bc_arena *arena, const void *address)
{
    return (bc_str){ bc_arena_copy(arena, &address, sizeof address), sizeof address };
}

static void *find(const bc_strmap *map, const void *address)
{
    return bc_strmap_find(map, (bc_str){ (const char *)&address, sizeof address });
}

/* -- fields --------------------------------------------------------------------------------------------- */

static bool is_private(const bc_publish_policy *policy)
{
    return policy->what > BC_PUBLISH_KEEP;
}

static void note_name(pass *p, bc_str name, bc_publish_policy *policy)
{
    const bc_publish_policy *there = name.n ? bc_strmap_find(&p->names, name) : policy;
    if (!there || (there->what <= BC_PUBLISH_KEEP && policy->what > BC_PUBLISH_KEEP))
        bc_strmap_put(&p->names, name, policy);
}

static void note_fields(pass *p, const bc_form_field *fields, uint32_t n, bc_str above, const bc_publish_policy *around)
{
    for (uint32_t i = 0; i < n; i++) {
        const bc_form_field *field = &fields[i];
        bc_publish_policy *policy = BC_NEW(p->arena, bc_publish_policy);
        const bc_str path =
            above.n ? bc_arena_printf(p->arena, "%.*s.%.*s", BC_STR_ARG(above), BC_STR_ARG(field->key)) : field->key;
        *policy = bc_publish_policy_of(p->masker->profile, p->task->form, field, path, around);
        bc_strmap_put(&p->fields, key_of(p->arena, field), policy);
        note_name(p, field->key, policy);
        note_name(p, field->label, policy);
        for (uint32_t k = 0; k < field->alias_count; k++)
            note_name(p, field->aliases[k], policy);
        if (path.n < MAX_PATH)
            note_fields(p, field->children, field->child_count, path, policy);
    }
}

/* -- what is private in the record ---------------------------------------------------------------------- */

static void take_tokens(pass *p, bc_str text, const bc_publish_policy *policy)
{
    const bc_str surname = { 0 };
    bc_publish_tokens_add(p->masker, text, bc_publish_is_person(p->masker, policy),
                          bc_publish_shows_surname(p->masker, policy) ? surname : p->masker->profile->with);
}

/* What is computed from words comes from where they stand: a value may be of two fields, and is private by either. */
static known *note_node(pass *p, const void *address, const bc_publish_policy *policy)
{
    known *k = find(&p->nodes, address);
    if (!k) {
        k = BC_NEW(p->arena, known);
        bc_strmap_put(&p->nodes, key_of(p->arena, address), k);
    }
    if (is_private(policy) || !is_private(&k->policy))
        k->policy = *policy;
    return k;
}

static void note_texts(pass *p, const bc_node *node, const bc_publish_policy *policy)
{
    if (node->kind == BC_NODE_TEXT)
        take_tokens(p, node->as.text, policy);
    for (uint32_t i = 0; node->kind == BC_NODE_LIST && i < node->n; i++)
        note_texts(p, node->as.items[i], policy);
    for (uint32_t i = 0; node->kind == BC_NODE_MAP && i < node->n; i++)
        note_texts(p, node->as.members[i].value, policy);
}

static void lack(pass *p, const bc_node *map, const bc_form_field *field, const bc_value *value,
                 const bc_publish_policy *policy)
{
    bc_node *mask = BC_NEW(p->arena, bc_node);
    const bool drops = policy->what == BC_PUBLISH_DROP;
    *mask = (bc_node){ .kind = drops ? BC_NODE_NULL : BC_NODE_TEXT, .quoted = true, .masked = true, .mark = map->mark };
    if (!drops)
        mask->as.text = bc_publish_whole(p->masker, value->text, policy, p->arena);
    added *one = BC_NEW(p->arena, added);
    *one = (added){ .field = field, .member = { field->key, map->mark, mask } };
    one->next = find(&p->lacks, map);
    bc_strmap_put(&p->lacks, key_of(p->arena, map), one);
}

static bool is_in_tree(const bc_form_field *field, const bc_value *value)
{
    return value->origin && value->origin != field->fallback;
}

static void note_value(pass *p, const bc_form_field *field, const bc_value *value, const bc_node *map);

static void note_entries(pass *p, const bc_form_field *fields, uint32_t n, const bc_value *map,
                         const bc_publish_policy *policy)
{
    if (map->type != BC_VALUE_MAP)
        return;
    if (map->origin)
        note_node(p, map->origin, policy)->entries = true;
    for (uint32_t i = 0; i < n && i < map->n; i++)
        note_value(p, &fields[i], &map->as.entries[i].value, map->origin);
}

static void note_list(pass *p, const bc_form_field *field, const bc_value *list, const bc_publish_policy *policy)
{
    for (uint32_t i = 0; i < list->n; i++) {
        const bc_value *item = &list->as.items[i];
        if (field->child_count) {
            note_entries(p, field->children, field->child_count, item, policy);
        } else if (item->origin) {
            known *k = note_node(p, item->origin, policy);
            k->typed = item->type == BC_VALUE_NUMBER || item->type == BC_VALUE_DATE;
        }
    }
}

/* `map`: what its member is or would be in, or NULL. */
static void note_value(pass *p, const bc_form_field *field, const bc_value *value, const bc_node *map)
{
    const bc_publish_policy *policy = find(&p->fields, field);
    if (!policy)
        return; /* of a form over many: what its records have was masked with them */
    if (field->type == BC_FIELD_GROUP) {
        note_entries(p, field->children, field->child_count, value, policy);
        return;
    }
    known *k = NULL;
    if (is_in_tree(field, value)) {
        k = note_node(p, value->origin, policy);
        k->typed = value->type == BC_VALUE_NUMBER || value->type == BC_VALUE_DATE || value->type == BC_VALUE_BOOL;
        k->list = field->type == BC_FIELD_LIST && field->child_count;
        if (value->origin->kind == BC_NODE_TEXT)
            note_node(p, value->origin->as.text.p, policy); /* a key, when the list is nested by the field */
    }
    if (value->type == BC_VALUE_LIST)
        note_list(p, field, value, policy);
    if (!is_private(policy))
        return;
    if (k)
        note_texts(p, value->origin, policy);
    else if (value->text.n)
        take_tokens(p, value->text, policy);
    if (!k && map && (value->text.n || (policy->what == BC_PUBLISH_DROP && field->required)))
        lack(p, map, field, value, policy);
}

/* What the key of a member says that no field took. */
static bc_publish_policy policy_of_key(pass *p, bc_str key)
{
    if (bc_form_reserved_is_remark(key))
        key = bc_str_slice(key, 2, key.n);
    const bc_publish_policy *named = bc_strmap_find(&p->names, key);
    return named ? *named : bc_publish_policy_by_label(p->masker->profile, key);
}

static void note_strangers(pass *p, const bc_node *node)
{
    for (uint32_t i = 0; node->kind == BC_NODE_LIST && i < node->n; i++)
        note_strangers(p, node->as.items[i]);
    for (uint32_t i = 0; node->kind == BC_NODE_MAP && i < node->n; i++) {
        const bc_node_member *member = &node->as.members[i];
        if (!find(&p->nodes, member->value)) {
            const bc_publish_policy policy = policy_of_key(p, member->key);
            if (is_private(&policy))
                note_texts(p, member->value, &policy);
        }
        note_strangers(p, member->value);
    }
}

/* Names that running texts tell of. */
static void learn_names(pass *p, const bc_node *node, const known *around)
{
    const known *own = find(&p->nodes, node), *k = own ? own : around;
    const bc_form_field *field = k ? k->policy.field : NULL;
    const bool runs =
        !k || (k->policy.what == BC_PUBLISH_UNSAID && !(own && own->typed) && !(field && field->type == BC_FIELD_CODE));
    if (node->kind == BC_NODE_TEXT && runs)
        bc_publish_learn(p->masker, node->as.text);
    for (uint32_t i = 0; node->kind == BC_NODE_LIST && i < node->n; i++)
        learn_names(p, node->as.items[i], k);
    for (uint32_t i = 0; node->kind == BC_NODE_MAP && i < node->n; i++)
        learn_names(p, node->as.members[i].value, k);
}

/* -- what stops it -------------------------------------------------------------------------------------- */

static void look_for_secrets(pass *p, const bc_node *node, bc_str label)
{
    const known *k = find(&p->nodes, node);
    if (k && k->policy.field)
        label = k->policy.field->label;
    if (node->kind == BC_NODE_TEXT && !p->classified && bc_publish_is_secret(p->masker, label, node->as.text)) {
        p->classified = true;
        p->where = label;
    }
    for (uint32_t i = 0; node->kind == BC_NODE_LIST && i < node->n; i++)
        look_for_secrets(p, node->as.items[i], label);
    for (uint32_t i = 0; node->kind == BC_NODE_MAP && i < node->n; i++) {
        const bc_node_member *member = &node->as.members[i];
        if (!p->classified && bc_publish_is_secret(p->masker, (bc_str){ 0 }, member->key))
            p->classified = true;
        look_for_secrets(p, member->value, member->key);
    }
}

/* -- the tree written anew ------------------------------------------------------------------------------ */

static const places *places_of(pass *p, const bc_diag_source *source)
{
    for (const places *known = p->places; known; known = known->next)
        if (known->of == source)
            return known;
    places *made = BC_NEW(p->arena, places);
    bc_arena *arena = p->task->places;
    bc_diag_source *plain = bc_diag_source_called(arena, source), *masked;
    plain->name = bc_publish_mask_text(p->masker, plain->name, arena);
    plain->sheet = bc_publish_mask_text(p->masker, plain->sheet, arena);
    masked = bc_diag_source_called(arena, plain);
    masked->withheld = true;
    *made = (places){ .of = source, .masked = masked, .plain = plain, .next = p->places };
    return p->places = made;
}

static bc_diag_mark mark_of(pass *p, bc_diag_mark mark, bool masked)
{
    if (mark.source)
        mark.source = masked ? places_of(p, mark.source)->masked : places_of(p, mark.source)->plain;
    return mark;
}

static bc_str label_of(const bc_publish_policy *policy)
{
    return policy->field ? policy->field->label : policy->rule;
}

static const bc_node *mask_text(pass *p, const bc_node *node, const bc_publish_policy *policy)
{
    bc_node *made = bc_node_new_text(p->arena, mark_of(p, node->mark, true), (bc_str){ 0 }, true);
    const bool words = bc_str_trim(node->as.text).n > 0;
    made->masked = words;
    if (policy->what == BC_PUBLISH_DROP && words)
        made->kind = BC_NODE_NULL;
    else if (words)
        made->as.text = bc_publish_whole(p->masker, node->as.text, policy, p->arena);
    else
        made->mark = mark_of(p, node->mark, false);
    if (words)
        bc_publish_count_add(p->masker, label_of(policy), policy->rule,
                             policy->what == BC_PUBLISH_DROP ? "dropped" : "masked", 1);
    return made;
}

/* 无: it is nobody's. */
static bool is_nothing(const pass *p, bc_str text)
{
    return bc_publish_words_have(&p->masker->profile->lists[BC_PUBLISH_NO_NAMES], bc_str_trim(text));
}

static const bc_node *running_text(pass *p, const bc_node *node, const bc_publish_policy *policy, bool typed)
{
    bc_node *made = BC_NEW(p->arena, bc_node);
    *made = *node;
    made->mark = mark_of(p, node->mark, false);
    if (typed) {
        made->masked = bc_publish_tokens_are(p->masker, node->as.text);
        if (made->masked)
            made->as.text = p->masker->profile->with;
        return made;
    }
    const bc_form_field *field = policy->field;
    if (policy->what == BC_PUBLISH_KEEP)
        return made;
    if (bc_str_eq(bc_str_trim(node->as.text), p->masker->profile->with)) { /* it was published before */
        made->masked = true;
        made->mark = mark_of(p, node->mark, true);
        return made;
    }
    const bool code = field && field->type == BC_FIELD_CODE;
    made->as.text =
        bc_publish_running(p->masker, node->as.text, field ? field->label : (bc_str){ 0 }, true, code, p->arena);
    return made;
}

/* What a field should have taken and did not: its kind stays, for that is said again. */
static const bc_node *blot(pass *p, const bc_node *node)
{
    bc_node *made = BC_NEW(p->arena, bc_node);
    *made = *node;
    made->mark = mark_of(p, node->mark, false);
    if (node->kind == BC_NODE_TEXT) {
        made->as.text = p->masker->profile->with;
    } else if (node->kind != BC_NODE_NULL) {
        made->n = 0;
        made->as.items = NULL;
    }
    return made;
}

static const bc_node *nothing(pass *p, const bc_node *node)
{
    bc_node *made = BC_NEW(p->arena, bc_node);
    *made = (bc_node){ .kind = BC_NODE_NULL, .masked = true, .mark = mark_of(p, node->mark, true) };
    return made;
}

static const bc_node *rewrite(pass *p, const bc_node *node, const known *around);

/* A member that says nothing, in whose place another one comes. */
static bool is_replaced(pass *p, const bc_node_member *member, const added *lacks)
{
    const bc_publish_policy *named = bc_strmap_find(&p->names, member->key);
    for (const added *one = lacks; one && named && member->value->kind == BC_NODE_NULL; one = one->next)
        if (one->field == named->field)
            return true;
    return false;
}

static bool speaks_of_record(bc_str key)
{
    return bc_form_reserved_is_name(key) || bc_form_reserved_is_waiver(key);
}

static void rewrite_stranger(pass *p, const bc_node_member *member, bc_node_member *out)
{
    if (bc_strmap_find(&p->names, member->key)) {
        out->value = blot(p, member->value);
        return;
    }
    out->key = p->masker->profile->with;
    out->value = nothing(p, member->value);
}

/* A key that nobody knows may be anything, too. */
static bc_str key_text(pass *p, const bc_node_member *member, const known *around)
{
    const known *level = find(&p->nodes, member->key.p);
    if (level && is_private(&level->policy) && !is_nothing(p, member->key))
        return bc_publish_whole(p->masker, member->key, &level->policy, p->arena);
    if (find(&p->nodes, member->value) || bc_strmap_find(&p->names, member->key) ||
        (around && around->policy.field && around->policy.field->label_count))
        return level ? bc_publish_running(p->masker, member->key, label_of(&level->policy), true, false, p->arena)
                     : member->key;
    return bc_publish_running(p->masker, member->key, (bc_str){ 0 }, true, false, p->arena);
}

/* An element of a tree that holds others was bound without these, as another map; its fields tell that it is one. */
static bool is_element(pass *p, const bc_node *map, const known *around)
{
    for (uint32_t i = 0; around && around->list && i < map->n; i++)
        if (find(&p->nodes, map->as.members[i].value))
            return true;
    return false;
}

/* A member that no field took. */
static bool is_stranger(pass *p, const bc_node_member *member, bool in_element, const known *around)
{
    if (find(&p->nodes, member->value))
        return false;
    return (around && around->entries) || (in_element && member->value->kind == BC_NODE_TEXT);
}

static const bc_node *rewrite_map(pass *p, const bc_node *node, const known *around)
{
    const added *lacks = find(&p->lacks, node);
    size_t more = 0, n = 0;
    for (const added *one = lacks; one; one = one->next)
        more++;
    bc_node_member *members = BC_NEW_ARRAY(p->arena, bc_node_member, node->n + more);
    const bool element = is_element(p, node, around);
    for (uint32_t i = 0; i < node->n; i++) {
        const bc_node_member *member = &node->as.members[i];
        const bool stranger = is_stranger(p, member, element, around);
        const bool about = node == p->task->tree && speaks_of_record(member->key);
        if (is_replaced(p, member, lacks))
            continue;
        if (stranger && !about && bc_form_reserved_is_remark(member->key))
            continue; /* nobody asks for it */
        members[n] = (bc_node_member){ key_text(p, member, around), mark_of(p, member->key_mark, false), NULL };
        if (about && member->value->kind == BC_NODE_TEXT)
            members[n].value = bc_node_new_text(p->arena, mark_of(p, member->value->mark, false),
                                                member->value->as.text, member->value->quoted);
        else if (stranger && !about)
            rewrite_stranger(p, member, &members[n]);
        else
            members[n].value = rewrite(p, member->value, about ? NULL : around);
        n++;
    }
    for (const added *one = lacks; one; one = one->next) {
        members[n] = one->member;
        bc_node *mask = (bc_node *)(uintptr_t)members[n].value;
        mask->mark = mark_of(p, mask->mark, true);
        members[n++].key_mark = mark_of(p, one->member.key_mark, false);
    }
    return bc_node_new_map(p->arena, mark_of(p, node->mark, false), members, n);
}

static const bc_node *rewrite(pass *p, const bc_node *node, const known *around)
{
    const known *own = find(&p->nodes, node);
    const known *k = own ? own : around;
    const bc_publish_policy none = { 0 };
    const bc_publish_policy *policy = k ? &k->policy : &none;
    const bool masks = is_private(policy) && !(policy->field && policy->field->type == BC_FIELD_GROUP);
    switch (node->kind) {
    case BC_NODE_NULL:
        if (own && policy->what == BC_PUBLISH_DROP)
            return nothing(p, node);
        break;
    case BC_NODE_TEXT:
        if (!own && around && around->list)
            return blot(p, node);
        return masks && !is_nothing(p, node->as.text) ? mask_text(p, node, policy)
                                                      : running_text(p, node, policy, own && own->typed);
    case BC_NODE_LIST: {
        const bc_node **items = BC_NEW_ARRAY(p->arena, const bc_node *, node->n);
        if (masks && policy->what == BC_PUBLISH_DROP && own && !own->entries && node->n) {
            bc_publish_count_add(p->masker, label_of(policy), policy->rule, "dropped", node->n);
            return nothing(p, node);
        }
        for (uint32_t i = 0; i < node->n; i++)
            items[i] = rewrite(p, node->as.items[i], k);
        return bc_node_new_list(p->arena, mark_of(p, node->mark, false), items, node->n);
    }
    case BC_NODE_MAP:
        return rewrite_map(p, node, k);
    }
    bc_node *made = BC_NEW(p->arena, bc_node);
    *made = *node;
    made->mark = mark_of(p, node->mark, false);
    return made;
}

/* -- the record ----------------------------------------------------------------------------------------- */

static void give_counts(pass *p, bc_publish_result *out)
{
    const bc_publish_masker *masker = p->masker;
    bc_publish_entry *entries = BC_NEW_ARRAY(p->arena, bc_publish_entry, masker->counts.n);
    for (size_t i = 0; i < masker->counts.n; i++) {
        const bc_publish_count *count = &masker->counts.at[i];
        entries[i] = (bc_publish_entry){ bc_publish_mask_text(p->masker, count->field, p->arena), count->rule,
                                         count->done, count->n };
    }
    out->entries = entries;
    out->entry_count = masker->counts.n;
}

void bc_publish_mask(bc_publish_masker *masker, const bc_publish_task *task, bc_arena *arena, bc_publish_result *out)
{
    pass p = { .masker = masker, .task = task, .arena = arena };
    const bc_publish_policy none = { 0 };
    bc_publish_tokens_clear(masker);
    bc_vec_clear(&masker->counts);
    note_fields(&p, task->form->fields.at, task->form->fields.n, (bc_str){ 0 }, NULL);
    note_entries(&p, task->form->fields.at, task->form->fields.n, task->datum, &none);
    note_node(&p, task->tree, &none)->entries = true;
    note_strangers(&p, task->tree);
    learn_names(&p, task->tree, NULL);
    look_for_secrets(&p, task->tree, (bc_str){ 0 });
    if (p.classified)
        bc_publish_count_add(masker, p.where, BC_STR("classified"), "stopped", 1);
    *out = (bc_publish_result){ .classified = p.classified };
    out->where = bc_publish_mask_text(masker, p.where, arena);
    out->input = bc_publish_mask_text(masker, task->input, arena);
    out->tree = p.classified ? bc_node_new_map(arena, mark_of(&p, task->tree->mark, false), NULL, 0)
                             : rewrite(&p, task->tree, NULL);
    give_counts(&p, out);
    bc_strmap_release(&p.nodes);
    bc_strmap_release(&p.fields);
    bc_strmap_release(&p.names);
    bc_strmap_release(&p.lacks);
}

/* -- afterwards ----------------------------------------------------------------------------------------- */

static void sweep_fields(pass *p, const bc_form_field *fields, uint32_t n, const bc_value *map);

static void sweep_value(pass *p, const bc_form_field *field, bc_value *value)
{
    const bc_publish_policy *policy = find(&p->fields, field);
    if (!policy)
        return;
    if (field->type == BC_FIELD_GROUP)
        sweep_fields(p, field->children, field->child_count, value);
    for (uint32_t i = 0; value->type == BC_VALUE_LIST && field->child_count && i < value->n; i++)
        sweep_fields(p, field->children, field->child_count, &value->as.items[i]);
    const bool own = value->origin && value->origin->masked;
    if (!is_private(policy) || own || !value->text.n || value->type == BC_VALUE_LIST || value->type == BC_VALUE_MAP ||
        is_nothing(p, value->text))
        return;
    const bc_str shown =
        policy->what == BC_PUBLISH_DROP ? (bc_str){ 0 } : bc_publish_whole(p->masker, value->text, policy, p->arena);
    *value = shown.n ? bc_value_text(shown) : bc_value_null();
    if (shown.n && field->type >= BC_FIELD_MONEY && field->type <= BC_FIELD_DATE)
        value->as.unread = BC_VALUE_WORDS;
}

/* The values were made in the same arena, for this record alone. */
static void sweep_fields(pass *p, const bc_form_field *fields, uint32_t n, const bc_value *map)
{
    for (uint32_t i = 0; map->type == BC_VALUE_MAP && i < n && i < map->n; i++)
        sweep_value(p, &fields[i], (bc_value *)(uintptr_t)&map->as.entries[i].value);
}

void bc_publish_sweep(bc_publish_masker *masker, const bc_form *form, bc_value *datum, bc_arena *arena)
{
    const bc_publish_task task = { .form = form };
    pass p = { .masker = masker, .task = &task, .arena = arena };
    note_fields(&p, form->fields.at, form->fields.n, (bc_str){ 0 }, NULL);
    sweep_fields(&p, form->fields.at, form->fields.n, datum);
    bc_strmap_release(&p.fields);
    bc_strmap_release(&p.names);
}
