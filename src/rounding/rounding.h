/* 舍位平衡: figures rounded together, so that printed parts add up to printed totals. */
#ifndef BC_ROUNDING_ROUNDING_H
#define BC_ROUNDING_ROUNDING_H

#include "base/arena.h"
#include "base/decimal.h"

typedef struct bc_rounding_figure {
    bc_decimal exact; /* 1 is a unit of the last place that is printed */
    uint32_t rank;    /* 0: a part; of totals the higher: what is moved only where nothing of a lower rank can be */
    /* What it comes to: */
    bc_decimal_int128 rounded;
    bool moved; /* it is not what it would be rounded to by itself */
    bool far;   /* it is off by a unit or more, since no sums could be kept otherwise */
} bc_rounding_figure;

/* A total and its parts, by their places among the figures; exactly, they add up. */
typedef struct bc_rounding_sum {
    uint32_t total;
    const uint32_t *parts;
    uint32_t n;
} bc_rounding_sum;

/* Rounds all figures so that all sums hold, each to one of its two neighbours and as many as can be to the nearer one;
 * whole ones stay. Of sums that nest, in one direction or across each other in two, that can always be done. Where
 * sums are more entangled those in front go first, and what follows from them may be `far`. Returns how many sums do
 * not hold all the same. Linear but for some tens of passes; depends on nothing but the figures and their order. */
uint32_t bc_rounding_balance(bc_rounding_figure *figures, uint32_t n, const bc_rounding_sum *sums, uint32_t sum_count,
                             bc_arena *arena);

#endif
