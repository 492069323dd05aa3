/* The keys of maps while they are read: each spelling is kept once, so that telling two keys of a map
 * apart is comparing addresses, and 100,000 equal rows share their keys. */
#ifndef BC_SOURCE_PRIVATE_YAML_KEYS_H
#define BC_SOURCE_PRIVATE_YAML_KEYS_H

#include "base/node.h"
#include "base/strmap.h"

typedef struct bc_yaml_key {
    bc_str text;              /* living as long as the tree */
    uint32_t map;             /* serial number of the map that named it last */
    uint32_t line;            /* where that was */
    bc_str kept;              /* of one that outlives its tree: the text for that time */
    uint32_t tree;            /* serial number of the tree that named it last */
    struct bc_yaml_key *next; /* that came after it last */
} bc_yaml_key;

typedef struct bc_yaml_keys {
    bc_arena own;                   /* of the keys themselves */
    bc_strmap by_text;              /* to bc_yaml_key */
    uint32_t maps;                  /* maps finished so far */
    uint32_t trees;                 /* begun so far, of those that share their keys */
    BC_VEC(bc_node_member) members; /* of the map being finished */
} bc_yaml_keys;

/* A member as read. A merge key (<<) holds a map or a list of maps as value. */
typedef struct bc_yaml_pair {
    bc_yaml_key *key;
    bc_str text; /* of the key, living as long as the value */
    bc_diag_mark mark;
    const bc_node *value;
    bool merge;
} bc_yaml_pair;

/* Zeroed keys are ready for use. */
void bc_yaml_keys_release(bc_yaml_keys *keys);
/* Forgets all, for the next tree. */
void bc_yaml_keys_clear(bc_yaml_keys *keys);
/* The text is copied into the tree's arena; NULL: it outlives the tree. */
bc_yaml_key *bc_yaml_keys_intern(bc_yaml_keys *keys, bc_str text, bc_arena *arena);
/* For trees that share their keys, as those of a list of equal records do: begins the next one. */
void bc_yaml_keys_begin_tree(bc_yaml_keys *keys);
/* The same as bc_yaml_keys_intern in such a tree; `before` is the key that was read before it, or NULL: mostly the two
 * have come one after the other already. */
bc_yaml_key *bc_yaml_keys_recall(bc_yaml_keys *keys, bc_yaml_key *before, bc_str text, bc_arena *arena);
/* Makes the map: merged members stand where their << stands, explicit keys win over them, earlier merged
 * maps over later ones. Keys given twice and merges of something else are reported, and left out. */
bc_node *bc_yaml_keys_finish_map(bc_yaml_keys *keys, bc_arena *arena, bc_diag_mark mark, const bc_yaml_pair *pairs,
                                 size_t n, bc_diag_list *diags);
/* Says so of a key that stood in `line` before. */
void bc_yaml_keys_report_twice(bc_str key, bc_diag_mark mark, uint32_t line, bc_diag_list *diags);

#endif
