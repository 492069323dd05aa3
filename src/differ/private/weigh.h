/* A record of one side against the same of the other. */
#ifndef BC_DIFFER_PRIVATE_WEIGH_H
#define BC_DIFFER_PRIVATE_WEIGH_H

#include "compare/compare.h"
#include "differ/private/bridge.h"
#include "differ/private/set.h"

#include <biaoce.h>

/* Two numbers of one unit, as far as they are there. */
typedef struct bc_differ_figures {
    bc_str unit;
    bool has_before, has_now, has_difference, has_percent;
    bc_decimal before, now, difference;
    bc_decimal percent; /* with one digit behind the point */
} bc_differ_figures;

typedef struct bc_differ_change {
    bc_compare_kind kind;
    bc_form_field_type type;
    bc_str path, label, element, before, now; /* as in bc_compare_change */
    bc_str before_place, now_place;           /* file:line:column; empty: it is not there */
    bc_differ_figures figures;
} bc_differ_change;

typedef struct bc_differ_outcome {
    biaoce_diff_kind kind;
    uint32_t before, now; /* numbers of the records; BC_DIFFER_NONE: there is none */
    bc_arena arena;       /* of the changes */
    BC_VEC(bc_differ_change) changes;
    bc_diag_list diags;
} bc_differ_outcome;

/* What two sides are compared by. */
typedef struct bc_differ_sides {
    const bc_differ_set *before, *now;
    const bc_differ_bridge *bridges; /* of all pairs of forms that are compared */
    size_t bridge_count;
    int year_before, year; /* of most records on each side, where the later one is later; else 0 */
    bool strict;           /* warnings are errors */
} bc_differ_sides;

/* On any thread: fills in what outcome->before and ->now come to. The arena is for the time of the call. */
void bc_differ_weigh(const bc_differ_sides *sides, bc_arena *arena, bc_differ_outcome *outcome);
void bc_differ_outcome_release(bc_differ_outcome *outcome);

/* What two amounts in 元 come to in that unit of money; either may be NULL. */
bc_differ_figures bc_differ_figures_of(const bc_decimal *before, const bc_decimal *now, bc_str unit);

#endif
