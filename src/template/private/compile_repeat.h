/* What a repetition says about its elements: levels that merge, fixed categories, lists side by side. */
#ifndef BC_TEMPLATE_PRIVATE_COMPILE_REPEAT_H
#define BC_TEMPLATE_PRIVATE_COMPILE_REPEAT_H

#include "template/private/compile.h"

enum { BC_MAX_SIDES = 4 };

/* What the cells of the rows at hand merge by. */
typedef struct bc_template_merging {
    bc_str names[BC_MAX_MERGE];
    bc_diag_mark marks[BC_MAX_MERGE];
    bc_form_span_policy policies[BC_MAX_MERGE];
    int8_t under[BC_MAX_MERGE]; /* the level that each lies under; -1: none */
    uint32_t n;
} bc_template_merging;

/* `merge: [level1, level2]`; levels in a list of their own, `[level1, [left.level2, right.level2]]`, lie side by side
 * under the one before. */
void bc_template_compile_merging(bc_template_compiler *c, const bc_node *list, bc_template_merging *out);
/* The level of that name, or -1. */
int16_t bc_template_merging_level(const bc_template_merging *merge, bc_str name);
/* Takes the levels over into the repetition. */
void bc_template_merging_store(bc_template_compiler *c, const bc_template_merging *merge,
                               const bc_template_scope *scope, bc_form_each *each);
/* Warns of levels by which no cell merges, and under which none does. */
void bc_template_merging_warn_idle(bc_template_compiler *c, const bc_template_merging *merge, bc_form_rows rows);
/* `over: categories` */
void bc_template_compile_over(bc_template_compiler *c, const bc_node *over, bc_form_each *each);
/* `each: {left: list, right: list, by: level1}`; `inside` gets the fields that the rows see. */
void bc_template_compile_sides(bc_template_compiler *c, const bc_node *map, const bc_template_scope *scope,
                               bc_form_each *each, bc_template_scope *inside);

#endif
