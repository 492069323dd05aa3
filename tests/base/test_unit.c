/* Units of money and of measure behind numbers. */
#include "base/unit.h"

#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static bc_decimal number(const char *text)
{
    bc_decimal value = { 0 };
    assert_true(bc_decimal_parse(bc_str_from(text), &value));
    return value;
}

static void test_money(void **state)
{
    (void)state;
    bc_decimal yuan;
    assert_true(bc_unit_to_yuan(number("1.5"), BC_STR("亿元"), &yuan));
    assert_int_equal(bc_decimal_compare(yuan, number("150000000")), 0);
    assert_false(bc_unit_to_yuan(number("1"), BC_STR("美元"), &yuan));
    assert_false(bc_unit_to_yuan(number("170141183460469231731687303715884105727"), BC_STR("万元"), &yuan));
    assert_int_equal(bc_unit_money_power(BC_STR("万美元")), -1);
    assert_true(bc_unit_is_money(BC_STR("万美元")));
    assert_true(bc_unit_is_money(BC_STR("元/人")));
    assert_false(bc_unit_is_money(BC_STR("元人")));
    assert_false(bc_unit_is_money(BC_STR("万")));
    assert_int_equal(bc_unit_count_power(BC_STR("千万人")), 7);
    assert_int_equal(bc_unit_count_power(BC_STR("千")), -1);
    assert_true(bc_unit_is_percent(BC_STR("％")));
    assert_false(bc_unit_is_percent(BC_STR("%以上")));
}

static void test_money_in_text(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t bytes;
        int power;
    } CASES[] = { { "万元，其中", 6, 4 }, { "亿", 3, 8 },      { "万，", 3, 4 },
                  { "万平方米", 0, 0 },   { "亿人", 0, 0 },    { "元/人", 3, 0 },
                  { "平方米", 0, 0 },     { "万 以上", 3, 4 }, { "", 0, 0 } };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        int power = 0;
        assert_int_equal(bc_unit_money_at(bc_str_from(CASES[i].text), &power), CASES[i].bytes);
        if (CASES[i].bytes)
            assert_int_equal(power, CASES[i].power);
    }
}

static size_t unit_length(const char *text)
{
    uint32_t c[16];
    size_t n = 0;
    for (size_t at = 0; text[at] && n < 16;)
        c[n++] = bc_utf8_next(bc_str_from(text), &at);
    return bc_unit_length(c, n);
}

static void test_measure(void **state)
{
    (void)state;
    assert_int_equal(unit_length("万元的"), 2);
    assert_int_equal(unit_length("余人次"), 3);
    assert_int_equal(unit_length("平方公里"), 4);
    assert_int_equal(unit_length("万"), 1);
    assert_int_equal(unit_length("和人"), 0);
    assert_int_equal(unit_length("余"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_money), cmocka_unit_test(test_money_in_text),
                                        cmocka_unit_test(test_measure) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
