/* The table of all functions of expressions. How one is called stands in eval.c, what it does in lists.c, texts.c and
 * numbers.c: a new function is a line here and a function there. */
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

const bc_expr_function *bc_expr_function_at(size_t i)
{
    return i < FUNCTION_COUNT ? &FUNCTIONS[i] : NULL;
}

bc_str bc_expr_function_nearest(bc_str name)
{
    bc_str names[FUNCTION_COUNT];
    for (size_t i = 0; i < FUNCTION_COUNT; i++)
        names[i] = bc_str_from(FUNCTIONS[i].name);
    return bc_diag_nearest(name, names, FUNCTION_COUNT);
}
