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
    { "average",
      bc_tr_mark("the sum divided by how many there are; empty ones are left out, and of none the result is nothing"),
      "tasks.average(fiscal) => 3500 万元" },
    { "boxes",
      bc_tr_mark("the figures of an amount down to 分 as a list for n boxes, with a sign before the first if told; one "
                 "without a unit is in 元"),
      "boxes(1205.6, 8, '￥') => ['', '￥', '1', '2', '0', '5', '6', '0']" },
    { "capital", bc_tr_mark("the amount in capital figures, as on cheques and vouchers; one without a unit is in 元"),
      "capital(budget.other) => '捌佰伍拾万伍仟元整'" },
    { "contains", bc_tr_mark("is the part in the text? Of a list: is the value one of its elements?"),
      "name.contains('园区') => true" },
    { "count", bc_tr_mark("how many elements the condition holds for"), "tasks.count(fiscal > 1000) => 2" },
    { "cut", bc_tr_mark("the text, and where it has more characters its beginning with … for the last"),
      "name.cut(5) => '智慧园区…'" },
    { "date",
      bc_tr_mark("the date as the example is written, without what the date leaves out; words stay as they are"),
      "date(start, '二〇二五年十月三十一日') => '二〇二四年三月一日'" },
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
    { "grade",
      bc_tr_mark("the name for the first of the limits that x reaches, from the highest; the last name if none"),
      "grade(85, [90, 80, 60], ['优', '良', '中', '差']) => '良'" },
    { "has", bc_tr_mark("does anything stand there?"), "has(budget.total) => true" },
    { "in_unit", bc_tr_mark("money converted; a plain number gets the unit, and `''` takes it off"),
      "in_unit(budget.total, '元') => 78505000 元" },
    { "increasing", bc_tr_mark("is none less than the one before? Empty values are left out"),
      "tasks.increasing(fiscal) => false" },
    { "join", bc_tr_mark("one text of all that are not empty, with another word before the last if told"),
      "units.join('、') => '市图书馆、市档案馆'" },
    { "last", bc_tr_mark("the last element; nothing when the list is empty"), "[].last() => null" },
    { "limit", bc_tr_mark("x, but never below `low` or above `high`"), "limit(1.25, 0, 1) => 1" },
    { "lower", bc_tr_mark("the text with small ASCII letters"), "lower('ABC') => 'abc'" },
    { "lowest",
      bc_tr_mark("the rows below which there is none in the list: whose code none goes on, level by level or figure by "
                 "figure"),
      "accounts.lowest(code).map(code) => ['2010301', '2010302', '2080505']" },
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
    { "numeral", bc_tr_mark("the whole number in Chinese figures"), "numeral(12) => '十二'" },
    { "padEnd", bc_tr_mark("the text filled up to so many characters at its end, with wide blanks unless told"),
      "padEnd('张三', 3) => '张三　'" },
    { "padStart", bc_tr_mark("the text filled up to so many characters at its beginning, with wide blanks unless told"),
      "padStart(7, 3, '0') => '007'" },
    { "reached",
      bc_tr_mark("how much of the target is reached, by the first figure of each text; where less is better, target by "
                 "actual, and 1 when it is kept. Of dates 1 in time and 0 later. Nothing where that cannot be told"),
      "reached('88%', '≥80%') => 1.1" },
    { "replace", bc_tr_mark("the text with all occurrences replaced"),
      "name.replace('建设', '改造') => '智慧园区改造'" },
    { "reverse", bc_tr_mark("the list from its end to its beginning"), "[1, 2, 3].reverse() => [3, 2, 1]" },
    { "round", bc_tr_mark("rounded half up (away from zero), to whole numbers when digits are not given"),
      "round(-2.5) => -3" },
    { "short", bc_tr_mark("the number without zeros at its end"), "short(19.5 + 19.5) => 39" },
    { "size", bc_tr_mark("how many elements; of a text: how many characters"), "units.size() => 3" },
    { "skip", bc_tr_mark("the list or text without its first n elements or characters; of -n, without the last"),
      "code.skip(4) => '304221'" },
    { "sort",
      bc_tr_mark("the list by its elements or values, from the smallest; texts by 'sound' (the rule) or 'stroke', all "
                 "'descending' if told; equal ones stay in their order, empty ones come last"),
      "units.filter(this != '').sort('descending') => ['市图书馆', '市档案馆']" },
    { "split", bc_tr_mark("the parts of the text between the separators, as a list; with '' its characters"),
      "'一、二、三'.split('、') => ['一', '二', '三']" },
    { "startsWith", bc_tr_mark("does the text begin with the part?"), "name.startsWith('智慧') => true" },
    { "sum",
      bc_tr_mark("the sum of the elements or values; empty ones are left out, and of none the result is nothing"),
      "tasks.sum(fiscal) => 7000 万元" },
    { "take", bc_tr_mark("the first n elements or characters of a list or text; of -n, the last"),
      "code.take(4) => '0440'" },
    { "text", bc_tr_mark("x as it reads on paper; of nothing the empty text"), "text(year) + '年' => '2024年'" },
    { "topmost",
      bc_tr_mark("the rows above which there is none in the list: whose code goes on from no other, level by level or "
                 "figure by figure"),
      "accounts.topmost(code).sum(amount) => 1000" },
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
