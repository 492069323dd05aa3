/* Runs of letters shaped by HarfBuzz, remembered by face and text in font units: the same word at another size is
 * shaped no more. */
#include "text/private/word.h"

#include "base/buf.h"
#include "text/private/face.h"
#include "text/private/glyph_table.h"

#include <assert.h>
#include <string.h>

void bc_text_words_release(bc_text_words *words)
{
    if (words->buffer)
        hb_buffer_destroy(words->buffer);
    bc_strmap_release(&words->map);
    bc_arena_release(&words->arena);
    *words = (bc_text_words){ .bytes = 0 };
}

static void forget_when_full(bc_text_words *words)
{
    if (words->bytes <= BC_MAX_WORDS_BYTES)
        return;
    bc_strmap_release(&words->map);
    bc_arena_reset(&words->arena);
    words->bytes = 0;
}

/* HarfBuzz gives each glyph the byte where its cluster starts. The cluster ends where the next one starts; the first
 * glyph of a cluster stands for all its bytes, the others for none. */
static void assign_bytes(bc_text_word_glyph *glyphs, const hb_glyph_info_t *info, uint32_t n, uint16_t length)
{
    bool backwards = n > 1 && info[0].cluster > info[n - 1].cluster;
    uint16_t end = length;
    for (uint32_t k = 0; k < n; k++) {
        uint32_t i = backwards ? k : n - 1 - k; /* from the word's last cluster to its first */
        uint16_t from = (uint16_t)info[i].cluster;
        bool first = i == 0 || info[i - 1].cluster != info[i].cluster;
        bool last = i == n - 1 || info[i + 1].cluster != info[i].cluster;
        glyphs[i].from = from;
        glyphs[i].to = first ? end : from;
        if (backwards ? last : first)
            end = from;
    }
}

static uint32_t first_missing(const hb_glyph_info_t *info, uint32_t n)
{
    uint32_t at = UINT32_MAX;
    for (uint32_t i = 0; i < n; i++) {
        if (info[i].codepoint == 0 && info[i].cluster < at)
            at = info[i].cluster;
    }
    return at;
}

/* False when memory ran out on the way: HarfBuzz then goes on with what it has. */
static bool shape_buffer(hb_buffer_t *buffer, hb_font_t *font, bc_str text)
{
    hb_buffer_reset(buffer);
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
    hb_buffer_add_utf8(buffer, text.p, (int)text.n, 0, (int)text.n);
    hb_buffer_set_language(buffer, hb_language_from_string("zh-cn", -1));
    hb_buffer_guess_segment_properties(buffer);
    return hb_shape_full(font, buffer, NULL, 0, NULL) && hb_buffer_allocation_successful(buffer);
}

/* False when memory ran out: the word is not to be kept. */
static bool shape(bc_text_words *words, bc_text_word *word, bc_str text)
{
    if (!words->buffer)
        words->buffer = hb_buffer_create();
    hb_buffer_t *buffer = words->buffer;
    bool good = shape_buffer(buffer, word->face->tables->hb_font, text);
    words->starved = words->starved || !good;
    unsigned n = 0;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &n);
    const hb_glyph_position_t *place = hb_buffer_get_glyph_positions(buffer, &n);
    bc_text_word_glyph *glyphs = BC_NEW_ARRAY(&words->arena, bc_text_word_glyph, n + 1);
    for (unsigned i = 0; i < n; i++) {
        glyphs[i].id = info[i].codepoint < word->face->glyph_count ? (uint16_t)info[i].codepoint : 0;
        glyphs[i].advance = place[i].x_advance;
        glyphs[i].x = place[i].x_offset;
        glyphs[i].y = place[i].y_offset;
    }
    assert(text.n <= UINT16_MAX);
    assign_bytes(glyphs, info, n, (uint16_t)text.n);
    word->glyphs = glyphs;
    word->n = n;
    word->missing_at = first_missing(info, n);
    /* .notdef must not be printed: 〓 of this face, or nothing when it has none. */
    uint16_t geta = bc_font_face_glyph(word->face, 0x3013);
    for (unsigned i = 0; word->missing_at != UINT32_MAX && i < n; i++) {
        if (glyphs[i].id == 0) {
            glyphs[i].id = geta;
            glyphs[i].advance = bc_font_face_advance(word->face, geta) * (geta != 0);
        }
    }
    words->bytes += n * sizeof *glyphs;
    return good;
}

const bc_text_word *bc_text_words_shape(bc_text_words *words, const bc_font_face *face, bc_str text)
{
    char key[sizeof face + BC_MAX_WORD_CHARS * 4];
    bool keep = text.n <= sizeof key - sizeof face;
    forget_when_full(words);
    bc_str name = { key, sizeof face + text.n };
    if (keep) {
        memcpy(key, &face, sizeof face);
        memcpy(key + sizeof face, text.p, text.n);
        const bc_text_word *known = bc_strmap_find(&words->map, name);
        if (known)
            return known;
    }
    bc_text_word *word = BC_NEW(&words->arena, bc_text_word);
    word->face = face;
    keep = shape(words, word, text) && keep;
    words->bytes += sizeof *word + text.n;
    if (keep)
        bc_strmap_put(&words->map, bc_arena_str(&words->arena, name), word);
    return word;
}

bc_len bc_text_word_width(const bc_text_word *word, bc_len size)
{
    int64_t width = 0;
    for (uint32_t i = 0; i < word->n; i++)
        width += bc_text_units_to_len(word->glyphs[i].advance, size, word->face->units_per_em);
    return bc_text_clamp(width);
}
