/* Lines filled one after the other: clusters are added until one does not fit, and the best place noted on the way
 * ends the line. When there is none the rank is lowered step by step, down to a break after any grapheme, so that
 * every text ends up inside its column and is only reported when a single character is wider. */
#include "text/private/wrap.h"

#include "base/utf8.h"
#include "text/private/charclass.h"
#include "text/private/items.h"

#include <assert.h>
#include <string.h>

/* A place where the line being filled may end. */
typedef struct place {
    uint32_t next; /* the following line starts here; 0: no such place */
    uint32_t to;
    bc_len width;
} place;

typedef struct filling {
    bc_text_wrapping *wrap;
    uint32_t from, end; /* the line starts at from, its paragraph ends at end */
    bc_len room;
    place best[BC_BREAK_FREE + 1]; /* the last fitting place of each kind */
    uint32_t stopped;              /* about where the text stopped to fit */
} filling;

static bool is_blank_at(const bc_text_wrapping *wrap, uint32_t at)
{
    unsigned char lead = (unsigned char)wrap->text.p[at];
    if (lead == ' ' || lead == '\t')
        return true;
    if (lead != 0xE1 && lead != 0xE2 && lead != 0xE3)
        return false;
    size_t next = at;
    return bc_text_class_of(bc_utf8_next(wrap->text, &next)) == BC_CLASS_BLANK;
}

uint32_t bc_text_wrap_trim(const bc_text_wrapping *wrap, uint32_t from, uint32_t to)
{
    while (to > from) {
        size_t last = bc_utf8_previous(bc_str_slice(wrap->text, 0, to), to);
        if (!is_blank_at(wrap, (uint32_t)last))
            break;
        to = (uint32_t)last;
    }
    return to;
}

uint32_t bc_text_wrap_end(const bc_text_wrapping *wrap, uint32_t from, uint32_t to)
{
    uint32_t words = bc_text_wrap_trim(wrap, from, to), end = to;
    while (end > words && (unsigned char)wrap->text.p[end - 1] < 0x80)
        end--;
    return words > from ? end : words;
}

static uint32_t skip_blanks(const bc_text_wrapping *wrap, uint32_t from, uint32_t to)
{
    while (from < to && is_blank_at(wrap, from)) {
        size_t next = from;
        bc_utf8_next(wrap->text, &next);
        from = (uint32_t)next;
    }
    return from;
}

static bc_len width_of(filling *f, uint32_t to)
{
    bool ignored = false;
    return bc_text_line_width(f->wrap->typesetter, f->wrap->text, f->from, to, f->wrap->style, &ignored);
}

/* Breaks inside a word, where the part before the break must be shaped anew. Only scripts without spaces and codes that
 * HarfBuzz sees as one word have such places. */
static void note_inside(filling *f, const bc_text_cluster *cluster)
{
    for (uint32_t at = cluster->from + 1; at < cluster->to; at++) {
        bc_text_break kind = (bc_text_break)f->wrap->before[at];
        if (kind < BC_BREAK_CODE)
            continue;
        bc_len width = width_of(f, at);
        if (width > f->room)
            return;
        f->best[kind] = (place){ at, at, width };
    }
}

/* About where a cluster grows past the room; looking for a break further on would be in vain. */
static uint32_t overflow_of(const filling *f, const bc_text_cluster *cluster, int64_t start)
{
    for (uint32_t i = 0; cluster->word && i < cluster->word->n; i++) {
        const bc_text_word_glyph *glyph = &cluster->word->glyphs[i];
        start += bc_text_units_to_len(glyph->advance, bc_text_em(f->wrap->style), cluster->word->face->units_per_em);
        if (start > f->room && glyph->to > glyph->from)
            return cluster->from + glyph->to;
    }
    return cluster->to;
}

/* Adds clusters until one does not fit. True when the whole rest of the paragraph does. */
static bool fill(filling *f, place *whole)
{
    bc_text_wrapping *wrap = f->wrap;
    bc_text_clusters clusters;
    bc_text_cluster cluster;
    bc_text_advance advance = { .end = 0 };
    bc_text_clusters_start(&clusters, wrap->typesetter, bc_str_slice(wrap->text, 0, f->end), f->from, wrap->style);
    while (bc_text_clusters_next(&clusters, &cluster)) {
        if (cluster.from >= clusters.room && advance.end + cluster.width > f->room)
            break; /* of the room at the end what fits is left */
        wrap->missing = wrap->missing || cluster.missing;
        if (cluster.word)
            note_inside(f, &cluster);
        bc_text_advance_add(&advance, &cluster);
        if (advance.visible > f->room) {
            f->stopped = overflow_of(f, &cluster, advance.end - cluster.width);
            return false;
        }
        assert(wrap->before[cluster.to] <= BC_BREAK_FREE);
        if (advance.visible_to > 0 && cluster.to < f->end)
            f->best[wrap->before[cluster.to]] = (place){ cluster.to, advance.visible_to, (bc_len)advance.visible };
    }
    *whole = (place){ f->end, advance.visible_to > 0 ? advance.visible_to : f->from, (bc_len)advance.visible };
    return true;
}

