#include "expr/function.h"

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

static const bc_function FUNCTIONS[] = {
    PLAIN("abs", "abs(number)", 1, 1, bc_fn_abs),
    FOLD("all", "list.all(condition) or list.all(x, condition)", BC_BODY_MUST, 1, bc_fn_all, bc_fn_true_when_null,
         true),
    PLAIN("contains", "text.contains(part) or list.contains(x)", 2, 2, bc_fn_contains),
    PLAIN("day", "day(date)", 1, 1, bc_fn_day),
    PLAIN("default", "default(x, instead)", 2, 2, bc_fn_default),
    COLLECT("distinct", "list.distinct() or list.distinct(value)", BC_BODY_MAY, bc_fn_distinct),
    PLAIN("endsWith", "text.endsWith(part)", 2, 2, bc_fn_ends_with),
    FOLD("exists", "list.exists(condition) or list.exists(x, condition)", BC_BODY_MUST, 1, bc_fn_exists,
         bc_fn_false_when_null, true),
    PLAIN("figure", "figure(text)", 1, 1, bc_fn_figure),
    COLLECT("filter", "list.filter(condition) or list.filter(x, condition)", BC_BODY_MUST, bc_fn_filter),
    PLAIN("first", "list.first()", 1, 1, bc_fn_first),
    PLAIN("format", "format(number) or format(number, decimals)", 1, 2, bc_fn_format),
    { "has", "has(path)", BC_FUNCTION_HAS, BC_BODY_NONE, 1, 1, NULL, NULL, NULL, false, NULL },
    PLAIN("in_unit", "in_unit(number, '万元')", 2, 2, bc_fn_in_unit),
    FOLD("increasing", "list.increasing() or list.increasing(value)", BC_BODY_MAY, 1, bc_fn_increasing,
         bc_fn_true_unless_false, false),
    PLAIN("join", "list.join() or list.join('、')", 1, 2, bc_fn_join),
    PLAIN("last", "list.last()", 1, 1, bc_fn_last),
    PLAIN("lower", "lower(text)", 1, 1, bc_fn_lower),
    COLLECT("map", "list.map(value) or list.map(x, value)", BC_BODY_MUST, bc_fn_map),
    PLAIN("matches", "text.matches('pattern')", 2, 2, bc_fn_matches),
    FOLD("max", "list.max(), list.max(value) or max(a, b)", BC_BODY_MAY, BC_FUNCTION_MOST_VALUES, bc_fn_max, NULL,
         false),
    FOLD("min", "list.min(), list.min(value) or min(a, b)", BC_BODY_MAY, BC_FUNCTION_MOST_VALUES, bc_fn_min, NULL,
         false),
    PLAIN("month", "month(date)", 1, 1, bc_fn_month),
    PLAIN("number", "number(text)", 1, 1, bc_fn_number),
    PLAIN("replace", "text.replace(old, new)", 3, 3, bc_fn_replace),
    PLAIN("round", "round(number) or round(number, decimals)", 1, 2, bc_fn_round),
    PLAIN("size", "list.size() or text.size()", 1, 1, bc_fn_size),
    PLAIN("split", "text.split(separator)", 2, 2, bc_fn_split),
    PLAIN("startsWith", "text.startsWith(part)", 2, 2, bc_fn_starts_with),
    FOLD("sum", "list.sum(), list.sum(value) or sum(a, b)", BC_BODY_MAY, BC_FUNCTION_MOST_VALUES, bc_fn_sum, NULL,
         false),
    PLAIN("text", "text(x)", 1, 1, bc_fn_text),
    PLAIN("trim", "trim(text)", 1, 1, bc_fn_trim),
    PLAIN("upper", "upper(text)", 1, 1, bc_fn_upper),
    PLAIN("year", "year(date)", 1, 1, bc_fn_year),
};

enum { FUNCTION_COUNT = sizeof FUNCTIONS / sizeof *FUNCTIONS };

const bc_function *bc_function_find(bc_str name)
{
    for (size_t i = 0; i < FUNCTION_COUNT; i++)
        if (bc_str_is(name, FUNCTIONS[i].name))
            return &FUNCTIONS[i];
    return NULL;
}

bc_str bc_function_nearest(bc_str name)
{
    bc_str names[FUNCTION_COUNT];
    for (size_t i = 0; i < FUNCTION_COUNT; i++)
        names[i] = bc_str_from(FUNCTIONS[i].name);
    return bc_diag_nearest(name, names, FUNCTION_COUNT);
}

/* What the call's body gives for one element of a list. */
static const bc_datum *eval_body(bc_run *run, const bc_node *node, const bc_datum *element, bc_datum *out)
{
    if (!node->as.call.body)
        return element;
    bc_frame frame = { element, node->as.call.variable, run->frame };
    run->frame = &frame;
    const bc_datum *value = bc_run_eval(run, node->as.call.body, out);
    run->frame = frame.outer;
    return value;
}

