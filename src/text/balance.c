/* Few lines, as a typist would cut them: a shortest path over the places where the text may be cut. What is torn counts
 * first (ties, then what stands in brackets, then words, as the dictionary and a few rules of Chinese have them), then
 * whether the text makes a pause there, then how even the lines are. Their number is that of filling them, so none of
 * this costs a line, but that titles and labels take one more where only that keeps their words whole; texts with too
 * many places are left filled. */
#include "text/private/balance.h"

#include "text/private/charclass.h"
#include "text/private/cuts.h"
#include "text/private/places.h"

#include <assert.h>

enum {
    MAX_PLACES = 160, /* a title longer than this is prose and is not balanced */
    MAX_LINES = 8,
    SHORT_LINES = 4,
    MAX_EM = BC_PT(1000) /* keeps squares of lengths in range */
};

_Static_assert(MAX_PLACES <= UINT8_MAX, "a place is remembered in a byte");

/* Beside what a cut costs, in squared ems too. */
enum {
    CUT_PART = 500,     /* inside a part of a title that has parts */
    LINE_LONE = 900,    /* a line of one character */
    TORN_BRACKET = 8000 /* a cut in brackets */
};

typedef struct balancing {
    bc_text_wrapping *wrap;
    size_t n;            /* places */
    size_t first, count; /* lines */
    bool even;
    int64_t target;
    int64_t penalties[MAX_PLACES];
    bool torn[MAX_PLACES];                   /* a word, or what is worse */
    int64_t cost[MAX_LINES + 1][MAX_PLACES]; /* least cost of ending line k at a place; -1: impossible */
    uint8_t before[MAX_LINES + 1][MAX_PLACES];
} balancing;

/* -- what a cut costs ---------------------------------------------------------------------------------- */

static bool is_cut(const bc_text_box *box, uint32_t at)
{
    for (uint32_t i = 0; i < box->cut_count; i++) {
        if (box->cuts[i] == at)
            return true;
    }
    return false;
}

/* What it costs to cut before character i, with a bracket open or not. */
static int64_t cut_cost(const bc_text_box *box, const bc_text_cut_run *r, size_t i, bool bracket)
{
    if (is_cut(box, r->chars[i].at))
        return 0;
    return bc_text_cut_cost(r, i) + (bracket ? TORN_BRACKET : 0) + (box->cut_count ? CUT_PART : 0);
}

/* Whether the bracket at i is best kept on one line. In words that fill a wide cell a long remark is part of the text.
 */
static bool is_kept_whole(const balancing *b, const bc_text_cut_run *r, size_t i)
{
    enum { MAX_REMARK = 12 };
    size_t close = i + 1;
    while (!b->even && close < r->n && close - i <= MAX_REMARK && r->chars[close].class != BC_CLASS_CLOSE)
        close++;
    return b->even || close - i <= MAX_REMARK;
}

static void weigh_places(balancing *b, uint32_t end)
{
    const bc_text_wrapping *wrap = b->wrap;
    bc_text_typesetter *typesetter = wrap->typesetter;
    const bc_text_place *places = typesetter->places.at;
    bc_text_cut_run r = bc_text_cut_run_of(typesetter, wrap->text, places[0].at, end);
    int64_t square = (int64_t)bc_text_em(wrap->style) * bc_text_em(wrap->style);
    int depth = 0;
    b->penalties[0] = b->penalties[b->n - 1] = 0;
    b->torn[0] = b->torn[b->n - 1] = false;
    for (size_t i = 0, k = 1; k + 1 < b->n; i++) {
        assert(i < r.n);
        if (r.chars[i].at == places[k].at) {
            int64_t cost = cut_cost(wrap->box, &r, i, depth > 0);
            b->torn[k] = cost >= BC_TORN_WORD && bc_text_cut_cost(&r, i) >= BC_TORN_WORD;
            b->penalties[k++] = cost * square / (b->even || cost >= BC_TORN_WORD ? 1 : BC_CUT_WORD);
        }
        if (r.chars[i].class == BC_CLASS_OPEN)
            depth += is_kept_whole(b, &r, i);
        else if (depth > 0 && r.chars[i].class == BC_CLASS_CLOSE && !bc_text_cut_is_pause(r.chars[i].c))
            depth--;
    }
}

/* -- lines --------------------------------------------------------------------------------------------- */

/* False when there are too many. */
static bool find_places(balancing *b, uint32_t from, uint32_t end)
{
    bc_text_places walk;
    bc_text_places_start(&walk, b->wrap, from, end);
    while (!walk.done) {
        if (!bc_text_places_next(&walk, BC_LEN_MAX) || b->wrap->typesetter->places.n > MAX_PLACES)
            return false;
    }
    b->n = b->wrap->typesetter->places.n;
    return b->n > b->count; /* else some line ends where none of them is */
}

/* A line of one character. */
static bool is_lone(const balancing *b, const bc_text_place *from, const bc_text_place *to)
{
    enum { MAX_LONE = 12 }; /* bytes; more are more than one */
    return to->to - from->at <= MAX_LONE && bc_text_wrap_words(b->wrap, from->at, to->to) == 1;
}

static int64_t line_cost(const balancing *b, const bc_text_place *from, const bc_text_place *to, size_t k, bc_len room)
{
    int64_t width = bc_text_place_width(from, to), size = bc_text_em(b->wrap->style), off = width - b->target;
    if (!b->even) {
        int64_t least = bc_len_min(room / 4, (bc_len)size * 4); /* of a last line */
        off = k < b->count ? room - width : width < least ? least - width : 0;
    }
    return off * off + (is_lone(b, from, to) ? LINE_LONE * size * size : 0);
}

