/* What a repetition says about its elements: levels that merge, fixed categories, lists side by side. Private to the
 * room.
 */
#ifndef BC_TEMPLATE_COMPILE_REPEAT_H
#define BC_TEMPLATE_COMPILE_REPEAT_H

#include "template/compile.h"

enum { BC_MERGE_MOST = 16, BC_SIDES_MOST = 4 };

/* What the cells of the rows at hand merge by. */
typedef struct bc_merging {
    bc_str names[BC_MERGE_MOST];
    bc_mark marks[BC_MERGE_MOST];
    bc_span_policy policies[BC_MERGE_MOST];
    int8_t under[BC_MERGE_MOST]; /* the level that each lies under; -1: none */
    uint32_t n;
} bc_merging;

extern const char *const BC_POLICY_WORDS[];

/* `merge: [level1, level2]`; levels in a list of their own, `[level1, [left.level2, right.level2]]`, lie side by side
 * under the one before. */
void bc_compile_merging(bc_compiler *c, const bc_value *list, bc_merging *out);
/* The level of that name, or -1. */
int16_t bc_merging_level(const bc_merging *merge, bc_str name);
/* Takes the levels over into the repetition. */
void bc_merging_store(bc_compiler *c, const bc_merging *merge, const bc_field_scope *scope, bc_row_item *item);
/* `over: categories` */
void bc_compile_over(bc_compiler *c, const bc_value *over, bc_row_item *item);
/* `each: {left: list, right: list, by: level1}`; `inside` gets the fields that the rows see. */
void bc_compile_sides(bc_compiler *c, const bc_value *map, const bc_field_scope *scope, bc_row_item *item,
                      bc_field_scope *inside);

#endif
