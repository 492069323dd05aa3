/* Widths of columns from what their cells ask.
 *
 * Columns that have a share get it, or their floor (floors.c). What is left is for the columns that are `auto`: they
 * begin where the sum of the rows' heights would be least if texts were liquid (a fixed point of which each round
 * weighs a column by the rows that it makes high), are then drawn together to what the rows' lines need, and what that
 * leaves is spent where it saves most: on rows, then on cells that stand beside higher ones, and the rest evenly. All
 * is whole numbers, and no step depends on the order of the rows. */
#include "layout/private/share.h"

#include "layout/private/cell.h"

#include <assert.h>
#include <string.h>

enum {
    ROUNDS = 8,     /* of the fixed point */
    PASSES = 24,    /* savings at most, one after the other */
    CANDIDATES = 4, /* of which the best is looked for each time */
    FEW = 4096,     /* demands; with more there are as few passes as keep the time in them */
    FEW_PASSES = 4,
    TRADES = 6,
    EVEN_LINES = 2, /* that columns which look alike may cost when they are made equal */
    STEPS = 16,     /* of a range's width that are told apart */
    RANGES = 32,    /* of columns that some cell covers and may take less lines in */
    MAX_LINES = 1000,
    ROW_WEIGHT = 8,  /* a row's height, in heights of cells */
    LABEL_WEIGHT = 3 /* a line of a label, in lines of a value */
};

typedef bc_layout_sharing sharing;

/* -- cells ---------------------------------------------------------------------------------------------- */

/* Long texts: each line but the last wastes a little. */
static bc_len room_for_many(const bc_layout_demand *d, uint32_t lines)
{
    int64_t poured = (int64_t)d->extent.length + (int64_t)(lines - 1) * d->waste;
    return bc_len_max((bc_len)((poured + lines - 1) / lines), d->extent.piece);
}

/* From which room on a cell takes no more than so many lines. */
static bc_len room_for(const bc_layout_demand *d, uint32_t lines)
{
    if (lines <= d->extent.paragraphs)
        return d->extent.least[0];
    uint32_t more = lines - d->extent.paragraphs;
    if (more < BC_TEXT_DEMAND_LINES)
        return d->extent.least[more];
    return bc_len_min(room_for_many(d, lines), d->extent.least[BC_TEXT_DEMAND_LINES - 1]);
}

uint32_t bc_layout_demand_lines(const bc_layout_demand *d, bc_len room)
{
    for (uint32_t i = 0; i < BC_TEXT_DEMAND_LINES; i++)
        if (room >= d->extent.least[i])
            return d->extent.paragraphs + i;
    bc_len line = bc_len_max(room - d->waste, d->waste > 0 ? d->waste : 1);
    int64_t lines = ((int64_t)bc_len_max(d->extent.length - d->waste, 0) + line - 1) / line;
    uint32_t least = d->extent.paragraphs + BC_TEXT_DEMAND_LINES;
    return lines > least ? (uint32_t)lines : least;
}

static bc_len height_in(const bc_layout_demand *d, uint32_t lines)
{
    return bc_layout_height_bounded(d->rest + (int64_t)lines * d->leading);
}

static uint32_t lines_at(const bc_layout_demand *d, const bc_len *widths)
{
    return bc_layout_demand_lines(d, bc_layout_sharing_sum(widths, d->from, d->to) - d->pad);
}

/* -- sharing a width out -------------------------------------------------------------------------------- */

/* Columns that take part, and what they have in the end. */
typedef struct pouring {
    bool in[BC_MAX_GRID];
    int64_t weight[BC_MAX_GRID];
} pouring;

static bc_len most_of(const sharing *s, uint32_t i)
{
    return s->columns[i].most ? bc_len_max(s->columns[i].most, s->floor[i]) : BC_LEN_MAX;
}

/* Gives the columns that take part `room` together, each as its weight, none less than its floor, and none more than
 * its most while others can take it. */
