/* What changed from one bound record to another of the same form, value by value.
 *
 * Values are compared by what they mean: 0.7亿元 and 7000万元 are one amount. What follows from other values is left
 * out, for nobody wrote it. Elements of a list are matched by what says which they are: keys that are given or that
 * their form knows (codes, levels and names); those whose keys say nothing by the longest sequence that both lists
 * have, in which elements are one when at least half of what they say is the same. Never by their number.
 */
#ifndef BC_COMPARE_COMPARE_H
#define BC_COMPARE_COMPARE_H

#include "form/form.h"

typedef enum bc_compare_kind { BC_COMPARE_ADDED, BC_COMPARE_REMOVED, BC_COMPARE_CHANGED } bc_compare_kind;

/* The fields by which elements of a list are known. */
typedef struct bc_compare_key {
    bc_str list;          /* of keys: indicators, groups.indicators */
    const bc_str *fields; /* of its elements; groups in them with points */
    uint32_t n;
} bc_compare_key;

typedef struct bc_compare_options {
    const bc_form *form;        /* of both records */
    const bc_compare_key *keys; /* of lists; others are matched as their form says */
    uint32_t key_count;
} bc_compare_options;

typedef struct bc_compare_change {
    bc_compare_kind kind;
    const bc_form_field *field;
    bc_str path;        /* by keys, with numbers from 1 of the elements in the new record, in the old one of what was
                           removed: indicators[3].target */
    bc_str label;       /* the same as people read it: 绩效指标 › 指标值 */
    bc_str element;     /* what the element is called that it stands in, the outermost first; empty: in none */
    bc_str before, now; /* as written; of whole elements and groups their values, a line each. Empty: it is not there */
    const bc_value *before_value, *now_value; /* the same as they are bound; NULL: it is not there. Lent */
    bc_diag_mark before_mark, now_mark;       /* of what is not there: none */
} bc_compare_change;

/* Tells of each change in the order of the form, in that of the new list within it, removed elements before what
 * follows them. Returns how many there were. `before` or `now` NULL: there is no such record. What is told lives in the
 * arena. */
size_t bc_compare_records(const bc_compare_options *options, const bc_value *before, const bc_value *now,
                          bc_arena *arena, void (*tell)(void *context, const bc_compare_change *change), void *context);

#endif
