/* A text cut into what is placed as one: a character with a glyph of its own, or a run of letters, or a base with
 * its marks, which HarfBuzz shapes together. Nearly all of a Chinese text is of the first kind and takes one table
 * look-up. */
#include "text/private/cluster.h"

#include "base/utf8.h"
#include "unicode/character.h"

#include <string.h>

/* Emoji sequences are ten characters long, accented letters three; more than this is a hostile text. */
enum { MAX_MARKS = 32 };

static void look(bc_text_clusters *p)
{
    if (p->at >= p->text.n) {
        p->info = NULL;
        return;
    }
    size_t next = p->at;
    p->c = bc_utf8_next(p->text, &next);
    p->ahead = (uint32_t)next;
    p->info = bc_text_glyph_table_at(&p->typesetter->glyph_table, p->role, p->c);
}

static void step(bc_text_clusters *p)
{
    p->at = p->ahead;
    look(p);
}

/* Where the wide blanks begin that end the text; its end if there is nothing before them. */
static uint32_t find_room(bc_str text, uint32_t from)
{
    static const char WIDE[] = "　";
    enum { BYTES = sizeof WIDE - 1 };
    size_t at = text.n;
    while (at >= (size_t)from + BYTES && memcmp(text.p + at - BYTES, WIDE, BYTES) == 0)
        at -= BYTES;
    return (uint32_t)(at > from ? at : text.n);
}

void bc_text_clusters_start(bc_text_clusters *clusters, bc_text_typesetter *typesetter, bc_str text, uint32_t from,
                            const bc_text_style *style)
{
    *clusters = (bc_text_clusters){
        .typesetter = typesetter, .role = style->role, .size = bc_text_em(style), .text = text, .at = from
    };
    clusters->room = find_room(text, from);
    look(clusters);
}

static bool face_has_all(const bc_text_clusters *p, const bc_font_face *face, uint32_t from, uint32_t to)
{
    for (size_t at = from; at < to;) {
        uint32_t c = bc_utf8_next(p->text, &at);
        if (!bc_font_face_glyph(face, c) && !bc_text_glyph_table_at(&p->typesetter->glyph_table, p->role, c)->invisible)
            return false;
    }
    return true;
}

static bool has_variation(const bc_font_face *face, uint32_t c, uint32_t selector)
{
    hb_codepoint_t glyph;
    return hb_font_get_variation_glyph(face->tables->hb_font, c, selector, &glyph);
}

/* The face for a base character with marks: the first that has all of them (and the variation asked for), else the
 * base character's own. */
static const bc_font_face *cluster_face(bc_text_clusters *p, const bc_text_glyph_info *base, uint32_t from, uint32_t to)
{
    size_t at = from;
    uint32_t c = bc_utf8_next(p->text, &at);
    if (at == to || base->missing)
        return base->face;
    uint32_t mark = bc_utf8_next(p->text, &at);
    bool variation = (mark >= 0xFE00 && mark <= 0xFE0F) || (mark >= 0xE0100 && mark <= 0xE01EF);
    const bc_font_face *fallback = NULL;
    size_t choices = bc_font_set_choices(p->typesetter->glyph_table.fonts, p->role);
    for (size_t i = 0; i < choices; i++) {
        const bc_font_face *face =
            bc_font_set_face(p->typesetter->glyph_table.fonts, p->role, i, &p->typesetter->glyph_table.fault);
        if (!face || !face_has_all(p, face, from, to))
            continue;
        if (!variation || has_variation(face, c, mark))
            return face;
        fallback = fallback ? fallback : face;
    }
    return fallback ? fallback : base->face;
}

/* Steps over one character with its marks. */
static uint32_t take_cluster(bc_text_clusters *p)
{
    uint32_t n = 0;
    do {
        step(p);
    } while (p->info && p->info->kind == BC_GLYPH_EXTENDS && ++n < MAX_MARKS);
    return n + 1;
}

static bool same_script(uint8_t a, uint8_t b)
{
    return a == b || a == BC_SCRIPT_COMMON || b == BC_SCRIPT_COMMON || a == BC_SCRIPT_INHERITED ||
           b == BC_SCRIPT_INHERITED;
}

/* A run of letters of one script and face, or one cluster when its base is no letter. */
static void take_word(bc_text_clusters *p, bc_text_cluster *out)
{
    const bc_text_glyph_info *base = p->info;
    uint32_t chars = take_cluster(p);
    const bc_font_face *face = cluster_face(p, base, out->from, p->at);
    while (base->kind == BC_GLYPH_WORD && p->info && p->info->kind == BC_GLYPH_WORD && !p->info->missing &&
           same_script(base->script, p->info->script) && chars < BC_MAX_WORD_CHARS) {
        bc_text_clusters before = *p;
        uint32_t more = take_cluster(p);
        if (chars + more > BC_MAX_WORD_CHARS || cluster_face(p, before.info, before.at, p->at) != face) {
            *p = before;
            break;
        }
        chars += more;
    }
    out->to = p->at;
    if (face) {
        out->word = bc_text_words_shape(&p->typesetter->words, face, bc_str_slice(p->text, out->from, out->to));
        if (p->typesetter->words.starved && !p->typesetter->glyph_table.fault.kind)
            p->typesetter->glyph_table.fault = bc_text_fault_starved(p->role, face);
        out->width = bc_text_word_width(out->word, p->size);
        out->missing = out->missing || out->word->missing_at != UINT32_MAX;
    }
}

