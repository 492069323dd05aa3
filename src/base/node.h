/* The tree a YAML, JSON, CSV or XLSX file was read into. Every node knows where it stands.
 *
 * Scalars stay text: what `0012` or `no` means is decided by the field they are bound to, so codes keep
 * their zeros. A tree lives in the arena it was read into and is never changed afterwards.
 */
#ifndef BC_BASE_NODE_H
#define BC_BASE_NODE_H

#include "base/diag.h"

typedef enum bc_kind { BC_NULL, BC_TEXT, BC_LIST, BC_MAP } bc_kind;

typedef struct bc_value bc_value;

typedef struct bc_member {
    bc_str key;
    bc_mark key_mark;
    const bc_value *value;
} bc_member;

struct bc_value {
    bc_kind kind;
    bool quoted; /* a text in quotation marks or a block: never null, never an expression */
    bc_mark mark;
    uint32_t n; /* elements or members */
    union {
        bc_str text;
        const bc_value *const *items;
        const bc_member *members; /* in the order written; keys are distinct */
    } as;
};

/* The member's value, or NULL (also when map is NULL or no map). */
const bc_value *bc_value_find(const bc_value *map, const char *key);
const bc_member *bc_value_member(const bc_value *map, bc_str key);
/* Text of a scalar; empty for null, NULL, lists and maps. */
bc_str bc_value_text(const bc_value *value);
/* "text", "list", "map", "nothing", in the user's language, for messages. */
const char *bc_kind_name(bc_kind kind);

/* Making trees. All in `arena`; items and members are copied. */
bc_value *bc_value_new_text(bc_arena *arena, bc_mark mark, bc_str text, bool quoted);
bc_value *bc_value_new_list(bc_arena *arena, bc_mark mark, const bc_value *const *items, size_t n);
bc_value *bc_value_new_map(bc_arena *arena, bc_mark mark, const bc_member *members, size_t n);

/* The tree as indented text (`kind line:column …`), for tests. */
void bc_value_dump(const bc_value *value, bc_buf *out);

#endif
