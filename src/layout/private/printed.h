/* How many lines of each cell have been printed, for builds that check that each comes once and in order. */
#ifndef BC_LAYOUT_PRIVATE_PRINTED_H
#define BC_LAYOUT_PRIVATE_PRINTED_H

#include "base/vec.h"
#include "layout/block.h"

/* A zeroed one knows of none. */
typedef struct bc_layout_printed {
    BC_VEC(uint32_t) lines; /* by the cell's index in the table */
} bc_layout_printed;

/* Notes lines first..end of a cell; false when they do not follow those that have been printed of it. */
bool bc_layout_printed_add(bc_layout_printed *printed, uint32_t cell, uint32_t first, uint32_t end);
/* Whether all lines of all cells have been. */
bool bc_layout_printed_is_all(const bc_layout_printed *printed, const bc_layout_table *table);
void bc_layout_printed_release(bc_layout_printed *printed);

#endif
