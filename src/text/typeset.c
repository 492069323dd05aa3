/* The typesetter: breaks, clusters and fonts behind the functions that layout calls. Texts that come again, labels
 * above all, are broken once: the lines are cached by text, style and box, up to a limit that is enforced between
 * records, when nobody holds any. */
#include "text/typeset.h"

#include "base/utf8.h"
#include "text/private/balance.h"
#include "text/private/charclass.h"
#include "text/private/fit.h"

#include <assert.h>
#include <string.h>

bc_text_typesetter *bc_text_typesetter_new(bc_font_set *fonts)
{
    bc_text_typesetter *typesetter = bc_mem_alloc(sizeof *typesetter);
    typesetter->glyph_table.fonts = fonts;
    return typesetter;
}

const bc_text_fault *bc_text_typesetter_fault(const bc_text_typesetter *typesetter)
{
    static const bc_text_fault no_breaks = { .kind = BC_FAULT_BREAKS };
    if (typesetter->glyph_table.fault.kind)
        return &typesetter->glyph_table.fault;
    return typesetter->breaks.failed || typesetter->failed ? &no_breaks : NULL;
}

static void cache_release(bc_text_line_cache *cache)
{
    bc_strmap_release(&cache->map);
    bc_arena_release(&cache->arena);
    *cache = (bc_text_line_cache){ .bytes = 0 };
}

static void forget_words(bc_text_known_words *known)
{
    bc_strmap_release(&known->map);
    bc_arena_release(&known->arena);
    known->bytes = 0;
}

static void release_places(bc_text_typesetter *typesetter)
{
    bc_vec_release(&typesetter->places);
    bc_vec_release(&typesetter->active);
    bc_vec_release(&typesetter->cheapest);
    bc_vec_release(&typesetter->word_starts);
}

void bc_text_typesetter_free(bc_text_typesetter *typesetter)
{
    if (!typesetter)
        return;
    bc_text_glyph_table_release(&typesetter->glyph_table);
    bc_text_words_release(&typesetter->words);
    bc_text_breaks_release(&typesetter->breaks);
    bc_unicode_breaks_free(typesetter->graphemes);
    bc_unicode_breaks_free(typesetter->segments);
    cache_release(&typesetter->cache);
    bc_text_demands_release(&typesetter->demands);
    forget_words(&typesetter->known_words);
    bc_vec_release(&typesetter->lines);
    bc_vec_release(&typesetter->glyphs);
    bc_vec_release(&typesetter->runs);
    bc_vec_release(&typesetter->gaps);
    release_places(typesetter);
    bc_mem_free(typesetter);
}

void bc_text_typesetter_forget(bc_text_typesetter *typesetter)
{
    if (typesetter->cache.bytes > BC_MAX_CACHE_BYTES)
        cache_release(&typesetter->cache);
    if (typesetter->demands.bytes >= BC_MAX_CACHE_BYTES)
        bc_text_demands_forget(&typesetter->demands);
    if (typesetter->known_words.bytes >= BC_MAX_CACHE_BYTES)
        forget_words(&typesetter->known_words);
    if (typesetter->breaks.capacity > BC_MAX_SCRATCH_BYTES) {
        bc_text_breaks_release(&typesetter->breaks);
        bc_vec_release(&typesetter->lines);
        bc_vec_release(&typesetter->glyphs);
        bc_vec_release(&typesetter->gaps);
        release_places(typesetter);
    }
}

/* What the lines of a text depend on. Written byte for byte into keys, so it has no padding. */
typedef struct cache_key {
    int32_t role, em, width, first_indent, hang, manner, items;
} cache_key;

_Static_assert(sizeof(cache_key) == 7 * sizeof(int32_t), "padding would make equal keys differ");

typedef struct cached_lines {
    bc_text_lines lines;
} cached_lines;

typedef struct request {
    bc_text_typesetter *typesetter;
    bc_str text;
    const bc_text_style *style;
    const bc_text_box *box;
    bc_text_manner manner;
} request;

static size_t write_key(const request *r, char out[sizeof(cache_key) + BC_MAX_CACHED_TEXT])
{
    assert(r->text.n <= BC_MAX_CACHED_TEXT);
    cache_key key = { (int32_t)r->style->role, bc_text_em(r->style), r->box->width, r->box->first_indent, r->box->hang,
                      (int32_t)r->manner,      r->box->items };
    memcpy(out, &key, sizeof key);
    if (r->text.n > 0)
        memcpy(out + sizeof key, r->text.p, r->text.n);
    return sizeof key + r->text.n;
}