static void pour(const sharing *s, pouring *p, bc_len room, bc_len *widths)
{
    bc_len left = room;
    int64_t all = 0, done_all = 0;
    bc_len added = 0;
    pouring whole = *p;
    for (bool again = true; again;) {
        int64_t weights = 0, done = 0, given = 0;
        again = false;
        for (uint32_t i = 0; i < s->n; i++)
            weights += p->in[i] ? p->weight[i] : 0;
        int64_t below = 0, above = 0;
        for (uint32_t i = 0; i < s->n; i++) {
            if (!p->in[i])
                continue;
            done += p->weight[i];
            int64_t upto = weights ? (int64_t)((__int128)room * done / weights) : 0;
            widths[i] = (bc_len)(upto - given);
            given = upto;
            below += bc_len_max(s->floor[i] - widths[i], 0);
            above += bc_len_max(widths[i] - most_of(s, i), 0);
        }
        /* Those that break their bounds the worse way are set, the others share what that leaves. */
        for (uint32_t i = 0; i < s->n && (below || above); i++) {
            bool set = p->in[i] && (below >= above ? widths[i] <= s->floor[i] : widths[i] >= most_of(s, i));
            if (!set)
                continue;
            widths[i] = below >= above ? s->floor[i] : most_of(s, i);
            p->in[i] = false;
            room -= widths[i];
            again = true;
        }
    }
    /* All are set: what is left goes to all. */
    for (uint32_t i = 0; i < s->n; i++) {
        left -= whole.in[i] ? widths[i] : 0;
        all += whole.in[i] ? whole.weight[i] : 0;
    }
    for (uint32_t i = 0; i < s->n && left > 0 && all > 0; i++) {
        if (!whole.in[i])
            continue;
        done_all += whole.weight[i];
        bc_len upto = (bc_len)((__int128)left * done_all / all);
        widths[i] += upto - added;
        added = upto;
    }
}

/* -- columns that are `auto` ---------------------------------------------------------------------------- */

/* The state of the search. */
typedef struct search {
    sharing *s;
    bool in[BC_MAX_GRID];
    bc_len widths[BC_MAX_GRID];
    bc_len spare; /* what they leave of the frame */
    int64_t cost; /* of these widths; 0: not found yet */
    uint32_t passes;
} search;

static int64_t root(int64_t value)
{
    if (value <= 0)
        return 0;
    int64_t x = (int64_t)1 << ((64 - __builtin_clzll((unsigned long long)value) + 1) / 2);
    for (int64_t next = (x + value / x) / 2; next < x; next = (x + value / x) / 2)
        x = next;
    return x;
}

/* Height of the cell's text were it liquid. */
static int64_t liquid_height(const bc_layout_demand *d, const bc_len *widths)
{
    bc_len room = bc_len_max(bc_layout_sharing_sum(widths, d->from, d->to) - d->pad, d->leading / 4 + 1);
    int64_t lines = (int64_t)d->extent.length * 64 / room, least = (int64_t)d->extent.paragraphs * 64;
    return (lines > least ? lines : least) * d->leading / 64;
}

/* Adds to each column how much of the rows' heights is its doing. */
static void weigh(const search *q, const bc_layout_demand_row *row, int64_t *doing)
{
    const sharing *s = q->s;
    const bc_layout_demand *cells = &s->demands.at[row->first];
    int64_t highest = 1, all = 0;
    for (uint32_t i = 0; i < row->n; i++) {
        int64_t height = cells[i].aside ? 0 : liquid_height(&cells[i], q->widths);
        highest = height > highest ? height : highest;
    }
    for (int second = 0; second < 2; second++)
        for (uint32_t i = 0; i < row->n; i++) {
            const bc_layout_demand *d = &cells[i];
            int64_t part = d->aside ? 0 : liquid_height(d, q->widths) * 256 / highest;
            part = part * part * part * part >> 24;
            if (!second) {
                all += part;
                continue;
            }
            bc_len across = bc_layout_sharing_sum(q->widths, d->from, d->to);
            for (uint32_t k = d->from; k < d->to && all > 0 && across > 0; k++)
                doing[k] += highest * part / all * q->widths[k] / across;
        }
}

