/* Paragraphs with passages in other fonts. The line is shaped twice, as a whole for where its glyphs stand and each
 * passage alone for its own; differences in width move what follows, so squeezing and stretching stay those of one
 * line. */
#include "layout/private/passage.h"

#include <assert.h>

enum { MAX_TRIES = 4 };

/* Part of a line in one font, and where it goes: origin of its first glyph, how far its last one moves by stretching.
 */
typedef struct segment {
    bc_str text;
    const bc_text_style *style;
    bc_len width;
} segment;

typedef struct segments {
    BC_VEC(segment) list;
    bc_len growth; /* of the line, compared with the paragraph's own font */
} segments;

static void add_segment(segments *s, const bc_layout_block *block, uint32_t from, uint32_t to,
                        const bc_text_style *style, bc_text_typesetter *typesetter)
{
    if (to <= from)
        return;
    bc_str text = bc_str_slice(block->as.text.words, from, to);
    bc_len width = bc_text_width(typesetter, text, style);
    if (style != &block->style->text)
        s->growth += width - bc_text_width(typesetter, text, &block->style->text);
    bc_vec_add(&s->list, (segment){ text, style, width });
}

static void split_line(segments *s, const bc_layout_block *block, const bc_text_line *line,
                       bc_text_typesetter *typesetter)
{
    bc_vec_clear(&s->list);
    s->growth = 0;
    uint32_t at = line->from;
    const bc_layout_passage *passages = block->composed->as.para.passages;
    for (uint32_t i = 0; i < block->composed->as.para.passage_count; i++) {
        const bc_layout_passage *passage = &passages[i];
        assert(passage->from <= passage->to && passage->to <= block->as.text.words.n);
        assert(i == 0 || passages[i - 1].to <= passage->from); /* apart and ascending */
        uint32_t from = passage->from > at ? passage->from : at, to = passage->to < line->to ? passage->to : line->to;
        if (to <= from)
            continue;
        add_segment(s, block, at, from, &block->style->text, typesetter);
        add_segment(s, block, from, to, passage->style, typesetter);
        at = to;
    }
    add_segment(s, block, at, line->to, &block->style->text, typesetter);
}

static bc_len room_of(const bc_text_box *box, const bc_text_lines *lines, uint32_t line)
{
    return box->width - lines->at[line].indent;
}

/* How wide the line is set in all its fonts: as it was, unless it is justified; its marks give way as they do in the
 * paragraph's own font. */
static bc_len set_width(bc_text_typesetter *typesetter, bc_str line, const bc_text_style *style, bc_len growth,
                        bc_len room, bool ends)
{
    bc_text_extent extent = bc_text_extent_of_line(typesetter, line, style);
    extent.natural += growth;
    extent.least += growth;
    extent.most += growth;
    return bc_text_set_width(&extent, room, ends, bc_text_em(style));
}

/* The lines with the widths to which they are set; returns by how much the widest of them is too wide. */
static bc_len set_lines(segments *s, const bc_layout_block *block, bc_text_typesetter *typesetter, bc_text_line *lines,
                        const bc_text_lines *all, const bc_text_box *box)
{
    bc_len excess = 0;
    for (uint32_t i = 0; i < all->n; i++) {
        bc_text_line *line = &lines[i];
        *line = all->at[i];
        split_line(s, block, line, typesetter);
        bc_len room = room_of(box, all, i);
        line->width += s->growth;
        line->set = line->width;
        if (box->manner == BC_TEXT_JUSTIFIED)
            line->set = set_width(typesetter, bc_str_slice(block->as.text.words, line->from, line->to),
                                  &block->style->text, s->growth, room, line->ends_paragraph);
        excess = bc_len_max(excess, line->set - room);
    }
    return excess;
}

bc_text_lines bc_layout_passage_wrap(const bc_layout_block *block, bc_text_typesetter *typesetter, bc_arena *arena,
                                     const bc_text_box *box)
{
    segments s = { 0 };
    bc_text_box narrow = *box;
    bc_text_lines lines = block->as.text.lines;
    for (int try = 0;; try++) {
        bc_text_line *set = BC_NEW_ARRAY(arena, bc_text_line, lines.n);
        bc_len excess = set_lines(&s, block, typesetter, set, &lines, box);
        lines.at = set;
        if (excess <= 0 || try == MAX_TRIES)
            break;
        narrow.width = bc_len_max(narrow.width - excess, box->width / 2);
        lines = bc_text_wrap(typesetter, arena, block->as.text.words, &block->style->text, &narrow);
    }
    bc_vec_release(&s.list);
    return lines;
}

/* Index of the first glyph at or behind byte `from` of the line. */
static uint32_t glyph_at(const bc_text_shaped *shaped, size_t from)
{
    uint32_t i = 0;
    while (i < shaped->glyph_count && shaped->glyphs[i].from < from)
        i++;
    return i;
}

/* The segments stand where the glyphs of the whole line would, moved by what those before them are wider; so marks at
 * their edges are squeezed as their neighbours ask, not as at the edge of a line. */
static void draw_segments(bc_layout_pager *pager, const segments *s, bc_str line, bc_len x, bc_len y, bc_len stretch_to,
                          const bc_text_style *base)
{
    bc_text_shaped plain = bc_text_shape(pager->typesetter, &pager->arena, line, base, 0);
    bc_text_shaped full = stretch_to ? bc_text_shape(pager->typesetter, &pager->arena, line, base, stretch_to) : plain;
    bc_len moved = 0;
    for (size_t i = 0; i < s->list.n; i++) {
        const segment *own = &s->list.at[i];
        size_t from = (size_t)(own->text.p - line.p);
        uint32_t first = glyph_at(&plain, from), end = glyph_at(&plain, from + own->text.n);
        if (end <= first)
            continue;
        bc_len widened = full.glyphs[end - 1].x - full.glyphs[first].x;
        widened -= plain.glyphs[end - 1].x - plain.glyphs[first].x;
        bc_text_shaped alone = bc_text_shape(pager->typesetter, &pager->arena, own->text, own->style, 0);
        bc_len origin = alone.glyph_count ? alone.glyphs[0].x : 0;
        bc_layout_pager_styled(pager, x + moved + full.glyphs[first].x - origin, y, own->text,
                               widened ? own->width + widened : 0, own->style, base->leading);
        if (own->style != base)
            moved += own->width - bc_text_width(pager->typesetter, own->text, base);
    }
}

void bc_layout_passage_lines(bc_layout_pager *pager, const bc_layout_line_box *box, const bc_layout_block *block,
                             uint32_t first, uint32_t end)
{
    if (!pager->draw || !pager->typesetter)
        return;
    segments s = { 0 };
    bc_len y = box->y;
    for (uint32_t i = first; i < end; i++, y += box->style->leading) {
        const bc_text_line *line = &block->as.text.lines.at[i];
        if (line->to <= line->from)
            continue;
        split_line(&s, block, line, pager->typesetter);
        bc_len room = room_of(&box->measure, &block->as.text.lines, i);
        bc_len spare = bc_len_max(room - line->set, 0);
        bc_len shift = box->align == BC_ALIGN_CENTRE ? spare / 2 : box->align == BC_ALIGN_RIGHT ? spare : 0;
        draw_segments(pager, &s, bc_str_slice(block->as.text.words, line->from, line->to),
                      box->x + box->measure.width - room + shift, y,
                      line->set != line->width ? line->set - s.growth : 0, box->style);
    }
    bc_vec_release(&s.list);
}
