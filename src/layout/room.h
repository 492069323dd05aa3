/* Whether a document has room on its paper. */
#ifndef BC_LAYOUT_ROOM_H
#define BC_LAYOUT_ROOM_H

#include "layout/composed.h"
#include "text/typeset.h"

/* Whether no table had to be cut between its columns, and no column need be narrower than what no line should part in
 * it: an amount, a date, a figure with its unit, a word. */
bool bc_layout_room_suffices(const bc_layout_composed *composed, bc_text_typesetter *typesetter);

#endif
