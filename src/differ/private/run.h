/* A run of biaoce_diff, and what of it goes into reports. */
#ifndef BC_DIFFER_PRIVATE_RUN_H
#define BC_DIFFER_PRIVATE_RUN_H

#include "differ/private/weigh.h"

enum { BC_DIFFER_KINDS = BIAOCE_DIFF_DROPPED + 1 };

/* A record of either side, with what became of it. */
typedef struct bc_differ_kept {
    biaoce_diff_kind kind;
    const bc_differ_record *before, *now; /* NULL: there is none */
    const bc_differ_change *changes;
    size_t change_count;
    const bc_diag *findings; /* of the rules across years */
    size_t finding_count;
} bc_differ_kept;

/* What the records of a department add up to, in 元. */
typedef struct bc_differ_side {
    size_t records, amounts; /* amounts: records that have one */
    bc_decimal yuan;
} bc_differ_side;

typedef struct bc_differ_department {
    bc_str name; /* empty: the records say none */
    bc_differ_side before, now;
    size_t counts[BC_DIFFER_KINDS];
} bc_differ_department;

typedef struct bc_differ_run {
    const biaoce_diff_options *options;
    const bc_engine_call *call;
    bc_crew_tally *tally;
    bc_arena arena;
    bc_differ_set before, now;
    bc_differ_sides sides;
    BC_VEC(bc_differ_bridge) bridges;
    BC_VEC(bc_differ_kept) kept;              /* for reports; by department, as they say it, in their order */
    BC_VEC(bc_differ_department) departments; /* in the order in which they came */
    bc_strmap by_department;                  /* their numbers, and one */
    bc_differ_department all;                 /* all departments together */
    int year_before, year_now;                /* that most records say, or 0 */
    biaoce_diff_summary summary;
} bc_differ_run;

/* The record as it is now, or as it was before it was dropped. */
static inline const bc_differ_record *bc_differ_of(const bc_differ_kept *kept)
{
    return kept->now ? kept->now : kept->before;
}

/* Counts a record in its department, which is added when it is new. */
void bc_differ_budget_add(bc_differ_run *run, const bc_differ_kept *kept);

/* All of it as JSON. */
void bc_differ_json_write(const bc_differ_run *run, bc_buf *out);
/* The same as a record of the form comparison-report. */
const bc_node *bc_differ_report_record(const bc_differ_run *run, bc_arena *arena);

#endif
