/* Exact decimals: reading, arithmetic against an independent digit-by-digit computation, writing. */
#include "base/decimal.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

__extension__ typedef unsigned __int128 u128;

static uint64_t random_state = 88172645463325252u;

static uint64_t next_random(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state;
}

static bc_decimal number(const char *text)
{
    bc_decimal value;
    if (!bc_decimal_parse(bc_str_from(text), &value))
        fail_msg("'%s' does not parse", text);
    return value;
}

static void check_print(bc_decimal value, int decimals, bool grouped, const char *expected)
{
    bc_buf text;
    bc_buf_init(&text);
    bc_decimal_print(value, decimals, grouped, &text);
    assert_string_equal(text.p, expected);
    bc_buf_release(&text);
}

/* ---- an independent computation: arrays of decimal digits ------------------------------------ */

enum { MAX_DIGITS = 128 };

/* value × 10^-scale as decimal digits, least significant first. */
typedef struct digits {
    int at[MAX_DIGITS];
    int scale;
    bool negative;
} digits;

static digits digits_from(bc_decimal value)
{
    digits out = { .scale = value.scale, .negative = value.coef < 0 };
    bc_decimal_int128 rest = value.coef;
    for (int i = 0; rest; i++, rest /= 10)
        out.at[i] = abs((int)(rest % 10));
    return out;
}

static digits digits_scaled(digits a, int scale)
{
    int by = scale - a.scale;
    memmove(a.at + by, a.at, sizeof a.at - sizeof *a.at * (size_t)by);
    memset(a.at, 0, sizeof *a.at * (size_t)by);
    a.scale = scale;
    return a;
}

static int digits_order(const digits *a, const digits *b)
{
    for (int i = MAX_DIGITS - 1; i >= 0; i--)
        if (a->at[i] != b->at[i])
            return a->at[i] < b->at[i] ? -1 : 1;
    return 0;
}

static digits digits_combine(digits a, digits b)
{
    int scale = a.scale > b.scale ? a.scale : b.scale;
    a = digits_scaled(a, scale);
    b = digits_scaled(b, scale);
    if (a.negative != b.negative && digits_order(&a, &b) < 0) {
        digits swap = a;
        a = b;
        b = swap;
    }
    int sign = a.negative == b.negative ? 1 : -1, carry = 0;
    for (int i = 0; i < MAX_DIGITS; i++) {
        int sum = a.at[i] + sign * b.at[i] + carry;
        carry = sum < 0 ? -1 : sum / 10;
        a.at[i] = (sum + 10) % 10;
    }
    return a;
}

static digits digits_product(digits a, digits b)
{
    digits out = { .scale = a.scale + b.scale, .negative = a.negative != b.negative };
    for (int i = 0; i < MAX_DIGITS / 2; i++) {
        int carry = 0;
        for (int j = 0; i + j < MAX_DIGITS; j++) {
            int sum = out.at[i + j] + a.at[i] * b.at[j] + carry;
            out.at[i + j] = sum % 10;
            carry = sum / 10;
        }
    }
    return out;
}

/* Takes zeros off the end until `value` is as short as it can be. */
static void digits_trim(digits *value)
{
    while (value->scale > 0 && value->at[0] == 0) {
        memmove(value->at, value->at + 1, sizeof value->at - sizeof *value->at);
        value->at[MAX_DIGITS - 1] = 0;
        value->scale--;
    }
}

static bool digits_fit(digits value)
{
    static const char MAX_COEFFICIENT[] = "170141183460469231731687303715884105727";
    digits most = { 0 };
    for (int i = 0; i < 39; i++)
        most.at[i] = MAX_COEFFICIENT[38 - i] - '0';
    digits_trim(&value);
    return value.scale <= BC_DECIMAL_MAX_SCALE && digits_order(&value, &most) <= 0;
}

