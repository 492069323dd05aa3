/* Expressions beyond the examples of the manual: places of errors, limits, random arithmetic, paths, phrases. */
#include "expr/expr.h"
#include "record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static const char RECORD[] = "name: 园区\n"
                             "year: 2024\n"
                             "rate: 85%\n"
                             "count: 3个\n"
                             "budget:\n"
                             "  total: 1,000万元\n"
                             "plan: [1, 2, 3]\n"
                             "tasks:\n"
                             "  - {name: 甲, this: 5, fiscal: 1万元}\n"
                             "  - {name: 乙, this: 6, fiscal: 2万元}\n";

typedef struct fixture {
    bc_arena arena;
    bc_diag_list diags;
    bc_value record;
    bc_expr_scope scope;
    bc_buf shown;
} fixture;

static int setup(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    bc_diag_list_init(&f->diags);
    bc_buf_init(&f->shown);
    f->record = record_read(&f->arena, bc_str_from(RECORD));
    f->scope = (bc_expr_scope){ .map = &f->record };
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;
    bc_arena_release(&f->arena);
    bc_diag_list_release(&f->diags);
    bc_buf_release(&f->shown);
    free(f);
    return 0;
}

static const bc_diag_source SOURCE = { .name = { "t.yaml", 6 }, .text = { "", 0 } };

static bc_diag_mark place(void)
{
    return (bc_diag_mark){ &SOURCE, 5, 10, 0 };
}

/* The result's spelling, or "E320 5:12+3 message" of the first diagnostic. */
static const char *run(fixture *f, bc_str text)
{
    bc_value value;
    bc_diag_list_clear(&f->diags);
    bc_buf_clear(&f->shown);
    const bc_expr *expr = bc_expr_compile(&f->arena, text, place(), &f->diags);
    bool good = expr && bc_expr_eval(expr, &f->scope, &f->arena, &f->diags, &value);
    assert_int_equal(good, f->diags.list.n == 0);
    assert_int_equal(f->diags.list.n, good ? 0 : 1);
    if (good) {
        record_show(&value, &f->shown);
    } else {
        const bc_diag *diag = &f->diags.list.at[0];
        bc_buf_printf(&f->shown, "%s %u:%u+%u %.*s", diag->code, (unsigned)diag->mark.line, diag->mark.column,
                      diag->mark.length, BC_STR_ARG(diag->message));
        if (diag->hint.n)
            bc_buf_printf(&f->shown, "; %.*s", BC_STR_ARG(diag->hint));
    }
    return f->shown.p;
}

static void test_terms_of_sums(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        { "tasks.sum(fiscal)", "tasks[fiscal] " },
        { "tasks.sum()", "tasks[] " },
        { "tasks.sum(number(fiscal))", "tasks[fiscal] " },
        { "a.b + c + d", "a.b c d " },
        { "sum(a, b)", "a b " },
        { "default(tasks.sum(fiscal), 0) + default(money-score, 0)", "tasks[fiscal] money-score " },
        { "sum(a + b, tasks.sum(c))", "a b tasks[c] " },
        /* No sums, or of what is not written down anywhere. */
        { "a", "" },
        { "a - b", "" },
        { "a + 1", "" },
        { "tasks.sum(a * b)", "" },
        { "tasks.sum(x, x.a)", "" },
        { "tasks.filter(a > 1).sum(a)", "" },
        { "this.a + b", "" },
        { "plan.max()", "" },
    };
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const bc_expr *expr = bc_expr_compile(&arena, bc_str_from(CASES[i][0]), (bc_diag_mark){ 0 }, &diags);
        assert_non_null(expr);
        bc_expr_term terms[8];
        uint32_t n = bc_expr_terms(expr, terms, 8);
        bc_buf out;
        bc_buf_init(&out);
        for (uint32_t k = 0; k < n; k++)
            bc_buf_printf(&out, terms[k].is_list ? "%.*s[%.*s] " : "%.*s%.*s ", BC_STR_ARG(terms[k].path),
                          BC_STR_ARG(terms[k].inner));
        assert_string_equal(out.p, CASES[i][1]);
        bc_buf_release(&out);
    }
    bc_expr_term few[1];
    assert_int_equal(bc_expr_terms(bc_expr_compile(&arena, BC_STR("a + b"), (bc_diag_mark){ 0 }, &diags), few, 1), 0);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
}