static void pour_search(search *q, const int64_t *weight, bc_len room)
{
    pouring p;
    memcpy(p.in, q->in, sizeof p.in);
    memcpy(p.weight, weight, sizeof p.weight);
    pour(q->s, &p, room, q->widths);
}

/* Widths with which liquid texts make the rows least high. */
static void find_fixed_point(search *q, bc_len room)
{
    const sharing *s = q->s;
    int64_t weight[BC_MAX_GRID] = { 0 };
    for (uint32_t i = 0; i < s->n; i++)
        weight[i] = q->in[i] ? bc_len_max(s->floor[i], 1) : 0;
    pour_search(q, weight, room);
    uint32_t rounds = s->demands.n > FEW ? ROUNDS / 2 : ROUNDS;
    for (uint32_t round = 0; round < rounds; round++) {
        int64_t doing[BC_MAX_GRID] = { 0 };
        for (size_t r = 0; r < s->rows.n; r++)
            weigh(q, &s->rows.at[r], doing);
        for (uint32_t i = 0; i < s->n; i++)
            weight[i] = q->in[i] ? root((int64_t)q->widths[i] * doing[i]) + 1 : 0;
        pour_search(q, weight, room);
    }
}

static bc_len row_height(const sharing *s, const bc_layout_demand_row *row, const bc_len *widths)
{
    bc_len height = row->least;
    for (uint32_t i = 0; i < row->n; i++) {
        const bc_layout_demand *d = &s->demands.at[row->first + i];
        if (!d->aside)
            height = bc_len_max(height, height_in(d, lines_at(d, widths)));
    }
    return height;
}

/* Lines that a cell may take beside others of that height. */
static uint32_t lines_within(const bc_layout_demand *d, bc_len height)
{
    bc_len lines = (height - d->rest) / d->leading;
    return lines < (bc_len)d->extent.paragraphs ? d->extent.paragraphs : (uint32_t)lines;
}

/* The least widths with which no row becomes higher than it is, or no cell takes more lines. */
static void find_least(const search *q, bool rows, bc_len *tight)
{
    const sharing *s = q->s;
    bc_len slack[BC_MAX_GRID];
    bool spans = false;
    for (uint32_t i = 0; i < s->n; i++)
        tight[i] = q->in[i] ? s->floor[i] : q->widths[i];
    for (int second = 0; second < 2 && (!second || spans); second++) {
        for (uint32_t i = 0; i < s->n; i++)
            slack[i] = q->in[i] ? q->widths[i] - tight[i] : 0;
        for (size_t r = 0; r < s->rows.n; r++) {
            const bc_layout_demand_row *row = &s->rows.at[r];
            bc_len height = rows ? row_height(s, row, q->widths) : 0;
            for (uint32_t i = 0; i < row->n; i++) {
                const bc_layout_demand *d = &s->demands.at[row->first + i];
                bool span = d->to - d->from > 1;
                spans |= span;
                if ((rows && d->aside) || span != (second == 1))
                    continue;
                uint32_t lines = rows ? lines_within(d, height) : lines_at(d, q->widths);
                bc_len need = room_for(d, lines) + d->pad;
                need = bc_len_min(need, bc_layout_sharing_sum(q->widths, d->from, d->to));
                if (span)
                    bc_layout_sharing_widen(s, tight, d->from, d->to, need, slack);
                else if (q->in[d->from])
                    tight[d->from] = bc_len_max(tight[d->from], need);
            }
        }
    }
}

/* Draws the columns together as far as no row becomes higher. */
static void tighten(search *q)
{
    bc_len tight[BC_MAX_GRID];
    find_least(q, true, tight);
    for (uint32_t i = 0; i < q->s->n; i++) {
        q->spare += q->widths[i] - tight[i];
        q->widths[i] = tight[i];
    }
}

/* -- spending what is left ------------------------------------------------------------------------------ */