static void check_same(digits expected, bool fits, bc_decimal result)
{
    assert_int_equal(digits_fit(expected), fits);
    if (!fits)
        return;
    assert_true(result.scale <= BC_DECIMAL_MAX_SCALE);
    digits got = digits_from(result);
    digits_trim(&got);
    digits_trim(&expected);
    assert_int_equal(got.scale, expected.scale);
    assert_memory_equal(got.at, expected.at, sizeof got.at);
    if (result.coef)
        assert_int_equal(got.negative, expected.negative);
}

/* Any size of number: most are small, some near the limits, some with many zeros at the end. */
static bc_decimal random_decimal(void)
{
    bc_decimal_int128 coef = (bc_decimal_int128)((u128)next_random() << 64 | next_random());
    coef >>= 1 + next_random() % 126;
    if (next_random() % 4 == 0)
        for (uint64_t n = next_random() % 30;
             n && coef < ((bc_decimal_int128)1 << 120) && coef > -((bc_decimal_int128)1 << 120); n--)
            coef *= 10;
    return (bc_decimal){ coef, (uint8_t)(next_random() % (BC_DECIMAL_MAX_SCALE + 1)) };
}

/* ---- tests ----------------------------------------------------------------------------------- */

static void test_parse(void **state)
{
    (void)state;
    static const struct {
        const char *text, *value;
        int scale;
    } good[] = {
        { "0", "0", 0 },
        { "-0", "0", 0 },
        { "-0.00", "0.00", 2 },
        { "+3", "3", 0 },
        { "007", "7", 0 },
        { "794.49", "794.49", 2 },
        { "1.50", "1.50", 2 },
        { "1,234.50", "1234.50", 2 },
        { "12,345,678", "12345678", 0 },
        { "-1,000", "-1000", 0 },
        { "１２３", "123", 0 },
        { "１，２", NULL, 0 }, /* a full-width comma is punctuation */
        { "１2.5０", "12.50", 2 },
        { "0.000000000000000001", "0.000000000000000001", 18 },
        { "170141183460469231731687303715884105727", "170141183460469231731687303715884105727", 0 },
        { "-170141183460469231731687303715884105727", "-170141183460469231731687303715884105727", 0 },
        { "170141183460469231731687303715884105728", NULL, 0 },
        { "999999999999999999999999999999999999999999999", NULL, 0 },
        { "0.0000000000000000001", NULL, 0 },
        { "", NULL, 0 },
        { "-", NULL, 0 },
        { "+-3", NULL, 0 },
        { ".5", NULL, 0 },
        { "5.", NULL, 0 },
        { "1,23", NULL, 0 },
        { "1234,567", NULL, 0 },
        { "1,2345", NULL, 0 },
        { "1,234,5", NULL, 0 },
        { ",123", NULL, 0 },
        { "1,,234", NULL, 0 },
        { "1.2.3", NULL, 0 },
        { "1.234,567", NULL, 0 },
        { " 1", NULL, 0 },
        { "1 ", NULL, 0 },
        { "1e5", NULL, 0 },
        { "0x10", NULL, 0 },
        { "12万", NULL, 0 },
        { "\xEF\xBC", NULL, 0 },
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        bc_decimal value = { 77, 7 };
        bool parsed = bc_decimal_parse(bc_str_from(good[i].text), &value);
        if (parsed != (good[i].value != NULL))
            fail_msg("'%s' %s", good[i].text, parsed ? "is taken" : "is refused");
        if (!parsed) {
            assert_true(value.coef == 77 && value.scale == 7);
            continue;
        }
        assert_int_equal(value.scale, good[i].scale);
        check_print(value, -1, false, good[i].value);
    }
}

