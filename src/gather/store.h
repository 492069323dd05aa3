/* Bytes kept in order: in memory, and from some size on in a file that has no name. */
#ifndef BC_GATHER_STORE_H
#define BC_GATHER_STORE_H

#include "base/diag.h"

typedef struct bc_gather_block {
    char *p; /* NULL: in the file, or let go of */
    size_t n, capacity;
    size_t at; /* in the file */
} bc_gather_block;

typedef struct bc_gather_entry {
    uint32_t block, from, n;
} bc_gather_entry;

/* A zeroed one is empty. */
typedef struct bc_gather_store {
    BC_VEC(bc_gather_block) blocks;
    BC_VEC(bc_gather_entry) entries;
    int file; /* its descriptor and one; 0: none yet */
    size_t file_size;
    const char *map; /* of the file, once entries are asked for; NULL: not yet */
    int error;       /* errno of what could not be written or mapped */
} bc_gather_store;

void bc_gather_store_release(bc_gather_store *store);
/* Copies the two parts as one entry. *memory, which several stores add to, is what they hold; above `limit` the blocks
 * that are full are written to the file. */
void bc_gather_store_add(bc_gather_store *store, bc_str head, bc_str body, size_t *memory, size_t limit);
/* No more is added. Makes what is in the file readable; false when that failed. */
bool bc_gather_store_open(bc_gather_store *store, size_t *memory);
/* Lends an entry; `stays`: until the store is released, whatever is forgotten, and costs nothing. */
bc_str bc_gather_store_at(const bc_gather_store *store, size_t entry, bool *stays);
/* The entries from `from` on to before `to` are hardly asked for again: what of them lies in the file is not kept at
 * hand. With `last` none is asked for, and what lies in memory is let go of. Blocks that hold others stay. */
void bc_gather_store_forget(bc_gather_store *store, size_t from, size_t to, bool last);

#endif