/* Whether what stands between `from` and the next free break fits a line of its own. */
static bool fits_alone(const filling *f, uint32_t from)
{
    const bc_text_wrapping *wrap = f->wrap;
    bc_len room = bc_text_wrap_room(wrap, false);
    bc_text_clusters clusters;
    bc_text_cluster cluster;
    bc_text_advance advance = { .end = 0 };
    bc_text_clusters_start(&clusters, wrap->typesetter, bc_str_slice(wrap->text, 0, f->end), from, wrap->style);
    while (bc_text_clusters_next(&clusters, &cluster)) {
        if (cluster.from >= clusters.room)
            break;
        bc_text_advance_add(&advance, &cluster);
        if (advance.visible > room)
            return false;
        if (wrap->before[cluster.to] == BC_BREAK_FREE)
            break;
    }
    return true;
}

/* The best place noted while filling, or NULL. A free break wins unless it would only move a cluster down that has to
 * be broken there anyway; a code is not broken so early that half the line stays empty,
 * and an address is broken rather than to leave a quarter of it so. */
static const place *noted_place(const filling *f)
{
    const place *free = &f->best[BC_BREAK_FREE];
    const place *link = &f->best[BC_BREAK_LINK];
    bool move_down = free->next && fits_alone(f, free->next);
    bool ragged = link->next > free->next && (int64_t)free->width * 4 < (int64_t)f->room * 3;
    if (move_down && !ragged)
        return free;
    for (int kind = BC_BREAK_LINK; kind >= BC_BREAK_CODE; kind--) {
        const place *p = &f->best[kind];
        bool late = kind > BC_BREAK_CODE || p->width * 2 >= f->room;
        if (p->next && p->next > free->next && (late || free->next))
            return p;
    }
    return free->next ? free : NULL;
}

static bool is_grapheme_start(bc_text_typesetter *typesetter, bc_str text, uint32_t from, uint32_t at)
{
    if (!typesetter->graphemes)
        typesetter->graphemes = bc_unicode_breaks_new(BC_UNICODE_GRAPHEMES);
    typesetter->failed = typesetter->failed || !typesetter->graphemes;
    uint32_t end = at + 64 < text.n ? at + 64 : (uint32_t)text.n;
    return !typesetter->graphemes ||
           bc_unicode_breaks_utf8_at(typesetter->graphemes, bc_str_slice(text, from, end), at - from);
}

/* The last break of at least this kind that fits, whatever it splits. */
static bool forced_place(filling *f, bc_text_break kind, place *out)
{
    bc_text_wrapping *wrap = f->wrap;
    for (uint32_t at = f->stopped < f->end ? f->stopped : f->end - 1; at > f->from; at--) {
        if (wrap->before[at] < kind || !is_grapheme_start(wrap->typesetter, wrap->text, f->from, at))
            continue;
        uint32_t to = bc_text_wrap_trim(wrap, f->from, at);
        bc_len width = width_of(f, to);
        if (to > f->from && width <= f->room) {
            *out = (place){ at, to, width };
            return true;
        }
    }
    return false;
}

/* Not even one grapheme cluster fits: it stands alone and sticks out. Blanks in front of it keep the line. */
static place overfull_place(filling *f)
{
    bc_text_wrapping *wrap = f->wrap;
    uint32_t first = skip_blanks(wrap, f->from, f->end), at = first + 1;
    if (first > f->from && first < f->end)
        return (place){ first, f->from, 0 };
    while (at < f->end &&
           (wrap->before[at] == BC_BREAK_NEVER || !is_grapheme_start(wrap->typesetter, wrap->text, f->from, at)))
        at++;
    if (at > f->end)
        at = f->end;
    uint32_t to = bc_text_wrap_trim(wrap, f->from, at);
    wrap->overfull = true;
    return (place){ at, to, width_of(f, to) };
}

static place next_place(filling *f)
{
    place chosen;
    if (fill(f, &chosen))
        return chosen;
    const place *noted = noted_place(f);
    if (noted)
        return *noted;
    for (int kind = BC_BREAK_INSIDE; kind > BC_BREAK_NEVER; kind--) {
        if (forced_place(f, (bc_text_break)kind, &chosen))
            return chosen;
    }
    return overfull_place(f);
}