/* Widths that save something, what they cost, and what they save. */
typedef struct offer {
    bc_len widths[BC_MAX_GRID];
    bc_len cost;
    int64_t saving;
} offer;

/* Widens what is flexible in the range, as far as columns may grow. False when they may not. */
static bool grow(const search *q, offer *o, uint32_t from, uint32_t to, bc_len need)
{
    const sharing *s = q->s;
    bc_len missing = need - bc_layout_sharing_sum(o->widths, from, to);
    if (missing <= 0)
        return true;
    bc_len by[BC_MAX_GRID] = { 0 };
    bool any = false;
    for (uint32_t i = from; i < to; i++) {
        by[i] = q->in[i] ? bc_len_max(o->widths[i], 1) : 0;
        any |= q->in[i];
    }
    if (!any)
        return false;
    bc_layout_sharing_widen(s, o->widths, from, to, need, by);
    o->cost += missing;
    for (uint32_t i = from; i < to; i++)
        if (q->in[i] && o->widths[i] > most_of(s, i))
            return false;
    return o->cost <= q->spare;
}

/* What makes the row lower by the least step. */
static bool offer_for_row(const search *q, const bc_layout_demand_row *row, offer *o)
{
    const sharing *s = q->s;
    bc_len height = row_height(s, row, q->widths);
    if (height <= row->least)
        return false;
    o->cost = 0;
    memcpy(o->widths, q->widths, sizeof o->widths);
    for (uint32_t i = 0; i < row->n; i++) {
        const bc_layout_demand *d = &s->demands.at[row->first + i];
        if (d->aside || height_in(d, lines_at(d, q->widths)) < height)
            continue;
        uint32_t lines = lines_within(d, height - 1);
        if (height_in(d, lines) >= height || !grow(q, o, d->from, d->to, room_for(d, lines) + d->pad))
            return false;
    }
    o->saving = height - row_height(s, row, o->widths);
    return o->cost > 0 && o->saving > 0;
}

/* What the columns are chosen by: the sum of the rows' heights, and a little of the lines of all cells, whether they
 * make their row higher or not. */
static int64_t cost_of(const sharing *s, const bc_len *widths)
{
    int64_t heights = 0, lines = 0;
    for (size_t r = 0; r < s->rows.n; r++) {
        const bc_layout_demand_row *row = &s->rows.at[r];
        bc_len height = row->least;
        for (uint32_t i = 0; i < row->n; i++) {
            const bc_layout_demand *d = &s->demands.at[row->first + i];
            uint32_t n = lines_at(d, widths);
            lines += (int64_t)n * d->leading * (d->label ? LABEL_WEIGHT : 1);
            if (!d->aside)
                height = bc_len_max(height, height_in(d, n));
        }
        heights += height;
    }
    return heights * ROW_WEIGHT + lines;
}

/* Whether a saves more for its cost than b; of equals the cheaper, then whose widths come first, so that the order of
 * rows has no say. */
static bool is_better(const offer *a, const offer *b, uint32_t n)
{
    __int128 left = (__int128)a->saving * b->cost, right = (__int128)b->saving * a->cost;
    if (left != right)
        return left > right;
    if (a->cost != b->cost)
        return a->cost < b->cost;
    for (uint32_t i = 0; i < n; i++)
        if (a->widths[i] != b->widths[i])
            return a->widths[i] < b->widths[i];
    return false;
}

static bool same_widths(const offer *a, const offer *b, uint32_t n)
{
    return a->cost == b->cost && memcmp(a->widths, b->widths, n * sizeof *a->widths) == 0;
}

/* The best offers, best first. */
typedef struct offers {
    offer at[CANDIDATES];
    uint32_t n;
} offers;

/* Puts the offer where it belongs; of the same widths once, with the larger saving. */
static void keep_offer(offers *list, const offer *o, uint32_t columns)
{
    uint32_t at = list->n;
    for (uint32_t i = 0; i < list->n; i++)
        if (same_widths(&list->at[i], o, columns)) {
            if (o->saving > list->at[i].saving)
                list->at[i].saving = o->saving;
            return;
        }
    while (at > 0 && is_better(o, &list->at[at - 1], columns))
        at--;
    if (at == CANDIDATES)
        return;
    list->n += list->n < CANDIDATES;
    memmove(&list->at[at + 1], &list->at[at], (list->n - at - 1) * sizeof *list->at);
    list->at[at] = *o;
}

