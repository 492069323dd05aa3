/* Rows placed on the page, and taken back. */
#ifndef BC_LAYOUT_PRIVATE_ROWS_H
#define BC_LAYOUT_PRIVATE_ROWS_H

#include "layout/private/flow_state.h"

/* State for taking back rows that turned out not to fit. */
typedef struct bc_layout_rows_mark {
    size_t edges, pieces;
    uint32_t next;
} bc_layout_rows_mark;

/* The last piece pushed covers rows still to come. */
void bc_layout_rows_open(bc_layout_flow *flow, const bc_layout_cell *cell);
/* Ends the row that is being placed; cells whose last row is above `row` end with it and make it grow if they must. */
void bc_layout_rows_end(bc_layout_flow *flow, bc_len height, uint32_t row);
/* A row begins below the last; the rows at the foot of a band that has ended come first. */
void bc_layout_rows_begin(bc_layout_flow *flow, uint32_t row);
void bc_layout_rows_put(bc_layout_flow *flow, uint32_t row);
/* Where the part would end if the page were cut here: labels of open cells and rows at its foot included. */
bc_len bc_layout_rows_bottom(const bc_layout_flow *flow);
bc_layout_rows_mark bc_layout_rows_save(bc_layout_flow *flow);
void bc_layout_rows_undo(bc_layout_flow *flow, bc_layout_rows_mark mark);

#endif
