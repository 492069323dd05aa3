/* What is in excess at one sum is sent along edges to where something is missing, one unit a path; the ground takes and
 * gives any amount. Edges come in by their cost, and all that can be sent over those so far is sent (Dinic: levels by
 * breadth, then paths from level to level), so that dear moves are made only where cheap ones do not do. */
#include "rounding/private/network.h"

#include <assert.h>
#include <string.h>

typedef struct flow {
    bc_rounding_network *net;
    uint32_t *first, *arcs; /* by node: its edges, the cheapest first */
    uint32_t *level, *next; /* by node: steps from where paths begin; the edge to be tried next */
    uint32_t *queue, *path;
    uint32_t cost;     /* of the dearest edges that may be moved */
    bool ground_gives; /* paths begin there; else at nodes in excess, and may end there */
} flow;

static const uint32_t FAR = UINT32_MAX;

/* Edges by cost, counted out: costs are few. */
static void sort_edges(const bc_rounding_network *net, uint32_t *order, uint32_t *counts, uint32_t costs)
{
    memset(counts, 0, (costs + 1) * sizeof *counts);
    for (uint32_t e = 0; e < net->edge_count; e++)
        counts[net->edges[e].cost + 1]++;
    for (uint32_t k = 1; k <= costs; k++)
        counts[k] += counts[k - 1];
    for (uint32_t e = 0; e < net->edge_count; e++)
        order[counts[net->edges[e].cost]++] = e;
}

static void list_arcs(flow *f, const uint32_t *order, bc_arena *arena)
{
    bc_rounding_network *net = f->net;
    uint32_t *at = BC_NEW_ARRAY(arena, uint32_t, net->nodes);
    for (uint32_t e = 0; e < net->edge_count; e++) {
        f->first[net->edges[e].from + 1]++;
        f->first[net->edges[e].to + 1]++;
    }
    for (uint32_t v = 0; v < net->nodes; v++) {
        f->first[v + 1] += f->first[v];
        at[v] = f->first[v];
    }
    for (uint32_t i = 0; i < net->edge_count; i++) {
        const bc_rounding_edge *edge = &net->edges[order[i]];
        f->arcs[at[edge->from]++] = order[i];
        f->arcs[at[edge->to]++] = order[i];
    }
}

/* Where a unit goes from the node when the edge is moved; FAR: it cannot be, or not yet. */
static uint32_t leads_to(const flow *f, uint32_t edge, uint32_t node)
{
    const bc_rounding_edge *e = &f->net->edges[edge];
    return e->cost > f->cost ? FAR : (e->up ? e->to : e->from) != node ? FAR : e->up ? e->from : e->to;
}

static bool is_end(const flow *f, uint32_t node)
{
    return f->net->excess[node] < 0 || (!f->ground_gives && node == f->net->nodes - 1);
}

static bool find_levels(flow *f)
{
    uint32_t head = 0, tail = 0, ground = f->net->nodes - 1;
    bool found = false;
    for (uint32_t v = 0; v < f->net->nodes; v++) {
        bool begins = f->ground_gives ? v == ground : v != ground && f->net->excess[v] > 0;
        f->level[v] = begins ? 0 : FAR;
        f->next[v] = f->first[v];
        if (begins)
            f->queue[tail++] = v;
    }
    while (head < tail) {
        uint32_t node = f->queue[head++];
        found |= is_end(f, node);
        for (uint32_t i = f->first[node]; i < f->first[node + 1]; i++) {
            uint32_t to = leads_to(f, f->arcs[i], node);
            if (to == FAR || f->level[to] != FAR)
                continue;
            f->level[to] = f->level[node] + 1;
            f->queue[tail++] = to;
        }
    }
    return found;
}

static uint32_t other_end(const flow *f, uint32_t edge, uint32_t node)
{
    return f->net->edges[edge].from == node ? f->net->edges[edge].to : f->net->edges[edge].from;
}

static void send(flow *f, uint32_t begin, uint32_t end, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++)
        f->net->edges[f->path[i]].up = !f->net->edges[f->path[i]].up;
    f->net->excess[begin]--;
    f->net->excess[end]++;
}

/* Sends a unit from the node to where it may end, level by level; false: there is no way any more. */
static bool send_one(flow *f, uint32_t begin)
{
    uint32_t node = begin, length = 0;
    for (;;) {
        if (node != begin && is_end(f, node)) {
            send(f, begin, node, length);
            return true;
        }
        uint32_t to = FAR;
        for (; f->next[node] < f->first[node + 1]; f->next[node]++) {
            to = leads_to(f, f->arcs[f->next[node]], node);
            if (to != FAR && f->level[to] == f->level[node] + 1)
                break;
            to = FAR;
        }
        if (to != FAR) {
            assert(length < f->net->nodes);
            f->path[length++] = f->arcs[f->next[node]];
            node = to;
            continue;
        }
        if (!length)
            return false;
        node = other_end(f, f->path[--length], node); /* a way that leads nowhere */
        f->next[node]++;
    }
}

static bool send_all(flow *f)
{
    uint32_t ground = f->net->nodes - 1;
    bool sent = false;
    while (find_levels(f)) {
        bool some = false;
        for (uint32_t v = 0; v < f->net->nodes; v++) {
            bool begins = f->ground_gives ? v == ground : v != ground;
            while (begins && (f->ground_gives || f->net->excess[v] > 0) && send_one(f, v))
                some = true;
        }
        sent |= some;
        if (!some)
            break;
    }
    return sent;
}

static bool is_settled(const bc_rounding_network *net)
{
    for (uint32_t v = 0; v + 1 < net->nodes; v++)
        if (net->excess[v])
            return false;
    return true;
}

void bc_rounding_flow(bc_rounding_network *net, bc_arena *arena)
{
    uint32_t costs = 1;
    for (uint32_t e = 0; e < net->edge_count; e++)
        costs = net->edges[e].cost >= costs ? net->edges[e].cost + 1 : costs;
    flow f = { .net = net,
               .first = BC_NEW_ARRAY(arena, uint32_t, net->nodes + 1U),
               .arcs = BC_NEW_ARRAY(arena, uint32_t, 2 * (size_t)net->edge_count),
               .level = BC_NEW_ARRAY(arena, uint32_t, net->nodes),
               .next = BC_NEW_ARRAY(arena, uint32_t, net->nodes),
               .queue = BC_NEW_ARRAY(arena, uint32_t, net->nodes),
               .path = BC_NEW_ARRAY(arena, uint32_t, net->nodes) };
    uint32_t *order = BC_NEW_ARRAY(arena, uint32_t, net->edge_count);
    uint32_t *counts = BC_NEW_ARRAY(arena, uint32_t, costs + 1U);
    sort_edges(net, order, counts, costs);
    list_arcs(&f, order, arena);
    for (f.cost = 0; f.cost < costs && !is_settled(net); f.cost++) {
        bool any = f.cost ? counts[f.cost] > counts[f.cost - 1] : counts[0] > 0;
        if (!any)
            continue;
        f.ground_gives = false;
        send_all(&f);
        f.ground_gives = true;
        send_all(&f);
    }
}
