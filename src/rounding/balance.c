/* Controlled rounding. Each figure begins at its nearer neighbour; then the sums do not hold by a unit here and there,
 * and figures are moved to their other neighbour along chains from sum to sum until they do (network.c, flow.c). That
 * this can be done for totals that nest, and for two directions at once, follows from the exact figures: they are such
 * a flow themselves, and a flow between whole bounds can be a whole one. */
#include "rounding/rounding.h"

#include "rounding/private/network.h"

enum { MILLION = 1000000 };

static bc_decimal_int128 whole_of(bc_decimal number)
{
    bc_decimal whole = bc_decimal_from_int(0);
    (void)bc_decimal_rescale(number, 0, BC_ROUND_DOWN, &whole);
    return whole.coef;
}

static bc_decimal_int128 nearest(bc_decimal number)
{
    bc_decimal whole = bc_decimal_from_int(0);
    (void)bc_decimal_rescale(number, 0, BC_ROUND_HALF_UP, &whole);
    return whole.coef;
}

/* The whole number below and what there is beyond it, in millionths, at least one where there is any. */
static void split(bc_decimal exact, bc_decimal_int128 *floor, uint32_t *fraction)
{
    bc_decimal rest;
    *floor = whole_of(exact);
    if (exact.coef < 0 && bc_decimal_compare(exact, (bc_decimal){ *floor, 0 }) < 0)
        *floor -= 1;
    *fraction = 0;
    if (!bc_decimal_sub(exact, (bc_decimal){ *floor, 0 }, &rest) || rest.coef == 0)
        return;
    bc_decimal part;
    if (!bc_decimal_rescale(rest, 6, BC_ROUND_DOWN, &part))
        return;
    *fraction = part.coef < 1 ? 1 : part.coef >= MILLION ? MILLION - 1 : (uint32_t)part.coef;
}

static bc_decimal_int128 add_parts(const bc_rounding_figure *figures, const bc_rounding_sum *sum)
{
    bc_decimal_int128 parts = 0;
    for (uint32_t i = 0; i < sum->n; i++)
        parts += figures[sum->parts[i]].rounded;
    return parts;
}

/* Totals of sums that are no nodes, and of none that is one: they are what their parts make. */
static bool *find_loose(uint32_t n, const bc_rounding_sum *sums, uint32_t sum_count, const bool *kept, bc_arena *arena)
{
    bool *loose = BC_NEW_ARRAY(arena, bool, n);
    for (uint32_t s = 0; s < sum_count; s++)
        loose[sums[s].total] = true;
    for (uint32_t s = 0; s < sum_count; s++)
        if (kept[s])
            loose[sums[s].total] = false;
    return loose;
}

/* A sum over such a total cannot be a node: nobody knows yet what that comes to. True: another one was found. */
static bool bar(const bc_rounding_sum *sums, uint32_t sum_count, const bool *kept, const bool *loose, bool *barred)
{
    bool found = false;
    for (uint32_t s = 0; s < sum_count; s++)
        for (uint32_t i = 0; i < sums[s].n && kept[s] && !barred[s]; i++)
            if (loose[sums[s].parts[i]])
                found = barred[s] = true;
    return found;
}

/* Loose totals from their parts, those of totals that are loose themselves behind these. */
static void follow(bc_rounding_figure *figures, const bc_rounding_sum *sums, uint32_t sum_count, bool *loose)
{
    bool again = true;
    while (again) {
        again = false;
        for (uint32_t s = 0; s < sum_count; s++) {
            bool known = loose[sums[s].total];
            for (uint32_t i = 0; i < sums[s].n && known; i++)
                known = !loose[sums[s].parts[i]];
            if (!known)
                continue;
            figures[sums[s].total].rounded = add_parts(figures, &sums[s]);
            loose[sums[s].total] = false;
            again = true;
        }
    }
}

uint32_t bc_rounding_balance(bc_rounding_figure *figures, uint32_t n, const bc_rounding_sum *sums, uint32_t sum_count,
                             bc_arena *arena)
{
    bc_decimal_int128 *floors = BC_NEW_ARRAY(arena, bc_decimal_int128, n);
    uint32_t *fractions = BC_NEW_ARRAY(arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        split(figures[i].exact, &floors[i], &fractions[i]);
        figures[i].rounded = nearest(figures[i].exact);
    }
    bc_rounding_network network;
    bool *barred = BC_NEW_ARRAY(arena, bool, sum_count), *loose;
    do { /* sums nest a few levels deep, and each time another level is found at the least */
        bc_rounding_network_make(figures, n, floors, fractions, sums, sum_count, barred, arena, &network);
        loose = find_loose(n, sums, sum_count, network.kept, arena);
    } while (bar(sums, sum_count, network.kept, loose, barred));
    bc_rounding_flow(&network, arena);
    for (uint32_t e = 0; e < network.edge_count; e++)
        figures[network.edges[e].figure].rounded = floors[network.edges[e].figure] + network.edges[e].up;
    follow(figures, sums, sum_count, loose);
    uint32_t broken = 0;
    for (uint32_t s = 0; s < sum_count; s++)
        broken += add_parts(figures, &sums[s]) != figures[sums[s].total].rounded;
    for (uint32_t i = 0; i < n; i++) {
        bc_decimal_int128 by = figures[i].rounded - floors[i];
        figures[i].moved = figures[i].rounded != nearest(figures[i].exact);
        figures[i].far = by < 0 || by > (fractions[i] > 0);
    }
    return broken;
}