static void accept(search *q, const offer *o, int64_t cost)
{
    q->cost = cost;
    memcpy(q->widths, o->widths, sizeof q->widths);
    q->spare -= o->cost;
}

/* What the cells over a range of columns would save were it wider, by how much wider: the widest of each step, and the
 * lines of all that one line less takes so much. */
typedef struct range_wishes {
    uint32_t from, to;
    bc_len needs[STEPS];
    int64_t savings[STEPS];
} range_wishes;

typedef struct cell_wishes {
    range_wishes at[RANGES];
    uint32_t n;
} cell_wishes;

/* NULL: there are too many. */
static range_wishes *wishes_of(cell_wishes *wishes, uint32_t from, uint32_t to)
{
    for (uint32_t i = 0; i < wishes->n; i++)
        if (wishes->at[i].from == from && wishes->at[i].to == to)
            return &wishes->at[i];
    if (wishes->n == RANGES)
        return NULL;
    wishes->at[wishes->n] = (range_wishes){ .from = from, .to = to };
    return &wishes->at[wishes->n++];
}

static void add_wish(const search *q, const bc_layout_demand *d, cell_wishes *wishes)
{
    uint32_t lines = lines_at(d, q->widths);
    if (lines <= d->extent.paragraphs || lines > d->extent.paragraphs + BC_TEXT_DEMAND_LINES)
        return;
    bc_len need = room_for(d, lines - 1) + d->pad, more = need - bc_layout_sharing_sum(q->widths, d->from, d->to);
    range_wishes *range = more <= q->spare ? wishes_of(wishes, d->from, d->to) : NULL;
    if (!range || more <= 0)
        return;
    int64_t step = (int64_t)(more - 1) * STEPS / q->spare;
    range->needs[step] = bc_len_max(range->needs[step], need);
    range->savings[step] += (int64_t)d->leading * (d->label ? LABEL_WEIGHT : 1);
}

/* The step of a range up to which its cells save most for what it costs. */
static bool offer_for_range(const search *q, const range_wishes *range, offer *o)
{
    bc_len width = bc_layout_sharing_sum(q->widths, range->from, range->to), need = 0;
    int64_t saving = 0;
    o->saving = 0;
    for (uint32_t i = 0; i < STEPS; i++) {
        saving += range->savings[i];
        if (range->needs[i] &&
            (!need || (__int128)saving * (need - width) > (__int128)o->saving * (range->needs[i] - width))) {
            need = range->needs[i];
            o->saving = saving;
        }
    }
    o->cost = 0;
    memcpy(o->widths, q->widths, sizeof o->widths);
    return need && grow(q, o, range->from, range->to, need) && o->cost > 0;
}

static void offer_for_cells(const search *q, offers *list)
{
    cell_wishes wishes;
    offer o;
    wishes.n = 0;
    for (size_t i = 0; i < q->s->demands.n && q->spare > 0; i++)
        add_wish(q, &q->s->demands.at[i], &wishes);
    for (uint32_t i = 0; i < wishes.n; i++)
        if (offer_for_range(q, &wishes.at[i], &o))
            keep_offer(list, &o, q->s->n);
}

/* Of the offers and `best` that which saves most for its cost when everything is looked at. */
static const offer *best_of(const search *q, offers *list, int64_t before, const offer *best)
{
    for (uint32_t i = 0; i < list->n; i++) {
        list->at[i].saving = before - cost_of(q->s, list->at[i].widths);
        if (!best || is_better(&list->at[i], best, q->s->n))
            best = &list->at[i];
    }
    return best;
}

