/* A map from text to a pointer. Keys are borrowed: they live as long as the map. */
#ifndef BC_BASE_STRMAP_H
#define BC_BASE_STRMAP_H

#include "base/str.h"

typedef struct bc_strmap_slot {
    bc_str key;
    void *value;
    uint64_t hash;
} bc_strmap_slot;

typedef struct bc_strmap {
    bc_strmap_slot *slots; /* NULL until the first put */
    size_t n, capacity;    /* capacity is a power of two */
} bc_strmap;

/* A zeroed bc_strmap is an empty map. */
void bc_strmap_release(bc_strmap *map);
/* Takes all out; the memory is kept unless it is much. */
void bc_strmap_clear(bc_strmap *map);
void *bc_strmap_find(const bc_strmap *map, bc_str key); /* NULL when absent */
/* Adds or replaces; value is not NULL. Returns the value that stood there before, or NULL. */
void *bc_strmap_put(bc_strmap *map, bc_str key, void *value);

#endif