/* Tries line k from place i to every place it reaches, as long as the lines behind it hold the rest. */
static void extend(balancing *b, size_t k, size_t i)
{
    const bc_text_place *places = b->wrap->typesetter->places.at, *end = &places[b->n - 1];
    bc_len room = bc_text_wrap_room(b->wrap, k == 1);
    int64_t hold = (int64_t)(b->count - k) * ((int64_t)bc_text_wrap_room(b->wrap, false) + bc_text_em(b->wrap->style));
    for (size_t j = i + 1; j < b->n && bc_text_place_width(&places[i], &places[j]) <= room; j++) {
        if (j + 1 < b->n ? bc_text_place_width(&places[j], end) > hold || k == b->count : k < b->count)
            continue;
        int64_t cost = b->cost[k - 1][i] + line_cost(b, &places[i], &places[j], k, room) + b->penalties[j];
        if (b->cost[k][j] < 0 || cost <= b->cost[k][j]) { /* of equals that whose earlier lines are longer */
            b->cost[k][j] = cost;
            b->before[k][j] = (uint8_t)i;
        }
    }
}

static bool choose(balancing *b)
{
    assert(b->count <= MAX_LINES && b->n >= 2);
    for (size_t k = 0; k <= b->count; k++) {
        for (size_t j = 0; j < b->n; j++)
            b->cost[k][j] = -1;
    }
    b->cost[0][0] = 0;
    for (size_t k = 1; k <= b->count; k++) {
        for (size_t i = k - 1; i + 1 < b->n; i++) {
            if (b->cost[k - 1][i] >= 0)
                extend(b, k, i);
        }
    }
    return b->cost[b->count][b->n - 1] >= 0;
}

/* Whether the lines chosen tear something, or one of them has one character. */
static bool is_poor(const balancing *b)
{
    const bc_text_place *places = b->wrap->typesetter->places.at;
    bool poor = false;
    for (size_t k = b->count, j = b->n - 1; k > 0; k--) {
        size_t i = b->before[k][j];
        poor |= b->torn[j] || is_lone(b, &places[i], &places[j]);
        j = i;
    }
    return poor;
}

/* Tries one line more. False, and all as it was, when that is no better. */
static bool choose_one_more(balancing *b)
{
    int64_t target = b->target;
    b->target = target * (int64_t)b->count / (int64_t)(b->count + 1);
    b->count++;
    if (choose(b) && !is_poor(b))
        return true;
    b->count--;
    b->target = target;
    (void)choose(b);
    return false;
}

static void rewrite(balancing *b)
{
    bc_text_typesetter *typesetter = b->wrap->typesetter;
    size_t j = b->n - 1;
    for (size_t k = b->count; k > 0; k--) {
        size_t i = b->before[k][j];
        assert(i < j); /* lines end one after the other */
        const bc_text_place *from = &typesetter->places.at[i], *to = &typesetter->places.at[j];
        bc_text_line *line = &typesetter->lines.at[b->first + k - 1];
        line->from = from->at;
        line->to = to->to > from->at ? to->to : from->at; /* a last line may have nothing that can be seen */
        line->width = line->set = line->to > from->at ? bc_text_clamp(bc_text_place_width(from, to)) : 0;
        j = i;
    }
}

/* A line behind those of the paragraph, to be written by rewrite. */
static void add_line(bc_text_wrapping *wrap)
{
    bc_text_typesetter *typesetter = wrap->typesetter;
    bc_text_line *line = bc_vec_push(&typesetter->lines);
    *line = line[-1];
    line[-1].ends_paragraph = false;
    line->indent = bc_text_wrap_indent(wrap, false);
}

/* What is filled so far, from line `first` on, balanced. */
static void balance_lines(bc_text_wrapping *wrap, uint32_t from, uint32_t end, size_t first, bool even, bool whole)
{
    bc_text_typesetter *typesetter = wrap->typesetter;
    balancing b; /* its tables are filled as far as they are needed */
    b.wrap = wrap;
    b.first = first;
    b.count = typesetter->lines.n - first;
    b.even = even;
    if (!find_places(&b, from, end))
        return;
    weigh_places(&b, end);
    int64_t total = 0;
    for (size_t i = first; i < typesetter->lines.n; i++)
        total += typesetter->lines.at[i].width;
    b.target = total / (int64_t)b.count;
    if (!choose(&b))
        return;
    bool more = whole && b.count < SHORT_LINES && b.count + 1 < b.n && is_poor(&b);
    if (more && choose_one_more(&b))
        add_line(wrap);
    rewrite(&b);
}

static void balance(bc_text_wrapping *wrap, uint32_t from, uint32_t to, size_t most, bool even, bool whole)
{
    bc_text_typesetter *typesetter = wrap->typesetter;
    bool overfull = wrap->overfull;
    size_t first = typesetter->lines.n;
    bc_text_wrap_paragraph(wrap, from, to);
    size_t count = typesetter->lines.n - first;
    if (count >= 2 && count <= most && bc_text_em(wrap->style) <= MAX_EM && (!wrap->overfull || overfull))
        balance_lines(wrap, from, bc_text_wrap_end(wrap, from, to), first, even, whole);
}

void bc_text_balance_title(bc_text_wrapping *wrap, uint32_t from, uint32_t to)
{
    balance(wrap, from, to, MAX_LINES, true, true);
}

void bc_text_balance_short(bc_text_wrapping *wrap, uint32_t from, uint32_t to)
{
    balance(wrap, from, to, SHORT_LINES, true, false);
}

void bc_text_balance_words(bc_text_wrapping *wrap, uint32_t from, uint32_t to)
{
    balance(wrap, from, to, SHORT_LINES, false, false);
}
