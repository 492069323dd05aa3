/* Memory with one lifetime (a run, a template, a record, a page), freed all at once. */
#ifndef BC_BASE_ARENA_H
#define BC_BASE_ARENA_H

#include "base/mem.h"
#include "base/quota.h"
#include "base/str.h"

typedef struct bc_arena_block bc_arena_block;

typedef struct bc_arena {
    bc_arena_block *block; /* the newest; blocks form a list */
    size_t used;           /* bytes taken of it */
    struct bc_arena_guest *guests;
    bc_quota *quota; /* of what its memory is for; NULL: none. Stays when it is reset or released */
    size_t counted;  /* bytes that the quota knows of, */
    size_t settled;  /* those of the newest block among them */
} bc_arena;

/* A zeroed bc_arena is ready for use. */
void bc_arena_release(bc_arena *arena);
/* Forgets everything but keeps the largest block for the next round. */
void bc_arena_reset(bc_arena *arena);
/* Tells its quota of all that was handed out; by itself it does so now and then. */
void bc_arena_settle(bc_arena *arena);
/* Zeroed memory, aligned for any type, alive until reset or release. */
void *bc_arena_alloc(bc_arena *arena, size_t size);
/* Takes over heap memory (of bc_mem_alloc, a vec's `at`) of so many bytes: freed with the rest. For arrays too large to
 * copy. */
void bc_arena_adopt(bc_arena *arena, void *p, size_t size);
/* A copy of what lies elsewhere; not NULL, even of nothing. */
void *bc_arena_copy(bc_arena *arena, const void *from, size_t size);
bc_str bc_arena_str(bc_arena *arena, bc_str s);        /* a copy, NUL-terminated */
bc_str bc_arena_join_lines(bc_arena *arena, bc_str s); /* a copy without its line breaks */
bc_str bc_arena_printf(bc_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define BC_NEW(arena, type) ((type *)bc_arena_alloc((arena), sizeof(type)))
#define BC_NEW_ARRAY(arena, type, count) ((type *)bc_arena_alloc((arena), bc_mem_product((count), sizeof(type))))
/* A copy of an array, such as the first `n` of a vec's `at`. */
#define BC_NEW_COPY(arena, from, count) bc_arena_copy((arena), (from), (count) * sizeof *(from))

#endif
