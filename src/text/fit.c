/* The lines of a justified paragraph, chosen so that the paragraph as a whole is spread and squeezed least (Knuth and
 * Plass, adapted to Chinese: nearly every gap between two characters is a place, marks give way, and gaps have a
 * ceiling). The least cost of all lines up to each place is found from the places that a line reaches back to, which
 * are no more than a line has characters; most are not even looked at, since the cost grows as a line gets shorter.
 * What no such lines can hold (a word longer than a line) is broken by the rules of filled lines, one line at a time,
 * and the choice begins anew behind it. */
#include "text/private/fit.h"

#include "base/utf8.h"
#include "text/private/charclass.h"
#include "text/private/places.h"

#include <assert.h>

/* Costs of lines and of the places where they end. A line has (1 + b)², b being a hundred times the cube of its spread
 * or squeeze, from 0, none, to 1, as much as is allowed: so the worst line of a paragraph counts most. What is worse
 * than any of these follows in steps that one line of the kind before cannot reach. */
static const int64_t LINE = 100;                /* 1 in that sum, and b is from 0 to 10,000 */
static const int64_t LONE = 150000000;          /* a last line of one character */
static const int64_t LINK = 120000000;          /* a cut in an address, behind a sign */
static const int64_t INSIDE = 600000000;        /* in a part of one: rather than eight ems of white */
static const int64_t LOOSE = 250000000;         /* a line that ends in an address and before the edge, times 1 + e/8 */
static const int64_t COUNTED = 250000000;       /* a cut behind 万 or 亿 of a number */
static const int64_t COUNTED_SHORT = 500000000; /* that leaves a unit of one character */
static const int64_t SHORT = 1000000000;        /* a line that ends before the edge, times 1 + e + e² for e ems */
static const int64_t CODE = 20000000000;        /* a cut inside a long code: rather than four ems of white */
static const int64_t TORN = 1000000000000;      /* any other tie: rather a line that is nearly empty */

static const int64_t MAX_COST = INT64_MAX / 4; /* a text of so many torn lines is no prose any more */

enum {
    MAX_ACTIVE = 1024, /* places that a line can begin at; past this every other one is forgotten */
    MAX_SHORT = 30     /* ems counted of a line's white: less than TORN */
};

typedef struct fitting {
    bc_text_wrapping *wrap;
    bc_text_places places;
    size_t front, cheap; /* the first of typesetter->active and ->cheapest that is still in reach */
    bool opens;          /* the first place begins the paragraph */
} fitting;

static bc_text_place *place_at(const fitting *f, size_t i)
{
    return &f->wrap->typesetter->places.at[i];
}

static bc_len room_at(const fitting *f, size_t place)
{
    return bc_text_wrap_room(f->wrap, f->opens && place == 0);
}

/* How far the text may come before a line from this place holds no more. */
static int64_t reach_of(const fitting *f, size_t place)
{
    const bc_text_place *from = place_at(f, place);
    return room_at(f, place) + from->start - from->squeeze;
}

static int64_t square_of_badness(int64_t part, int64_t whole)
{
    int64_t ratio = whole > 0 ? part * 1000 / whole : 0;
    int64_t bad = LINE + ratio * ratio * ratio / 100000;
    return bad * bad;
}

/* Characters of from..to, not counting closing marks and what joins the character before. */
static uint32_t words_between(const bc_text_wrapping *wrap, const bc_text_place *from, const bc_text_place *to)
{
    enum { MAX_LONE = 12 }; /* bytes; more are more than one */
    return to->to - from->at > MAX_LONE ? MAX_LONE : bc_text_wrap_words(wrap, from->at, to->to);
}

/* Of a line that is no wider than it can be made. */
static int64_t line_cost(const fitting *f, size_t i, size_t j, bool last)
{
    const bc_text_place *from = place_at(f, i), *to = place_at(f, j);
    bc_len size = bc_text_em(f->wrap->style);
    int64_t spare = room_at(f, i) - bc_text_place_width(from, to);
    if (spare < 0)
        return square_of_badness(-spare, bc_text_place_squeeze(from, to));
    if (last)
        return LINE * LINE + (words_between(f->wrap, from, to) == 1 && i > 0 ? LONE : 0);
    int64_t most = bc_text_place_gaps(from, to) * bc_text_widest_gap(size);
    if (spare <= most)
        return square_of_badness(spare, most);
    int64_t hundredths = (spare - most) / size >= MAX_SHORT ? MAX_SHORT * 100 : (spare - most) * 100 / size;
    if (to->kind == BC_BREAK_LINK || to->kind == BC_BREAK_INSIDE)
        return LOOSE / 800 * (800 + hundredths);
    return SHORT / 10000 * (10000 + 100 * hundredths + hundredths * hundredths);
}

