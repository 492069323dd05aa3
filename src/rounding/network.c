/* A figure is a part of one sum and a part or the total of another. Let what goes into a sum be its parts and what
 * comes out its total, or the other way round: when each figure goes into one of its two sums and comes out of the
 * other, all of them are one network. So sums are coloured by which way they go: those that share a part differ, and so
 * do those of one total; where one's total is the other's part they are alike. A sum that finds no colour, or a figure
 * that has two sums already, is left out. Colours are kept as a forest of sums with the parity to what each hangs on,
 * so that a sum that fails can be taken back. */
#include "rounding/private/network.h"

#include <assert.h>

/* Of a figure: the sums that it is in. */
typedef struct ends {
    int32_t sum[2];
    bool total[2];
    uint32_t n;
} ends;

typedef struct colouring {
    uint32_t *parent, *size;
    bool *differs;   /* from its parent */
    uint32_t *undo;  /* roots that were hung on others, for the sum at work */
    uint32_t undone; /* how many of them there are */
} colouring;

static uint32_t root_of(const colouring *c, uint32_t sum, bool *differs)
{
    *differs = false;
    while (c->parent[sum] != sum) {
        *differs ^= c->differs[sum];
        sum = c->parent[sum];
    }
    return sum;
}

/* False: they are known to be otherwise. */
static bool relate(colouring *c, uint32_t a, uint32_t b, bool differ)
{
    bool of_a, of_b;
    uint32_t x = root_of(c, a, &of_a), y = root_of(c, b, &of_b);
    bool between = differ ^ of_a ^ of_b;
    if (x == y)
        return !between;
    if (c->size[x] > c->size[y]) {
        uint32_t swap = x;
        x = y;
        y = swap;
    }
    c->parent[x] = y;
    c->differs[x] = between;
    c->size[y] += c->size[x];
    c->undo[c->undone++] = x;
    return true;
}

static void take_back(colouring *c)
{
    while (c->undone > 0) {
        uint32_t x = c->undo[--c->undone];
        c->size[c->parent[x]] -= c->size[x];
        c->parent[x] = x;
        c->differs[x] = false;
    }
}

/* Whether the figure can be in the sum besides the one that it may be in already. */
static bool can_join(colouring *c, const ends *of, uint32_t sum, bool total)
{
    return of->n < 2 && (!of->n || relate(c, sum, (uint32_t)of->sum[0], of->total[0] == total));
}

static void join(ends *of, uint32_t sum, bool total)
{
    of->sum[of->n] = (int32_t)sum;
    of->total[of->n++] = total;
}

static bool take_sum(colouring *c, const uint32_t *fractions, const bc_rounding_sum *sum, uint32_t s, ends *all)
{
    c->undone = 0;
    bool fits = !fractions[sum->total] || can_join(c, &all[sum->total], s, true);
    for (uint32_t i = 0; i < sum->n && fits; i++)
        fits = !fractions[sum->parts[i]] || can_join(c, &all[sum->parts[i]], s, false);
    if (!fits) {
        take_back(c);
        return false;
    }
    if (fractions[sum->total])
        join(&all[sum->total], s, true);
    for (uint32_t i = 0; i < sum->n; i++)
        if (fractions[sum->parts[i]])
            join(&all[sum->parts[i]], s, false);
    return true;
}

static uint32_t cost_of(const bc_rounding_figure *figure, uint32_t fraction, bool up)
{
    enum { MILLION = 1000000 };
    uint32_t away = up ? fraction : MILLION - fraction; /* from where it goes, half a million at the least */
    uint32_t step = (uint32_t)((uint64_t)(away - MILLION / 2) * BC_ROUNDING_STEPS / (MILLION / 2));
    step = step < BC_ROUNDING_STEPS ? step : BC_ROUNDING_STEPS - 1;
    return figure->rank * BC_ROUNDING_STEPS + step;
}

/* Parts go into sums of the one colour and come out of those of the other; totals the other way. */
static bool goes_in(const colouring *c, const ends *of, uint32_t k)
{
    bool colour;
    root_of(c, (uint32_t)of->sum[k], &colour);
    return of->total[k] == colour;
}

static bc_rounding_edge edge_of(const colouring *c, const ends *of, uint32_t ground)
{
    bc_rounding_edge edge = { .from = ground, .to = ground };
    for (uint32_t k = 0; k < of->n; k++)
        *(goes_in(c, of, k) ? &edge.to : &edge.from) = (uint32_t)of->sum[k];
    return edge;
}

/* What goes into the sum beyond what comes out, as figures are. */
static int64_t excess_of(const colouring *c, const bc_rounding_figure *figures, const bc_rounding_sum *sum, uint32_t s)
{
    bool colour;
    root_of(c, s, &colour);
    bc_decimal_int128 excess = -figures[sum->total].rounded;
    for (uint32_t i = 0; i < sum->n; i++)
        excess += figures[sum->parts[i]].rounded;
    return (int64_t)(colour ? -excess : excess);
}

void bc_rounding_network_make(const bc_rounding_figure *figures, uint32_t n, const bc_decimal_int128 *floors,
                              const uint32_t *fractions, const bc_rounding_sum *sums, uint32_t sum_count,
                              const bool *barred, bc_arena *arena, bc_rounding_network *out)
{
    uint32_t most = 0;
    for (uint32_t s = 0; s < sum_count; s++)
        most = sums[s].n > most ? sums[s].n : most;
    colouring c = { .parent = BC_NEW_ARRAY(arena, uint32_t, sum_count),
                    .size = BC_NEW_ARRAY(arena, uint32_t, sum_count),
                    .differs = BC_NEW_ARRAY(arena, bool, sum_count),
                    .undo = BC_NEW_ARRAY(arena, uint32_t, most + 1U) };
    ends *all = BC_NEW_ARRAY(arena, ends, n);
    *out = (bc_rounding_network){ .nodes = sum_count + 1,
                                  .edges = BC_NEW_ARRAY(arena, bc_rounding_edge, n),
                                  .excess = BC_NEW_ARRAY(arena, int64_t, sum_count + 1U),
                                  .kept = BC_NEW_ARRAY(arena, bool, sum_count) };
    for (uint32_t s = 0; s < sum_count; s++) {
        c.parent[s] = s;
        c.size[s] = 1;
        out->kept[s] = !barred[s] && take_sum(&c, fractions, &sums[s], s, all);
    }
    for (uint32_t s = 0; s < sum_count; s++)
        out->excess[s] = out->kept[s] ? excess_of(&c, figures, &sums[s], s) : 0;
    for (uint32_t i = 0; i < n; i++) {
        if (!all[i].n)
            continue;
        bc_rounding_edge edge = edge_of(&c, &all[i], sum_count);
        assert(edge.from != edge.to);
        edge.figure = i;
        edge.up = figures[i].rounded > floors[i];
        edge.cost = cost_of(&figures[i], fractions[i], edge.up);
        out->edges[out->edge_count++] = edge;
    }
}
