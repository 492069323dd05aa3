/* What a record is called: by the pattern of the template, else by the field that has the role of a name, else by the
 * title that is printed. The engine names files by it and layout names documents, so it stands below both. */
#include "form/form.h"

static const bc_form_item *find_title(const bc_form *form, const bc_expr_scope *scope, bc_arena *arena,
                                      bc_diag_list *diags)
{
    for (uint32_t i = 0; i < form->layout_count; i++) {
        const bc_form_item *item = &form->layout[i];
        const bc_expr_phrase *text = item->kind == BC_FORM_PARA ? item->as.para.text : NULL;
        if (item->role == BC_FORM_TITLE && text && (!item->when || bc_expr_holds(item->when, scope, arena, diags)))
            return item;
    }
    return NULL;
}

bc_str bc_form_title(const bc_form *form, const bc_expr_scope *scope, bc_arena *arena, bc_diag_list *diags)
{
    const bc_form_item *title = find_title(form, scope, arena, diags);
    return title ? bc_arena_join_lines(arena, bc_expr_phrase_eval(title->as.para.text, scope, arena, diags))
                 : (bc_str){ 0 };
}

bc_form_names bc_form_names_of(const bc_form *form, const bc_value *record, bc_arena *arena, bc_diag_list *diags)
{
    bc_expr_scope scope = { .map = record };
    bc_form_names names = { .title = find_title(form, &scope, arena, diags) };
    if (names.title)
        names.title_text = bc_expr_phrase_eval(names.title->as.para.text, &scope, arena, diags);
    if (form->output)
        names.name = bc_expr_phrase_eval(form->output, &scope, arena, diags);
    const bc_form_field *field =
        names.name.n ? NULL : bc_form_field_of_role(form->fields.at, form->fields.n, BC_FORM_ROLE_NAME);
    const bc_value *value = field ? bc_value_find(record, field->key) : NULL;
    if (value)
        names.name = value->text;
    if (!names.name.n)
        names.name = bc_arena_join_lines(arena, names.title_text);
    return names;
}
