/* What forms over many records keep of each record of a run: the fields that they read, found in the forms at hand, and
 * given back as the list `records` when all have come.
 *
 * A record keeps a few tens of bytes and what is in these fields; beyond BC_GATHER_MEMORY all of it goes to a file that
 * has no name. Records are kept in the order in which bc_gather_keep is called, so that nothing depends on threads.
 */
#ifndef BC_GATHER_GATHER_H
#define BC_GATHER_GATHER_H

#include "engine/work.h"

/* What the values need when they are given back is several times that; texts in the file are no part of it. */
enum { BC_GATHER_MEMORY = 32 << 20 };

typedef struct bc_gather bc_gather;

/* For these forms over many records, which outlive it. */
bc_gather *bc_gather_new(const bc_engine_template *const *over, size_t n);
/* NULL is allowed. */
void bc_gather_free(bc_gather *gather);
/* What one of the forms keeps of a record, until the record's turn comes. */
typedef struct bc_gather_share {
    const struct bc_gather_plan *plan; /* NULL: nothing, for it is none of its records */
    bc_str packed;
    uint64_t own_keys; /* bits of fields that were found under keys which begin with x- */
} bc_gather_share;

/* On any thread, while the record lives: a share for each of the forms, in `arena`. What a field holds that cannot be
 * what the form over many asks for is told in the record's diagnostics. */
bc_gather_share *bc_gather_take(bc_gather *gather, const bc_engine_work *record, bc_arena *arena);
/* One record at a time, in their order, while its diagnostics' source lives: keeps the shares. Returns the number under
 * which it is kept, from 0. */
size_t bc_gather_keep(bc_gather *gather, const bc_gather_share *shares, bc_diag_mark record);
/* A record is left out because of its errors. */
void bc_gather_leave_out(bc_gather *gather, bc_str input);

/* What there is to say about the form before it is printed: fields that no record's form has, records left out. False
 * when it cannot be printed. `io_failed` is set when what was kept could not be stored. */
bool bc_gather_explain(bc_gather *gather, size_t over, bc_diag_list *diags, bool *io_failed);
/* How many of its records are kept. */
size_t bc_gather_count(const bc_gather *gather, size_t over);
/* On any thread. The list of its records, in `arena`: of those with the numbers in `chosen`, in that order; NULL: all,
 * as they came. With `last` nothing more is asked of this form, and what was kept is let go of on the way. False when
 * it could not be read back, which is said. */
bool bc_gather_list(bc_gather *gather, size_t over, const size_t *chosen, size_t n, bool last, bc_arena *arena,
                    bc_value *out, bc_diag_list *diags);

#endif
