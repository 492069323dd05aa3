/* —— as one stroke. Faces leave a little room at both sides of their dash, so that two of them show a gap. Where a face
 * has a line of its own that goes from edge to edge (U+2500, made to be joined) its glyph is taken instead; then the
 * glyphs of a run are moved together until they overlap, with the same room at both ends of the run. They go on
 * standing for — each: what is copied is what was written. */
#include "text/private/dash.h"

#include "text/private/face.h"

enum {
    LINE = 0x2500,
    EDGE = 30,   /* thousandths of an em: a glyph that leaves less at both sides goes from edge to edge */
    ROOM = 20,   /* at either end of a run, when its glyphs are wide enough */
    OVERLAP = 20 /* by so much at least, that no seam shows between two */
};

/* A glyph and its ink. */
typedef struct dash {
    uint16_t id;
    bc_len left, right;
} dash;

static bool ink_of(const bc_font_face *face, uint16_t glyph, bc_len em, dash *out)
{
    int left, right;
    if (!glyph || !bc_font_face_ink(face, glyph, &left, &right))
        return false;
    out->id = glyph;
    out->left = bc_text_units_to_len(left, em, face->units_per_em);
    out->right = bc_text_units_to_len(right, em, face->units_per_em);
    return out->right > out->left;
}

/* The glyph for the dashes of a run: one that goes from edge to edge, or the face's own. */
static bool choose(bc_text_typesetter *typesetter, const bc_font_face *face, uint16_t own, const bc_text_style *style,
                   dash *out)
{
    bc_len em = style->size, edge = bc_len_scale(em, EDGE, 1000);
    if (!ink_of(face, own, em, out))
        return false;
    dash line;
    const bc_text_glyph_info *info = bc_text_glyph_table_at(&typesetter->glyph_table, style->role, LINE);
    bool whole = out->left <= edge && out->right >= em - edge;
    if (!whole && info->face == face && ink_of(face, info->glyph, em, &line) && line.left <= edge &&
        line.right >= em - edge)
        *out = line;
    return true;
}

/* Glyphs first..end, which are equally far apart, as one stroke over the room that they have. */
static void join(bc_text_glyph *glyphs, size_t first, size_t end, const dash *d, bc_len em)
{
    bc_len n = (bc_len)(end - first), ink = d->right - d->left, start = glyphs[first].x;
    bc_len room = glyphs[end - 1].x - start + em;
    bc_len most = ink - bc_len_scale(em, OVERLAP, 1000);
    bc_len step = bc_len_min((room - 2 * bc_len_scale(em, ROOM, 1000) - ink) / (n - 1), most);
    if (step <= 0)
        return;
    bc_len left = start + (room - step * (n - 1) - ink) / 2;
    for (bc_len i = 0; i < n; i++) {
        glyphs[first + (size_t)i].id = d->id;
        glyphs[first + (size_t)i].x = left + i * step - d->left;
    }
}

static bool is_dash(bc_str line, const bc_text_glyph *glyph)
{
    return glyph->to - glyph->from == 3 && (unsigned char)line.p[glyph->from] == 0xE2 &&
           (unsigned char)line.p[glyph->from + 1] == 0x80 && (unsigned char)line.p[glyph->from + 2] == 0x94;
}

void bc_text_dash_join(bc_text_typesetter *typesetter, bc_str line, const bc_text_style *style)
{
    bc_text_glyph *glyphs = typesetter->glyphs.at;
    for (size_t r = 0; r < typesetter->runs.n; r++) {
        const bc_text_glyph_run *run = &typesetter->runs.at[r];
        for (size_t i = run->first, end; i < (size_t)run->first + run->n; i = end) {
            end = i + 1;
            if (!is_dash(line, &glyphs[i]))
                continue;
            while (end < (size_t)run->first + run->n && is_dash(line, &glyphs[end]))
                end++;
            dash d;
            if (end - i > 1 && choose(typesetter, run->face, glyphs[i].id, style, &d))
                join(glyphs, i, end, &d, bc_text_em(style));
        }
    }
}
