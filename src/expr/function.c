#include "expr/private/function.h"

#include "base/tr.h"

#include <string.h>

#define PLAIN(name, usage, least, most, function)                                                                      \
    {                                                                                                                  \
        name, usage, BC_FUNCTION_PLAIN, BC_BODY_NONE, least, most, function, NULL, NULL, false, NULL                   \
    }
#define FOLD(name, usage, body, most, step, finish, nulls)                                                             \
    {                                                                                                                  \
        name, usage, BC_FUNCTION_FOLD, body, 1, most, NULL, step, finish, nulls, NULL                                  \
    }
#define COLLECT(name, usage, body, function)                                                                           \
    {                                                                                                                  \
        name, usage, BC_FUNCTION_COLLECT, body, 1, 1, NULL, NULL, NULL, true, function                                 \
    }

static const bc_expr_function FUNCTIONS[] = {
    PLAIN("abs", "abs(number)", 1, 1, bc_expr_abs),
    FOLD("all", "list.all(condition) or list.all(x, condition)", BC_BODY_MUST, 1, bc_expr_all, bc_expr_true_when_null,
         true),
    PLAIN("contains", "text.contains(part) or list.contains(x)", 2, 2, bc_expr_contains),
    PLAIN("day", "day(date)", 1, 1, bc_expr_day),
    PLAIN("default", "default(x, instead)", 2, 2, bc_expr_default),
    COLLECT("distinct", "list.distinct() or list.distinct(value)", BC_BODY_MAY, bc_expr_distinct),
    PLAIN("endsWith", "text.endsWith(part)", 2, 2, bc_expr_ends_with),
    FOLD("exists", "list.exists(condition) or list.exists(x, condition)", BC_BODY_MUST, 1, bc_expr_exists,
         bc_expr_false_when_null, true),
    PLAIN("figure", "figure(text)", 1, 1, bc_expr_figure),
    COLLECT("filter", "list.filter(condition) or list.filter(x, condition)", BC_BODY_MUST, bc_expr_filter),
    PLAIN("first", "list.first()", 1, 1, bc_expr_first),
    PLAIN("format", "format(number) or format(number, decimals)", 1, 2, bc_expr_format),
    { "has", "has(path)", BC_FUNCTION_HAS, BC_BODY_NONE, 1, 1, NULL, NULL, NULL, false, NULL },
    PLAIN("in_unit", "in_unit(number, '万元')", 2, 2, bc_expr_in_unit),
    FOLD("increasing", "list.increasing() or list.increasing(value)", BC_BODY_MAY, 1, bc_expr_increasing,
         bc_expr_true_unless_false, false),
    PLAIN("join", "list.join() or list.join('、')", 1, 2, bc_expr_join),
    PLAIN("last", "list.last()", 1, 1, bc_expr_last),
    PLAIN("lower", "lower(text)", 1, 1, bc_expr_lower),
    COLLECT("map", "list.map(value) or list.map(x, value)", BC_BODY_MUST, bc_expr_map),
    PLAIN("matches", "text.matches('pattern')", 2, 2, bc_expr_matches),
    FOLD("max", "list.max(), list.max(value) or max(a, b)", BC_BODY_MAY, BC_MAX_FUNCTION_VALUES, bc_expr_max, NULL,
         false),
    FOLD("min", "list.min(), list.min(value) or min(a, b)", BC_BODY_MAY, BC_MAX_FUNCTION_VALUES, bc_expr_min, NULL,
         false),
    PLAIN("month", "month(date)", 1, 1, bc_expr_month),
    PLAIN("number", "number(text)", 1, 1, bc_expr_number),
    PLAIN("replace", "text.replace(old, new)", 3, 3, bc_expr_replace),
    PLAIN("round", "round(number) or round(number, decimals)", 1, 2, bc_expr_round),
    PLAIN("size", "list.size() or text.size()", 1, 1, bc_expr_size),
    PLAIN("split", "text.split(separator)", 2, 2, bc_expr_split),
    PLAIN("startsWith", "text.startsWith(part)", 2, 2, bc_expr_starts_with),
    FOLD("sum", "list.sum(), list.sum(value) or sum(a, b)", BC_BODY_MAY, BC_MAX_FUNCTION_VALUES, bc_expr_sum, NULL,
         false),
    PLAIN("text", "text(x)", 1, 1, bc_expr_text),
    PLAIN("trim", "trim(text)", 1, 1, bc_expr_trim),
    PLAIN("upper", "upper(text)", 1, 1, bc_expr_upper),
    PLAIN("year", "year(date)", 1, 1, bc_expr_year),
};

enum { FUNCTION_COUNT = sizeof FUNCTIONS / sizeof *FUNCTIONS };

const bc_expr_function *bc_expr_function_find(bc_str name)
{
    for (size_t i = 0; i < FUNCTION_COUNT; i++)
        if (bc_str_is(name, FUNCTIONS[i].name))
            return &FUNCTIONS[i];
    return NULL;
}

bc_str bc_expr_function_nearest(bc_str name)
{
    bc_str names[FUNCTION_COUNT];
    for (size_t i = 0; i < FUNCTION_COUNT; i++)
        names[i] = bc_str_from(FUNCTIONS[i].name);
    return bc_diag_nearest(name, names, FUNCTION_COUNT);
}

