/* Glyph programs shared by all threads: each is made once, under a lock, and published by one atomic pointer, so
 * that painting the ten thousandth page reads and never waits. */
#include "paint/font/glyph_cache.h"

#include "base/vec.h"
#include "paint/font/private/charstring.h"
#include "paint/font/private/sfnt.h"

#include <pthread.h>
#include <stdatomic.h>

struct bc_subset_face {
    const bc_font_face *face;
    bool usable;
    bc_subset_cff cff;
    bc_subset_glyf glyf;
    uint16_t *cids;       /* of a CID-keyed face that is embedded whole; NULL: the glyph's own number */
    pthread_mutex_t lock; /* for making glyphs and the whole file */
    bc_arena arena;
    bc_buf scratch;
    bc_str whole;
    size_t whole_length;
    /* Of each glyph; NULL until it was made. Published with release order, so that readers take no lock. */
    _Atomic(const bc_subset_glyph *) *glyphs;
};

struct bc_subset_cache {
    pthread_mutex_t lock;
    BC_VEC(bc_subset_face *) stocks;
    BC_VEC(bc_deflate_packer *) idle;
};

enum { ENDCHAR = 14 };
static const char BLANK_CHARSTRING[] = { ENDCHAR };

bc_subset_cache *bc_subset_cache_new(void)
{
    bc_subset_cache *bank = bc_mem_alloc(sizeof *bank);
    pthread_mutex_init(&bank->lock, NULL);
    return bank;
}

static void stock_free(bc_subset_face *stock)
{
    pthread_mutex_destroy(&stock->lock);
    bc_arena_release(&stock->arena);
    bc_buf_release(&stock->scratch);
    bc_mem_free(stock->glyphs);
    bc_mem_free(stock);
}

void bc_subset_cache_free(bc_subset_cache *bank)
{
    if (!bank)
        return;
    for (size_t i = 0; i < bank->stocks.n; i++)
        stock_free(bank->stocks.at[i]);
    for (size_t i = 0; i < bank->idle.n; i++)
        bc_deflate_free(bank->idle.at[i]);
    bc_vec_release(&bank->stocks);
    bc_vec_release(&bank->idle);
    pthread_mutex_destroy(&bank->lock);
    bc_mem_free(bank);
}

static uint32_t glyph_count(const bc_subset_face *stock)
{
    return stock->face->outlines == BC_OUTLINES_CFF ? stock->cff.glyphs.count : stock->glyf.glyph_count;
}

static bc_subset_face *stock_new(const bc_font_face *face)
{
    bc_subset_face *stock = bc_mem_alloc(sizeof *stock);
    stock->face = face;
    pthread_mutex_init(&stock->lock, NULL);
    bc_buf_init(&stock->scratch);
    if (face->outlines == BC_OUTLINES_CFF)
        stock->usable = bc_subset_cff_read(bc_font_face_table(face, "CFF "), &stock->arena, &stock->cff);
    else
        stock->usable = bc_subset_glyf_open(face, &stock->glyf);
    if (!stock->usable)
        return stock;
    stock->glyphs = bc_mem_alloc(bc_mem_product(glyph_count(stock), sizeof *stock->glyphs));
    if (face->embedding == BC_EMBED_WHOLE_ONLY && stock->cff.cid_keyed) {
        stock->cids = BC_NEW_ARRAY(&stock->arena, uint16_t, stock->cff.glyphs.count);
        stock->usable = bc_subset_cff_cids(&stock->cff, stock->cids);
    }
    return stock;
}

bc_subset_face *bc_subset_cache_face(bc_subset_cache *bank, const bc_font_face *face)
{
    bc_subset_face *found = NULL;
    pthread_mutex_lock(&bank->lock);
    for (size_t i = 0; i < bank->stocks.n && !found; i++)
        if (bank->stocks.at[i]->face == face)
            found = bank->stocks.at[i];
    if (!found)
        *bc_vec_push(&bank->stocks) = found = stock_new(face);
    pthread_mutex_unlock(&bank->lock);
    return found;
}

