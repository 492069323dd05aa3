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

/* Moves the glyphs so that the line is `by` wider (narrower: negative): each gap takes as much of it as its share of
 * all shares is. */
static void move(bc_text_typesetter *typesetter, int64_t by, bool widen)
{
    const bc_text_gap *gaps = typesetter->gaps.at;
    int64_t total = 0, before = 0;
    for (size_t i = 0; i < typesetter->gaps.n; i++)
        total += widen ? gaps[i].widens : gaps[i].squeeze;
    assert(total > 0);
    size_t gap = 0;
    for (size_t i = 0; i < typesetter->glyphs.n; i++) {
        for (; gap < typesetter->gaps.n && gaps[gap].glyph <= i; gap++)
            before += widen ? gaps[gap].widens : gaps[gap].squeeze;
        typesetter->glyphs.at[i].x = bc_text_clamp(typesetter->glyphs.at[i].x + by * before / total);
    }
}

/* Notes what the gap before the cluster that was just added can give or take; `squeeze` is of all gaps before it. */
static void note_gap(bc_text_typesetter *typesetter, bool widens, int64_t squeeze)
{
    if (widens || squeeze > 0)
        bc_vec_add(&typesetter->gaps, (bc_text_gap){ (uint32_t)typesetter->glyphs.n, bc_text_clamp(squeeze), widens });
}

/* Widens or squeezes the line to `width`, as far as it goes. Returns how wide it then is. */
static bc_len fit(bc_text_typesetter *typesetter, const bc_text_extent *extent, bc_len width)
{
    bc_len to = bc_len_max(bc_len_min(width, extent->most), extent->least);
    if (to != extent->natural)
        move(typesetter, (int64_t)to - extent->natural, to > extent->natural);
    return to;
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
    bc_text_edge before = { .none = true };
    int64_t gaps = 0;
    bc_text_clusters_start(&clusters, typesetter, line, 0, style);
    while (bc_text_clusters_next(&clusters, &cluster)) {
        int64_t squeeze = advance.squeeze;
        bc_text_advance_add(&advance, &cluster);
        int64_t x = advance.end - cluster.width;
        if (stretch_to > 0) {
            bool widens = bc_text_edge_widens(&before, line, &cluster);
            gaps += widens;
            note_gap(typesetter, widens, advance.squeeze - squeeze);
            before = bc_text_edge_after(line, &cluster);
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
    if (stretch_to > 0) {
        bc_text_extent extent = bc_text_extent_of(width, gaps, advance.visible_squeeze, bc_text_em(style));
        if (style->spread && gaps)
            extent.most = BC_LEN_MAX;
        width = fit(typesetter, &extent, stretch_to);
    }
    bc_text_dash_join(typesetter, line, style);
    return copy_out(typesetter, arena, width);
}

bc_len bc_text_baseline(const bc_text_style *style)
{
    enum { EM_ABOVE = 88 }; /* hundredths of the em that stand above the baseline in Chinese faces */
    return (style->leading - style->size) / 2 + bc_len_scale(style->size, EM_ABOVE, 100);
}
