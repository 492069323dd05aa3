/* What few cells and blocks have besides their text: evaluated where they are composed. */
#include "layout/private/extra.h"

#include "layout/private/chart.h"
#include "layout/private/datum.h"
#include "layout/private/see.h"
#include "layout/private/words.h"

const bc_layout_figure *bc_layout_extra_figure(bc_layout_extras *e, const bc_form_figure *form,
                                               const bc_expr_scope *scope)
{
    bc_layout_figure *figure = BC_NEW(e->arena, bc_layout_figure);
    *figure = (bc_layout_figure){ .form = form,
                                  .mark = form->mark,
                                  .alt = bc_layout_words_of(form->alt, scope, e->arena, e->diags) };
    if (form->chart) {
        figure->chart = bc_layout_chart_compose(form, scope, e->blank, e->arena, e->diags);
        figure->alt = bc_chart_said(figure->chart, figure->alt, e->arena);
    } else if (form->expr) {
        const bc_value *datum = bc_layout_datum_of(form->expr, scope, e->arena, e->diags);
        bc_layout_see(e->seen, form->expr, scope, NULL, e->arena);
        if (!bc_value_room_of(datum).characters)
            figure->source = bc_layout_datum_print(datum, NULL, NULL, e->arena);
        if (datum->origin)
            figure->mark = datum->origin->mark;
    } else {
        bc_str ignored;
        figure->constant = form->phrase && bc_expr_phrase_is_constant(form->phrase, &ignored);
        figure->source = bc_layout_words_of(form->phrase, scope, e->arena, e->diags);
        bc_layout_see_words(e->seen, form->phrase, scope, NULL, e->arena);
    }
    figure->source = bc_str_trim(figure->source);
    if (e->blank && !figure->constant)
        figure->source = (bc_str){ 0 };
    bc_vec_add(&e->figures, figure);
    return figure;
}

const bc_layout_seal *bc_layout_extra_seal(bc_layout_extras *e, const bc_form_seal *form, const bc_expr_scope *scope)
{
    if (!form || e->blank) /* an empty form is sealed when it has been filled in */
        return NULL;
    bc_layout_seal *seal = BC_NEW(e->arena, bc_layout_seal);
    *seal = (bc_layout_seal){ .figure = bc_layout_extra_figure(e, form->figure, scope),
                              .at = bc_layout_words_of(form->at, scope, e->arena, e->diags),
                              .mark = form->figure->mark };
    return seal->figure->source.n ? seal : NULL;
}

const bc_layout_extra *bc_layout_extra_compose(bc_layout_extras *e, const bc_form_extra *form,
                                               const bc_expr_scope *scope, bool missing)
{
    bc_layout_extra *extra = BC_NEW(e->arena, bc_layout_extra);
    extra->strokes = form->strokes;
    for (int i = 0; i < form->strokes; i++) {
        extra->beyond[i] = bc_layout_words_of(form->beyond[i], scope, e->arena, e->diags);
        bc_layout_see_words(e->seen, form->beyond[i], scope, NULL, e->arena);
    }
    if (form->figure && !missing)
        extra->figure = bc_layout_extra_figure(e, form->figure, scope);
    if (!missing)
        extra->seal = bc_layout_extra_seal(e, form->seal, scope);
    return extra;
}
