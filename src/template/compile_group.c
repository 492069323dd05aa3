/* What `each` goes through: a list, or groups of its elements by one or several keys, in the order of appearance, in a
 * given one, or sorted. Inside a group the keys stand for the elements' fields, and `these` for the elements. */
#include "template/private/compile_group.h"

#include "base/tr.h"
#include "form/keys.h"

/* The list, and what its elements look like from inside. */
static void see_elements(bc_template_compiler *c, const bc_node *spec, const bc_template_scope *scope,
                         bc_template_repeated *out, bc_template_scope *inside)
{
    out->list = bc_template_compile_expr(c, bc_node_find(spec, "each"), scope);
    out->field = bc_template_compile_type_of(c, out->list, scope);
    bool is_list = out->field && out->field->type == BC_FIELD_LIST;
    bool unknown = !out->field || out->field->uncertain || (c->open_fields && !is_list);
    if (unknown) {
        inside->open = true;
        return;
    }
    if (!is_list) {
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E331", spec->mark,
                    bc_tr("`%.*s` is not a list, so there is nothing to repeat"), BC_STR_ARG(out->field->key));
        return;
    }
    inside->fields = out->field->children;
    inside->n = out->field->child_count;
    inside->tree = out->field->tree != NULL;
    inside->self = out->field->child_count ? NULL : bc_template_compile_element_of(c, out->field);
}

/* `month` of `plan.month`; nothing of what is computed. */
static bc_str last_name(const bc_expr *expr)
{
    bc_str path = expr ? bc_expr_path(expr) : (bc_str){ 0 };
    size_t from = path.n;
    while (from > 0 && path.p[from - 1] != '.')
        from--;
    bc_str name = bc_str_slice(path, from, path.n);
    return bc_str_is(name, "this") ? (bc_str){ 0 } : name;
}

static void compile_keys(bc_template_compiler *c, const bc_node *by, const bc_template_scope *elements,
                         bc_form_grouping *out)
{
    uint32_t n = bc_node_elements(by);
    const bc_expr **exprs = BC_NEW_ARRAY(c->arena, const bc_expr *, n);
    bc_str *names = BC_NEW_ARRAY(c->arena, bc_str, n);
    for (uint32_t i = 0; i < n; i++) {
        exprs[i] = bc_template_compile_expr(c, bc_node_element(by, i), elements);
        names[i] = last_name(exprs[i]);
    }
    out->by = exprs;
    out->names = names;
    out->by_count = n;
    for (uint32_t i = n; i-- > 0;)
        if (!names[i].n)
            out->self = i;
}

static bc_form_field unknown_field(bc_str key, bc_diag_mark mark)
{
    return (bc_form_field){ .key = key, .label = key, .mark = mark, .uncertain = true, .decimals = -1 };
}

/* What stands for the fields: the keys, each with the type of what it is compared by, and the elements of the group. */
static void see_group(bc_template_compiler *c, const bc_node *spec, const bc_template_scope *elements,
                      const bc_form_field *list, bc_form_grouping *grouping, bc_template_scope *inside)
{
    bc_form_field *seen = BC_NEW_ARRAY(c->arena, bc_form_field, grouping->by_count + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < grouping->by_count; i++) {
        const bc_form_field *key = bc_template_compile_type_of(c, grouping->by[i], elements);
        if (i == grouping->self)
            inside->self = key;
        if (!grouping->names[i].n)
            continue;
        seen[n] = key ? *key : unknown_field(grouping->names[i], spec->mark);
        seen[n++].key = grouping->names[i];
    }
    seen[n] = list ? *list : unknown_field(BC_STR("these"), spec->mark);
    seen[n].computed = NULL;
    seen[n].label_count = 0;
    seen[n++].key = BC_STR("these");
    grouping->seen = inside->fields = seen;
    grouping->seen_count = inside->n = n;
    inside->tree = false;
    inside->grouped = list;
    inside->walked = &grouping->walked;
}

static void compile_order(bc_template_compiler *c, const bc_node *order, const bc_template_scope *scope,
                          bc_form_grouping *out)
{
    if (order && order->kind == BC_NODE_TEXT) {
        out->order = bc_template_compile_expr(c, order, scope);
        return;
    }
    bc_str *keys = BC_NEW_ARRAY(c->arena, bc_str, bc_node_elements(order));
    for (uint32_t i = 0; i < bc_node_elements(order); i++)
        keys[i] = bc_node_text(bc_node_element(order, i));
    out->order_keys = keys;
    out->order_count = bc_node_elements(order);
}

static void compile_sort(bc_template_compiler *c, const bc_node *sort, const bc_template_scope *inside,
                         bc_form_grouping *out)
{
    uint32_t n = bc_node_elements(sort);
    bc_form_sorting *made = BC_NEW_ARRAY(c->arena, bc_form_sorting, n);
    for (uint32_t i = 0; i < n; i++) {
        const bc_node *one = bc_node_element(sort, i);
        bool map = one->kind == BC_NODE_MAP;
        made[i].by = bc_template_compile_expr(c, map ? bc_node_find(one, "by") : one, inside);
        if (!map)
            continue;
        made[i].descending = bc_keys_bool(one, "descending", false);
        made[i].collation =
            (bc_form_collation)bc_form_keys_word(BC_FORM_KEYS_SORTING, one, "collation", BC_COLLATION_SOUND);
    }
    out->sort = made;
    out->sort_count = n;
}

bc_template_repeated bc_template_compile_repeated(bc_template_compiler *c, const bc_node *spec,
                                                  const bc_template_scope *scope, bc_template_scope *inside)
{
    bc_template_repeated out = { 0 };
    const bc_node *by = bc_node_find(spec, "by"), *order = bc_node_find(spec, "order");
    const bc_node *sort = bc_node_find(spec, "sort");
    *inside = (bc_template_scope){ .repetition = true, .outer = scope };
    see_elements(c, spec, scope, &out, inside);
    if (!by)
        bc_keys_warn_idle(spec, "order", c->diags);
    if (!by && !sort)
        return out;
    bc_form_grouping *grouping = BC_NEW(c->arena, bc_form_grouping);
    if (by) {
        bc_template_scope elements = *inside;
        compile_keys(c, by, &elements, grouping);
        see_group(c, spec, &elements, out.field, grouping, inside);
        if (order)
            compile_order(c, order, scope, grouping);
    }
    if (sort)
        compile_sort(c, sort, inside, grouping);
    out.grouping = grouping;
    return out;
}