bc_deflate_packer *bc_subset_cache_borrow(bc_subset_cache *bank)
{
    bc_deflate_packer *deflater = NULL;
    pthread_mutex_lock(&bank->lock);
    if (bank->idle.n)
        deflater = bank->idle.at[--bank->idle.n];
    pthread_mutex_unlock(&bank->lock);
    return deflater ? deflater : bc_deflate_new();
}

void bc_subset_cache_give_back(bc_subset_cache *bank, bc_deflate_packer *deflater)
{
    pthread_mutex_lock(&bank->lock);
    *bc_vec_push(&bank->idle) = deflater;
    pthread_mutex_unlock(&bank->lock);
}

const bc_font_face *bc_subset_face_font(const bc_subset_face *stock)
{
    return stock->face;
}

bool bc_subset_face_usable(const bc_subset_face *stock)
{
    return stock->usable;
}

const bc_subset_cff *bc_subset_face_cff(const bc_subset_face *stock)
{
    return &stock->cff;
}

const bc_subset_glyf *bc_subset_face_glyf(const bc_subset_face *stock)
{
    return &stock->glyf;
}

static bool make_charstring(bc_subset_face *stock, uint16_t glyph)
{
    const bc_subset_cff *cff = &stock->cff;
    const bc_subset_cff_fd *fd = &cff->fds[cff->fd_of[glyph]];
    if (bc_subset_charstring_flatten(bc_subset_cff_at(&cff->glyphs, glyph), &fd->subrs, &cff->subrs, &stock->scratch))
        return true;
    bc_buf_add(&stock->scratch, BLANK_CHARSTRING, sizeof BLANK_CHARSTRING);
    return false;
}

static bool make_record(bc_subset_face *stock, uint16_t glyph)
{
    bool good = bc_subset_glyf_strip(&stock->glyf, glyph, &stock->scratch);
    while (stock->scratch.n % 4)
        bc_buf_add_char(&stock->scratch, '\0');
    return good;
}

/* Called with the lock held. */
static const bc_subset_glyph *make_glyph(bc_subset_face *stock, uint16_t glyph)
{
    bc_subset_glyph *made = BC_NEW(&stock->arena, bc_subset_glyph);
    bc_buf_clear(&stock->scratch);
    made->damaged = !(stock->face->outlines == BC_OUTLINES_CFF ? make_charstring : make_record)(stock, glyph);
    made->program = bc_arena_str(&stock->arena, bc_buf_str(&stock->scratch));
    atomic_store_explicit(&stock->glyphs[glyph], made, memory_order_release);
    return made;
}

const bc_subset_glyph *bc_subset_face_glyph(bc_subset_face *stock, uint16_t glyph)
{
    static const bc_subset_glyph ABSENT_CFF = { .program = { BLANK_CHARSTRING, sizeof BLANK_CHARSTRING },
                                                .damaged = true };
    static const bc_subset_glyph ABSENT = { .damaged = true };
    if (glyph >= glyph_count(stock))
        return stock->face->outlines == BC_OUTLINES_CFF ? &ABSENT_CFF : &ABSENT;
    const bc_subset_glyph *found = atomic_load_explicit(&stock->glyphs[glyph], memory_order_acquire);
    if (found)
        return found;
    pthread_mutex_lock(&stock->lock);
    found = atomic_load_explicit(&stock->glyphs[glyph], memory_order_relaxed);
    if (!found)
        found = make_glyph(stock, glyph);
    pthread_mutex_unlock(&stock->lock);
    return found;
}

bc_str bc_subset_face_whole(bc_subset_face *stock, bc_deflate_packer *deflater, size_t *length)
{
    pthread_mutex_lock(&stock->lock);
    if (!stock->whole.n) {
        bc_buf_clear(&stock->scratch);
        bc_subset_sfnt_extract(stock->face, &stock->scratch);
        stock->whole_length = stock->scratch.n;
        stock->whole =
            bc_arena_str(&stock->arena, bc_deflate_zlib(deflater, BC_DEFLATE_OUTLINES, bc_buf_str(&stock->scratch)));
    }
    pthread_mutex_unlock(&stock->lock);
    *length = stock->whole_length;
    return stock->whole;
}

uint16_t bc_subset_face_cid(const bc_subset_face *stock, uint16_t glyph)
{
    return stock->cids && glyph < stock->cff.glyphs.count ? stock->cids[glyph] : glyph;
}
