/* Titles in lines of about equal width, as a typist would cut them: a shortest path over the places where the title
 * may be cut, the cost of a line being the square of what it is off the mean and of breaks inside a word or a bracket
 * so much more. The number of lines is that of filling them, so balancing never costs a line; titles with too many
 * places are left filled. */
#include "text/private/balance.h"

#include "text/private/charclass.h"

#include <assert.h>
#include <string.h>

enum {
    MAX_PLACES = 160, /* a title longer than this is prose and is not balanced */
    MAX_LINES = 8,
    MAX_EM = BC_PT(1000) /* keeps squares of lengths in range */
};

_Static_assert(MAX_PLACES <= UINT8_MAX, "a place is remembered in a byte");

/* Where a title may be cut; the first is its start, the last its end. */
typedef struct cut_place {
    uint32_t at;
    int64_t penalty; /* in squared thousandths of a point, as the raggedness is */
} cut_place;

typedef struct balancing {
    bc_text_wrapping *wrap;
    cut_place places[MAX_PLACES];
    size_t n;
    bc_len target;
    int64_t cost[MAX_LINES + 1][MAX_PLACES]; /* least cost of ending line k at a place; -1: impossible */
    uint8_t before[MAX_LINES + 1][MAX_PLACES];
} balancing;

/* Starts of words, as ICU's dictionary sees them, in UTF-16 units of the text that linebreak.c made. */
static bool is_word_start(bc_text_typesetter *typesetter, int32_t utf16_at)
{
    return !typesetter->segments || bc_unicode_breaks_at(typesetter->segments, utf16_at);
}

static void open_segments(bc_text_typesetter *typesetter)
{
    if (!typesetter->segments)
        typesetter->segments = bc_unicode_breaks_new(BC_UNICODE_WORDS);
    if (!typesetter->segments ||
        !bc_unicode_breaks_in_utf16(typesetter->segments, typesetter->breaks.utf16.at, typesetter->breaks.utf16.n))
        typesetter->failed = true;
}

static bool is_pause(uint32_t c)
{
    switch (c) {
    case 0x3001: /* 、 */
    case 0x3002: /* 。 */
    case 0xFF01: /* ！ */
    case 0xFF0C: /* ， */
    case 0xFF0E: /* ． */
    case 0xFF1A: /* ： */
    case 0xFF1B: /* ； */
    case 0xFF1F: /* ？ */
        return true;
    default:
        return false;
    }
}

static bool add_place(balancing *b, uint32_t at, int64_t penalty)
{
    if (b->n == MAX_PLACES)
        return false;
    b->places[b->n++] = (cut_place){ at, penalty };
    return true;
}

/* False when the paragraph has too many places. */
static bool find_places(balancing *b, uint32_t from, uint32_t to)
{
    const bc_text_wrapping *wrap = b->wrap;
    const bc_text_break_char *chars = wrap->typesetter->breaks.chars.at;
    int64_t em = bc_text_em(wrap->style);
    int depth = 0, utf16 = 0;
    bool fits = add_place(b, from, 0);
    for (size_t i = 0; fits && i < wrap->typesetter->breaks.chars.n && chars[i].at < to; i++) {
        if (chars[i].at > from && chars[i].kind == BC_BREAK_FREE) {
            int64_t penalty = depth > 0 ? 64 * em * em : 0;
            if (!is_word_start(wrap->typesetter, utf16))
                penalty += 16 * em * em;
            fits = add_place(b, chars[i].at, penalty);
        }
        if (chars[i].at >= from && chars[i].class == BC_CLASS_OPEN)
            depth++;
        else if (depth > 0 && chars[i].class == BC_CLASS_CLOSE && !is_pause(chars[i].c))
            depth--;
        utf16 += chars[i].c >= 0x10000 ? 2 : 1;
    }
    return fits && add_place(b, to, 0);
}

/* Tries line k from place i to every place it reaches. */
static void extend(balancing *b, size_t k, size_t i)
{
    bc_text_wrapping *wrap = b->wrap;
    bc_len room = bc_text_wrap_room(wrap, k == 1);
    bc_text_clusters clusters;
    bc_text_cluster cluster;
    bc_text_advance advance = { .end = 0 };
    size_t j = i + 1;
    bc_str text = bc_str_slice(wrap->text, 0, b->places[b->n - 1].at);
    bc_text_clusters_start(&clusters, wrap->typesetter, text, b->places[i].at, wrap->style);
    while (j < b->n && bc_text_clusters_next(&clusters, &cluster)) {
        bc_text_advance_add(&advance, &cluster);
        if (advance.visible > room)
            break;
        while (j < b->n && b->places[j].at < cluster.to)
            j++; /* a place inside a word cannot be measured here: left to filled lines */
        if (j == b->n || b->places[j].at != cluster.to)
            continue;
        int64_t off = advance.visible - b->target, cost = b->cost[k - 1][i] + off * off + b->places[j].penalty;
        if (b->cost[k][j] < 0 || cost < b->cost[k][j]) {
            b->cost[k][j] = cost;
            b->before[k][j] = (uint8_t)i;
        }
        j++;
    }
}

static bool choose(balancing *b, size_t lines)
{
    assert(lines <= MAX_LINES && b->n >= 2);
    memset(b->cost, 0xFF, sizeof b->cost);
    b->cost[0][0] = 0;
    for (size_t k = 1; k <= lines; k++) {
        for (size_t i = k - 1; i + 1 < b->n; i++) {
            if (b->cost[k - 1][i] >= 0)
                extend(b, k, i);
        }
    }
    return b->cost[lines][b->n - 1] >= 0;
}

static void rewrite(balancing *b, bc_text_line *lines, size_t count)
{
    size_t j = b->n - 1;
    bool ignored = false;
    for (size_t k = count; k > 0; k--) {
        size_t i = b->before[k][j];
        assert(i < j); /* lines end one after the other */
        bc_text_line *line = &lines[k - 1];
        line->from = b->places[i].at;
        line->to = bc_text_wrap_trim(b->wrap, line->from, b->places[j].at);
        line->width =
            bc_text_line_width(b->wrap->typesetter, b->wrap->text, line->from, line->to, b->wrap->style, &ignored);
        j = i;
    }
}

void bc_text_balance_paragraph(bc_text_wrapping *wrap, uint32_t from, uint32_t to)
{
    bc_text_typesetter *typesetter = wrap->typesetter;
    size_t first = typesetter->lines.n;
    bool overfull = wrap->overfull;
    bc_text_wrap_paragraph(wrap, from, to);
    size_t count = typesetter->lines.n - first;
    if (count < 2 || count > MAX_LINES || bc_text_em(wrap->style) > MAX_EM || (wrap->overfull && !overfull))
        return;
    balancing b = { .wrap = wrap };
    open_segments(typesetter);
    if (!find_places(&b, from, bc_text_wrap_trim(wrap, from, to)))
        return;
    int64_t total = 0;
    for (size_t i = first; i < typesetter->lines.n; i++)
        total += typesetter->lines.at[i].width;
    b.target = (bc_len)(total / (int64_t)count);
    if (choose(&b, count))
        rewrite(&b, &typesetter->lines.at[first], count);
}
