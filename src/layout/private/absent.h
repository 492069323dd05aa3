/* Texts of rows that say something of an element only, where there is none. */
#ifndef BC_LAYOUT_PRIVATE_ABSENT_H
#define BC_LAYOUT_PRIVATE_ABSENT_H

#include "layout/private/rounds.h"

/* Whether all that the words say in their $(…) is of an element that is not there, so that they say nothing: 号 of
 * `$(nth)号`. `uncounted`: the row has no number either. Words that an expression gives for what is missing (无) are
 * said. */
bool bc_layout_absent_words(const bc_expr_phrase *words, const bc_expr_scope *scope, const bc_layout_iteration *now,
                            bool uncounted, bc_arena *arena);
/* Whether the expression asks for nothing but the number of a row that has none. */
bool bc_layout_absent_number(const bc_expr *expr);

#endif