/* Widens for the rows or cells for which it saves most. False when nothing does. */
static bool spend(search *q)
{
    const sharing *s = q->s;
    offers rows, cells;
    offer o;
    rows.n = cells.n = 0;
    for (size_t r = 0; r < s->rows.n && q->spare > 0; r++)
        if (offer_for_row(q, &s->rows.at[r], &o))
            keep_offer(&rows, &o, s->n);
    offer_for_cells(q, &cells);
    if (!rows.n && !cells.n)
        return false;
    if (rows.n + cells.n == 1) {
        accept(q, rows.n ? &rows.at[0] : &cells.at[0], 0);
        return true;
    }
    int64_t before = q->cost ? q->cost : cost_of(s, q->widths);
    const offer *best = best_of(q, &cells, before, best_of(q, &rows, before, NULL));
    accept(q, best, before - best->saving);
    return true;
}

/* The next width below the column's own at which rows become higher: those that need all of it take a line more. */
static bc_len narrower(const search *q, uint32_t column)
{
    const sharing *s = q->s;
    bc_len width = q->widths[column], next = s->floor[column];
    for (size_t r = 0; r < s->rows.n; r++) {
        const bc_layout_demand_row *row = &s->rows.at[r];
        bc_len height = row_height(s, row, q->widths);
        for (uint32_t i = 0; i < row->n; i++) {
            const bc_layout_demand *d = &s->demands.at[row->first + i];
            if (d->aside || d->from != column || d->to != column + 1)
                continue;
            uint32_t lines = lines_within(d, height);
            bc_len need = room_for(d, lines) + d->pad;
            for (; need >= width && lines < MAX_LINES; lines++)
                need = room_for(d, lines + 1) + d->pad;
            next = bc_len_max(next, need);
        }
    }
    return next;
}

/* Takes from a column what saves more elsewhere. False when no column gives such. */
static bool trade(search *q)
{
    const sharing *s = q->s;
    int64_t before = q->cost ? q->cost : cost_of(s, q->widths), least = before;
    search best;
    for (uint32_t i = 0; i < s->n; i++) {
        if (!q->in[i] || q->widths[i] <= s->floor[i])
            continue;
        search tried = *q;
        tried.cost = 0;
        tried.widths[i] = narrower(q, i);
        if (tried.widths[i] >= q->widths[i])
            continue;
        tried.spare += q->widths[i] - tried.widths[i];
        for (uint32_t pass = 0; pass < TRADES && spend(&tried); pass++)
            ;
        int64_t cost = tried.cost ? tried.cost : cost_of(s, tried.widths);
        if (cost >= least)
            continue;
        least = cost;
        best = tried;
    }
    if (least < before)
        *q = best;
    return least < before;
}

/* What nobody needs, in proportion; columns of labels take little of it. */
static void spread_spare(search *q)
{
    sharing *s = q->s;
    pouring p = { .in = { false } };
    bc_len room = q->spare, kept[BC_MAX_GRID];
    memcpy(kept, s->floor, sizeof kept);
    for (uint32_t i = 0; i < s->n; i++) {
        if (!q->in[i])
            continue;
        p.in[i] = true;
        p.weight[i] = s->has_values[i] ? 4 * (int64_t)bc_len_max(q->widths[i], s->nominal[i]) : q->widths[i];
        room += q->widths[i];
    }
    /* Nothing gives back what it has. */
    int64_t values = 0, labels = 0;
    for (uint32_t i = 0; i < s->n; i++)
        *(s->has_values[i] ? &values : &labels) += p.in[i] ? p.weight[i] : 0;
    for (uint32_t i = 0; i < s->n; i++)
        if (p.in[i]) {
            s->floor[i] = q->widths[i];
            p.weight[i] = q->widths[i] * (values + labels) + q->spare * p.weight[i];
        }
    pour(s, &p, room, q->widths);
    memcpy(s->floor, kept, sizeof kept);
    q->spare = 0;
}

/* -- columns that look alike ---------------------------------------------------------------------------- */