static void test_errors_point(void **state)
{
    static const char *const CASES[][2] = {
        { "", "E310 5:10+0 there is no expression here" },
        { "1 +", "E310 5:13+0 the expression ends where a value was expected" },
        { "(1", "E310 5:12+0 the expression ends where the closing ) was expected" },
        { "1 2", "E310 5:12+1 '2' stands where an operator or the end was expected" },
        { "a and b", "E310 5:12+3 'and' stands where an operator or the end was expected; write &&" },
        { "a = b", "E311 5:12+1 '=' means nothing in an expression; write ==" },
        { "项目（1）", "E311 5:12+1 '（' means nothing in an expression; write (" },
        { "a ≥ １", "E311 5:12+1 '≥' means nothing in an expression; write >=" },
        { "３", "E311 5:10+1 '３' means nothing in an expression; write 3" },
        { "'abc", "E312 5:10+4 the text is not closed; end it with '" },
        { "'a\\u12'", "E312 5:12+2 \\u needs the four hexadecimal digits of a character" },
        { "'\\ud800'", "E312 5:11+2 \\u needs the four hexadecimal digits of a character" },
        { "1 + 700万元",
          "E313 5:14+5 a number cannot run into a name; an amount with its unit is in_unit(700, '万元')" },
        { "1 + sise(plan)", "E314 5:14+4 there is no function 'sise'; did you mean 'size'?" },
        { "plan.frist()", "E314 5:15+5 there is no function 'frist'; did you mean 'first'?" },
        { "plan.substring(1)", "E314 5:15+9 there is no function 'substring'; did you mean 'skip'?" },
        { "plan.sort('size')", "E315 5:10+17 these are not the arguments of this function; it is written list.sort(), "
                               "list.sort(value) or list.sort(value, 'stroke', 'descending')" },
        { "plan.sum(a, b, c, d)",
          "E315 5:10+20 these are not the arguments of this function; it is written list.sum(), list.sum(value), "
          "list.sum(value, condition) or sum(a, b)" },
        { "date(name, 'yyyy-mm')", "E317 5:21+9 this is no example of a date; write a date as it should look: "
                                   "'2025年10月31日', '2025.10', '二〇二五年十月', '第四季度'" },
        { "format(name, 'yyyy')", "E315 5:10+20 these are not the arguments of this function; it is written "
                                  "format(number) or format(number, decimals); dates are written with date(x, "
                                  "'2025年10月31日')" },
        { "size()", "E315 5:10+6 these are not the arguments of this function; it is written list.size() or "
                    "text.size()" },
        { "plan.all()", "E315 5:10+10 these are not the arguments of this function; it is written "
                        "list.all(condition) or list.all(x, condition)" },
        { "plan.all(1, true)", "E315 5:10+17 these are not the arguments of this function; it is written "
                               "list.all(condition) or list.all(x, condition)" },
        { "name.matches('a(b')", "E317 5:25+1 the bracket ( is not closed" },
        { "1 < 2 < 3", "E310 5:16+1 comparisons do not follow each other; write a < b && b < c, or use brackets" },
        { "name + 1", "E320 5:10+8 '+' cannot take a text and a number; number(x) makes a number of a text, text(x) "
                      "a text of a number" },
        { "1 + (rate == count ? 1 : 2)", "E321 5:15+13 % and 个 do not fit together; in_unit(x, '') takes the unit "
                                         "off a number" },
        { "count * budget.total", "E321 5:10+20 个 times 万元 has no meaning here; one of the two should be a plain "
                                  "number or a percentage" },
        { "1 / (2 - 2)", "E323 5:15+5 this divides by zero" },
        { "7 % -0", "E323 5:14+2 this divides by zero" },
        { "name || true", "E324 5:10+4 a condition is true or false, but this is a text; has(name) asks whether "
                          "something stands there" },
        { "plan['a']", "E325 5:15+3 the place in a list is a whole number, from 0" },
        { "plan[0.5]", "E325 5:15+3 the place in a list is a whole number, from 0" },
        { "name.matches('(' + '')", "E326 5:23+8 the pattern is wrong: the bracket ( is not closed" },
        { "year-1 + 2", "E328 5:10+6 there is no field 'year-1'; to subtract, put blanks around the minus: year - 1" },
        { "tasks.name", "E320 5:10+10 'name' is asked of a list; .map(name) gives it for each element, "
                        ".first().name for the first" },
        { "1 +\n  name * 2", "E320 6:3+8 '*' cannot take a text and a number; number(x) makes a number of a text, "
                             "text(x) a text of a number" },
        { "in_unit(budget.total, '万')", "E321 5:10+26 万元 cannot be converted to 万; units of money are 元, 千元, "
                                         "万元, 百万元 and 亿元" },
        { "'园' in name", "E320 5:17+4 'in' looks into a list, but this is a text; a text is searched with "
                          "text.contains(part)" },
        { "a.1", "E310 5:12+1 '1' stands where a name was expected" },
        { "[1, 2", "E310 5:15+0 the expression ends where a comma or the closing ] was expected" },
        { "a ? 1", "E310 5:15+0 the expression ends where the : of a ? b : c was expected" },
        { "in", "E310 5:10+2 'in' stands where a value was expected; `in` is a word of expressions (x in list): "
                "give the field another key" },
        { "a　+ b", "E311 5:11+1 '　' means nothing in an expression; write an ASCII blank" },
        { "a $ b", "E311 5:12+1 '$' means nothing in an expression; names stand by themselves in an expression; "
                   "$(…) is for words" },
        { "SUM(units)", "E314 5:10+3 there is no function 'SUM'; did you mean 'sum'?" },
        { "units.合计(x)", "E314 5:16+2 there is no function '合计'; did you mean 'sum'?" },
        { "a \x01", "E311 5:12+1 this character has no place in an expression; its code point is U+0001" },
        { "a \xff", "E311 5:12+1 this character has no place in an expression; its code point is U+FFFD" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_string_equal(run(*state, bc_str_from(CASES[i][0])), CASES[i][1]);
}

static void test_values(void **state)
{
    static const char *const CASES[][2] = {
        { "budget.total", "1000 万元" },
        { "tasks.map(this)", "[5, 6]" }, /* a field named so goes before the element */
        { "plan.map(this + 1)", "[2, 3, 4]" },
        { "plan.map(x, x + 1)", "[2, 3, 4]" },
        { "tasks.map(t, plan.map(p, p + t.this))", "[[6, 7, 8], [7, 8, 9]]" },
        { "tasks.map(plan.map(x, name))", "[['甲', '甲', '甲'], ['乙', '乙', '乙']]" },
        { "tasks.map(t, name)", "['园区', '园区']" },
        { "this.name", "'园区'" },
        { "min(plan)", "1" },
        { "min(5, null, 4)", "4" },
        { "[5].max()", "5" },
        { "['b', 'a'].min()", "'a'" },
        { "[2, 1].distinct() == [2, 1]", "true" },
        { "[1, 1.0, null, null, 'a', 'a', [1], [1.0]].distinct()", "[1, null, 'a', [1]]" },
        { "[in_unit(1, '亿元'), in_unit(10000, '万元'), 1].distinct().size()", "2" },
        { "in_unit(1, '亿元') == in_unit(10000, '万元')", "true" },
        { "in_unit(1, '元') + in_unit(0.0001, '万元')", "2 元" },
        { "in_unit(123456, '元') - in_unit(12, '万元')", "3456 元" },
        { "in_unit(in_unit(3, '百万元'), '千元')", "3000 千元" },
        { "in_unit(1, '万元') % in_unit(3000, '元')", "0.1 万元" },
        { "1 - -1", "2" },
        { "1--1", "2" },
        { "--1", "1" },
        { "!!true", "true" },
        { "!true == false", "true" },
        { "true || false && false", "true" },
        { "1 + 1 == 2 && 3 > 2", "true" },
        { "a . b . c", "null" },
        { "[1, [2]][1][0]", "2" },
        { "tasks.filter(this > 5)[0].name", "'乙'" },
        { "'a\\'b' + \"c\\\"\"", "'a'bc\"'" },
        { "'\\d\\\\d'", "'\\d\\d'" },
        { "''", "''" },
        { "'' == null", "false" },
        { "'b' > 'a' ? 1 : 2", "1" },
        { "'abcabc'.replace('b', '')", "'acac'" },
        { "'abc'.replace('', 'x')", "'abc'" },
        { "'a,,b'.split(',')", "['a', '', 'b']" },
        { "''.split(',')", "['']" },
        { "[null, '', 'a'].join('-')", "'a'" },
        { "[1, 2].join()", "'12'" },
        { "null.size()", "0" },
        { "rate * 2 == 170", "true" },
        { "[].increasing() && [1, 1, 2].increasing()", "true" },
        { "[].sum()", "null" },
        { "[[1, 2], [3]].map(this.sum())", "[3, 3]" },
        { "1 in []", "false" },
        { "null in [null]", "true" },
        { "0.1 + 0.2 == 0.3", "true" },
        { "text(1.50)", "'1.50'" },
        { "text(true)", "'是'" },
        { "text(budget.total)", "'1,000万元'" },
        { "default([], [1])", "[1]" },
        { "number(' 1,234.5 ％ ')", "1234.5 %" },
        { "number('12个')", "null" },
        { "trim(name) == name", "true" },
        { "size(name)", "2" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_string_equal(run(*state, bc_str_from(CASES[i][0])), CASES[i][1]);
}

static void test_conditions(void **state)
{
    fixture *f = *state;
    static const struct {
        const char *text;
        bool holds;
        size_t errors;
    } CASES[] = { { "true", true, 0 },        { "false", false, 0 },
                  { "null", false, 0 },       { "nowhere.at.all", false, 0 },
                  { "year", false, 1 },       { "1 / 0", false, 1 },
                  { "year == 2024", true, 0 } };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        bc_diag_list_clear(&f->diags);
        const bc_expr *expr = bc_expr_compile(&f->arena, bc_str_from(CASES[i].text), place(), &f->diags);
        assert_int_equal(bc_expr_holds(expr, &f->scope, &f->arena, &f->diags), CASES[i].holds);
        assert_int_equal(f->diags.list.n, CASES[i].errors);
    }
}

static void test_scopes(void **state)
{
    fixture *f = *state;
    bc_value plain = bc_value_text(BC_STR("0440304221"));
    f->scope = (bc_expr_scope){ .map = &plain };
    assert_string_equal(run(f, BC_STR("this.matches('\\d+')")), "true");
    bc_value_entry entries[] = { { BC_STR("name"), bc_value_null() }, { BC_STR("this"), plain } };
    bc_value inner = { .type = BC_VALUE_MAP, .n = 2, .as.entries = entries };
    bc_expr_scope outer = { .map = &f->record };
    f->scope = (bc_expr_scope){ .map = &inner, .outer = &outer };
    assert_string_equal(run(f, BC_STR("name")), "null"); /* empty, but there: not looked for outside */
    assert_string_equal(run(f, BC_STR("this")), "'0440304221'");
    assert_string_equal(run(f, BC_STR("year")), "2024");
    bc_value value;
    const bc_expr *expr = bc_expr_compile(&f->arena, BC_STR("this.x + y"), place(), &f->diags);
    assert_true(bc_expr_eval(expr, NULL, &f->arena, &f->diags, &value));
    assert_int_equal(value.type, BC_VALUE_NULL);
}

/* ---- places in a file of several lines --------------------------------------------------------- */

static void test_places_in_file(void **state)
{
    fixture *f = *state;
    static const bc_diag_source FILE_TEXT = { .name = { "t.yaml", 6 },
                                              .text = BC_STR("a: 1\nthat: |\n    year +\n      名 * name\n") };
    bc_diag_mark at = { &FILE_TEXT, 3, 5, 0 };
    const bc_expr *expr = bc_expr_compile(&f->arena, BC_STR("year +\n  year * name\n"), at, &f->diags);
    bc_value value;
    assert_false(bc_expr_eval(expr, &f->scope, &f->arena, &f->diags, &value));
    assert_int_equal(f->diags.list.at[0].mark.line, 4);
    assert_int_equal(f->diags.list.at[0].mark.column, 7);
    bc_diag_mark whole = bc_expr_mark(expr);
    assert_int_equal(whole.line, 3);
    assert_int_equal(whole.column, 5);
    assert_int_equal(whole.length, 6);
    assert_null(
        bc_expr_compile(&f->arena, BC_STR("1 +"), (bc_diag_mark){ 0 }, &f->diags)); /* an unknown place stays so */
    assert_int_equal(f->diags.list.at[1].mark.line, 0);
}

/* ---- paths ------------------------------------------------------------------------------------- */

static void see(void *context, bc_str path, bc_diag_mark mark, bool inner)
{
    bc_buf_printf(context, "%s%.*s@%u ", inner ? "~" : "", BC_STR_ARG(path), mark.column);
}

static void test_paths(void **state)
{
    fixture *f = *state;
    static const char *const CASES[][2] = {
        { "a.b . c + 1", "a.b.c@10 " },
        { "tasks.sum(fiscal) + x['k'].y", "tasks@10 ~fiscal@20 x@30 " },
        { "tasks.all(t, t.fiscal > year && t != null)", "tasks@10 ~fiscal@23 year@34 " },
        { "tasks.map(t, t.sub.map(u, u.x + t.y + z))", "tasks@10 ~sub@23 ~x@36 ~y@42 z@48 " },
        { "tasks.map(sub.filter(x, x.k == k))", "tasks@10 ~sub@20 ~k@34 ~k@41 " },
        { "this.matches('x') ? [a, -b] : !c", "this@10 a@31 b@35 c@41 " },
        { "has(a.b) || f.first().g == 1", "a.b@14 f@22 " },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const bc_expr *expr = bc_expr_compile(&f->arena, bc_str_from(CASES[i][0]), place(), &f->diags);
        bc_buf_clear(&f->shown);
        bc_expr_paths(expr, see, &f->shown);
        assert_string_equal(f->shown.p, CASES[i][1]);
    }
    bc_str path = bc_expr_path(bc_expr_compile(&f->arena, BC_STR(" budget . total "), place(), &f->diags));
    assert_true(bc_str_is(path, "budget.total"));
    path = bc_expr_path(bc_expr_compile(&f->arena, BC_STR("this-year.a"), place(), &f->diags));
    assert_true(bc_str_is(path, "this-year.a"));
    assert_int_equal(bc_expr_path(bc_expr_compile(&f->arena, BC_STR("a + b"), place(), &f->diags)).n, 0);
}

/* ---- phrases ----------------------------------------------------------------------------------- */

static void test_phrases(void **state)
{
    fixture *f = *state;
    bc_str text;
    const bc_expr_phrase *phrase = bc_expr_phrase_compile(&f->arena, BC_STR("a$$b$"), place(), &f->diags);
    assert_true(bc_expr_phrase_is_constant(phrase, &text) && bc_str_is(text, "a$b$"));
    phrase = bc_expr_phrase_compile(&f->arena, BC_STR(""), place(), &f->diags);
    assert_true(bc_expr_phrase_is_constant(phrase, &text) && text.n == 0);
    phrase = bc_expr_phrase_compile(&f->arena, BC_STR("$(name)"), place(), &f->diags);
    assert_false(bc_expr_phrase_is_constant(phrase, &text));
    assert_true(bc_str_is(bc_expr_phrase_eval(phrase, &f->scope, &f->arena, &f->diags), "园区"));
    phrase = bc_expr_phrase_compile(&f->arena, BC_STR("第$((1 + 2) * year)号$(')' + \"\\\"(\")"), place(), &f->diags);
    assert_true(bc_str_is(bc_expr_phrase_eval(phrase, &f->scope, &f->arena, &f->diags), "第6072号)\"("));
    assert_int_equal(f->diags.list.n, 0);

    /* All errors of a phrase are reported, each at its own place. */
    assert_null(bc_expr_phrase_compile(&f->arena, BC_STR("表$(1 +)和${x}与$(ok)及$(1 2)"), place(), &f->diags));
    assert_int_equal(f->diags.list.n, 3);
    assert_int_equal(f->diags.list.at[0].mark.column, 16);
    assert_int_equal(f->diags.list.at[1].mark.column, 18);
    assert_int_equal(f->diags.list.at[2].mark.column, 33);

    /* A part that cannot be computed prints nothing. */
    phrase = bc_expr_phrase_compile(&f->arena, BC_STR("甲$(1 / 0)乙$(name * 2)丙"), place(), &f->diags);
    bc_diag_list_clear(&f->diags);
    assert_true(bc_str_is(bc_expr_phrase_eval(phrase, &f->scope, &f->arena, &f->diags), "甲乙丙"));
    assert_int_equal(f->diags.list.n, 2);
    assert_int_equal(f->diags.list.at[1].mark.column, 22);
    bc_buf_clear(&f->shown);
    bc_expr_phrase_paths(phrase, see, &f->shown);
    assert_string_equal(f->shown.p, "name@22 ");
}

/* ---- empty forms ------------------------------------------------------------------------------- */

static bc_value room(uint8_t characters, bool year)
{
    return (bc_value){ .type = BC_VALUE_NULL, .room = { .characters = characters, .year = year } };
}

/* A form with nothing in it: a year, a name, a year given, a number that is plainly null, and two empty rows. */
static bc_value empty_form(bc_arena *arena)
{
    bc_value_entry *row = BC_NEW_ARRAY(arena, bc_value_entry, 1);
    row[0] = (bc_value_entry){ BC_STR("amount"), room(BC_ROOM_NUMBER, false) };
    bc_value *rows = BC_NEW_ARRAY(arena, bc_value, 2);
    rows[0] = rows[1] = (bc_value){ .type = BC_VALUE_MAP, .n = 1, .as.entries = row };
    bc_value_entry *entries = BC_NEW_ARRAY(arena, bc_value_entry, 5);
    entries[0] = (bc_value_entry){ BC_STR("year"), room(4, true) };
    entries[1] = (bc_value_entry){ BC_STR("name"), room(2, false) };
    entries[2] = (bc_value_entry){ BC_STR("given"), bc_value_number(bc_decimal_from_int(2025), (bc_str){ 0 }) };
    entries[3] = (bc_value_entry){ BC_STR("nothing"), bc_value_null() };
    entries[4] =
        (bc_value_entry){ BC_STR("rows"), { .type = BC_VALUE_LIST, .n = 2, .as = { .items = rows, .blank = true } } };
    return (bc_value){ .type = BC_VALUE_MAP, .n = 5, .as.entries = entries };
}

static void hear(void *context, bc_str path, bc_str value)
{
    bc_buf_printf(context, "%.*s=%.*s;", BC_STR_ARG(path), BC_STR_ARG(value));
}

/* People set words wider, and use the signs that their keyboard has. */
static void test_phrases_read(void **state)
{
    static const char *const CASES[][2] = {
        { "项目（2024年度）单位：园区", "year=2024;name=园区;" },
        { "项目(2024年度)单位:园区", "year=2024;name=园区;" },
        { " 项 目 （ 2024 年度 ） 单　位 ： 园 区 ", "year=2024;name=园 区;" },
        { "项目（年度）单位：", "" },
        { "项目（2024年）单位：园区", NULL },
        { "新项目（2024年度）单位：园区", NULL },
        { "项目（2024年度", NULL },
        { "", NULL },
    };
    fixture *f = *state;
    const bc_expr_phrase *phrase =
        bc_expr_phrase_compile(&f->arena, BC_STR("项目（$(year)年度）单位：$(name)"), place(), &f->diags);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        bc_buf_clear(&f->shown);
        assert_int_equal(bc_expr_phrase_read(phrase, bc_str_from(CASES[i][0]), hear, &f->shown), CASES[i][1] != NULL);
        assert_string_equal(f->shown.n ? f->shown.p : "", CASES[i][1] ? CASES[i][1] : "");
    }
}

static void test_room(void **state)
{
    static const char *const CASES[][2] = {
        { "（$(year)年度）", "（　　　　年度）" },
        { "$(year - 2)年|$(year - 1)年|$(year)年|$(1 + year)年", "Y-2年|Y-1年|　　　　年|Y+1年" },
        { "$(year - 1 + 1)年|$(year * 2)|$(2000 - year)", "　　　　年|　　　|　　　" },
        { "$(given - 1)年|$(nothing)|$(nothing - 1)", "2024年||" },
        { "$(name)表|$(name + '表')|$('附' + name)", "　　表|　　表|附　　" },
        { "$(text(year))年|$(upper(name))|$(round(rows.first().amount, 2))", "　　　　年|　　|　　　" },
        { "$(default(name, '无'))|$(default(nothing, '无'))|$(default(rows.sum(amount), 0) + 1)", "　　|无|　　　" },
        /* What follows from a value that is to be written is not known either; boxes are there to be ticked. */
        { "$(year > 2000 ? '新' : '旧')|$(name == '甲' ? '☑' : '□')甲|$(year == null ? '一' : '二')", "　　　|□甲|一" },
        { "$(name == '甲' ? 1 : year > 1 ? 2 : 3)|$(has(name) ? 1 : 2)|$(rows.size() > 1 ? 1 : 2)", "　　　|2|1" },
        { "$(rows.size())个|$(text(rows.size()))个|$(rows.size() + 1)个", "　　　个|　　　个|　　　个" },
        { "$(rows.filter(r, r.amount > 1).size())个|$(format(rows.size(), 1))", "　　　个|　　　" },
        { "$(rows.sum(amount))元|$(rows.max(amount))|$(sum(rows.first().amount, nothing))", "　　　元|　　　|　　　" },
        { "$(sum(given, rows.first().amount))|$(max(rows.first().amount, given))|$(sum(given, given))",
          "　　　|　　　|4050" },
        { "$(rows.filter(r, r.amount > 1).sum(amount))元|$(-rows.size())", "　　　元|　　　" },
        { "包括：$(rows.map(amount).join('、'))", "包括：　　　　　　　　" },
        { "$(rows.count(amount > 1))个|$(rows.average(amount))元|$(capital(rows.sum(amount)))",
          "　　　个|　　　元|　　　" },
        { "$(numeral(rows.size()))|$(cut(name, 1))|$(padStart(name, 9))|$(rows.take(1).size())",
          "　　　|　　|　　|　　　" },
        { "$(rows.sum(amount, amount > 1))|$(rows.sort(amount).first().amount)|$(rows.lowest(amount).size())",
          "　　　|　　　|　　　" },
        /* Conditions see what stands there: nothing, and rows. */
        { "$(year == null ? 1 : 2)$(has(name) ? 1 : 2)$(rows.size() > 1 ? 1 : 2)$(rows.exists(amount > 0) ? 1 : 2)",
          "121　　　" },
    };
    fixture *f = *state;
    bc_value map = empty_form(&f->arena);
    bc_expr_scope scope = { .map = &map };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const bc_expr_phrase *phrase = bc_expr_phrase_compile(&f->arena, bc_str_from(CASES[i][0]), place(), &f->diags);
        bc_str text = bc_expr_phrase_eval(phrase, &scope, &f->arena, &f->diags);
        if (!bc_str_is(text, CASES[i][1]))
            fail_msg("%s => %.*s, not %s", CASES[i][0], BC_STR_ARG(text), CASES[i][1]);
    }
    assert_int_equal(f->diags.list.n, 0);
}

/* ---- limits ------------------------------------------------------------------------------------ */

static bc_str repeated(bc_buf *out, const char *before, const char *part, size_t n, const char *after)
{
    bc_buf_clear(out);
    bc_buf_add_text(out, before);
    for (size_t i = 0; i < n; i++)
        bc_buf_add_text(out, part);
    bc_buf_add_text(out, after);
    return bc_buf_str(out);
}

static void expect_code(fixture *f, bc_str text, const char *code)
{
    bc_str result = bc_str_from(run(f, text));
    if (!bc_str_starts(result, bc_str_from(code)))
        fail_msg("%.60s gives %.80s, not %s", text.p, result.p, code);
}

static void test_limits(void **state)
{
    fixture *f = *state;
    bc_buf text;
    bc_buf_init(&text);
    static const char *const OPENINGS[] = { "(", "[", "-", "!", "size(", "a ? ", "a[", "plan.map(" };
    for (size_t i = 0; i < sizeof OPENINGS / sizeof *OPENINGS; i++)
        expect_code(f, repeated(&text, "", OPENINGS[i], 5000, ""), "E316");
    static const char *const CHAINS[] = { " + 1", ".a", ".b()", "[0]", " && true", " || x.y" };
    for (size_t i = 0; i < sizeof CHAINS / sizeof *CHAINS; i++)
        expect_code(f, repeated(&text, "1", CHAINS[i], 5000, ""), i == 2 ? "E314" : "E316");
    expect_code(f, repeated(&text, "a", ".a", 5000, ""), "E316");
    expect_code(f, repeated(&text, "1", " ", 70000, ""), "E316");
    assert_string_equal(run(f, repeated(&text, "1", " + 1", 200, "")), "201");
    expect_code(f, repeated(&text, "", "(", 90, "1"), "E310");
    /* Work that multiplies ends with an error, and soon. */
    clock_t start = clock();
    const char *ten = "[0,1,2,3,4,5,6,7,8,9]";
    bc_buf_clear(&text);
    for (int i = 0; i < 12; i++)
        bc_buf_printf(&text, "%s.all(x%d, ", ten, i);
    bc_buf_add_text(&text, "true");
    for (int i = 0; i < 12; i++)
        bc_buf_add_char(&text, ')');
    expect_code(f, bc_buf_str(&text), "E327");
    bc_buf_clear(&text);
    bc_buf_add_text(&text, "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'");
    for (int i = 0; i < 30; i++)
        bc_buf_add_text(&text, ".replace('a', 'aaaaaaaaaaaaaaaaaaaaaaaa')");
    expect_code(f, bc_buf_str(&text), "E327");
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 5);
    bc_buf_release(&text);
}

