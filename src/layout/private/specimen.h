/* What may be written into an empty cell. */
#ifndef BC_LAYOUT_PRIVATE_SPECIMEN_H
#define BC_LAYOUT_PRIVATE_SPECIMEN_H

#include "layout/composed.h"

/* A text as long as those that are usually written into the cell. Lent. */
bc_str bc_layout_specimen_of(const bc_layout_composed_cell *cell);

#endif