/* Whether the group may be of one width at all: its columns are found here, and they hold what it says. */
static bool is_even(const search *q, const bc_layout_siblings *group)
{
    bool even = true;
    for (uint32_t i = group->edges[0]; i < group->edges[group->n]; i++)
        even = even && q->in[i] && !(group->figures && q->s->has_words[i]);
    return even;
}

/* Widths of the group's ranges: all the same, but for those whose floors are wider. */
static void even_out(const search *q, const bc_layout_siblings *group, const bc_len *floors, bc_len *ranges)
{
    bc_len left = bc_layout_sharing_sum(q->widths, group->edges[0], group->edges[group->n]);
    uint32_t open = group->n;
    memset(ranges, 0, group->n * sizeof *ranges);
    for (bool again = true; again && open;) {
        again = false;
        for (uint32_t i = 0; i < group->n; i++) {
            bc_len floor = bc_layout_sharing_sum(floors, group->edges[i], group->edges[i + 1]);
            if (ranges[i] || floor <= bc_len_max(left, 0) / (bc_len)open)
                continue;
            ranges[i] = floor;
            left -= floor;
            open--;
            again = true;
            break;
        }
    }
    for (uint32_t i = 0; i < group->n && open; i++) {
        if (ranges[i])
            continue;
        ranges[i] = left / (bc_len)open--;
        left -= ranges[i];
    }
}

/* Shares a range's new width out among its columns as that of the whole frame was. */
static void share_range(search *q, uint32_t from, uint32_t to, const bc_len *floors, bc_len width)
{
    search inner = *q;
    inner.cost = 0;
    memset(inner.in, 0, sizeof inner.in);
    for (uint32_t i = from; i < to; i++) {
        inner.in[i] = true;
        inner.widths[i] = floors[i];
    }
    inner.spare = width - bc_layout_sharing_sum(inner.widths, from, to);
    for (uint32_t pass = 0; pass < TRADES && to - from > 1 && spend(&inner); pass++)
        ;
    spread_spare(&inner);
    memcpy(q->widths, inner.widths, sizeof q->widths);
}

/* Makes the group's ranges equal, as far as the floors allow, if that costs no more. */
static bool try_even(search *q, const bc_layout_siblings *group, const bc_len *floors, int64_t most)
{
    search even = *q;
    bc_len ranges[BC_MAX_GRID];
    even_out(q, group, floors, ranges);
    for (int second = 0; second < 2; second++) /* each looks at the others */
        for (uint32_t i = 0; i < group->n; i++)
            share_range(&even, group->edges[i], group->edges[i + 1], floors, ranges[i]);
    bool good = cost_of(q->s, even.widths) <= cost_of(q->s, q->widths) + most;
    if (good)
        *q = even;
    return good;
}

/* Makes siblings equal where that costs the rows no more than a line or two, else as far as it costs nothing. */
static void make_even(search *q, const bc_layout_siblings *group)
{
    bc_len tight[BC_MAX_GRID], line = 0;
    if (!is_even(q, group))
        return;
    for (size_t i = 0; i < q->s->demands.n; i++)
        line = bc_len_max(line, q->s->demands.at[i].leading);
    if (try_even(q, group, q->s->floor, (int64_t)EVEN_LINES * ROW_WEIGHT * line))
        return;
    find_least(q, false, tight);
    try_even(q, group, tight, 0);
}

/* Whether all texts have room on one line each; then the columns are as wide as these. */
static bool take_one_line_each(search *q, bc_len room)
{
    const sharing *s = q->s;
    bc_len widths[BC_MAX_GRID], by[BC_MAX_GRID];
    bool spans = false;
    for (uint32_t i = 0; i < s->n; i++) {
        widths[i] = q->in[i] ? s->floor[i] : s->widths[i];
        by[i] = q->in[i] ? bc_len_max(s->nominal[i], 1) : 0;
    }
    for (int second = 0; second < 2 && (!second || spans); second++)
        for (size_t i = 0; i < s->demands.n; i++) {
            const bc_layout_demand *d = &s->demands.at[i];
            bool span = d->to - d->from > 1;
            bc_len need = d->extent.least[0] + d->pad;
            spans |= span;
            if (span && second)
                bc_layout_sharing_widen(s, widths, d->from, d->to, need, by);
            else if (!span && !second && q->in[d->from])
                widths[d->from] = bc_len_max(widths[d->from], need);
        }
    bc_len used = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        if (q->in[i] && widths[i] > most_of(s, i))
            return false;
        used += q->in[i] ? widths[i] : 0;
    }
    if (used > room)
        return false;
    memcpy(q->widths, widths, sizeof q->widths);
    q->spare = room - used;
    return true;
}

