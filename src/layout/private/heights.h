/* How high the rows of a measured table are. */
#ifndef BC_LAYOUT_PRIVATE_HEIGHTS_H
#define BC_LAYOUT_PRIVATE_HEIGHTS_H

#include "layout/block.h"

/* Fills in both lists of heights, in `arena`; the cells have been measured. */
void bc_layout_heights_find(bc_layout_table *table, bc_arena *arena);

#endif
