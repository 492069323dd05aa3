/* Columns that say the same of several things: quarters, months, years, parts of a sum. */
#ifndef BC_LAYOUT_PRIVATE_SIBLINGS_H
#define BC_LAYOUT_PRIVATE_SIBLINGS_H

#include "layout/composed.h"
#include "layout/private/share.h"

/* Adds the siblings whose heads stand in that row of the table. */
void bc_layout_siblings_find(bc_layout_sharing *sharing, const bc_layout_composed_table *table, uint32_t row);

#endif
