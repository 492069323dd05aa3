/* Height for cells over several rows: those that end first are served first, and of these the shortest, so that a
 * row grows for a long cell only by what shorter ones did not ask for already. */
#include "layout/private/spread.h"

#include <assert.h>

static void spread(bc_len *heights, const bc_layout_covering *covering)
{
    int64_t sum = 0;
    for (uint32_t r = covering->from; r < covering->to; r++)
        sum += heights[r];
    int64_t missing = covering->need - sum, rows = covering->to - covering->from;
    if (missing <= 0)
        return;
    for (uint32_t r = covering->from; r < covering->to; r++)
        heights[r] += (bc_len)(missing / rows);
    heights[covering->to - 1] += (bc_len)(missing % rows);
}

void bc_layout_spread_heights(bc_len *heights, uint32_t rows, bc_layout_covering *coverings, uint32_t n,
                              bc_arena *arena)
{
    /* One list per last row. Coverings come in the order of their first row, so that pushing in front puts the
     * shortest of those that end together first. Links count from 1. */
    uint32_t *lists = BC_NEW_ARRAY(arena, uint32_t, (size_t)rows + 1);
    for (uint32_t i = 0; i < n; i++) {
        assert(coverings[i].from < coverings[i].to && coverings[i].to <= rows);
        assert(i == 0 || coverings[i - 1].from <= coverings[i].from);
        coverings[i].next = lists[coverings[i].to];
        lists[coverings[i].to] = i + 1;
    }
    for (uint32_t to = 1; to <= rows; to++)
        for (uint32_t link = lists[to]; link; link = coverings[link - 1].next)
            spread(heights, &coverings[link - 1]);
}
