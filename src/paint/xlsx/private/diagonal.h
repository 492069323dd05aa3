/* Diagonal heads in cells. */
#ifndef BC_PAINT_XLSX_PRIVATE_DIAGONAL_H
#define BC_PAINT_XLSX_PRIVATE_DIAGONAL_H

#include "base/arena.h"
#include "layout/block.h"

/* The texts of the head as one for a cell that is so high: lines from the highest to the lowest, moved to the right by
 * wide blanks. */
bc_str bc_xlsx_diagonal_text(const bc_layout_cell *cell, bc_len height, bc_arena *arena);
/* How high the cell must be. */
bc_len bc_xlsx_diagonal_need(const bc_layout_cell *cell);

#endif