static void test_parse_prefix(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t used;
        const char *value;
    } cases[] = {
        { "700万元", 3, "700" },   { "1,234.5万", 7, "1234.5" },
        { "1,23", 1, "1" },        { "1,2345", 1, "1" },
        { "1,234,56", 5, "1234" }, { "5.", 1, "5" },
        { "3.5.2", 3, "3.5" },     { "-4%", 2, "-4" },
        { "１２个", 6, "12" },     { "约5", 0, NULL },
        { "", 0, NULL },           { ".5", 0, NULL },
        { "1234,567", 4, "1234" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bc_decimal value;
        size_t used = 99;
        assert_int_equal(bc_decimal_parse_prefix(bc_str_from(cases[i].text), &value, &used), cases[i].value != NULL);
        assert_int_equal(used, cases[i].used);
        if (cases[i].value)
            check_print(value, -1, false, cases[i].value);
    }
}

static void test_print(void **state)
{
    (void)state;
    check_print(number("1234567.891"), -1, true, "1,234,567.891");
    check_print(number("1234567.891"), 2, true, "1,234,567.89");
    check_print(number("1234567.895"), 2, false, "1234567.90");
    check_print(number("999.5"), 0, true, "1,000");
    check_print(number("100"), 2, true, "100.00");
    check_print(number("123456"), -1, true, "123,456");
    check_print(number("0.5"), 0, false, "1");
    check_print(number("-0.5"), 0, false, "-1");
    check_print(number("-0.004"), 2, true, "0.00");
    check_print(number("0.05"), -1, false, "0.05");
    check_print(number("0"), 3, false, "0.000");
    check_print(number("1"), 25, false, "1.0000000000000000000000000");
}

static void test_arithmetic_agrees(void **state)
{
    (void)state;
    int fitting = 0;
    for (int i = 0; i < 60000; i++) {
        bc_decimal a = random_decimal(), b = random_decimal(), result = { 0 };
        bool fits = bc_decimal_add(a, b, &result);
        check_same(digits_combine(digits_from(a), digits_from(b)), fits, result);
        fitting += fits;
        digits minus = digits_from(b);
        minus.negative = !minus.negative;
        fits = bc_decimal_sub(a, b, &result);
        check_same(digits_combine(digits_from(a), minus), fits, result);
        fits = bc_decimal_mul(a, b, &result);
        check_same(digits_product(digits_from(a), digits_from(b)), fits, result);
        fitting += fits;
    }
    assert_in_range(fitting, 20000, 119000); /* both outcomes were met */
}

static int sign_of(digits value)
{
    for (int i = 0; i < MAX_DIGITS; i++)
        if (value.at[i])
            return value.negative ? -1 : 1;
    return 0;
}

static void test_compare_agrees(void **state)
{
    (void)state;
    for (int i = 0; i < 60000; i++) {
        bc_decimal a = random_decimal(), b = random_decimal(), same;
        if (i % 3 == 0 && bc_decimal_rescale(a, (uint8_t)(next_random() % 19), BC_ROUND_DOWN, &same))
            b = same;
        digits minus = digits_from(b);
        minus.negative = !minus.negative;
        int expected = sign_of(digits_combine(digits_from(a), minus));
        assert_int_equal(bc_decimal_compare(a, b), expected);
        assert_int_equal(bc_decimal_compare(b, a), -expected);
    }
    assert_int_equal(bc_decimal_compare(number("1.50"), number("1.5")), 0);
}

/* |a - q·b| is at most half a unit of q's last possible digit times b. */
static void test_division(void **state)
{
    (void)state;
    for (int i = 0; i < 60000; i++) {
        bc_decimal a = random_decimal(), b = random_decimal(), q;
        uint8_t scale = (uint8_t)(next_random() % 19);
        if (b.coef == 0) {
            assert_false(bc_decimal_div(a, b, scale, &q));
            continue;
        }
        if (!bc_decimal_div(a, b, scale, &q))
            continue;
        assert_true(q.scale <= scale);
        digits product = digits_product(digits_from(q), digits_from(b));
        product.negative = !product.negative;
        digits rest = digits_combine(digits_from(a), product);
        digits doubled = digits_combine(rest, rest);
        digits limit = digits_from(b);
        limit.scale += scale;
        rest = doubled;
        rest.negative = false;
        limit.negative = true;
        assert_true(sign_of(digits_combine(rest, limit)) <= 0);
    }
    bc_decimal q;
    assert_true(bc_decimal_div(number("1"), number("3"), 12, &q));
    check_print(q, -1, false, "0.333333333333");
    assert_true(bc_decimal_div(number("-2"), number("3"), 12, &q));
    check_print(q, -1, false, "-0.666666666667");
    assert_true(bc_decimal_div(number("100.00"), number("4"), 12, &q));
    check_print(q, -1, false, "25");
    assert_true(bc_decimal_div(number("1"), number("8"), 2, &q));
    check_print(q, -1, false, "0.13");
    assert_true(bc_decimal_div(number("-1"), number("8"), 2, &q));
    check_print(q, -1, false, "-0.13");
    assert_false(bc_decimal_div(number("1"), number("0.00"), 2, &q));
    assert_true(bc_decimal_div(number("170141183460469231731687303715884105727"), number("10"), 1, &q));
    check_print(q, -1, false, "17014118346046923173168730371588410572.7");
}

