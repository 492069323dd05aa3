/* A record's tree as few bytes, and back again. */
#ifndef BC_DIFFER_PRIVATE_PACK_H
#define BC_DIFFER_PRIVATE_PACK_H

#include "base/node.h"

typedef struct bc_differ_packed {
    bc_str bytes;
    const bc_diag_source *const *sources; /* that its values stand in, by the numbers in the bytes */
    uint32_t source_count;
} bc_differ_packed;

/* All in `arena`; the sources are those of the tree. */
bc_differ_packed bc_differ_pack(const bc_node *tree, bc_arena *arena);
/* The tree with its places, in `arena`; texts stay in the bytes. */
const bc_node *bc_differ_unpack(const bc_differ_packed *packed, bc_arena *arena);

#endif
