/* Noting what is shown; `seen` NULL: nobody asks. */
#ifndef BC_LAYOUT_PRIVATE_SEE_H
#define BC_LAYOUT_PRIVATE_SEE_H

#include "expr/expr.h"
#include "layout/private/rounds.h"
#include "layout/seen.h"

/* What the expression gives, as a whole, in that scope; of a group also that of its other elements, where it is what
 * they have in common. */
void bc_layout_see(bc_layout_seen *seen, const bc_expr *expr, const bc_expr_scope *scope,
                   const bc_layout_iteration *now, bc_arena *arena);
/* And what the words of a phrase (NULL: none) say as a whole. */
void bc_layout_see_words(bc_layout_seen *seen, const bc_expr_phrase *phrase, const bc_expr_scope *scope,
                         const bc_layout_iteration *now, bc_arena *arena);

#endif
