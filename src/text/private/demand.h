/* Extents of texts that come again: labels, and the words of lists. */
#ifndef BC_TEXT_PRIVATE_DEMAND_H
#define BC_TEXT_PRIVATE_DEMAND_H

#include "base/arena.h"
#include "base/strmap.h"

/* Of the texts whose lines are cached too, by the same limits. A zeroed one is empty. */
typedef struct bc_text_demands {
    bc_arena arena;
    bc_strmap map;
    size_t bytes;
    struct bc_text_pieces *pieces; /* scratch */
} bc_text_demands;

void bc_text_demands_release(bc_text_demands *extents);
/* Drops what is known. */
void bc_text_demands_forget(bc_text_demands *extents);

#endif
