/* Entries lie in blocks, none in two. A block that is full may go to a file without a name, which the system takes back
 * whatever becomes of the process; it is read back whole, for entries are mostly asked for in their order. */
#include "gather/private/store.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 1 << 20 };

void bc_gather_store_release(bc_gather_store *store)
{
    for (size_t i = 0; i < store->blocks.n; i++)
        bc_mem_free(store->blocks.at[i].p);
    bc_mem_free(store->lent_bytes);
    bc_vec_release(&store->blocks);
    bc_vec_release(&store->entries);
    if (store->file)
        close(store->file - 1);
    *store = (bc_gather_store){ 0 };
}

/* -- the file ------------------------------------------------------------------------------------------- */

static void open_file(bc_gather_store *store)
{
    const char *folder = getenv("TMPDIR");
    bc_buf path;
    bc_buf_init(&path);
    bc_buf_add_text(&path, folder && *folder ? folder : "/tmp");
    bc_buf_add_text(&path, "/biaoce-XXXXXX");
    int file = mkostemp(path.p, O_CLOEXEC);
    if (file < 0)
        store->error = errno;
    else
        (void)unlink(path.p);
    store->file = file + 1;
    bc_buf_release(&path);
}

static bool write_all(int file, const char *p, size_t n, int64_t at)
{
    while (n) {
        ssize_t done = pwrite(file, p, n, (off_t)at);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        p += done;
        at += done;
        n -= (size_t)done;
    }
    return true;
}

static bool read_all(int file, char *p, size_t n, int64_t at)
{
    while (n) {
        ssize_t done = pread(file, p, n, (off_t)at);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0) {
            errno = done ? errno : EIO; /* the file ends early */
            return false;
        }
        p += done;
        at += done;
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
        store->file_size += (int64_t)block->n;
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
        bc_vec_add(&store->blocks, (bc_gather_block){ .p = bc_mem_alloc(capacity), .capacity = capacity, .at = -1 });
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

static const char *lend_block(bc_gather_store *store, size_t i)
{
    const bc_gather_block *block = &store->blocks.at[i];
    if (block->p || store->lent == i + 1)
        return block->p ? block->p : store->lent_bytes;
    bc_mem_free(store->lent_bytes);
    store->lent_bytes = bc_mem_alloc(block->n);
    store->lent = i + 1;
    if (block->at >= 0 && read_all(store->file - 1, store->lent_bytes, block->n, block->at))
        return store->lent_bytes;
    store->error = errno;
    store->lent = 0;
    return NULL;
}

bc_str bc_gather_store_at(bc_gather_store *store, size_t entry)
{
    const bc_gather_entry *found = &store->entries.at[entry];
    const char *bytes = lend_block(store, found->block);
    return bytes ? (bc_str){ bytes + found->from, found->n } : (bc_str){ 0 };
}

void bc_gather_store_forget(bc_gather_store *store, size_t entry)
{
    const size_t block = store->entries.at[entry].block;
    for (size_t i = block; i-- > 0 && store->blocks.at[i].p;) {
        bc_mem_free(store->blocks.at[i].p);
        store->blocks.at[i].p = NULL;
    }
}