/* The list that a call walks, null being an empty one. */
static const bc_datum *eval_walked(bc_run *run, const bc_node *node, bc_datum *out)
{
    const bc_datum *list = bc_run_eval(run, node->as.call.args[0], out);
    if (list && list->type != BC_IS_LIST && list->type != BC_IS_NULL)
        return bc_run_fail(run, node->as.call.args[0], "E320", bc_tr("%s walks a list, but this is %s"),
                           node->as.call.function->name, bc_type_name(list->type));
    return list;
}

static bc_fold_step fold_value(bc_run *run, const bc_node *node, const bc_datum *value, bc_datum *result)
{
    const bc_function *function = node->as.call.function;
    if (!value)
        return BC_FOLD_FAILED;
    if (value->type == BC_IS_NULL && !function->nulls)
        return BC_FOLD_ON;
    return function->step(run, node, value, result);
}

static bc_fold_step fold_list(bc_run *run, const bc_node *node, bc_datum *result)
{
    bc_datum list_slot, slot;
    const bc_datum *list = eval_walked(run, node, &list_slot);
    uint32_t n = list && list->type == BC_IS_LIST ? list->n : 0;
    if (!list || !bc_run_spend(run, node, bc_mem_product(n, BC_RUN_BYTES_PER_STEP)))
        return BC_FOLD_FAILED;
    bc_fold_step step = BC_FOLD_ON;
    for (uint32_t i = 0; i < n && step == BC_FOLD_ON; i++)
        step = fold_value(run, node, eval_body(run, node, &list->as.items[i], &slot), result);
    return step;
}

static const bc_datum *call_fold(bc_run *run, const bc_node *node, bc_datum *out)
{
    const bc_function *function = node->as.call.function;
    bc_datum result = bc_datum_null(), slot;
    bc_fold_step step = BC_FOLD_ON;
    if (node->as.call.n == 1)
        step = fold_list(run, node, &result);
    for (uint32_t i = 0; i < node->as.call.n && node->as.call.n > 1 && step == BC_FOLD_ON; i++)
        step = fold_value(run, node, bc_run_eval(run, node->as.call.args[i], &slot), &result);
    if (step == BC_FOLD_FAILED)
        return NULL;
    if (function->finish)
        function->finish(&result);
    *out = result;
    return out;
}

static const bc_datum *call_collect(bc_run *run, const bc_node *node, bc_datum *out)
{
    bc_datum slot;
    const bc_datum *list = eval_walked(run, node, &slot);
    if (!list)
        return NULL;
    uint32_t n = list->type == BC_IS_LIST ? list->n : 0;
    const bc_datum *items = n ? list->as.items : NULL;
    bc_datum *values = bc_run_alloc(run, node, bc_mem_product(n, sizeof *values));
    if (!values)
        return NULL;
    for (uint32_t i = 0; i < n; i++) {
        const bc_datum *value = eval_body(run, node, &items[i], &values[i]);
        if (!value)
            return NULL;
        if (value != &values[i])
            values[i] = *value;
    }
    uint32_t kept = node->as.call.function->collect(run, node, items, values, n);
    if (kept == UINT32_MAX)
        return NULL;
    *out = (bc_datum){ .type = BC_IS_LIST, .n = kept, .as.items = values };
    return out;
}

static const bc_datum *call_plain(bc_run *run, const bc_node *node, bc_datum *out)
{
    bc_datum slots[BC_FUNCTION_MOST_ARGS];
    const bc_datum *args[BC_FUNCTION_MOST_ARGS] = { NULL };
    for (uint32_t i = 0; i < node->as.call.n; i++) {
        args[i] = bc_run_eval(run, node->as.call.args[i], &slots[i]);
        if (!args[i])
            return NULL;
    }
    const bc_datum *result = node->as.call.function->plain(run, node, args, out);
    if (!result)
        return NULL;
    for (uint32_t i = 0; i < node->as.call.n; i++)
        if (result == &slots[i]) { /* an argument given back, whose place ends here */
            *out = slots[i];
            return out;
        }
    return result;
}

const bc_datum *bc_function_call(bc_run *run, const bc_node *node, bc_datum *out)
{
    bc_datum slot;
    const bc_datum *value;
    switch ((bc_function_kind)node->as.call.function->kind) {
    case BC_FUNCTION_FOLD:
        return call_fold(run, node, out);
    case BC_FUNCTION_COLLECT:
        return call_collect(run, node, out);
    case BC_FUNCTION_HAS:
        value = bc_run_eval(run, node->as.call.args[0], &slot);
        if (!value)
            return NULL;
        *out = bc_datum_bool(!bc_datum_is_empty(value));
        return out;
    case BC_FUNCTION_PLAIN:
        break;
    }
    return call_plain(run, node, out);
}
