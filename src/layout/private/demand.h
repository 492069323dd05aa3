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
/* The widest figure of a value in the style, if it is wider than that room; else 0. */
bc_len bc_layout_demand_torn_figure(const bc_layout_composed_cell *cell, const bc_form_cell_style *style, bc_len room,
                                    bc_text_typesetter *typesetter);
/* The words of that figure, of which there is one. */
bc_str bc_layout_demand_figure_words(const bc_layout_composed_cell *cell, const bc_form_cell_style *style,
                                     bc_text_typesetter *typesetter);
/* The same in its own style, with padding, where it stands. */
bc_len bc_layout_demand_torn_here(const bc_layout_composed_cell *cell, bc_text_typesetter *typesetter);

#endif
