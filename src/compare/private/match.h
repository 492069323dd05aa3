/* Which element of a new list is which of the old one. */
#ifndef BC_COMPARE_PRIVATE_MATCH_H
#define BC_COMPARE_PRIVATE_MATCH_H

#include "compare/compare.h"

#define BC_COMPARE_NONE UINT32_MAX

typedef struct bc_compare_lists {
    const bc_form_field *field;
    const bc_value *before, *now; /* lists, or nothing */
    const bc_compare_key *key;    /* NULL: as the form says */
} bc_compare_lists;

/* The place in the old list of each element of the new one, or BC_COMPARE_NONE; in the arena. */
const uint32_t *bc_compare_match(const bc_compare_lists *lists, bc_arena *arena);

/* How many elements a value has: none, if it is no list. */
static inline uint32_t bc_compare_count(const bc_value *list)
{
    return list->type == BC_VALUE_LIST ? list->n : 0;
}

#endif
