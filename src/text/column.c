/* A line set from top to bottom (竖排), as in the narrow stubs of paper forms. Ideographs stand upright below each
 * other, marks in the shapes that fonts have for that; one or two figures or letters stand side by side in the room of
 * one character; longer figures and words, and marks that have no such shape, lie on their side. */
#include "text/private/cluster.h"

#include "base/utf8.h"
#include "unicode/character.h"

enum { MAX_BESIDE = 2 }; /* figures or letters in the room of one character */

/* What is placed as one: an upright character, some beside each other, or a run that lies on its side. */
typedef struct piece {
    uint32_t first, n; /* parts */
    bc_len width, length;
    bool lies;
} piece;

/* Words are shaped in memory that is given back after some others: each is asked for again when it is placed. */
typedef struct part {
    bc_text_cluster cluster;
    const bc_font_face *face; /* of its word; NULL: it is none */
} part;

typedef struct column {
    bc_text_typesetter *typesetter;
    bc_str line;
    const bc_text_style *style;
    BC_VEC(part) parts;
    BC_VEC(piece) pieces;
    BC_VEC(bc_text_column_glyph) glyphs;
} column;

static uint32_t character_at(const column *c, const bc_text_cluster *cluster)
{
    size_t at = cluster->from;
    return bc_utf8_next(c->line, &at);
}

/* The glyph of an upright character: its vertical shape, if the face has one. */
static uint16_t upright_glyph(const column *c, const bc_text_cluster *cluster)
{
    uint32_t character = character_at(c, cluster);
    if (cluster->info->missing || !bc_unicode_is_sign(character))
        return cluster->info->glyph;
    return bc_font_face_variant(cluster->info->face, "vert", character, &c->typesetter->failed);
}

/* Whether it stands: what is as wide as high, unless it is a mark that should turn and cannot. */
static bool stands(const column *c, const bc_text_cluster *cluster)
{
    if (cluster->word || !cluster->info->face)
        return false;
    enum { MARKS = 0x2010 }; /* below these are letters, figures and their marks */
    uint32_t character = character_at(c, cluster);
    if (!bc_unicode_turns(character))
        return true;
    return character >= MARKS && upright_glyph(c, cluster) != cluster->info->glyph;
}

static void collect_clusters(column *c)
{
    bc_text_clusters clusters;
    bc_text_cluster cluster;
    bc_text_clusters_start(&clusters, c->typesetter, c->line, 0, c->style);
    while (bc_text_clusters_next(&clusters, &cluster))
        if (cluster.info->kind != BC_GLYPH_HIDDEN || cluster.word)
            bc_vec_add(&c->parts, (part){ cluster, cluster.word ? cluster.word->face : NULL });
}

static uint32_t characters_in(const column *c, const piece *p)
{
    uint32_t n = 0;
    const bc_text_cluster *last = &c->parts.at[p->first + p->n - 1].cluster;
    for (size_t at = c->parts.at[p->first].cluster.from; at < last->to; n++)
        bc_utf8_next(c->line, &at);
    return n;
}

static bool has_blank(const column *c, const piece *p)
{
    for (uint32_t i = p->first; i < p->first + p->n; i++)
        if (c->parts.at[i].cluster.blank)
            return true;
    return false;
}

static void find_pieces(column *c)
{
    bc_len em = bc_text_em(c->style);
    for (uint32_t i = 0; i < c->parts.n;) {
        piece p = { .first = i, .n = 1, .width = c->parts.at[i].cluster.width, .length = em };
        if (!stands(c, &c->parts.at[i].cluster)) {
            while (i + p.n < c->parts.n && !stands(c, &c->parts.at[i + p.n].cluster))
                p.width += c->parts.at[i + p.n++].cluster.width;
            p.lies = has_blank(c, &p) || characters_in(c, &p) > MAX_BESIDE;
            p.length = p.lies ? p.width : em;
        }
        i += p.n;
        bc_vec_add(&c->pieces, p);
    }
}

static void add_glyph(column *c, const bc_text_cluster *cluster, const bc_text_column_glyph *glyph)
{
    if (glyph->id && !cluster->blank)
        bc_vec_add(&c->glyphs, *glyph);
}

/* From `along` of the piece's own line on: side by side, or below each other when it lies. */
static void put_part(column *c, const part *part, const piece *p, int64_t y, bc_len along)
{
    const bc_text_cluster *cluster = &part->cluster;
    bc_len size = c->style->size, above = bc_text_baseline(&(bc_text_style){ .size = size, .leading = size });
    bc_text_column_glyph glyph = {
        .face = cluster->info->face, .from = cluster->from, .to = cluster->to, .lies = p->lies
    };
    glyph.x = p->lies ? size / 2 - above : along - p->width / 2; /* the em box stands on the axis */
    glyph.y = bc_text_clamp(y + (p->lies ? along : above));
    if (!part->face) {
        glyph.id = p->n == 1 && !p->lies ? upright_glyph(c, cluster) : cluster->info->glyph;
        add_glyph(c, cluster, &glyph);
        return;
    }
    const bc_text_word *word =
        bc_text_words_shape(&c->typesetter->words, part->face, bc_str_slice(c->line, cluster->from, cluster->to));
    glyph.face = word->face;
    for (uint32_t i = 0; i < word->n; i++) {
        glyph.id = word->glyphs[i].id;
        glyph.from = cluster->from + word->glyphs[i].from;
        glyph.to = cluster->from + word->glyphs[i].to;
        add_glyph(c, cluster, &glyph);
        bc_len by = bc_text_units_to_len(word->glyphs[i].advance, bc_text_em(c->style), word->face->units_per_em);
        *(p->lies ? &glyph.y : &glyph.x) += by;
    }
}

static int64_t put_pieces(column *c, bc_len stretch_to)
{
    int64_t length = 0, y = 0, gaps = (int64_t)c->pieces.n - 1;
    for (size_t i = 0; i < c->pieces.n; i++)
        length += c->pieces.at[i].length;
    int64_t spare = stretch_to > length && gaps > 0 ? stretch_to - length : 0;
    for (size_t i = 0; i < c->pieces.n; i++) {
        const piece *p = &c->pieces.at[i];
        bc_len along = 0;
        for (uint32_t k = p->first; k < p->first + p->n; k++) {
            put_part(c, &c->parts.at[k], p, y + (gaps > 0 ? spare * (int64_t)i / gaps : 0), along);
            along += c->parts.at[k].cluster.width;
        }
        y += p->length;
    }
    return length + spare;
}

bc_text_column bc_text_shape_column(bc_text_typesetter *typesetter, bc_arena *arena, bc_str line,
                                    const bc_text_style *style, bc_len stretch_to)
{
    column c = { .typesetter = typesetter, .line = line, .style = style };
    collect_clusters(&c);
    find_pieces(&c);
    bc_text_column made = { .length = bc_text_clamp(put_pieces(&c, stretch_to)) };
    made.glyphs = BC_NEW_COPY(arena, c.glyphs.at, c.glyphs.n);
    made.n = (uint32_t)c.glyphs.n;
    bc_vec_release(&c.parts);
    bc_vec_release(&c.pieces);
    bc_vec_release(&c.glyphs);
    return made;
}
