/* The workbook that goes back to whoever returned it: the form made anew, with what was found beside the cells. */
#ifndef BC_RETURNS_PRIVATE_BACK_H
#define BC_RETURNS_PRIVATE_BACK_H

#include "audit/audit.h"
#include "engine/work.h"

typedef struct bc_returns_back {
    bc_str book;   /* to be sent back; empty: it cannot be made */
    bc_str report; /* what was found, by itself; likewise */
} bc_returns_back;

/* Makes both, in `arena`, of a record that has begun and of what was found in it; the record's parts are gone
 * afterwards. What cannot be made is told, and in work->io_failed whether that is the system's failure, and may go well
 * another time. */
void bc_returns_back_make(bc_engine_worker *worker, bc_engine_work *work, const bc_audit *found, bc_arena *arena,
                          bc_diag_list *diags, bc_returns_back *out);

#endif