/* ---- random arithmetic against integers -------------------------------------------------------- */

static uint64_t random_state = 1442695040888963407u;

static unsigned next_random(unsigned below)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (unsigned)(random_state >> 33) % below;
}

/* Writes a random expression over whole numbers and returns its value; blanks and brackets vary. */
static int64_t random_sum(bc_buf *out, int depth);

static int64_t random_factor(bc_buf *out, int depth)
{
    if (depth == 0 || next_random(3) == 0) {
        int64_t value = next_random(1000);
        bc_buf_add_int(out, value);
        return value;
    }
    bool negative = next_random(4) == 0;
    bc_buf_add_text(out, negative ? "-(" : "(");
    int64_t value = random_sum(out, depth - 1);
    bc_buf_add_char(out, ')');
    return negative ? -value : value;
}

static int64_t random_product(bc_buf *out, int depth)
{
    int64_t value = random_factor(out, depth);
    for (unsigned n = next_random(2); n; n--) {
        size_t at = out->n;
        bool modulo = next_random(3) == 0;
        bc_buf_add_text(out, modulo ? " % " : "*");
        int64_t right = random_factor(out, depth);
        if ((modulo && right == 0) || value > 1000000000 || value < -1000000000 || right > 1000000000 ||
            right < -1000000000) {
            out->n = at;
            out->p[at] = '\0';
            break;
        }
        value = modulo ? value % right : value * right;
    }
    return value;
}

