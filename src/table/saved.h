/* When a workbook was made and saved, as it says itself: that goes along when it is copied, packed or sent, which the
 * time of its file does not. */
#ifndef BC_TABLE_SAVED_H
#define BC_TABLE_SAVED_H

#include "base/str.h"

/* Seconds since 1970-01-01 UTC; 0: it does not say. */
typedef struct bc_table_saved {
    int64_t created, modified;
} bc_table_saved;

/* Of a file that was read. Of what is no workbook, or a broken one, nothing is known, and nothing said. */
bc_table_saved bc_table_saved_of(bc_str name, bc_str bytes);
/* `2026-11-14T08:00:00Z`, with a fraction of a second and another zone or none, which is UTC then; 0: it is no such
 * moment. */
int64_t bc_table_saved_moment(bc_str text);

#endif
