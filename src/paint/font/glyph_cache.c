/* Glyph programs shared by all threads: each is made once, under a lock, and published by one atomic pointer, so
 * that painting the ten thousandth page reads and never waits. */
#include "paint/font/glyph_cache.h"

#include "base/vec.h"
#include "paint/font/private/charstring.h"
#include "paint/font/private/outline.h"
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
    BC_VEC(bc_subset_face *) faces;
    BC_VEC(bc_deflate_packer *) idle;
};

enum { ENDCHAR = 14 };
enum { MANY_FDS = 128 }; /* a subset may have twice as many, for plain glyphs, and CFF allows 256 */
static const char BLANK_CHARSTRING[] = { ENDCHAR };

bc_subset_cache *bc_subset_cache_new(void)
{
    bc_subset_cache *cache = bc_mem_alloc(sizeof *cache);
    pthread_mutex_init(&cache->lock, NULL);
    return cache;
}

static void free_face(bc_subset_face *face_glyphs)
{
    pthread_mutex_destroy(&face_glyphs->lock);
    bc_arena_release(&face_glyphs->arena);
    bc_buf_release(&face_glyphs->scratch);
    bc_mem_free(face_glyphs->glyphs);
    bc_mem_free(face_glyphs);
}

void bc_subset_cache_free(bc_subset_cache *cache)
{
    if (!cache)
        return;
    for (size_t i = 0; i < cache->faces.n; i++)
        free_face(cache->faces.at[i]);
    for (size_t i = 0; i < cache->idle.n; i++)
        bc_deflate_free(cache->idle.at[i]);
    bc_vec_release(&cache->faces);
    bc_vec_release(&cache->idle);
    pthread_mutex_destroy(&cache->lock);
    bc_mem_free(cache);
}

static uint32_t glyph_count(const bc_subset_face *face_glyphs)
{
    return face_glyphs->face->outlines == BC_OUTLINES_CFF ? face_glyphs->cff.glyphs.count
                                                          : face_glyphs->glyf.glyph_count;
}

static bc_subset_face *new_face(const bc_font_face *face)
{
    bc_subset_face *face_glyphs = bc_mem_alloc(sizeof *face_glyphs);
    face_glyphs->face = face;
    pthread_mutex_init(&face_glyphs->lock, NULL);
    bc_buf_init(&face_glyphs->scratch);
    if (face->outlines == BC_OUTLINES_CFF)
        face_glyphs->usable =
            bc_subset_cff_read(bc_font_face_table(face, "CFF "), &face_glyphs->arena, &face_glyphs->cff);
    else
        face_glyphs->usable = bc_subset_glyf_open(face, &face_glyphs->glyf);
    if (!face_glyphs->usable)
        return face_glyphs;
    face_glyphs->glyphs = bc_mem_alloc(bc_mem_product(glyph_count(face_glyphs), sizeof *face_glyphs->glyphs));
    if (face->embedding == BC_EMBED_WHOLE_ONLY && face_glyphs->cff.cid_keyed) {
        face_glyphs->cids = BC_NEW_ARRAY(&face_glyphs->arena, uint16_t, face_glyphs->cff.glyphs.count);
        face_glyphs->usable = bc_subset_cff_cids(&face_glyphs->cff, face_glyphs->cids);
    }
    return face_glyphs;
}

bc_subset_face *bc_subset_cache_face(bc_subset_cache *cache, const bc_font_face *face)
{
    bc_subset_face *found = NULL;
    pthread_mutex_lock(&cache->lock);
    for (size_t i = 0; i < cache->faces.n && !found; i++)
        if (cache->faces.at[i]->face == face)
            found = cache->faces.at[i];
    if (!found)
        bc_vec_add(&cache->faces, found = new_face(face));
    pthread_mutex_unlock(&cache->lock);
    return found;
}

bc_deflate_packer *bc_subset_cache_borrow(bc_subset_cache *cache)
{
    bc_deflate_packer *deflater = NULL;
    pthread_mutex_lock(&cache->lock);
    if (cache->idle.n)
        deflater = cache->idle.at[--cache->idle.n];
    pthread_mutex_unlock(&cache->lock);
    return deflater ? deflater : bc_deflate_new();
}

void bc_subset_cache_give_back(bc_subset_cache *cache, bc_deflate_packer *deflater)
{
    pthread_mutex_lock(&cache->lock);
    bc_vec_add(&cache->idle, deflater);
    pthread_mutex_unlock(&cache->lock);
}

const bc_font_face *bc_subset_face_font(const bc_subset_face *face_glyphs)
{
    return face_glyphs->face;
}

bool bc_subset_face_usable(const bc_subset_face *face_glyphs)
{
    return face_glyphs->usable;
}

const bc_subset_cff *bc_subset_face_cff(const bc_subset_face *face_glyphs)
{
    return &face_glyphs->cff;
}

