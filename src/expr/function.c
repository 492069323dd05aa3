/* The table of all functions of expressions. How one is called stands in eval.c, what it does in lists.c, sort.c,
 * texts.c, numbers.c, dates.c and scores.c: a new function is a line here and in help.c, and a function there. */
#include "expr/private/function.h"

#include "base/tr.h"

#include <string.h>

#define PLAIN(called, written, fewest, many, function)                                                                 \
    .name = (called), .usage = (written), .kind = BC_FUNCTION_PLAIN, .least = (fewest), .most = (many),                \
    .plain = (function)
#define FOLD(called, written, per_element, many, stepping, finishing)                                                  \
    .name = (called), .usage = (written), .kind = BC_FUNCTION_FOLD, .body = (per_element), .least = 1, .most = (many), \
    .step = (stepping), .finish = (finishing)
#define COLLECT(called, written, per_element, function)                                                                \
    .name = (called), .usage = (written), .kind = BC_FUNCTION_COLLECT, .body = (per_element), .least = 1, .most = 1,   \
    .nulls = true, .collect = (function)

static const bc_expr_function FUNCTIONS[] = {
    { PLAIN("abs", "abs(number)", 1, 1, bc_expr_abs) },
    { FOLD("all", "list.all(condition) or list.all(x, condition)", BC_BODY_MUST, 1, bc_expr_all,
           bc_expr_true_when_null),
      .nulls = true, .boolean = true },
    { FOLD("average", "list.average(), list.average(value) or list.average(value, condition)", BC_BODY_MAY,
           BC_MAX_FUNCTION_VALUES, bc_expr_sum, bc_expr_part_of_sum),
      .where = true, .once = true },
    { PLAIN("boxes", "boxes(amount, n) or boxes(amount, n, '￥')", 2, 3, bc_expr_boxes) },
    { PLAIN("capital", "capital(amount)", 1, 1, bc_expr_capital) },
    { PLAIN("contains", "text.contains(part) or list.contains(x)", 2, 2, bc_expr_contains), .boolean = true },
    { FOLD("count", "list.count(condition) or list.count(x, condition)", BC_BODY_MUST, 1, bc_expr_count,
           bc_expr_zero_when_null),
      .nulls = true },
    { PLAIN("cut", "text.cut(characters) or text.cut(characters, end)", 2, 3, bc_expr_cut) },
    { PLAIN("date", "date(x, '2025年10月31日')", 2, 2, bc_expr_date) },
    { PLAIN("day", "day(date)", 1, 1, bc_expr_day) },
    { PLAIN("default", "default(x, instead)", 2, 2, bc_expr_default) },
    { COLLECT("distinct", "list.distinct() or list.distinct(value)", BC_BODY_MAY, bc_expr_distinct) },
    { PLAIN("endsWith", "text.endsWith(part)", 2, 2, bc_expr_ends_with), .boolean = true },
    { FOLD("exists", "list.exists(condition) or list.exists(x, condition)", BC_BODY_MUST, 1, bc_expr_exists,
           bc_expr_false_when_null),
      .nulls = true, .boolean = true },
    { PLAIN("figure", "figure(text)", 1, 1, bc_expr_figure) },
    { COLLECT("filter", "list.filter(condition) or list.filter(x, condition)", BC_BODY_MUST, bc_expr_filter) },
    { PLAIN("first", "list.first()", 1, 1, bc_expr_first) },
    { PLAIN("format", "format(number) or format(number, decimals)", 1, 2, bc_expr_format) },
    { PLAIN("grade", "grade(x, [90, 60], ['优', '中', '差'])", 3, 3, bc_expr_grade) },
    { .name = "has", .usage = "has(path)", .kind = BC_FUNCTION_HAS, .least = 1, .most = 1, .boolean = true },
    { PLAIN("in_unit", "in_unit(number, '万元')", 2, 2, bc_expr_in_unit) },
    { FOLD("increasing", "list.increasing() or list.increasing(value)", BC_BODY_MAY, 1, bc_expr_increasing,
           bc_expr_true_unless_false),
      .boolean = true },
    { PLAIN("join", "list.join(), list.join('、') or list.join('、', '和')", 1, 3, bc_expr_join) },
    { PLAIN("last", "list.last()", 1, 1, bc_expr_last) },
    { PLAIN("limit", "limit(x, low, high)", 3, 3, bc_expr_limit) },
    { PLAIN("lower", "lower(text)", 1, 1, bc_expr_lower) },
    { COLLECT("lowest", "list.lowest(code) or list.lowest([class, section, item])", BC_BODY_MAY, bc_expr_lowest) },
    { COLLECT("map", "list.map(value) or list.map(x, value)", BC_BODY_MUST, bc_expr_map) },
    { PLAIN("matches", "text.matches('pattern')", 2, 2, bc_expr_matches), .boolean = true },
    { FOLD("max", "list.max(), list.max(value), list.max(value, condition) or max(a, b)", BC_BODY_MAY,
           BC_MAX_FUNCTION_VALUES, bc_expr_max, NULL),
      .where = true },
    { FOLD("min", "list.min(), list.min(value), list.min(value, condition) or min(a, b)", BC_BODY_MAY,
           BC_MAX_FUNCTION_VALUES, bc_expr_min, NULL),
      .where = true },
    { PLAIN("month", "month(date)", 1, 1, bc_expr_month) },
    { PLAIN("number", "number(text)", 1, 1, bc_expr_number) },
    { PLAIN("numeral", "numeral(number)", 1, 1, bc_expr_numeral) },
    { PLAIN("padEnd", "text.padEnd(characters) or text.padEnd(characters, fill)", 2, 3, bc_expr_pad_end) },
    { PLAIN("padStart", "text.padStart(characters) or text.padStart(characters, fill)", 2, 3, bc_expr_pad_start) },
    { PLAIN("reached", "reached(actual, target), reached(actual, target, less) or reached(actual, target, less, year)",
            2, 4, bc_expr_reached) },
    { PLAIN("replace", "text.replace(old, new)", 3, 3, bc_expr_replace) },
    { PLAIN("reverse", "list.reverse()", 1, 1, bc_expr_reverse) },
    { PLAIN("round", "round(number) or round(number, decimals)", 1, 2, bc_expr_round) },
    { PLAIN("short", "short(number)", 1, 1, bc_expr_short) },
    { PLAIN("size", "list.size() or text.size()", 1, 1, bc_expr_size) },
    { PLAIN("skip", "list.skip(n) or text.skip(n)", 2, 2, bc_expr_skip) },
    { COLLECT("sort", "list.sort(), list.sort(value) or list.sort(value, 'stroke', 'descending')", BC_BODY_MAY,
              bc_expr_sort),
      .orders = "sound|stroke|descending" },
    { PLAIN("split", "text.split(separator)", 2, 2, bc_expr_split) },
    { PLAIN("startsWith", "text.startsWith(part)", 2, 2, bc_expr_starts_with), .boolean = true },
    { FOLD("sum", "list.sum(), list.sum(value), list.sum(value, condition) or sum(a, b)", BC_BODY_MAY,
           BC_MAX_FUNCTION_VALUES, bc_expr_sum, NULL),
      .where = true, .once = true },
    { PLAIN("take", "list.take(n) or text.take(n)", 2, 2, bc_expr_take) },
    { PLAIN("text", "text(x)", 1, 1, bc_expr_text) },
    { COLLECT("topmost", "list.topmost(code) or list.topmost([class, section, item])", BC_BODY_MAY, bc_expr_topmost) },
    { PLAIN("trim", "trim(text)", 1, 1, bc_expr_trim) },
    { PLAIN("upper", "upper(text)", 1, 1, bc_expr_upper) },
    { PLAIN("year", "year(date)", 1, 1, bc_expr_year) },
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

/* What other languages and spreadsheets call it, and how it is written here. */
static const char *const ELSEWHERE[][2] = {
    { "len", "size" },        { "length", "size" },      { "avg", "average" },  { "mean", "average" },
    { "countif", "count" },   { "sumif", "sum" },        { "concat", "join" },  { "left", "take" },
    { "right", "take" },      { "mid", "skip" },         { "substr", "skip" },  { "substring", "skip" },
    { "sorted", "sort" },     { "order", "sort" },       { "orderBy", "sort" }, { "unique", "distinct" },
    { "where", "filter" },    { "select", "map" },       { "any", "exists" },   { "some", "exists" },
    { "every", "all" },       { "isEmpty", "has" },      { "empty", "has" },    { "str", "text" },
    { "string", "text" },     { "pad", "padStart" },     { "truncate", "cut" }, { "includes", "contains" },
    { "ifnull", "default" },  { "coalesce", "default" }, { "clamp", "limit" },  { "rmb", "capital" },
    { "formatDate", "date" }, { "dateFormat", "date" },  { "strip", "trim" },   { "ceil", "round" },
    { "floor", "round" },     { "iif", "c ? a : b" },    { "if", "c ? a : b" }, { "total", "sum" },
    { "求和", "sum" },        { "合计", "sum" },         { "平均", "average" }, { "计数", "count" },
    { "个数", "size" },       { "最大", "max" },         { "最小", "min" },     { "四舍五入", "round" },
    { "大写", "capital" },    { "日期", "date" },        { "排序", "sort" },    { "如果", "c ? a : b" },
};

/* SUM is sum: spreadsheets write capitals. */
static bool same_letters(bc_str name, const char *other)
{
    bc_str b = bc_str_from(other);
    bool same = name.n == b.n;
    for (size_t i = 0; same && i < name.n; i++)
        same = (name.p[i] >= 'A' && name.p[i] <= 'Z' ? name.p[i] + 32 : name.p[i]) ==
               (b.p[i] >= 'A' && b.p[i] <= 'Z' ? b.p[i] + 32 : b.p[i]);
    return same;
}

static const char *name_here(bc_str name)
{
    for (size_t i = 0; i < FUNCTION_COUNT; i++)
        if (same_letters(name, FUNCTIONS[i].name))
            return FUNCTIONS[i].name;
    for (size_t i = 0; i < sizeof ELSEWHERE / sizeof *ELSEWHERE; i++)
        if (same_letters(name, ELSEWHERE[i][0]))
            return ELSEWHERE[i][1];
    return NULL;
}

void bc_expr_function_hint(bc_str name, bc_diag_list *diags)
{
    bc_str names[FUNCTION_COUNT];
    bc_buf all;
    bc_buf_init(&all);
    for (size_t i = 0; i < FUNCTION_COUNT; i++) {
        names[i] = bc_str_from(FUNCTIONS[i].name);
        bc_buf_printf(&all, "%s%s", i ? ", " : "", FUNCTIONS[i].name);
    }
    const char *here = name_here(name);
    bc_str nearest = here ? bc_str_from(here) : bc_diag_nearest(name, names, FUNCTION_COUNT);
    if (nearest.n)
        bc_diag_hint(diags, bc_tr("did you mean '%.*s'?"), BC_STR_ARG(nearest));
    else
        bc_diag_hint(diags, bc_tr("functions are %s"), all.p);
    bc_buf_release(&all);
}