static void share_automatic(sharing *s, bc_len room)
{
    search q = { .s = s, .passes = s->demands.n > FEW ? FEW_PASSES : PASSES };
    for (uint32_t i = 0; i < s->n; i++) {
        q.in[i] = s->columns[i].kind == BC_WIDTH_AUTO;
        q.widths[i] = s->widths[i];
    }
    if (!take_one_line_each(&q, room)) {
        find_fixed_point(&q, room);
        tighten(&q);
        for (uint32_t pass = 0; pass < q.passes && spend(&q); pass++)
            ;
        for (uint32_t round = 0; round < TRADES && s->demands.n <= FEW && trade(&q); round++)
            ;
    }
    spread_spare(&q);
    for (size_t i = 0; i < s->siblings.n; i++)
        make_even(&q, &s->siblings.at[i]);
    for (uint32_t i = 0; i < s->n; i++)
        if (q.in[i])
            s->widths[i] = q.widths[i];
}

/* -- all of it ------------------------------------------------------------------------------------------ */

/* Columns that have a share: as wide as that, or as their floor. Returns what is left for the others. */
static bc_len share_shares(sharing *s, bool automatic)
{
    pouring p = { .in = { false } };
    bc_len room = s->width, floors = 0;
    bool any = false;
    for (uint32_t i = 0; i < s->n; i++) {
        if (s->columns[i].kind == BC_WIDTH_AUTO) {
            floors += s->floor[i];
        } else if (bc_layout_sharing_gives_way(s, i)) {
            p.in[i] = any = true;
            p.weight[i] = bc_len_max(s->nominal[i], 1);
            s->widths[i] = bc_len_max(s->nominal[i], s->floor[i]);
        } else {
            s->widths[i] = s->floor[i];
            room -= s->widths[i];
        }
    }
    bc_len wanted = 0;
    for (uint32_t i = 0; i < s->n; i++)
        wanted += p.in[i] ? s->widths[i] : 0;
    if (any && (!automatic || wanted > room - floors)) {
        bc_len mine = room - floors;
        pour(s, &p, mine, s->widths);
        wanted = mine;
    }
    return room - wanted;
}

/* Leaves out the cells that have room on one line whatever happens, so that it does not matter which of them were left
 * out already when they were gathered. */
static void drop_settled(sharing *s)
{
    for (size_t r = 0; r < s->rows.n; r++) {
        bc_layout_demand_row *row = &s->rows.at[r];
        bc_layout_demand *cells = &s->demands.at[row->first];
        uint32_t kept = 0;
        for (uint32_t i = 0; i < row->n; i++) {
            const bc_layout_demand *d = &cells[i];
            bc_len floor = s->floors[BC_FLOOR_HARD][bc_layout_sharing_range(s, d->from, d->to)];
            if (d->extent.paragraphs > 1 || d->extent.least[0] + d->pad > floor)
                cells[kept++] = *d;
        }
        row->n = kept;
    }
}

void bc_layout_sharing_solve(bc_layout_sharing *s)
{
    drop_settled(s);
    bool automatic = false;
    bc_layout_sharing_choose_floors(s);
    for (uint32_t i = 0; i < s->n; i++)
        automatic |= s->columns[i].kind == BC_WIDTH_AUTO;
    bc_len room = share_shares(s, automatic);
    if (automatic)
        share_automatic(s, room);
    assert(s->is_short || bc_layout_sharing_sum(s->widths, 0, s->n) == s->width);
}
