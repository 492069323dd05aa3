/* What an expression gives, as a field: the one that its path leads to, or one made of those that it computes with. */
#include "template/private/compile.h"

typedef struct typing {
    bc_template_compiler *c;
    const bc_template_scope *scope;
} typing;

static const void *type_of_name(void *context, bc_str name)
{
    const typing *t = context;
    for (const bc_template_scope *s = t->scope; s; s = s->outer) {
        const bc_form_field *field = bc_form_field_find(s->fields, s->n, name);
        if (field || (s->repetition && bc_str_is(name, "this")))
            return field ? field : s->self;
    }
    return NULL;
}

static const void *type_of_member(void *context, const void *group, bc_str name)
{
    const bc_form_field *field = group;
    (void)context;
    return field->type == BC_FIELD_GROUP ? bc_form_field_find(field->children, field->child_count, name) : NULL;
}

const bc_form_field *bc_template_compile_element_of(bc_template_compiler *c, const bc_form_field *list)
{
    if (!list || list->type != BC_FIELD_LIST)
        return NULL;
    bc_form_field *element = BC_NEW(c->arena, bc_form_field);
    *element = *list;
    element->type = list->child_count ? BC_FIELD_GROUP : list->element;
    element->computed = NULL;
    return element;
}

static const void *type_of_element(void *context, const void *list)
{
    return bc_template_compile_element_of(((const typing *)context)->c, list);
}

static const void *type_of_list(void *context, const void *element)
{
    const bc_form_field *of = element;
    bc_form_field *list = BC_NEW(((const typing *)context)->c->arena, bc_form_field);
    *list = *of;
    list->type = BC_FIELD_LIST;
    list->element = of->type;
    list->label_count = 0;
    list->computed = NULL;
    return list;
}

static bool is_number(void *context, const void *type)
{
    const bc_form_field *field = type;
    (void)context;
    return field->type >= BC_FIELD_MONEY && field->type <= BC_FIELD_YEAR;
}

const bc_form_field *bc_template_compile_type_of(bc_template_compiler *c, const bc_expr *expr,
                                                 const bc_template_scope *scope)
{
    const bc_form_field *field = bc_template_compile_field_of(expr, scope);
    if (field || !expr)
        return field;
    typing t = { c, scope };
    bc_expr_types types = { &t, type_of_name, type_of_member, type_of_element, type_of_list, is_number };
    return bc_expr_type(expr, &types);
}
