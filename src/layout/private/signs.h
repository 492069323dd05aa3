/* What a form prints where there is nothing, or nought. */
#ifndef BC_LAYOUT_PRIVATE_SIGNS_H
#define BC_LAYOUT_PRIVATE_SIGNS_H

#include "layout/composed.h"

/* Gives a value's cell, whose text is made, the sign of its style instead, if it has one for such a value. */
void bc_layout_signs_put(bc_layout_composed_cell *cell);
/* Whether the text is the sign of a currency and nothing else but blanks: in a row of a list, that of an amount which
 * is not there. */
bool bc_layout_signs_are_currency(bc_str text);

#endif
