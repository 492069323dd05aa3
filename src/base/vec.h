/* Typed growable arrays on the heap: `BC_VEC(int) v = {0}; bc_vec_add(&v, 7); v.at[0]`. */
#ifndef BC_BASE_VEC_H
#define BC_BASE_VEC_H

#include "base/mem.h"

#define BC_VEC(type)                                                                                                   \
    struct {                                                                                                           \
        type *at;                                                                                                      \
        size_t n, capacity;                                                                                            \
    }

/* Adds a last element; earlier element pointers may move. The value is found before there is room for it, so what
 * computes it may add to the same array. */
#define bc_vec_add(v, ...)                                                                                             \
    do {                                                                                                               \
        __typeof__(*(v)->at) added_ = __VA_ARGS__;                                                                     \
        bc_vec_reserve(v, (v)->n + 1);                                                                                 \
        (v)->at[(v)->n++] = added_;                                                                                    \
    } while (0)
/* A pointer to a new last element (not cleared), to be filled in. `v` is evaluated several times, and nothing says
 * whether before or after what is assigned to it: a value that a call computes is for bc_vec_add. */
#define bc_vec_push(v) (bc_vec_reserve(v, (v)->n + 1), &(v)->at[(v)->n++])
#define bc_vec_reserve(v, count) ((v)->at = bc_vec_grow((v)->at, &(v)->capacity, (count), sizeof *(v)->at))
#define bc_vec_clear(v) ((v)->n = 0)
#define bc_vec_release(v) (bc_mem_free((v)->at), (v)->at = NULL, (v)->n = (v)->capacity = 0)

void *bc_vec_grow(void *at, size_t *capacity, size_t need, size_t size);

#endif
