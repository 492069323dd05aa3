/* Where columns stand before anyone looks at texts. */
#ifndef BC_FORM_GRID_H
#define BC_FORM_GRID_H

#include "form/form.h"

/* Gives the n + 1 edges of columns in a frame of that width; the first may be a stub. False when some columns are left
 * without room; the edges are then of no use. */
bool bc_form_grid_place(const bc_form_width *columns, uint32_t n, bc_len frame, bc_len *edges);
/* The grid of such columns. Both arrays are lent. */
bc_form_grid bc_form_grid_of(const bc_form_width *columns, uint32_t n, const bc_len *edges);
/* Whether both have the same columns at the same places. */
bool bc_form_grid_same(const bc_form_grid *a, const bc_form_grid *b);

#endif