static void push_line(const bc_text_wrapping *wrap, uint32_t from, const place *p, bool opens)
{
    bc_text_line *line = bc_vec_push(&wrap->typesetter->lines);
    bc_len indent = bc_text_wrap_indent(wrap, opens);
    *line = (bc_text_line){ .from = from, .to = p->to, .width = p->width, .set = p->width, .indent = indent };
}

uint32_t bc_text_wrap_words(const bc_text_wrapping *wrap, uint32_t from, uint32_t to)
{
    uint32_t n = 0;
    for (size_t at = from; at < to;) {
        uint32_t c = bc_utf8_next(wrap->text, &at);
        n += bc_text_class_of(c) != BC_CLASS_CLOSE &&
             bc_text_glyph_table_at(&wrap->typesetter->glyph_table, wrap->style->role, c)->kind != BC_GLYPH_EXTENDS;
    }
    return n;
}

/* A last line of one character looks forlorn: takes one more down from the line before when that is easy. */
static void avoid_lone_character(bc_text_wrapping *wrap, size_t first_line)
{
    bc_text_typesetter *typesetter = wrap->typesetter;
    if (typesetter->lines.n < first_line + 2)
        return;
    bc_text_line *last = &typesetter->lines.at[typesetter->lines.n - 1], *line = last - 1;
    if (last->to - last->from > 12 || bc_text_wrap_words(wrap, last->from, last->to) != 1)
        return;
    if (line->to <= line->from || line->to != last->from)
        return;
    uint32_t at = line->to - 1;
    while (at > line->from && wrap->before[at] != BC_BREAK_FREE)
        at--;
    if (at == line->from || line->to - at > 12 || bc_text_wrap_words(wrap, line->from, at) < 2)
        return;
    bool ignored = false;
    bc_len width = bc_text_line_width(typesetter, wrap->text, at, last->to, wrap->style, &ignored);
    uint32_t to = bc_text_wrap_trim(wrap, line->from, at);
    bc_len kept = bc_text_line_width(typesetter, wrap->text, line->from, to, wrap->style, &ignored);
    if (width > bc_text_wrap_room(wrap, false) || kept / 3 < width / 4)
        return;
    last->from = at;
    last->width = last->set = width;
    line->to = to;
    line->width = line->set = kept;
}

uint32_t bc_text_wrap_line(bc_text_wrapping *wrap, uint32_t from, uint32_t end, bool opens)
{
    filling f = { .wrap = wrap, .from = from, .end = end, .room = bc_text_wrap_room(wrap, opens) };
    place p = from < end ? next_place(&f) : (place){ end, from, 0 };
    assert(from >= end || p.next > from); /* each line takes something */
    assert(p.to >= from && p.to <= end);
    push_line(wrap, from, &p, opens);
    wrap->overfull = wrap->overfull || p.width > f.room;
    return skip_blanks(wrap, p.next, end);
}

void bc_text_wrap_paragraph(bc_text_wrapping *wrap, uint32_t from, uint32_t to)
{
    bc_text_typesetter *typesetter = wrap->typesetter;
    size_t first_line = typesetter->lines.n;
    uint32_t end = bc_text_wrap_end(wrap, from, to), at = from;
    do {
        at = bc_text_wrap_line(wrap, at, end, typesetter->lines.n == first_line);
    } while (at < end);
    typesetter->lines.at[typesetter->lines.n - 1].ends_paragraph = true;
    avoid_lone_character(wrap, first_line);
}

static size_t newline_length(const bc_text_break_char *chars, size_t i, size_t n)
{
    return chars[i].c == '\r' && i + 1 < n && chars[i + 1].c == '\n' ? 2 : 1;
}

void bc_text_wrap_paragraphs(bc_text_wrapping *wrap, bc_text_paragraph_fn each)
{
    const bc_text_items items = bc_text_items_in(wrap);
    const bc_text_break_char *chars = wrap->typesetter->breaks.chars.at;
    size_t n = wrap->typesetter->breaks.chars.n, first = 0;
    for (size_t i = 0; i < n; i++) {
        if (chars[i].class != BC_CLASS_NEWLINE)
            continue;
        bc_text_items_indent(wrap, &items, first, i);
        each(wrap, chars[first].at, chars[i].at);
        i += newline_length(chars, i, n) - 1;
        first = i + 1;
    }
    bc_text_items_indent(wrap, &items, first, n);
    if (first < n || n == 0)
        each(wrap, n == 0 ? 0 : chars[first].at, (uint32_t)wrap->text.n);
}
