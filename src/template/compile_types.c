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
    if (of->type == BC_FIELD_LIST)
        return NULL; /* fields know no lists of lists */
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

static bool is_money(void *context, const void *type)
{
    (void)context;
    return ((const bc_form_field *)type)->type == BC_FIELD_MONEY;
}

static bc_expr_holding holds(void *context, const void *type)
{
    const bc_form_field *field = type;
    (void)context;
    if (field->uncertain)
        return BC_EXPR_HOLDS_UNKNOWN;
    if (field->type == BC_FIELD_LIST)
        return BC_EXPR_HOLDS_ELEMENTS;
    return field->type == BC_FIELD_GROUP ? BC_EXPR_HOLDS_FIELDS : BC_EXPR_HOLDS_NOTHING;
}

/* What elements of a tree have besides their fields. */
static const void *type_of_member_or_place(void *context, const void *group, bc_str name)
{
    static const bc_form_field LEVEL = { .type = BC_FIELD_INTEGER }, LEAF = { .type = BC_FIELD_CHOICE };
    const bc_form_field *element = group;
    const void *field = type_of_member(context, group, name);
    if (field || element->type != BC_FIELD_GROUP || !element->tree)
        return field;
    return bc_str_is(name, "level")   ? &LEVEL
           : bc_str_is(name, "leaf")  ? &LEAF
           : bc_str_is(name, "above") ? element
                                      : NULL;
}

void bc_template_compile_misses(bc_template_compiler *c, const bc_expr *expr, const bc_template_scope *scope,
                                bc_expr_miss_function *miss, void *context)
{
    typing t = { c, scope };
    bc_expr_types types = { &t,       type_of_name, type_of_member_or_place, type_of_element, type_of_list, is_number,
                            is_money, holds };
    bc_expr_misses(expr, &types, miss, context);
}

void bc_template_misses(const bc_form *form, const bc_expr *expr, bc_expr_miss_function *miss, void *context)
{
    bc_arena arena = { 0 };
    bc_template_compiler c = { .arena = &arena };
    bc_template_scope scope = { .fields = form->fields.at, .n = form->fields.n };
    bc_template_compile_misses(&c, expr, &scope, miss, context);
    bc_arena_release(&arena);
}

const bc_form_field *bc_template_compile_field_of(const bc_expr *expr, const bc_template_scope *scope)
{
    bc_str place = expr ? bc_expr_place(expr) : (bc_str){ 0 };
    size_t bracket = bc_str_find(place, BC_STR("["), 0);
    bool indexed = bracket != SIZE_MAX;
    if (!place.n || (indexed && bc_str_find(place, BC_STR("]"), bracket) + 1 != place.n))
        return NULL; /* further inside an element */
    bc_str path = bc_str_slice(place, 0, bracket);
    for (; scope; scope = scope->outer) {
        const bc_form_field *field = bc_form_field_at_path(scope->fields, scope->n, path);
        if (field && indexed && (field->type != BC_FIELD_LIST || field->child_count))
            return NULL;
        if (field)
            return field;
    }
    return NULL;
}

const bc_form_field *bc_template_compile_type_of(bc_template_compiler *c, const bc_expr *expr,
                                                 const bc_template_scope *scope)
{
    const bc_form_field *field = bc_template_compile_field_of(expr, scope);
    if (field || !expr)
        return field;
    typing t = { c, scope };
    bc_expr_types types = {
        &t, type_of_name, type_of_member, type_of_element, type_of_list, is_number, is_money, holds
    };
    return bc_expr_type(expr, &types);
}
