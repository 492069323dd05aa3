/* Dates and times of day out of what workbooks store: days since their epoch, or ISO 8601. */
#ifndef BC_TABLE_PRIVATE_MOMENT_H
#define BC_TABLE_PRIVATE_MOMENT_H

#include "table/private/number.h"

/* `2026-03-01`, with_time and not midnight `2026-03-01 08:30:00`. False, and nothing printed, when there is no such
 * day. Day 60 of the epoch of 1900 is printed as spreadsheets show it, 1900-02-29, and day 0 as 1900-01-00: both are no
 * dates. */
bool bc_table_moment_date(const bc_table_number *days, bool with_time, bool epoch_1904, bc_buf *out);
/* `08:30:00`; over_a_day: hours are counted on, else days are left out. */
bool bc_table_moment_time(const bc_table_number *days, bool over_a_day, bc_buf *out);

typedef enum bc_table_moment { BC_TABLE_MOMENT_NONE, BC_TABLE_MOMENT_DATE, BC_TABLE_MOMENT_TIME } bc_table_moment;
/* Prints 2026-03-01T08:30:00Z, 08:30:00 or PT30H0M0S the same way, and says which it was. */
bc_table_moment bc_table_moment_iso(bc_str text, bc_buf *out);

#endif