static void test_rescale(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        uint8_t scale;
        bc_decimal_rounding rounding;
        const char *expected;
    } cases[] = {
        { "2.5", 0, BC_ROUND_HALF_UP, "3" },      { "-2.5", 0, BC_ROUND_HALF_UP, "-3" },
        { "2.5", 0, BC_ROUND_HALF_EVEN, "2" },    { "3.5", 0, BC_ROUND_HALF_EVEN, "4" },
        { "-2.5", 0, BC_ROUND_HALF_EVEN, "-2" },  { "2.99", 1, BC_ROUND_DOWN, "2.9" },
        { "-2.99", 0, BC_ROUND_DOWN, "-2" },      { "2.51", 0, BC_ROUND_HALF_EVEN, "3" },
        { "1.5", 4, BC_ROUND_HALF_UP, "1.5000" },
    };
    bc_decimal out;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(bc_decimal_rescale(number(cases[i].value), cases[i].scale, cases[i].rounding, &out));
        check_print(out, -1, false, cases[i].expected);
    }
    assert_false(bc_decimal_rescale(number("1"), 19, BC_ROUND_DOWN, &out));
    assert_false(bc_decimal_rescale(number("99999999999999999999999999999"), 18, BC_ROUND_DOWN, &out));
}

static void test_integer(void **state)
{
    (void)state;
    int64_t value;
    assert_true(bc_decimal_is_integer(number("12.00"), &value));
    assert_int_equal(value, 12);
    assert_true(bc_decimal_is_integer(number("-9223372036854775808"), &value));
    assert_true(value == INT64_MIN);
    assert_false(bc_decimal_is_integer(number("9223372036854775808"), &value));
    assert_false(bc_decimal_is_integer(number("12.01"), &value));
    assert_int_equal(bc_decimal_compare(bc_decimal_from_int(INT64_MIN), number("-9223372036854775808")), 0);
}

static void test_round_trip(void **state)
{
    (void)state;
    bc_buf text;
    bc_buf_init(&text);
    for (int i = 0; i < 30000; i++) {
        bc_decimal value = random_decimal(), again;
        bc_buf_clear(&text);
        bc_decimal_print(value, -1, i % 2 == 0, &text);
        assert_true(bc_decimal_parse(bc_buf_str(&text), &again));
        assert_true(value.coef == again.coef && value.scale == again.scale);
    }
    bc_buf_release(&text);
}

static void test_to_double(void **state)
{
    (void)state;
    assert_true(bc_decimal_to_double(number("0.1")) == 0.1);
    assert_true(bc_decimal_to_double(number("-794.49")) == -794.49);
    assert_true(bc_decimal_to_double(number("1.7976931348623157")) == 1.7976931348623157);
    assert_true(bc_decimal_to_double(number("9007199254740993")) == 9007199254740992.0);
    for (int i = 0; i < 20000; i++) {
        bc_decimal value = random_decimal();
        bc_buf text;
        bc_buf_init(&text);
        bc_decimal_print(value, -1, false, &text);
        assert_true(strtod(text.p, NULL) == bc_decimal_to_double(value));
        bc_buf_release(&text);
    }
    /* The result must not depend on the locale's decimal point. Not every machine has such a locale. */
    if (setlocale(LC_ALL, "de_DE.UTF-8")) {
        assert_true(bc_decimal_to_double(number("0.1")) == 0.1);
        check_print(number("1234.5"), 2, true, "1,234.50");
        setlocale(LC_ALL, "C");
    }
}

