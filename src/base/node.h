/* The tree a YAML, JSON, CSV or XLSX file was read into. Every node knows where it stands.
 *
 * Scalars stay text: what `0012` or `no` means is decided by the field they are bound to, so codes keep
 * their zeros. A tree lives in the arena it was read into and is never changed afterwards.
 */
#ifndef BC_BASE_NODE_H
#define BC_BASE_NODE_H

#include "base/diag.h"

typedef enum bc_node_kind { BC_NODE_NULL, BC_NODE_TEXT, BC_NODE_LIST, BC_NODE_MAP } bc_node_kind;

typedef struct bc_node bc_node;

typedef struct bc_node_member {
    bc_str key;
    bc_diag_mark key_mark;
    const bc_node *value;
} bc_node_member;

struct bc_node {
    bc_node_kind kind;
    bool quoted; /* a text in quotation marks or a block: never null, never an expression */
    bool masked; /* it stands for a value that is not published: nothing is asked of it */
    bc_diag_mark mark;
    uint32_t n; /* elements or members */
    union {
        bc_str text;
        const bc_node *const *items;
        const bc_node_member *members; /* in the order written; keys are distinct */
    } as;
};

/* The member's value, or NULL (also when map is NULL or no map). */
const bc_node *bc_node_find(const bc_node *map, const char *key);
const bc_node_member *bc_node_find_member(const bc_node *map, bc_str key);
/* Text of a scalar; empty for null, NULL, lists and maps. */
bc_str bc_node_text(const bc_node *value);
/* "text", "list", "map", "nothing", in the user's language, for messages. */
const char *bc_node_kind_name(bc_node_kind kind);

/* Elements of a list; a value that is none counts as a list of one, NULL and null as empty. */
uint32_t bc_node_elements(const bc_node *value);
const bc_node *bc_node_element(const bc_node *value, uint32_t i);

/* Making trees. All in `arena`; items and members are copied. */
bc_node *bc_node_new_text(bc_arena *arena, bc_diag_mark mark, bc_str text, bool quoted);
bc_node *bc_node_new_list(bc_arena *arena, bc_diag_mark mark, const bc_node *const *items, size_t n);
bc_node *bc_node_new_map(bc_arena *arena, bc_diag_mark mark, const bc_node_member *members, size_t n);

/* A copy that lives by itself, all its places in a copy of the text they are in (longer ones than `most` bytes without
 * it: then messages show no line). Trees that were made of several texts have one afterwards. */
const bc_node *bc_node_copy(bc_arena *arena, const bc_node *tree, size_t most);

/* The tree as indented text (`kind line:column …`), for tests. */
void bc_node_dump(const bc_node *value, bc_buf *out);

#endif
