/* Sums as a network: each is a node at which as much goes in as comes out, each figure that can be moved an edge. */
#ifndef BC_ROUNDING_PRIVATE_NETWORK_H
#define BC_ROUNDING_PRIVATE_NETWORK_H

#include "rounding/rounding.h"

/* A figure that may go up or down by one: it flows from one node to another. */
typedef struct bc_rounding_edge {
    uint32_t from, to; /* nodes */
    uint32_t figure;
    uint32_t cost; /* of the move; by rank, then by how far the figure goes from itself */
    bool up;       /* it is at the larger of its two values */
} bc_rounding_edge;

typedef struct bc_rounding_network {
    bc_rounding_edge *edges;
    uint32_t edge_count;
    uint32_t nodes;  /* the last of them is the ground, where any amount may begin or end */
    int64_t *excess; /* by node: what goes in beyond what comes out */
    bool *kept;      /* by sum: it is one of the nodes */
} bc_rounding_network;

/* How near a figure is to its other value, in so many steps. */
enum { BC_ROUNDING_STEPS = 16 };

/* Takes sums in their order as nodes, as long as every figure lies between two of them. `floors` and `fractions` (of a
 * million; 0: whole) are those of the figures; sums that are `barred` are no nodes. */
void bc_rounding_network_make(const bc_rounding_figure *figures, uint32_t n, const bc_decimal_int128 *floors,
                              const uint32_t *fractions, const bc_rounding_sum *sums, uint32_t sum_count,
                              const bool *barred, bc_arena *arena, bc_rounding_network *out);
/* Moves edges until nothing is in excess anywhere, cheap ones first. */
void bc_rounding_flow(bc_rounding_network *network, bc_arena *arena);

#endif
