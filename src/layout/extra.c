/* What few cells have besides their text: evaluated where the cell is composed. */
#include "layout/private/extra.h"

static bc_str eval_phrase(const bc_expr_phrase *phrase, const bc_expr_scope *scope, bc_arena *arena,
                          bc_diag_list *diags)
{
    bc_str text = { 0 };
    if (phrase && !bc_expr_phrase_is_constant(phrase, &text))
        text = bc_expr_phrase_eval(phrase, scope, arena, diags);
    return text;
}

const bc_layout_extra *bc_layout_extra_compose(const bc_form_extra *form, const bc_expr_scope *scope, bc_arena *arena,
                                               bc_diag_list *diags)
{
    bc_layout_extra *extra = BC_NEW(arena, bc_layout_extra);
    extra->strokes = form->strokes;
    for (int i = 0; i < form->strokes; i++)
        extra->beyond[i] = eval_phrase(form->beyond[i], scope, arena, diags);
    return extra;
}
