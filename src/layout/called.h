/* How the cells of a table are called by those who have it on paper: by the heads beside and above them, and where
 * several stand under the same, by their number among these. */
#ifndef BC_LAYOUT_CALLED_H
#define BC_LAYOUT_CALLED_H

#include "layout/composed.h"

typedef struct bc_layout_called {
    bc_str heads;  /* outermost first, those of its row before those of its column; empty: it stands under none */
    bc_str beside; /* those of its row alone */
    uint32_t nth;  /* among the cells under the same heads, from 1; 0: there is no other */
} bc_layout_called;

/* For each cell of the table but those of pages, in their order; in `arena`. `between` stands between heads. */
const bc_layout_called *bc_layout_called_find(const bc_layout_composed_table *table, bc_str between, bc_arena *arena);

#endif
