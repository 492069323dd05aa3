/* The amounts of a column. */
#ifndef BC_LAYOUT_PRIVATE_AMOUNTS_H
#define BC_LAYOUT_PRIVATE_AMOUNTS_H

#include "layout/composed.h"

/* Gives the amounts that stand under each other, up to the next head, a number of their own (from 1), and as many
 * decimals as the one that has most: zeros are added, nothing is taken away. Texts are made in `arena`. Returns how
 * many such columns there are. */
uint32_t bc_layout_amounts_find(const bc_layout_composed_table *table, bc_layout_composed_cell *cells, bc_arena *arena);
/* The amount with as many decimals as the other, a later one of its column. */
bc_str bc_layout_amounts_like(bc_str text, bc_str other, bc_arena *arena);
/* The figure that the text of an amount begins with, without its unit, and how much of it stands before the point. */
bc_str bc_layout_amounts_figure(bc_str text, size_t *point);

#endif
