/* What the cells of a table ask of its columns. */
#ifndef BC_LAYOUT_PRIVATE_DEMAND_H
#define BC_LAYOUT_PRIVATE_DEMAND_H

#include "layout/composed.h"
#include "layout/private/share.h"

/* Adds what the cells on that grid of the table ask. */
void bc_layout_demand_collect(bc_layout_sharing *sharing, const bc_layout_composed_table *table, uint32_t grid,
                              bc_text_typesetter *typesetter);
/* How wide a label wants to be, with padding: on one line when it is short, on its own lines when it has some. */
bc_len bc_layout_demand_label_width(const bc_layout_composed_cell *cell, bc_text_typesetter *typesetter);
/* What of a cell no line should part, with padding. */
bc_len bc_layout_demand_piece(const bc_layout_composed_cell *cell, bc_text_typesetter *typesetter);

#endif
