/* What a form prints where there is nothing, or nought. */
#ifndef BC_LAYOUT_PRIVATE_SIGNS_H
#define BC_LAYOUT_PRIVATE_SIGNS_H

#include "layout/composed.h"

/* Gives a value's cell, whose text is made, the sign of its style instead, if it has one for such a value. */
void bc_layout_signs_put(bc_layout_composed_cell *cell);

#endif
