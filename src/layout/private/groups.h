/* The elements of a repetition gathered into groups, or sorted. */
#ifndef BC_LAYOUT_PRIVATE_GROUPS_H
#define BC_LAYOUT_PRIVATE_GROUPS_H

#include "layout/private/categories.h"
#include "unicode/collate.h"

/* Where the grouping's expressions are evaluated. */
typedef struct bc_layout_group_context {
    const bc_expr_scope *scope;
    const uint32_t *places; /* of the list's elements in the record's list; NULL: as they stand */
    bc_diag_mark mark;      /* of the repetition, for what has no place in the record */
    bool blank;             /* of an empty form */
    bc_unicode_collator *collator;
    bc_arena *arena;
    bc_diag_list *diags;
} bc_layout_group_context;

/* The groups in the order of the grouping, or the elements where it has no keys; `least` at least. Reports groups that
 * its given order does not have (W407). Takes time in the elements, and what sorting takes. */
bc_layout_arranged bc_layout_arrange_groups(const bc_layout_group_context *context, const bc_form_grouping *grouping,
                                            const bc_value *list, uint32_t least);
/* By what keys are told apart: equal numbers, dates and texts give equal ones. */
bc_str bc_layout_group_key(const bc_value *key, bc_arena *arena);

#endif
