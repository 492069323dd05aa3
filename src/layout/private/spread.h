/* Heights of rows under cells that cover several of them. */
#ifndef BC_LAYOUT_PRIVATE_SPREAD_H
#define BC_LAYOUT_PRIVATE_SPREAD_H

#include "base/arena.h"
#include "base/len.h"

/* A cell over the rows from..to (to excluded) that needs this height; `next` is scratch. */
typedef struct bc_layout_covering {
    uint32_t from, to;
    bc_len need;
    uint32_t next;
} bc_layout_covering;

/* Grows heights until every covering has what it needs: what is missing goes to its rows evenly, the covering that
 * ends first (and of those the shortest) first. Takes time in the rows covered; rows are never made lower. */
void bc_layout_spread_heights(bc_len *heights, uint32_t rows, bc_layout_covering *coverings, uint32_t n,
                              bc_arena *arena);

#endif
