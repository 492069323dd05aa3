/* Bytes kept in order: in memory, and from some size on in a file that has no name. */
#ifndef BC_GATHER_PRIVATE_STORE_H
#define BC_GATHER_PRIVATE_STORE_H

#include "base/diag.h"

typedef struct bc_gather_block {
    char *p; /* NULL: in the file, or let go of */
    size_t n, capacity;
    int64_t at; /* in the file; -1: not there */
} bc_gather_block;

typedef struct bc_gather_entry {
    uint32_t block, from, n;
} bc_gather_entry;

/* A zeroed one is empty. */
typedef struct bc_gather_store {
    BC_VEC(bc_gather_block) blocks;
    BC_VEC(bc_gather_entry) entries;
    int file; /* from 1 on: that of the descriptor one less; 0: none yet */
    int64_t file_size;
    int error;   /* errno of what could not be written or read */
    size_t lent; /* the block that was read last, and is kept for the next entry; from 1 on */
    char *lent_bytes;
} bc_gather_store;

void bc_gather_store_release(bc_gather_store *store);
/* Copies the two parts as one entry. *memory, which several stores add to, is what they hold; above `limit` the blocks
 * that are full are written to the file. */
void bc_gather_store_add(bc_gather_store *store, bc_str head, bc_str body, size_t *memory, size_t limit);
/* Lends an entry until the next one is asked for; empty when it could not be read (store->error). */
bc_str bc_gather_store_at(bc_gather_store *store, size_t entry);
/* Nothing in front of that entry is asked for any more. */
void bc_gather_store_forget(bc_gather_store *store, size_t entry);

#endif
