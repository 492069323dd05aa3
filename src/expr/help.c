/* A sentence and an example for each function, in the order of the table of function.c. The examples are lines of
 * docs/expressions.md, which the tests run. */
#include "expr/help.h"

#include "base/tr.h"
#include "expr/private/function.h"

#include <assert.h>
#include <string.h>

static const struct {
    const char *name, *what, *example;
} HELP[] = {
    { "abs", bc_tr_mark("the number without its sign"), "abs(3 - 5) => 2" },
    { "all", bc_tr_mark("does the condition hold for each element?"), "tasks.all(t, t.name != '') => true" },
    { "contains", bc_tr_mark("is the part in the text? Of a list: is the value one of its elements?"),
      "name.contains('园区') => true" },
    { "day", bc_tr_mark("the day of a date; nothing when the date leaves it out"), "day(end) => null" },
    { "default", bc_tr_mark("x, or `instead` when x is empty"), "default(remark, '无') => '无'" },
    { "distinct", bc_tr_mark("the list without repeated ones"), "[3, 1, 3, 1].distinct() => [3, 1]" },
    { "endsWith", bc_tr_mark("does the text end with the part?"), "code.endsWith('221') => true" },
    { "exists", bc_tr_mark("does the condition hold for some element?"), "tasks.exists(fiscal > 4000) => true" },
    { "figure", bc_tr_mark("the first number in a text, without what stands around it; nothing if there is none"),
      "figure('≥90%') => 90" },
    { "filter", bc_tr_mark("the elements for which the condition holds"), "tasks.filter(fiscal == null).size() => 1" },
    { "first", bc_tr_mark("the first element; nothing when the list is empty"), "units.first() => '市图书馆'" },
    { "format", bc_tr_mark("a text with commas between thousands"), "format(1234567.5) => '1,234,567.5'" },
    { "has", bc_tr_mark("does anything stand there?"), "has(budget.total) => true" },
    { "in_unit", bc_tr_mark("money converted; a plain number gets the unit, and `''` takes it off"),
      "in_unit(budget.total, '元') => 78505000 元" },
    { "increasing", bc_tr_mark("is none less than the one before? Empty values are left out"),
      "tasks.increasing(fiscal) => false" },
    { "join", bc_tr_mark("one text of all that are not empty"), "units.join('、') => '市图书馆、市档案馆'" },
    { "last", bc_tr_mark("the last element; nothing when the list is empty"), "[].last() => null" },
    { "lower", bc_tr_mark("the text with small ASCII letters"), "lower('ABC') => 'abc'" },
    { "map", bc_tr_mark("the value computed for each element"), "plan.map(this * 2) => [40 %, 100 %, 160 %, 200 %]" },
    { "matches", bc_tr_mark("does the **whole** text match?"), "code.matches('\\d{10}') => true" },
    { "max", bc_tr_mark("the largest element or value; empty ones are left out, and of none the result is nothing"),
      "max(1, 3, 2) => 3" },
    { "min", bc_tr_mark("the smallest element or value; empty ones are left out, and of none the result is nothing"),
      "plan.min() => 20 %" },
    { "month", bc_tr_mark("the month of a date; nothing when the date leaves it out"), "month(end) => 12" },
    { "number",
      bc_tr_mark("the number that the text writes, with its unit if that is money or %; nothing if it writes none"),
      "number('1,234.50') => 1234.50" },
    { "replace", bc_tr_mark("the text with all occurrences replaced"),
      "name.replace('建设', '改造') => '智慧园区改造'" },
    { "round", bc_tr_mark("rounded half up (away from zero), to whole numbers when digits are not given"),
      "round(-2.5) => -3" },
    { "size", bc_tr_mark("how many elements; of a text: how many characters"), "units.size() => 3" },
    { "split", bc_tr_mark("the parts of the text between the separators, as a list"),
      "'一、二、三'.split('、') => ['一', '二', '三']" },
    { "startsWith", bc_tr_mark("does the text begin with the part?"), "name.startsWith('智慧') => true" },
    { "sum",
      bc_tr_mark("the sum of the elements or values; empty ones are left out, and of none the result is nothing"),
      "tasks.sum(fiscal) => 7000 万元" },
    { "text", bc_tr_mark("x as it reads on paper; of nothing the empty text"), "text(year) + '年' => '2024年'" },
    { "trim", bc_tr_mark("without blanks at its ends, full-width ones too"), "trim('　 x ') => 'x'" },
    { "upper", bc_tr_mark("the text with capital ASCII letters"), "upper('abc表') => 'ABC表'" },
    { "year", bc_tr_mark("the year of a date; nothing when the date leaves it out"), "year(start) => 2024" },
};

bool bc_expr_help_at(size_t i, bc_expr_help *out)
{
    const bc_expr_function *function = bc_expr_function_at(i);
    if (!function || i >= sizeof HELP / sizeof *HELP)
        return false;
    assert(strcmp(function->name, HELP[i].name) == 0);
    *out = (bc_expr_help){ function->name, function->usage, bc_tr(HELP[i].what), HELP[i].example };
    return true;
}
