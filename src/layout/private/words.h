/* Texts of the form with the record's values in them. */
#ifndef BC_LAYOUT_PRIVATE_WORDS_H
#define BC_LAYOUT_PRIVATE_WORDS_H

#include "expr/expr.h"

/* Empty for NULL. A text without values is lent, any other made in `arena`. */
static inline bc_str bc_layout_words_of(const bc_expr_phrase *phrase, const bc_expr_scope *scope, bc_arena *arena,
                                        bc_diag_list *diags)
{
    bc_str text = { 0 };
    if (phrase && !bc_expr_phrase_is_constant(phrase, &text))
        text = bc_expr_phrase_eval(phrase, scope, arena, diags);
    return text;
}

#endif
