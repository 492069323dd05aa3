/* A line into glyphs, from the same clusters that measured it, so that what is drawn is as wide as what was wrapped.
 * Stretching shares what is missing among the gaps that may be widened, by whole thousandths and without a
 * remainder: the last glyph stands exactly at the edge. */
#include "text/private/charclass.h"
#include "text/private/cluster.h"
#include "text/private/dash.h"

#include "base/utf8.h"

#include <assert.h>

static void open_run(bc_text_typesetter *typesetter, const bc_font_face *face)
{
    if (typesetter->runs.n > 0 && typesetter->runs.at[typesetter->runs.n - 1].face == face)
        return;
    bc_vec_add(&typesetter->runs, (bc_text_glyph_run){ .face = face, .first = (uint32_t)typesetter->glyphs.n });
}

static void add_glyph(bc_text_typesetter *typesetter, const bc_font_face *face, const bc_text_glyph *glyph)
{
    open_run(typesetter, face);
    bc_vec_add(&typesetter->glyphs, *glyph);
    typesetter->runs.at[typesetter->runs.n - 1].n++;
}

static void add_word(bc_text_typesetter *typesetter, const bc_text_cluster *cluster, int64_t x, bc_len size)
{
    const bc_text_word *word = cluster->word;
    uint16_t upem = word->face->units_per_em;
    for (uint32_t i = 0; i < word->n; i++) {
        const bc_text_word_glyph *g = &word->glyphs[i];
        bc_text_glyph glyph = { .id = g->id,
                                .from = cluster->from + g->from,
                                .to = cluster->from + g->to,
                                .x = bc_text_clamp(x + bc_text_units_to_len(g->x, size, upem)),
                                .dy = bc_text_units_to_len(g->y, size, upem) };
        if (g->id)
            add_glyph(typesetter, word->face, &glyph);
        x += bc_text_units_to_len(g->advance, size, upem);
    }
}

/* What a gap between two clusters is to a line that is being widened. */
typedef struct edge {
    bc_text_class class;
    uint32_t c;
    bool none; /* at the line's start */
} edge;

/* Words, numbers with their signs, —— and …… are not pulled apart. */
static bool may_widen(const edge *a, const bc_text_cluster *cluster, uint32_t c)
{
    if (a->none)
        return false;
    bc_text_class b = bc_text_class_of(c);
    if (a->c == c && a->class == BC_CLASS_CONNECT)
        return false;
    bool a_latin = a->class == BC_CLASS_LETTER || a->class == BC_CLASS_DIGIT || a->class == BC_CLASS_JOINT ||
                   a->class == BC_CLASS_PREFIX || a->class == BC_CLASS_SLASH || (a->c < 0x80 && a->c != ' ');
    bool b_latin = b == BC_CLASS_LETTER || b == BC_CLASS_DIGIT || b == BC_CLASS_JOINT || b == BC_CLASS_POSTFIX ||
                   b == BC_CLASS_SLASH || (c < 0x80 && c != ' ');
    return !(a_latin && b_latin) && cluster->info->kind != BC_GLYPH_HIDDEN;
}

static edge edge_after(bc_str line, const bc_text_cluster *cluster)
{
    size_t at = bc_utf8_previous(bc_str_slice(line, 0, cluster->to), cluster->to);
    uint32_t c = bc_utf8_next(line, &at);
    return (edge){ .class = bc_text_class_of(c), .c = c };
}

/* Spreads what is missing to `width` evenly over the gaps; gaps hold the glyph that each one stands before. */
static void widen(bc_text_typesetter *typesetter, bc_len missing)
{
    size_t gaps = typesetter->gaps.n, gap = 0;
    assert(gaps > 0 && missing > 0);
    for (size_t i = 0; i < typesetter->glyphs.n; i++) {
        while (gap < gaps && (size_t)typesetter->gaps.at[gap] <= i)
            gap++;
        int64_t shift = (int64_t)missing * (int64_t)gap / (int64_t)gaps;
        typesetter->glyphs.at[i].x = bc_text_clamp(typesetter->glyphs.at[i].x + shift);
    }
}

static bc_text_shaped copy_out(bc_text_typesetter *typesetter, bc_arena *arena, bc_len width)
{
    return (bc_text_shaped){ .glyphs = BC_NEW_COPY(arena, typesetter->glyphs.at, typesetter->glyphs.n),
                             .glyph_count = (uint32_t)typesetter->glyphs.n,
                             .runs = BC_NEW_COPY(arena, typesetter->runs.at, typesetter->runs.n),
                             .run_count = (uint32_t)typesetter->runs.n,
                             .width = width };
}

/* Of the glyph, which may be narrower than its room. */
static bc_len natural_width(const bc_text_cluster *cluster, const bc_text_style *style)
{
    const bc_font_face *face = cluster->info->face;
    uint16_t advance = bc_font_face_advance(face, cluster->info->glyph);
    return bc_text_units_to_len(advance, bc_text_em(style), face->units_per_em);
}

bc_text_shaped bc_text_shape(bc_text_typesetter *typesetter, bc_arena *arena, bc_str line, const bc_text_style *style,
                             bc_len stretch_to)
{
    bc_vec_clear(&typesetter->glyphs);
    bc_vec_clear(&typesetter->runs);
    bc_vec_clear(&typesetter->gaps);
    bc_text_clusters clusters;
    bc_text_cluster cluster;
    bc_text_advance advance = { .end = 0 };
    edge before = { .none = true };
    bc_text_clusters_start(&clusters, typesetter, line, 0, style);
    while (bc_text_clusters_next(&clusters, &cluster)) {
        bc_text_advance_add(&advance, &cluster);
        int64_t x = advance.end - cluster.width;
        if (stretch_to > 0) {
            size_t at = cluster.from;
            if (may_widen(&before, &cluster, bc_utf8_next(line, &at)))
                bc_vec_add(&typesetter->gaps, (bc_len)typesetter->glyphs.n);
            before = edge_after(line, &cluster);
        }
        bc_text_glyph glyph = {
            .id = cluster.info->glyph, .from = cluster.from, .to = cluster.to, .x = bc_text_clamp(x)
        };
        if (line.p[cluster.from] == '-' && glyph.id)
            glyph.x = bc_text_clamp(x + (cluster.width - natural_width(&cluster, style)) / 2);
        if (cluster.word)
            add_word(typesetter, &cluster, x, bc_text_em(style));
        else if (glyph.id && cluster.info->kind <= BC_GLYPH_BLANK)
            add_glyph(typesetter, cluster.info->face, &glyph);
    }
    bc_len width = bc_text_clamp(advance.visible);
    if (stretch_to > width && typesetter->gaps.n > 0) {
        widen(typesetter, stretch_to - width);
        width = stretch_to;
    }
    bc_text_dash_join(typesetter, line, style);
    return copy_out(typesetter, arena, width);
}

bc_len bc_text_baseline(const bc_text_style *style)
{
    enum { EM_ABOVE = 88 }; /* hundredths of the em that stand above the baseline in Chinese faces */
    return (style->leading - style->size) / 2 + bc_len_scale(style->size, EM_ABOVE, 100);
}
