/* Memory by lifetime: blocks that double from 1 KB to 1 MB, handed out from front to back and given back all at once.
 * A reset keeps the newest block, so that after the first records of a run nothing is asked of the system any more;
 * heap arrays that grew elsewhere are taken over as guests instead of being copied. */
#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct bc_arena_block {
    bc_arena_block *older;
    size_t size;
    alignas(max_align_t) char bytes[];
};

typedef struct bc_arena_guest {
    struct bc_arena_guest *next;
    void *p;
} bc_arena_guest;

/* Under AddressSanitizer whatever an arena has not handed out, or has taken back, is poisoned: a pointer kept past a
 * reset and a write past what was asked for are found where they happen, though the block stays allocated. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1 /* clang's way of saying it */
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#endif

/* A stress build makes every block tiny, so that a pointer kept past its arena is found at once. */
#ifdef BC_STRESS
enum { FIRST_BLOCK = 64, MAX_BLOCK = 64 };
#else
enum { FIRST_BLOCK = 1024, MAX_BLOCK = 1024 * 1024 };
#endif

static void free_chain(bc_arena_block *block)
{
    while (block) {
        bc_arena_block *older = block->older;
        ASAN_UNPOISON_MEMORY_REGION(block->bytes, block->size);
        bc_mem_free(block);
        block = older;
    }
}

static void free_guests(bc_arena *arena)
{
    for (bc_arena_guest *guest = arena->guests; guest; guest = guest->next)
        bc_mem_free(guest->p);
    arena->guests = NULL;
}

/* Of a block only what was taken of it counts: how large blocks are depends on what the arena was used for before. */
static void count(bc_arena *arena, size_t bytes)
{
    arena->counted += bytes;
    bc_quota_take(arena->quota, bytes);
}

static void forget_counted(bc_arena *arena)
{
    if (arena->quota)
        bc_quota_give(arena->quota, arena->counted);
    arena->counted = 0;
}

void bc_arena_settle(bc_arena *arena)
{
    if (!arena->quota)
        return;
    count(arena, arena->used - arena->settled);
    arena->settled = arena->used;
}

void bc_arena_adopt(bc_arena *arena, void *p, size_t size)
{
    if (arena->quota)
        count(arena, size);
#ifdef BC_STRESS
    for (const bc_arena_guest *known = arena->guests; known; known = known->next)
        assert(!p || known->p != p); /* or it would be freed twice */
#endif
    bc_arena_guest *guest = BC_NEW(arena, bc_arena_guest);
    *guest = (bc_arena_guest){ arena->guests, p };
    arena->guests = guest;
}

void bc_arena_release(bc_arena *arena)
{
    free_guests(arena);
    forget_counted(arena);
    free_chain(arena->block);
    *arena = (bc_arena){ .quota = arena->quota };
}

void bc_arena_reset(bc_arena *arena)
{
    free_guests(arena);
    forget_counted(arena);
    bc_arena_block *kept = arena->block;
    arena->used = arena->settled = 0;
    if (!kept)
        return;
#ifdef BC_STRESS
    bc_arena_release(arena);
#else
    /* Blocks grow, so the newest is (nearly always) the largest. */
    free_chain(kept->older);
    kept->older = NULL;
    ASAN_POISON_MEMORY_REGION(kept->bytes, kept->size);
#endif
}

static void add_block(bc_arena *arena, size_t need)
{
    size_t size = FIRST_BLOCK;
    bc_arena_settle(arena);
    if (arena->block)
        size = arena->block->size * 2 < MAX_BLOCK ? arena->block->size * 2 : MAX_BLOCK;
    if (size < need)
        size = need;
    /* Not zeroed here: bc_arena_alloc clears what it hands out, so a reused block is clean too. */
    bc_arena_block *block = bc_mem_resize(NULL, sizeof *block + size);
    block->older = arena->block;
    block->size = size;
    arena->block = block;
    arena->used = arena->settled = 0;
    if (arena->quota)
        (void)bc_quota_is_late(arena->quota);
    ASAN_POISON_MEMORY_REGION(block->bytes, size);
}

void *bc_arena_alloc(bc_arena *arena, size_t size)
{
    const size_t unit = alignof(max_align_t);
    size_t need = (size + unit - 1) / unit * unit;
    if (!arena->block || arena->block->size - arena->used < need)
        add_block(arena, need);
    assert(arena->used % unit == 0 && need <= arena->block->size - arena->used);
    char *p = arena->block->bytes + arena->used;
    ASAN_UNPOISON_MEMORY_REGION(p, size);
    arena->used += need;
    memset(p, 0, size);
    return p;
}

void *bc_arena_copy(bc_arena *arena, const void *from, size_t size)
{
    void *copy = bc_arena_alloc(arena, size);
    if (size)
        memcpy(copy, from, size);
    return copy;
}

bc_str bc_arena_str(bc_arena *arena, bc_str s)
{
    char *copy = bc_arena_alloc(arena, s.n + 1);
    if (s.n)
        memcpy(copy, s.p, s.n);
    return (bc_str){ copy, s.n };
}

bc_str bc_arena_join_lines(bc_arena *arena, bc_str s)
{
    char *copy = bc_arena_alloc(arena, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '\n')
            copy[n++] = s.p[i];
    return (bc_str){ copy, n };
}

bc_str bc_arena_printf(bc_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    size_t length = n > 0 ? (size_t)n : 0;
    char *text = bc_arena_alloc(arena, length + 1);
    va_start(args, format);
    vsnprintf(text, length + 1, format, args);
    va_end(args);
    return (bc_str){ text, length };
}
