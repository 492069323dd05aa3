/* Keys of maps: each spelling is interned once per document, so that a key given twice is found by a number instead
 * of comparing all pairs, and `<<` brings in what a map does not say itself. */
#include "source/private/yaml_keys.h"

#include "base/tr.h"

enum { MAX_SHARED = 4096 }; /* keys that are kept from tree to tree: forms have some hundred */

void bc_yaml_keys_release(bc_yaml_keys *keys)
{
    bc_strmap_release(&keys->by_text);
    bc_vec_release(&keys->members);
    bc_arena_release(&keys->own);
}

void bc_yaml_keys_clear(bc_yaml_keys *keys)
{
    bc_strmap_clear(&keys->by_text);
    bc_arena_reset(&keys->own);
    keys->maps = 0;
}

bc_yaml_key *bc_yaml_keys_intern(bc_yaml_keys *keys, bc_str text, bc_arena *arena)
{
    bc_yaml_key *key = bc_strmap_find(&keys->by_text, text);
    if (key)
        return key;
    key = BC_NEW(&keys->own, bc_yaml_key);
    key->text = arena ? bc_arena_str(arena, text) : text;
    bc_strmap_put(&keys->by_text, key->text, key);
    return key;
}

void bc_yaml_keys_begin_tree(bc_yaml_keys *keys)
{
    if (keys->by_text.n > MAX_SHARED)
        bc_yaml_keys_clear(keys);
    keys->trees++;
}

bc_yaml_key *bc_yaml_keys_recall(bc_yaml_keys *keys, bc_yaml_key *before, bc_str text, bc_arena *arena)
{
    bc_yaml_key *key = before ? before->next : NULL;
    if (!key || !bc_str_eq(key->kept, text))
        key = bc_strmap_find(&keys->by_text, text);
    if (!key) {
        key = BC_NEW(&keys->own, bc_yaml_key);
        key->kept = bc_arena_str(&keys->own, text);
        bc_strmap_put(&keys->by_text, key->kept, key);
    }
    if (before)
        before->next = key;
    if (key->tree != keys->trees) {
        key->tree = keys->trees;
        key->text = bc_arena_str(arena, text);
    }
    return key;
}

/* Says whether the key is new to this map, and remembers it. */
static bool claim(bc_yaml_keys *keys, bc_yaml_key *key, uint32_t line)
{
    if (key->map == keys->maps)
        return false;
    key->map = keys->maps;
    key->line = line;
    return true;
}

static void add_merged(bc_yaml_keys *keys, const bc_node *map)
{
    for (uint32_t i = 0; i < map->n; i++) {
        const bc_node_member *member = &map->as.members[i];
        bc_yaml_key *key = bc_yaml_keys_intern(keys, member->key, NULL);
        if (claim(keys, key, member->key_mark.line))
            bc_vec_add(&keys->members, *member);
    }
}

static void merge(bc_yaml_keys *keys, const bc_yaml_pair *pair, bc_diag_list *diags)
{
    const bc_node *value = pair->value;
    bool good = value->kind == BC_NODE_MAP || value->kind == BC_NODE_LIST;
    if (value->kind == BC_NODE_MAP)
        add_merged(keys, value);
    for (uint32_t i = 0; value->kind == BC_NODE_LIST && i < value->n; i++) {
        if (value->as.items[i]->kind == BC_NODE_MAP)
            add_merged(keys, value->as.items[i]);
        else
            good = false;
    }
    if (good)
        return;
    bc_diag_add(diags, BC_DIAG_ERROR, "E126", pair->mark, bc_tr("<< takes a map or a list of maps"));
    bc_diag_hint(diags, bc_tr("name a map by its anchor, as in <<: *common"));
}

void bc_yaml_keys_report_twice(bc_str key, bc_diag_mark mark, uint32_t line, bc_diag_list *diags)
{
    bc_diag_add(diags, BC_DIAG_ERROR, "E120", mark, bc_tr("the key “%.*s” is given twice, first in line %u"),
                BC_STR_ARG(key), (unsigned)line);
    bc_diag_hint(diags, bc_tr("keep one of the two, or start a new list item before this line"));
}

/* Explicit keys first, whatever their place, for they win. */
static void claim_explicit(bc_yaml_keys *keys, const bc_yaml_pair *pairs, size_t n, bc_diag_list *diags)
{
    for (size_t i = 0; i < n; i++)
        if (!claim(keys, pairs[i].key, pairs[i].mark.line))
            bc_yaml_keys_report_twice(pairs[i].key->text, pairs[i].mark, pairs[i].key->line, diags);
}

bc_node *bc_yaml_keys_finish_map(bc_yaml_keys *keys, bc_arena *arena, bc_diag_mark mark, const bc_yaml_pair *pairs,
                                 size_t n, bc_diag_list *diags)
{
    const unsigned errors = diags->errors;
    keys->maps++;
    bc_vec_clear(&keys->members);
    claim_explicit(keys, pairs, n, diags);
    /* A tree with keys given twice is not handed out; the map needs no more than to be safe. */
    for (size_t i = 0; diags->errors == errors && i < n; i++) {
        if (pairs[i].merge)
            merge(keys, &pairs[i], diags);
        else
            bc_vec_add(&keys->members,
                       (bc_node_member){ .key = pairs[i].text, .key_mark = pairs[i].mark, .value = pairs[i].value });
    }
    return bc_node_new_map(arena, mark, keys->members.at, keys->members.n);
}