/* Between 万 or 亿 and 元 or another unit of one character. */
static bool is_counted(const fitting *f, uint32_t at)
{
    bc_str before = bc_str_slice(f->wrap->text, 0, at), behind = bc_str_slice(f->wrap->text, at, f->wrap->text.n);
    return (bc_str_ends(before, BC_STR("万")) || bc_str_ends(before, BC_STR("亿"))) &&
           !bc_str_starts(behind, BC_STR("亿"));
}

static int64_t cut_cost(const fitting *f, const bc_text_place *place)
{
    switch ((bc_text_break)place->kind) {
    case BC_BREAK_FREE:
        return 0;
    case BC_BREAK_LINK:
        return LINK;
    case BC_BREAK_COUNT:
        return COUNTED;
    case BC_BREAK_INSIDE:
        return INSIDE;
    case BC_BREAK_CODE:
        return CODE;
    case BC_BREAK_UNIT:
        return is_counted(f, place->at) ? COUNTED_SHORT : 2 * TORN;
    default:
        return TORN;
    }
}

/* -- places in reach ----------------------------------------------------------------------------------- */

/* Every other place is forgotten: a box of so many characters has choice enough. */
static void thin_out(fitting *f)
{
    bc_text_typesetter *typesetter = f->wrap->typesetter;
    size_t n = 0;
    for (size_t i = f->front; i < typesetter->active.n; i += 2)
        typesetter->active.at[n++] = typesetter->active.at[i];
    typesetter->active.n = n;
    bc_vec_clear(&typesetter->cheapest);
    f->front = f->cheap = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t place = typesetter->active.at[i];
        while (typesetter->cheapest.n &&
               place_at(f, typesetter->cheapest.at[typesetter->cheapest.n - 1])->cost >= place_at(f, place)->cost)
            typesetter->cheapest.n--;
        bc_vec_add(&typesetter->cheapest, place);
    }
}

/* `cheapest` holds the places with none of lower cost behind them, so its first is the cheapest of all in reach. */
static void activate(fitting *f, uint32_t place)
{
    bc_text_typesetter *typesetter = f->wrap->typesetter;
    while (typesetter->cheapest.n > f->cheap &&
           place_at(f, typesetter->cheapest.at[typesetter->cheapest.n - 1])->cost >= place_at(f, place)->cost)
        typesetter->cheapest.n--;
    bc_vec_add(&typesetter->cheapest, place);
    bc_vec_add(&typesetter->active, place);
    if (typesetter->active.n - f->front > MAX_ACTIVE)
        thin_out(f);
}

/* Leaves behind the places from which a line would be too long. */
static void leave_behind(fitting *f, const bc_text_place *to)
{
    bc_text_typesetter *typesetter = f->wrap->typesetter;
    int64_t least = to->end - to->squeeze_end;
    while (f->front < typesetter->active.n && least > reach_of(f, typesetter->active.at[f->front])) {
        if (f->cheap < typesetter->cheapest.n && typesetter->cheapest.at[f->cheap] == typesetter->active.at[f->front])
            f->cheap++;
        f->front++;
    }
}

/* Finds the best line that ends at place j; false when none does. */
static bool arrive(fitting *f, uint32_t j)
{
    bc_text_typesetter *typesetter = f->wrap->typesetter;
    bc_text_place *to = place_at(f, j);
    leave_behind(f, to);
    if (f->front == typesetter->active.n)
        return false;
    assert(f->cheap < typesetter->cheapest.n);
    int64_t lowest = place_at(f, typesetter->cheapest.at[f->cheap])->cost;
    to->cost = INT64_MAX;
    for (size_t k = f->front; k < typesetter->active.n; k++) {
        uint32_t i = typesetter->active.at[k];
        const bc_text_place *from = place_at(f, i);
        if (to->end - to->squeeze_end > reach_of(f, i))
            continue; /* rooms of first and other lines differ */
        int64_t line = line_cost(f, i, j, f->places.done);
        if (from->cost + line < to->cost) {
            to->cost = from->cost + line;
            to->before = i;
        }
        if (lowest + line >= to->cost && bc_text_place_width(from, to) <= room_at(f, i) && !f->places.done)
            break; /* all further lines are shorter, and so cost more */
    }
    if (to->cost == INT64_MAX)
        return false;
    to->cost += f->places.done ? 0 : cut_cost(f, to);
    if (to->cost > MAX_COST)
        to->cost = MAX_COST;
    return true;
}