const bc_subset_glyf *bc_subset_face_glyf(const bc_subset_face *face_glyphs)
{
    return &face_glyphs->glyf;
}

/* Ideographs go without stem hints, a sixth of their bytes: their strokes are thinner than a pixel of a screen, and
 * half a dozen of one of a printer. Letters and figures keep theirs, which hold their heights even. */
static bool make_charstring(bc_subset_face *face_glyphs, uint16_t glyph, bc_subset_glyph *made)
{
    const bc_subset_cff *cff = &face_glyphs->cff;
    int32_t em = face_glyphs->face->units_per_em;
    bool wide = bc_font_face_advance(face_glyphs->face, glyph) >= em;
    const bc_subset_cff_fd *fd = &cff->fds[cff->fd_of[glyph]];
    bc_subset_widths widths = { (int32_t)fd->nominal_width, (int32_t)fd->default_width }, plain = { 0, em };
    bc_buf flat;
    bc_buf_init(&flat);
    bool good =
        bc_subset_charstring_flatten(bc_subset_cff_at(&cff->glyphs, glyph), &fd->subrs, &cff->subrs, wide, &flat);
    if (!good)
        bc_buf_add(&face_glyphs->scratch, BLANK_CHARSTRING, sizeof BLANK_CHARSTRING);
    else if (wide && fd->widths_known && cff->fd_count <= MANY_FDS)
        made->plain = bc_subset_outline_shorten(bc_buf_str(&flat), widths, plain, &face_glyphs->scratch);
    else
        bc_buf_add_str(&face_glyphs->scratch, bc_buf_str(&flat));
    bc_buf_release(&flat);
    return good;
}

static bool make_record(bc_subset_face *face_glyphs, uint16_t glyph, bc_subset_glyph *made)
{
    (void)made;
    bool good = bc_subset_glyf_strip(&face_glyphs->glyf, glyph, &face_glyphs->scratch);
    while (face_glyphs->scratch.n % 4)
        bc_buf_add_char(&face_glyphs->scratch, '\0');
    return good;
}

/* Called with the lock held. */
static const bc_subset_glyph *make_glyph(bc_subset_face *face_glyphs, uint16_t glyph)
{
    bc_subset_glyph *made = BC_NEW(&face_glyphs->arena, bc_subset_glyph);
    bc_buf_clear(&face_glyphs->scratch);
    made->damaged =
        !(face_glyphs->face->outlines == BC_OUTLINES_CFF ? make_charstring : make_record)(face_glyphs, glyph, made);
    made->program = bc_arena_str(&face_glyphs->arena, bc_buf_str(&face_glyphs->scratch));
    atomic_store_explicit(&face_glyphs->glyphs[glyph], made, memory_order_release);
    return made;
}

const bc_subset_glyph *bc_subset_face_glyph(bc_subset_face *face_glyphs, uint16_t glyph)
{
    static const bc_subset_glyph ABSENT_CFF = { .program = { BLANK_CHARSTRING, sizeof BLANK_CHARSTRING },
                                                .damaged = true };
    static const bc_subset_glyph ABSENT = { .damaged = true };
    if (glyph >= glyph_count(face_glyphs))
        return face_glyphs->face->outlines == BC_OUTLINES_CFF ? &ABSENT_CFF : &ABSENT;
    const bc_subset_glyph *found = atomic_load_explicit(&face_glyphs->glyphs[glyph], memory_order_acquire);
    if (found)
        return found;
    pthread_mutex_lock(&face_glyphs->lock);
    found = atomic_load_explicit(&face_glyphs->glyphs[glyph], memory_order_relaxed);
    if (!found)
        found = make_glyph(face_glyphs, glyph);
    pthread_mutex_unlock(&face_glyphs->lock);
    return found;
}

bc_str bc_subset_face_whole(bc_subset_face *face_glyphs, bc_deflate_packer *deflater, size_t *length)
{
    pthread_mutex_lock(&face_glyphs->lock);
    if (!face_glyphs->whole.n) {
        bc_buf_clear(&face_glyphs->scratch);
        bc_subset_sfnt_extract(face_glyphs->face, &face_glyphs->scratch);
        face_glyphs->whole_length = face_glyphs->scratch.n;
        face_glyphs->whole = bc_arena_str(
            &face_glyphs->arena, bc_deflate_zlib(deflater, BC_DEFLATE_OUTLINES, bc_buf_str(&face_glyphs->scratch)));
    }
    pthread_mutex_unlock(&face_glyphs->lock);
    *length = face_glyphs->whole_length;
    return face_glyphs->whole;
}

uint16_t bc_subset_face_cid(const bc_subset_face *face_glyphs, uint16_t glyph)
{
    return face_glyphs->cids && glyph < face_glyphs->cff.glyphs.count ? face_glyphs->cids[glyph] : glyph;
}