static int64_t random_sum(bc_buf *out, int depth)
{
    int64_t value = random_product(out, depth);
    for (unsigned n = next_random(4); n; n--) {
        bool minus = next_random(2);
        bc_buf_add_text(out, minus ? " - " : "+");
        int64_t right = random_product(out, depth);
        value += minus ? -right : right;
    }
    return value;
}

static void test_random_arithmetic(void **state)
{
    fixture *f = *state;
    bc_buf text;
    bc_buf_init(&text);
    for (int i = 0; i < 20000; i++) {
        char expected[64];
        bc_buf_clear(&text);
        int64_t left = random_sum(&text, 4);
        if (i % 2) {
            static const char *const SIGNS[] = { " < ", "<=", " == ", "!=", ">", ">=" };
            unsigned sign = next_random(6);
            bc_buf_add_text(&text, SIGNS[sign]);
            int64_t right = random_sum(&text, 3);
            bool holds[] = { left<right, left <= right, left == right, left != right, left> right, left >= right };
            strcpy(expected, holds[sign] ? "true" : "false");
        } else {
            snprintf(expected, sizeof expected, "%lld", (long long)left);
        }
        bc_arena_reset(&f->arena);
        f->scope.map = NULL; /* the record went with the arena */
        if (strcmp(run(f, bc_buf_str(&text)), expected) != 0)
            fail_msg("%s => %s, not %s", text.p, f->shown.p, expected);
    }
    bc_buf_release(&text);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_terms_of_sums), TEST(test_errors_point),   TEST(test_values), TEST(test_conditions),
        TEST(test_scopes),        TEST(test_places_in_file), TEST(test_paths),  TEST(test_phrases),
        TEST(test_phrases_read),  TEST(test_room),           TEST(test_limits), TEST(test_random_arithmetic),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
