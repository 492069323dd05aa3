/* Which values of a record a document shows, noted while it is composed. A value is known by itself, where the record
 * was bound, or by where it was written: what groups and repetitions see are copies. */
#ifndef BC_LAYOUT_SEEN_H
#define BC_LAYOUT_SEEN_H

#include "base/value.h"
#include "base/vec.h"

/* A zeroed one has seen nothing. */
typedef struct bc_layout_seen {
    BC_VEC(const void *) list; /* values, and nodes that they came from */
    bool sorted;
} bc_layout_seen;

void bc_layout_seen_release(bc_layout_seen *seen);
/* Whether the value of the bound record, which is no map, is shown: itself, or what was written there. */
bool bc_layout_seen_has(bc_layout_seen *seen, const bc_value *value);

#endif