bool bc_text_clusters_next(bc_text_clusters *p, bc_text_cluster *out)
{
    const bc_text_glyph_info *info = p->info;
    if (!info)
        return false;
    *out = (bc_text_cluster){ .from = p->at, .to = p->ahead, .info = info, .missing = info->missing };
    out->blank = (info->kind == BC_GLYPH_BLANK && out->from < p->room) || info->kind == BC_GLYPH_HIDDEN;
    bool alone = info->missing || info->kind <= BC_GLYPH_BLANK || info->kind == BC_GLYPH_HIDDEN;
    if (alone || (info->kind == BC_GLYPH_EXTENDS && info->invisible)) {
        bc_text_clusters before = *p;
        step(p);
        bool marked = info->kind == BC_GLYPH_SIMPLE && !info->missing && p->info && p->info->kind == BC_GLYPH_EXTENDS;
        if (!marked) {
            out->blank = out->blank || info->kind == BC_GLYPH_EXTENDS;
            if (info->kind <= BC_GLYPH_BLANK || info->missing)
                out->width =
                    info->face ? bc_text_units_to_len(info->advance, p->size, info->face->units_per_em) : p->size;
            return true;
        }
        *p = before;
    }
    take_word(p, out);
    return true;
}

bool bc_text_edge_widens(const bc_text_edge *before, bc_str text, const bc_text_cluster *cluster)
{
    if (before->none)
        return false;
    size_t at = cluster->from;
    uint32_t a = before->c, b = bc_utf8_next(text, &at);
    bc_text_class left = before->class, right = bc_text_class_of(b);
    if (left == BC_CLASS_IDEOGRAPH && right == BC_CLASS_IDEOGRAPH)
        return true;
    if (a == b && left == BC_CLASS_CONNECT)
        return false;
    bool left_latin = left == BC_CLASS_LETTER || left == BC_CLASS_DIGIT || left == BC_CLASS_JOINT ||
                      left == BC_CLASS_PREFIX || left == BC_CLASS_SLASH || (a < 0x80 && a != ' ');
    bool right_latin = right == BC_CLASS_LETTER || right == BC_CLASS_DIGIT || right == BC_CLASS_JOINT ||
                       right == BC_CLASS_POSTFIX || right == BC_CLASS_SLASH || (b < 0x80 && b != ' ');
    return !(left_latin && right_latin) && cluster->info->kind != BC_GLYPH_HIDDEN;
}

bc_text_edge bc_text_edge_after(bc_str text, const bc_text_cluster *cluster)
{
    size_t at = bc_utf8_previous(bc_str_slice(text, 0, cluster->to), cluster->to);
    uint32_t c = bc_utf8_next(text, &at);
    return (bc_text_edge){ .class = bc_text_class_of(c), .c = c };
}

bc_len bc_text_line_width(bc_text_typesetter *typesetter, bc_str text, uint32_t from, uint32_t to,
                          const bc_text_style *style, bool *missing)
{
    bc_text_clusters clusters;
    bc_text_cluster cluster;
    bc_text_advance advance = { .end = 0 };
    bc_text_clusters_start(&clusters, typesetter, bc_str_slice(text, 0, to), from, style);
    while (bc_text_clusters_next(&clusters, &cluster)) {
        bc_text_advance_add(&advance, &cluster);
        *missing = *missing || cluster.missing;
    }
    return bc_text_clamp(advance.visible);
}

bc_text_extent bc_text_extent_of_line(bc_text_typesetter *typesetter, bc_str line, const bc_text_style *style)
{
    bc_text_clusters clusters;
    bc_text_cluster cluster;
    bc_text_advance advance = { .end = 0 };
    bc_text_edge before = { .none = true };
    int64_t gaps = 0;
    bc_text_clusters_start(&clusters, typesetter, line, 0, style);
    while (bc_text_clusters_next(&clusters, &cluster)) {
        bc_text_advance_add(&advance, &cluster);
        gaps += bc_text_edge_widens(&before, line, &cluster);
        before = bc_text_edge_after(line, &cluster);
    }
    return bc_text_extent_of(bc_text_clamp(advance.visible), gaps, advance.visible_squeeze, bc_text_em(style));
}

bc_len bc_text_set_width(const bc_text_extent *extent, bc_len room, bool ends_paragraph, bc_len size)
{
    if (room < extent->natural)
        return bc_len_max(room, extent->least);
    if (ends_paragraph || (int64_t)room - extent->most > size)
        return extent->natural;
    return bc_len_min(room, extent->most);
}
