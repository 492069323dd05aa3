/* Tables that are wider than their paper, cut between columns. */
#ifndef BC_LAYOUT_PRIVATE_PARTS_H
#define BC_LAYOUT_PRIVATE_PARTS_H

#include "layout/composed.h"

/* Where a table may be cut: columns of its grid, ascending. Those before the first stand in every part. */
typedef struct bc_layout_cuts {
    const uint16_t *at;
    uint32_t n;
} bc_layout_cuts;

typedef struct bc_layout_parts {
    const bc_layout_composed_table *const *at;
    uint32_t n;
} bc_layout_parts;

/* As few parts as give each column about the room that its texts need, of about as many columns each; the table itself
 * when it needs no cut. All its rows stand on grid `grid`. */
bc_layout_parts bc_layout_parts_cut(const bc_layout_composed_table *table, uint16_t grid, const bc_layout_cuts *cuts,
                                    bc_arena *arena);

#endif
