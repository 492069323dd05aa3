/* A map from texts to pointers by open addressing. Keys and values are borrowed and nothing is ever taken out, so a
 * free slot ends every search and the table has no marks for what was deleted. */
#include "base/strmap.h"

#include "base/mem.h"

#include <assert.h>
#include <string.h>

enum { FIRST_CAPACITY = 16, MAX_KEPT = 1024 };

void bc_strmap_release(bc_strmap *map)
{
    bc_mem_free(map->slots);
    *map = (bc_strmap){ 0 };
}

void bc_strmap_clear(bc_strmap *map)
{
    if (map->capacity > MAX_KEPT) {
        bc_strmap_release(map);
        return;
    }
    if (map->n)
        memset(map->slots, 0, map->capacity * sizeof *map->slots);
    map->n = 0;
}

/* The slot that holds the key, or the free one where it belongs. */
static bc_strmap_slot *probe(const bc_strmap *map, bc_str key, uint64_t hash)
{
    /* A power of two, and some slot is free: or probing would not end. */
    assert(map->capacity && !(map->capacity & (map->capacity - 1)) && map->n < map->capacity);
    size_t mask = map->capacity - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        bc_strmap_slot *slot = &map->slots[i];
        if (!slot->value || (slot->hash == hash && bc_str_eq(slot->key, key)))
            return slot;
    }
}

void *bc_strmap_find(const bc_strmap *map, bc_str key)
{
    return map->slots ? probe(map, key, bc_str_hash(key))->value : NULL;
}

static void grow(bc_strmap *map)
{
    bc_strmap old = *map;
    map->capacity = old.capacity ? old.capacity * 2 : FIRST_CAPACITY;
    map->slots = bc_mem_alloc(bc_mem_product(map->capacity, sizeof *map->slots));
    for (size_t i = 0; i < old.capacity; i++)
        if (old.slots[i].value)
            *probe(map, old.slots[i].key, old.slots[i].hash) = old.slots[i];
    bc_mem_free(old.slots);
}

void *bc_strmap_put(bc_strmap *map, bc_str key, void *value)
{
    assert(value); /* NULL is what a free slot holds */
    if ((map->n + 1) * 4 > map->capacity * 3)
        grow(map);
    uint64_t hash = bc_str_hash(key);
    bc_strmap_slot *slot = probe(map, key, hash);
    void *before = slot->value;
    *slot = (bc_strmap_slot){ .key = before ? slot->key : key, .value = value, .hash = hash };
    map->n += !before;
    return before;
}
