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

static void expect_stated(const char *text, const char *beside, const char *unit, const char *odd)
{
    bc_str other;
    const bc_str stated = bc_unit_stated(bc_str_from(text), bc_str_from(beside), &other);
    if (!bc_str_is(stated, unit) || (!stated.n && !bc_str_is(other, odd)))
        fail_msg("%s: unit %.*s, odd %.*s", text, BC_STR_ARG(stated), BC_STR_ARG(other));
}

static void test_stated(void **state)
{
    (void)state;
    static const struct {
        const char *text, *unit, *odd;
    } CASES[] = {
        { "单位：元", "元", "" },
        { "（单位：元）", "元", "" },
        { "(金额单位:千元)", "千元", "" },
        { "单位： 万元", "万元", "" },
        { "单　位：万元", "万元", "" },
        { "单位:元  2026年", "元", "" },
        { "单位：人民币元", "元", "" },
        { "单位：人民币（万元）", "万元", "" },
        { "单位：元（保留两位小数）", "元", "" },
        { "填报单位：城建局　　单位：元", "元", "" },
        { "单位：城建局　金额单位：元", "元", "" },
        { "填报单位：财政局（万元）", "万元", "" },
        { "单位：万元、%", "万元", "" },
        { "2026年度 单位：个、万元", "万元", "" },
        { "单位（亿元）", "亿元", "" },
        { "计量单位为元", "元", "" },
        { "单位：教育局", "", "" },
        { "填报单位：三元区财政局", "", "" },
        { "单位：人 负责人：王元", "", "" },
        { "主管单位及代码 321", "", "" },
        { "单位元", "", "" },
        { "单位：万美元", "", "万美元" },
        { "单位：万", "", "万" },
        { "金额单位：元/人", "", "元/人" },
        { "", "", "" },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        expect_stated(CASES[i].text, "", CASES[i].unit, CASES[i].odd);
    expect_stated("单位：", "万元", "万元", "");
    expect_stated("填报单位：", "财政局", "", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_money), cmocka_unit_test(test_money_in_text),
                                        cmocka_unit_test(test_measure), cmocka_unit_test(test_stated) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