/* What the call's body gives for one element of a list. */
static const bc_value *eval_body(bc_expr_run *run, const bc_expr_node *node, const bc_value *element, bc_value *out)
{
    if (!node->as.call.body)
        return element;
    bc_expr_frame frame = { element, node->as.call.variable, run->frame };
    run->frame = &frame;
    const bc_value *value = bc_expr_run_eval(run, node->as.call.body, out);
    run->frame = frame.outer;
    return value;
}

/* The list that a call walks, null being an empty one. */
static const bc_value *eval_walked(bc_expr_run *run, const bc_expr_node *node, bc_value *out)
{
    const bc_value *list = bc_expr_run_eval(run, node->as.call.args[0], out);
    if (list && list->type != BC_VALUE_LIST && list->type != BC_VALUE_NULL)
        return bc_expr_run_fail(run, node->as.call.args[0], "E320", bc_tr("%s walks a list, but this is %s"),
                                node->as.call.function->name, bc_expr_type_name(list->type));
    return list;
}

static bc_expr_fold_step fold_value(bc_expr_run *run, const bc_expr_node *node, const bc_value *value, bc_value *result)
{
    const bc_expr_function *function = node->as.call.function;
    if (!value)
        return BC_FOLD_FAILED;
    if (value->type == BC_VALUE_NULL && !function->nulls)
        return BC_FOLD_ON;
    return function->step(run, node, value, result);
}

static bc_expr_fold_step fold_list(bc_expr_run *run, const bc_expr_node *node, bc_value *result)
{
    bc_value list_slot, slot;
    const bc_value *list = eval_walked(run, node, &list_slot);
    uint32_t n = list && list->type == BC_VALUE_LIST ? list->n : 0;
    if (!list || !bc_expr_run_spend(run, node, bc_mem_product(n, BC_RUN_BYTES_PER_STEP)))
        return BC_FOLD_FAILED;
    bc_expr_fold_step step = BC_FOLD_ON;
    for (uint32_t i = 0; i < n && step == BC_FOLD_ON; i++)
        step = fold_value(run, node, eval_body(run, node, &list->as.items[i], &slot), result);
    return step;
}

static const bc_value *call_fold(bc_expr_run *run, const bc_expr_node *node, bc_value *out)
{
    const bc_expr_function *function = node->as.call.function;
    bc_value result = bc_value_null(), slot;
    bc_expr_fold_step step = BC_FOLD_ON;
    if (node->as.call.n == 1)
        step = fold_list(run, node, &result);
    for (uint32_t i = 0; i < node->as.call.n && node->as.call.n > 1 && step == BC_FOLD_ON; i++)
        step = fold_value(run, node, bc_expr_run_eval(run, node->as.call.args[i], &slot), &result);
    if (step == BC_FOLD_FAILED)
        return NULL;
    if (function->finish)
        function->finish(&result);
    *out = result;
    return out;
}

static const bc_value *call_collect(bc_expr_run *run, const bc_expr_node *node, bc_value *out)
{
    bc_value slot;
    const bc_value *list = eval_walked(run, node, &slot);
    if (!list)
        return NULL;
    uint32_t n = list->type == BC_VALUE_LIST ? list->n : 0;
    const bc_value *items = n ? list->as.items : NULL;
    bc_value *values = bc_expr_run_alloc(run, node, bc_mem_product(n, sizeof *values));
    if (!values)
        return NULL;
    for (uint32_t i = 0; i < n; i++) {
        const bc_value *value = eval_body(run, node, &items[i], &values[i]);
        if (!value)
            return NULL;
        if (value != &values[i])
            values[i] = *value;
    }
    uint32_t kept = node->as.call.function->collect(run, node, items, values, n);
    if (kept == UINT32_MAX)
        return NULL;
    *out = (bc_value){ .type = BC_VALUE_LIST, .n = kept, .as.items = values };
    return out;
}

static const bc_value *call_plain(bc_expr_run *run, const bc_expr_node *node, bc_value *out)
{
    bc_value slots[BC_MAX_FUNCTION_ARGS];
    const bc_value *args[BC_MAX_FUNCTION_ARGS] = { NULL };
    for (uint32_t i = 0; i < node->as.call.n; i++) {
        args[i] = bc_expr_run_eval(run, node->as.call.args[i], &slots[i]);
        if (!args[i])
            return NULL;
    }
    const bc_value *result = node->as.call.function->plain(run, node, args, out);
    if (!result)
        return NULL;
    for (uint32_t i = 0; i < node->as.call.n; i++)
        if (result == &slots[i]) { /* an argument given back, whose place ends here */
            *out = slots[i];
            return out;
        }
    return result;
}

const bc_value *bc_expr_function_call(bc_expr_run *run, const bc_expr_node *node, bc_value *out)
{
    bc_value slot;
    const bc_value *value;
    switch ((bc_expr_function_kind)node->as.call.function->kind) {
    case BC_FUNCTION_FOLD:
        return call_fold(run, node, out);
    case BC_FUNCTION_COLLECT:
        return call_collect(run, node, out);
    case BC_FUNCTION_HAS:
        value = bc_expr_run_eval(run, node->as.call.args[0], &slot);
        if (!value)
            return NULL;
        *out = bc_value_bool(!bc_value_is_empty(value));
        return out;
    case BC_FUNCTION_PLAIN:
        break;
    }
    return call_plain(run, node, out);
}
