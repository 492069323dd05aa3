/* A record that somebody filled in, made ready to be filled in once more: corrected, completed, and no more than that.
 */
#ifndef BC_RECORD_REFILL_H
#define BC_RECORD_REFILL_H

#include "record/blank.h"

/* The bound record with every number computed that the form computes, also where somebody wrote his own, unless that
 * counts (`given: counts`). Such numbers keep the origin of what was written. `tree` is what `record` was bound from.
 */
bc_value bc_record_refill_computed(const bc_form *form, const bc_node *tree, const bc_value *record, bc_arena *arena);

/* The bound record with the rows of an empty form of that size beside its own, each where the empty form has it: of
 * every kind that it prints, and of lists without kinds, as many as it has of them. Lists that stand in no rows, and
 * those that have as many already, stay as they are. */
bc_value bc_record_refill(const bc_form *form, const bc_record_blank_size *size, const bc_value *record,
                          bc_arena *arena);

/* The same without the origin of what nobody is to fill in: what an empty form says already, such as names of kinds
 * and defaults, and numbers that are computed. What has an origin then was filled in. */
bc_value bc_record_refill_given(const bc_form *form, const bc_record_blank_size *size, const bc_value *record,
                                bc_arena *arena);

#endif
