#include "form/form.h"

bc_str bc_form_title(const bc_form *form, const bc_scope *scope, bc_arena *arena, bc_diags *diags)
{
    for (uint32_t i = 0; i < form->layout_count; i++) {
        const bc_layout_item *item = &form->layout[i];
        if (item->role == BC_IS_TITLE && item->text && (!item->when || bc_expr_holds(item->when, scope, arena, diags)))
            return bc_arena_join_lines(arena, bc_phrase_eval(item->text, scope, arena, diags));
    }
    return (bc_str){ 0 };
}

bc_str bc_form_record_name(const bc_form *form, const bc_datum *record, bc_arena *arena, bc_diags *diags)
{
    bc_scope scope = { .map = record };
    bc_str name = form->output ? bc_phrase_eval(form->output, &scope, arena, diags) : (bc_str){ 0 };
    const bc_datum *field = name.n ? NULL : bc_datum_find(record, BC_STR("name"));
    if (field)
        name = field->text;
    return name.n ? name : bc_form_title(form, &scope, arena, diags);
}
