/* Typed data: how they read on paper, what counts as empty, units of money. */
#include "record.h"

#include "base/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static bc_value date(int year, int month, int day)
{
    bc_value datum = { .type = BC_VALUE_DATE };
    datum.as.date.year = (int16_t)year;
    datum.as.date.month = (uint8_t)month;
    datum.as.date.day = (uint8_t)day;
    return datum;
}

static void check_print(bc_value datum, const char *expected)
{
    bc_buf text;
    bc_buf_init(&text);
    bc_value_print(&datum, &text);
    assert_string_equal(text.p, expected);
    bc_buf_release(&text);
}

static void test_print(void **state)
{
    (void)state;
    bc_value written = bc_value_number(bc_decimal_from_int(1000), BC_STR("万元"));
    check_print(written, "1000");
    written.text = BC_STR("1,000万元");
    check_print(written, "1,000万元");
    check_print(bc_value_null(), "");
    check_print(bc_value_bool(true), "是");
    check_print(bc_value_bool(false), "否");
    check_print(bc_value_text(BC_STR("表册")), "表册");
    check_print(date(2024, 3, 1), "2024年3月1日");
    check_print(date(2024, 12, 0), "2024年12月");
    check_print(date(2024, 0, 0), "2024年");
    bc_value items[] = { bc_value_text(BC_STR("甲")), bc_value_bool(true), written };
    check_print((bc_value){ .type = BC_VALUE_LIST, .n = 3, .as.items = items }, "甲、是、1,000万元");
    check_print((bc_value){ .type = BC_VALUE_MAP }, "");
}

static void test_empty(void **state)
{
    (void)state;
    bc_value nothing = bc_value_null(), text = bc_value_text((bc_str){ 0 }), list = { .type = BC_VALUE_LIST };
    bc_value zero = bc_value_number(bc_decimal_from_int(0), (bc_str){ 0 }), no = bc_value_bool(false);
    assert_true(bc_value_is_empty(&nothing) && bc_value_is_empty(&text) && bc_value_is_empty(&list));
    assert_false(bc_value_is_empty(&zero) || bc_value_is_empty(&no));
}

static void test_find(void **state)
{
    (void)state;
    bc_value_entry entries[] = { { BC_STR("a"), bc_value_bool(true) }, { BC_STR("bc"), bc_value_text(BC_STR("x")) } };
    bc_value map = { .type = BC_VALUE_MAP, .n = 2, .as.entries = entries };
    assert_ptr_equal(bc_value_find(&map, BC_STR("bc")), &entries[1].value);
    assert_null(bc_value_find(&map, BC_STR("b")));
    assert_null(bc_value_find(&entries[0].value, BC_STR("a")));
    assert_null(bc_value_find(NULL, BC_STR("a")));
}

static void test_units(void **state)
{
    (void)state;
    static const struct {
        const char *unit;
        int power;
    } UNITS[] = { { "元", 0 },   { "千元", 3 }, { "万元", 4 }, { "百万元", 6 },
                  { "亿元", 8 }, { "", -1 },    { "%", -1 },   { "万", -1 } };
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++)
        assert_int_equal(bc_unit_money_power(bc_str_from(UNITS[i].unit)), UNITS[i].power);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_print), cmocka_unit_test(test_empty),
                                        cmocka_unit_test(test_find), cmocka_unit_test(test_units) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