/* -- lines --------------------------------------------------------------------------------------------- */

/* Appends the lines that end at place `last`. */
static void emit(fitting *f, uint32_t last, bool ends)
{
    bc_text_typesetter *typesetter = f->wrap->typesetter;
    size_t first = typesetter->lines.n, count = 0;
    for (uint32_t j = last; j > 0; j = place_at(f, j)->before)
        count++;
    for (size_t k = 0; k < count; k++)
        bc_vec_push(&typesetter->lines);
    uint32_t j = last;
    for (size_t k = first + count; k > first; k--) {
        const bc_text_place *to = place_at(f, j), *from = place_at(f, to->before);
        bc_len width = bc_text_clamp(bc_text_place_width(from, to)), size = bc_text_em(f->wrap->style);
        bool empty = to->to <= from->at; /* nothing in it can be seen */
        bc_text_extent extent =
            bc_text_extent_of(empty ? 0 : width, bc_text_place_gaps(from, to), bc_text_place_squeeze(from, to), size);
        bool final = ends && j == last;
        bc_len set = bc_text_set_width(&extent, room_at(f, to->before), final, size);
        typesetter->lines.at[k - 1] =
            (bc_text_line){ .from = from->at,
                            .to = empty ? from->at : to->to,
                            .width = extent.natural,
                            .set = set,
                            .indent = bc_text_wrap_indent(f->wrap, f->opens && to->before == 0),
                            .ends_paragraph = final };
        assert(to->before < j);
        j = to->before;
    }
}

/* Chooses lines from `from` on, as far as they can be chosen. Returns where the text goes on: `end` when all of it is
 * in lines. */
static uint32_t choose(fitting *f, uint32_t from, uint32_t end)
{
    bc_text_typesetter *typesetter = f->wrap->typesetter;
    bc_vec_clear(&typesetter->active);
    bc_vec_clear(&typesetter->cheapest);
    f->front = f->cheap = 0;
    bc_text_places_start(&f->places, f->wrap, from, end);
    activate(f, 0);
    uint32_t last = 0;
    bc_len widest = bc_len_max(room_at(f, 0), bc_text_wrap_room(f->wrap, false));
    while (bc_text_places_next(&f->places, widest)) {
        uint32_t j = (uint32_t)typesetter->places.n - 1;
        if (!arrive(f, j))
            break;
        last = j;
        if (f->places.done) {
            emit(f, last, true);
            return end;
        }
        activate(f, j);
    }
    emit(f, last, false);
    return place_at(f, last)->at;
}

/* Wide blanks behind the words are room to write in, if the last line holds them. */
static void keep_room(bc_text_wrapping *wrap, uint32_t end, bool opens)
{
    bc_text_line *last = &wrap->typesetter->lines.at[wrap->typesetter->lines.n - 1];
    bool ignored = false;
    bc_len width = bc_text_line_width(wrap->typesetter, wrap->text, last->from, end, wrap->style, &ignored);
    if (width > bc_text_wrap_room(wrap, opens))
        return;
    last->to = end;
    last->width = last->set = width;
}

void bc_text_fit_paragraph(bc_text_wrapping *wrap, uint32_t from, uint32_t to)
{
    bc_text_typesetter *typesetter = wrap->typesetter;
    size_t first = typesetter->lines.n;
    uint32_t whole = bc_text_wrap_end(wrap, from, to), end = bc_text_wrap_trim(wrap, from, to);
    uint32_t at = bc_text_wrap_line(wrap, from, end, true);
    if (at < end) { /* most texts have one line */
        typesetter->lines.n = first;
        at = from;
    }
    while (at < end) {
        fitting f = { .wrap = wrap, .opens = typesetter->lines.n == first };
        at = choose(&f, at, end);
        if (at < end)
            at = bc_text_wrap_line(wrap, at, end, typesetter->lines.n == first);
    }
    typesetter->lines.at[typesetter->lines.n - 1].ends_paragraph = true;
    if (whole > end)
        keep_room(wrap, whole, typesetter->lines.n == first + 1);
}