static bc_text_paragraph_fn way_of(const request *r)
{
    enum { MAX_BALANCED_BYTES = 4096 }; /* what is longer has more lines than are balanced */
    static const bc_text_paragraph_fn ways[] = { [BC_TEXT_FILLED] = bc_text_wrap_paragraph,
                                                 [BC_TEXT_BALANCED] = bc_text_balance_title,
                                                 [BC_TEXT_SHORT] = bc_text_balance_short,
                                                 [BC_TEXT_WORDS] = bc_text_balance_words,
                                                 [BC_TEXT_JUSTIFIED] = bc_text_fit_paragraph };
    bool prose = r->manner == BC_TEXT_JUSTIFIED;
    return prose || r->text.n <= MAX_BALANCED_BYTES ? ways[r->manner] : bc_text_wrap_paragraph;
}

/* Breaks the text; the lines are copied into `arena`. */
static bc_text_lines make_lines(const request *r, bc_arena *arena)
{
    bc_text_typesetter *typesetter = r->typesetter;
    bc_vec_clear(&typesetter->lines);
    bc_text_breaks_find(&typesetter->breaks, r->text);
    bc_text_wrapping wrap = { .typesetter = typesetter,
                              .text = r->text,
                              .style = r->style,
                              .box = r->box,
                              .before = typesetter->breaks.before,
                              .hang = r->box->hang };
    bc_text_wrap_paragraphs(&wrap, way_of(r));
    assert(typesetter->lines.n > 0); /* the empty text has a line too */
    const bc_text_line *lines = BC_NEW_COPY(arena, typesetter->lines.at, typesetter->lines.n);
    return (bc_text_lines){ lines, (uint32_t)typesetter->lines.n, wrap.missing, wrap.overfull };
}

static bc_text_lines wrap_cached(const request *r, bc_arena *arena)
{
    bc_text_line_cache *cache = &r->typesetter->cache;
    char key[sizeof(cache_key) + BC_MAX_CACHED_TEXT];
    if (r->text.n > BC_MAX_CACHED_TEXT || r->box->cut_count)
        return make_lines(r, arena);
    bc_str name = { key, write_key(r, key) };
    const cached_lines *known = bc_strmap_find(&cache->map, name);
    if (known)
        return known->lines;
    if (cache->bytes > BC_MAX_CACHE_BYTES)
        return make_lines(r, arena);
    cached_lines *entry = BC_NEW(&cache->arena, cached_lines);
    entry->lines = make_lines(r, &cache->arena);
    bc_strmap_put(&cache->map, bc_arena_str(&cache->arena, name), entry);
    cache->bytes += sizeof *entry + name.n + entry->lines.n * sizeof(bc_text_line) + sizeof(bc_strmap_slot) * 2;
    return entry->lines;
}

/* A box so narrow that justified lines would be full of holes, and filled ones no better than even ones. */
static bool is_narrow(const bc_text_style *style, const bc_text_box *box)
{
    enum { NARROW = 15 }; /* ems */
    int64_t room = (int64_t)box->width - bc_len_max(bc_len_max(box->first_indent, box->hang), 0);
    return room < (int64_t)NARROW * bc_text_em(style);
}

bc_text_lines bc_text_wrap(bc_text_typesetter *typesetter, bc_arena *arena, bc_str text, const bc_text_style *style,
                           const bc_text_box *box)
{
    bool wide = box->manner == BC_TEXT_JUSTIFIED || box->manner == BC_TEXT_WORDS;
    request r = { typesetter, text, style, box, wide && is_narrow(style, box) ? BC_TEXT_SHORT : box->manner };
    return wrap_cached(&r, arena);
}

bc_len bc_text_width(bc_text_typesetter *typesetter, bc_str text, const bc_text_style *style)
{
    bool ignored = false;
    return bc_text_line_width(typesetter, text, 0, (uint32_t)text.n, style, &ignored);
}

/* A character that a cluster could not show; the cluster is known to have one. */
static bc_text_missing_char missing_in(const bc_text_cluster *cluster, bc_str text)
{
    size_t at = cluster->from + (cluster->word ? cluster->word->missing_at : 0);
    uint32_t first = (uint32_t)at;
    bc_text_missing_char missing = { bc_utf8_next(text, &at), first };
    if (!cluster->word)
        return missing;
    for (size_t next = first; next < cluster->to;) { /* the cluster's character that the face lacks */
        uint32_t start = (uint32_t)next, c = bc_utf8_next(text, &next);
        if (!bc_font_face_glyph(cluster->word->face, c))
            return (bc_text_missing_char){ c, start };
    }
    return missing;
}

size_t bc_text_missing(bc_text_typesetter *typesetter, bc_str text, const bc_text_style *style,
                       bc_text_missing_char *out, size_t most)
{
    bc_text_clusters clusters;
    bc_text_cluster cluster;
    size_t n = 0;
    bc_text_clusters_start(&clusters, typesetter, text, 0, style);
    while (bc_text_clusters_next(&clusters, &cluster)) {
        if (!cluster.missing)
            continue;
        if (n < most)
            out[n] = missing_in(&cluster, text);
        n++;
    }
    return n;
}
