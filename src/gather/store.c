/* Entries lie in blocks, none in two. A block that is full may go to a file without a name, which the system takes back
 * whatever becomes of the process. It is mapped to be read: texts need no copy, and what was read last and is not used
 * stays in the system's cache as long as there is room, not in the process. */
#include "gather/store.h"

#include "base/file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { BLOCK = 1 << 20 };

void bc_gather_store_release(bc_gather_store *store)
{
    for (size_t i = 0; i < store->blocks.n; i++)
        bc_mem_free(store->blocks.at[i].p);
    if (store->map)
        munmap((void *)(uintptr_t)store->map, store->file_size);
    bc_vec_release(&store->blocks);
    bc_vec_release(&store->entries);
    if (store->file)
        close(store->file - 1);
    *store = (bc_gather_store){ 0 };
}

/* -- the file ------------------------------------------------------------------------------------------- */

static void open_file(bc_gather_store *store)
{
    const int file = bc_file_open_unnamed();
    if (file < 0)
        store->error = errno;
    store->file = file + 1;
}

static bool write_all(int file, const char *p, size_t n, size_t at)
{
    while (n) {
        ssize_t done = pwrite(file, p, n, (off_t)at);
        if (done < 0 && errno == EINTR)
            continue;
        if (done == 0)
            errno = EIO; /* a disk that takes nothing and does not say why */
        if (done <= 0)
            return false;
        p += done;
        at += (size_t)done;
        n -= (size_t)done;
    }
    return true;
}

/* All full blocks that are still in memory. What cannot be written stays there. */
static void spill(bc_gather_store *store, size_t *memory)
{
    if (!store->file && !store->error)
        open_file(store);
    for (size_t i = 0; i + 1 < store->blocks.n && !store->error; i++) {
        bc_gather_block *block = &store->blocks.at[i];
        if (!block->p)
            continue;
        if (!write_all(store->file - 1, block->p, block->n, store->file_size)) {
            store->error = errno;
            return;
        }
        block->at = store->file_size;
        store->file_size += block->n;
        bc_mem_free(block->p);
        block->p = NULL;
        *memory -= block->capacity;
    }
}

/* -- entries -------------------------------------------------------------------------------------------- */

void bc_gather_store_add(bc_gather_store *store, bc_str head, bc_str body, size_t *memory, size_t limit)
{
    const size_t n = head.n + body.n;
    bc_gather_block *block = store->blocks.n ? &store->blocks.at[store->blocks.n - 1] : NULL;
    if (!block || block->capacity - block->n < n) {
        if (*memory + BLOCK > limit && block)
            spill(store, memory);
        const size_t capacity = n > BLOCK ? n : BLOCK;
        bc_vec_add(&store->blocks, (bc_gather_block){ .p = bc_mem_alloc(capacity), .capacity = capacity });
        *memory += capacity;
        block = &store->blocks.at[store->blocks.n - 1];
    }
    assert(n <= UINT32_MAX && store->blocks.n <= UINT32_MAX);
    bc_vec_add(&store->entries, (bc_gather_entry){ (uint32_t)(store->blocks.n - 1), (uint32_t)block->n, (uint32_t)n });
    if (head.n)
        memcpy(block->p + block->n, head.p, head.n);
    if (body.n)
        memcpy(block->p + block->n + head.n, body.p, body.n);
    block->n += n;
}

bool bc_gather_store_open(bc_gather_store *store, size_t *memory)
{
    if (store->file && !store->map)
        spill(store, memory); /* what came since: texts that lie in the file are not copied */
    if (store->error || store->map || !store->file_size)
        return !store->error;
    void *map = mmap(NULL, store->file_size, PROT_READ, MAP_SHARED, store->file - 1, 0);
    if (map == MAP_FAILED)
        store->error = errno;
    else
        store->map = map;
    return !store->error;
}

bc_str bc_gather_store_at(const bc_gather_store *store, size_t entry, bool *stays)
{
    const bc_gather_entry *found = &store->entries.at[entry];
    const bc_gather_block *block = found->n ? &store->blocks.at[found->block] : NULL;
    *stays = block && !block->p;
    if (!block)
        return (bc_str){ 0 };
    assert(block->p || store->map);
    return (bc_str){ (block->p ? block->p : store->map + block->at) + found->from, found->n };
}

static void forget_pages(const bc_gather_store *store, const bc_gather_block *block)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE), from = block->at / page * page;
    (void)madvise((void *)(uintptr_t)(store->map + from), block->at + block->n - from, MADV_DONTNEED);
}

void bc_gather_store_forget(bc_gather_store *store, size_t from, size_t to, bool last)
{
    const size_t end = to < store->entries.n ? store->entries.at[to].block : store->blocks.n;
    for (size_t i = from < store->entries.n ? store->entries.at[from].block : end; i < end; i++) {
        bc_gather_block *block = &store->blocks.at[i];
        if (!block->p && store->map) {
            forget_pages(store, block);
        } else if (last) {
            bc_mem_free(block->p);
            block->p = NULL;
        }
    }
}