static void test_random_bytes(void **state)
{
    (void)state;
    static const char ALPHABET[] = "0123456789,,,..+- \xEF\xBC\x90\x91";
    for (int i = 0; i < 200000; i++) {
        char text[24];
        size_t n = next_random() % sizeof text, used;
        for (size_t k = 0; k < n; k++)
            text[k] = ALPHABET[next_random() % (sizeof ALPHABET - 1)];
        bc_decimal value, again;
        char *exact = malloc(n ? n : 1); /* its end is the end of the memory: overruns are seen */
        memcpy(exact, text, n);
        if (bc_decimal_parse_prefix((bc_str){ exact, n }, &value, &used)) {
            assert_in_range(used, 1, n);
            assert_true(bc_decimal_parse((bc_str){ exact, used }, &again));
            assert_true(value.coef == again.coef && value.scale == again.scale);
        } else {
            assert_int_equal(used, 0);
            assert_false(bc_decimal_parse((bc_str){ exact, n }, &again));
        }
        free(exact);
    }
}

static void check_shift(const char *text, int power, const char *expected)
{
    bc_decimal value;
    assert_true(bc_decimal_shift(number(text), power, &value));
    bc_buf printed;
    bc_buf_init(&printed);
    bc_decimal_print(value, -1, false, &printed);
    assert_string_equal(printed.p, expected);
    bc_buf_release(&printed);
}

static void test_shift(void **state)
{
    (void)state;
    check_shift("12.50", 1, "125.0");
    check_shift("12.50", 4, "125000");
    check_shift("12.50", -1, "1.25");
    check_shift("70000", -4, "7");
    check_shift("-1.05", -2, "-0.0105");
    check_shift("0", 18, "0");
    check_shift("5", 0, "5");
    bc_decimal value = number("7");
    assert_false(bc_decimal_shift(number("170141183460469231731687303715884105727"), 1, &value));
    assert_false(bc_decimal_shift(number("0.000000000000000001"), -1, &value));
    assert_int_equal(bc_decimal_compare(value, number("7")), 0);
    /* There and back is the same number, whatever fits. */
    for (int i = 0; i < 20000; i++) {
        bc_decimal a = random_decimal(), there, back;
        int power = (int)(next_random() % 37) - 18;
        if (bc_decimal_shift(a, power, &there) && bc_decimal_shift(there, -power, &back))
            assert_int_equal(bc_decimal_compare(a, back), 0);
    }
}

static void test_trim(void **state)
{
    (void)state;
    assert_int_equal(bc_decimal_trim(number("1.500"), 0).scale, 1);
    assert_int_equal(bc_decimal_trim(number("1.500"), 2).scale, 2);
    assert_int_equal(bc_decimal_trim(number("1.5"), 2).scale, 1);
    assert_int_equal(bc_decimal_trim(number("100"), 0).scale, 0);
    assert_int_equal(bc_decimal_trim(number("0.00"), 0).scale, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse),          cmocka_unit_test(test_parse_prefix),
        cmocka_unit_test(test_print),          cmocka_unit_test(test_arithmetic_agrees),
        cmocka_unit_test(test_compare_agrees), cmocka_unit_test(test_division),
        cmocka_unit_test(test_rescale),        cmocka_unit_test(test_integer),
        cmocka_unit_test(test_round_trip),     cmocka_unit_test(test_to_double),
        cmocka_unit_test(test_random_bytes),   cmocka_unit_test(test_shift),
        cmocka_unit_test(test_trim),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
