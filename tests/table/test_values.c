/* What numbers, references and merged cells are, against slow and plain ways to say the same. */
#include "table/private/merges.h"
#include "table/private/moment.h"
#include "table/private/reference.h"
#include "table/private/text.h"
#include "table/saved.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static uint32_t random_state = 20261122;

static uint32_t next_random(uint32_t below)
{
    random_state = random_state * 1664525 + 1013904223;
    return (uint32_t)(((uint64_t)random_state * below) >> 32);
}

/* Fifteen digits of a double are what printf rounds its 17 to, seen as a number. */
static void test_fifteen_digits(void **state)
{
    (void)state;
    bc_buf out;
    bc_buf_init(&out);
    for (int i = 0; i < 200000; i++) {
        const int power = (int)next_random(30) - 12;
        const double value = ((double)next_random(1u << 31) + next_random(1000) / 1000.0) * pow(10, power - 6) *
                             (next_random(2) ? 1 : -1);
        char text[64], back[64];
        snprintf(text, sizeof text, next_random(2) ? "%.17g" : "%.16e", value);
        bc_table_number number;
        assert_true(bc_table_number_parse(bc_str_from(text), &number));
        bc_table_number_round(&number, BC_TABLE_DIGITS, 400);
        bc_buf_clear(&out);
        bc_table_number_print(&number, &out);
        assert_null(strchr(out.p, 'e'));
        snprintf(back, sizeof back, "%.14e", strtod(text, NULL));
        const double wanted = strtod(back, NULL), got = strtod(out.p, NULL);
        if (fabs(wanted - got) > fabs(value) * 1.01e-15 + 1e-300) { /* halves may go either way in the last digit */
            print_error("%s: expected %.17g, got %s\n", text, wanted, out.p);
            fail();
        }
    }
    bc_buf_release(&out);
}

static void expect_number(const char *text, int digits, int decimals, const char *expected)
{
    bc_buf out;
    bc_table_number number;
    bc_buf_init(&out);
    assert_true(bc_table_number_parse(bc_str_from(text), &number));
    bc_table_number_round(&number, digits, decimals);
    bc_table_number_print(&number, &out);
    assert_string_equal(out.p, expected);
    bc_buf_release(&out);
}

static void test_rounding(void **state)
{
    (void)state;
    expect_number("9.95", 2, 18, "10");
    expect_number("-0.05", 15, 1, "-0.1");
    expect_number("-0.04", 15, 1, "0");
    expect_number("0.5", 15, 0, "1");
    expect_number("0.049", 15, 0, "0");
    expect_number("999999", 3, 18, "1000000");
    expect_number("123456", 3, 18, "123000");
    expect_number("1e-18", 15, 18, "0.000000000000000001");
    expect_number("4e-19", 15, 18, "0");
    expect_number("5e-19", 15, 18, "0.000000000000000001");
    expect_number("1e308", 15, 18,
                  "1"
                  "00000000000000000000000000000000000000000000000000000000000000000000000000000"
                  "00000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                  "00000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                  "00000000000000000000000000000000000000000000000000000000000000000");
    bc_table_number number;
    const char *const none[] = { "", "-", "+", ".", "-.", "e5", "1e", "1e+", "1 2", "1,2", "١", "1e401", "0x1", "inf" };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(bc_table_number_parse(bc_str_from(none[i]), &number));
}

/* Every day from 1900-03-01 to 9999-12-31, counted one by one. */
static void test_all_days(void **state)
{
    (void)state;
    static const int LENGTHS[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int year = 1900, month = 3, day = 1;
    bc_buf out;
    bc_buf_init(&out);
    for (int serial = 61; serial <= 2958465; serial++) {
        char text[16], expected[40];
        bc_table_number number;
        snprintf(text, sizeof text, "%d", serial);
        snprintf(expected, sizeof expected, "%04d-%02d-%02d", year, month, day);
        bc_table_number_parse(bc_str_from(text), &number);
        bc_buf_clear(&out);
        assert_true(bc_table_moment_date(&number, true, false, &out));
        assert_string_equal(out.p, expected);
        const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        if (++day > LENGTHS[month - 1] + (month == 2 && leap)) {
            day = 1;
            month = month % 12 + 1;
            year += month == 1;
        }
    }
    bc_buf_release(&out);
}

/* Every second of a day, as the text of a double. */
static void test_all_seconds(void **state)
{
    (void)state;
    bc_buf out;
    bc_buf_init(&out);
    for (int second = 0; second < 86400; second++) {
        char text[40], expected[40];
        bc_table_number number;
        snprintf(text, sizeof text, "%.17g", 45596 + second / 86400.0);
        snprintf(expected, sizeof expected, second ? "2024-10-31 %02d:%02d:%02d" : "2024-10-31", second / 3600,
                 second / 60 % 60, second % 60);
        bc_table_number_parse(bc_str_from(text), &number);
        bc_table_number_round(&number, BC_TABLE_DIGITS, 18);
        bc_buf_clear(&out);
        assert_true(bc_table_moment_date(&number, true, false, &out));
        assert_string_equal(out.p, expected);
    }
    bc_buf_release(&out);
}

static void test_references(void **state)
{
    (void)state;
    bc_buf sheet;
    bc_table_merge range;
    bc_buf_init(&sheet);
    assert_int_equal(bc_table_reference_column("A1"), 1);
    assert_int_equal(bc_table_reference_column("XFD1"), 16384);
    assert_int_equal(bc_table_reference_column("XFE1"), 0);
    assert_int_equal(bc_table_reference_column("AAAAAAAAAAAAAA1"), 0);
    assert_int_equal(bc_table_reference_column("A"), 0);
    assert_true(bc_table_reference_range(BC_STR("$B$2:XFD1048576"), &range));
    assert_true(range.first_row == 2 && range.last_row == 1048576 && range.first_column == 2 &&
                range.last_column == 16384);
    const char *const bad[] = { "",      "A",     "1",        "A0",          "A1:",     "A1:B",
                                "B1:A1", "A2:A1", "A1:B2:C3", "A1:A1048577", "A1:#REF!" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(bc_table_reference_range(bc_str_from(bad[i]), &range));
    assert_true(bc_table_reference_in_sheet(BC_STR("'a!''b:c'!$A$1:$B$2"), '!', &sheet, &range));
    assert_string_equal(sheet.p, "a!'b:c");
    assert_true(bc_table_reference_in_sheet(BC_STR("$表.$A$1:.$B$2"), '.', &sheet, &range));
    assert_true(bc_table_reference_in_sheet(BC_STR("$'表.一'.$A$1:'表.一'.$B$2"), '.', &sheet, &range));
    assert_true(bc_table_reference_in_sheet(BC_STR("表.A1:B2"), '.', &sheet, &range));
    assert_false(bc_table_reference_in_sheet(BC_STR("$a.$A$1:$b.$B$2"), '.', &sheet, &range));
    const char *const none[] = {
        "", "!", "'a", "'a'!", "a!A1", "!A1:B2", "a!A1:B2,a!C1:D2", "a!A:B", "SUM(a!A1:B2)", "'a'A1:B2"
    };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(bc_table_reference_in_sheet(bc_str_from(none[i]), '!', &sheet, &range));
    bc_buf_release(&sheet);
}

enum { SIDE = 24 };

/* Merged cells that do not overlap: each cell knows its own. */
static void test_merges(void **state)
{
    (void)state;
    for (int round = 0; round < 500; round++) {
        bc_table_merges_list merges = { 0 };
        uint8_t grid[SIDE + 1][SIDE + 1] = { 0 };
        for (uint8_t n = 1; n < 60; n++) {
            const uint32_t row = 1 + next_random(SIDE), column = 1 + next_random(SIDE);
            const bc_table_merge merge = { row, row + next_random(SIDE - row + 1), column, column + next_random(6) };
            bool free = merge.last_column <= SIDE;
            for (uint32_t r = merge.first_row; r <= merge.last_row && free; r++)
                for (uint32_t c = merge.first_column; c <= merge.last_column; c++)
                    free = free && !grid[r][c];
            if (!free)
                continue;
            bc_vec_add(&merges.all, merge);
            for (uint32_t r = merge.first_row; r <= merge.last_row; r++)
                memset(&grid[r][merge.first_column], n, merge.last_column - merge.first_column + 1);
        }
        bc_table_merges_sort(&merges);
        for (uint32_t row = 1; row <= SIDE; row += 1 + next_random(3)) {
            bc_table_merges_to_row(&merges, row);
            for (uint32_t column = 1; column <= SIDE; column++) {
                const bc_table_merge *found = bc_table_merges_at(&merges, column);
                assert_int_equal(found != NULL, grid[row][column] != 0);
                if (found)
                    assert_int_equal(grid[found->first_row][found->first_column], grid[row][column]);
            }
        }
        bc_table_merges_release(&merges);
    }
}

/* Moments as workbooks say when they were saved. */
static void test_saved(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t moment;
    } good[] = { { "1970-01-01T00:00:01Z", 1 },
                 { "2026-11-14T08:00:00Z", 1794643200 },
                 { " 2026-11-14T08:00:00 ", 1794643200 },
                 { "2026-11-14T08:00:00.1259999Z", 1794643200 },
                 { "2026-11-14T16:00:00+08:00", 1794643200 },
                 { "2026-11-14T02:30:00-05:30", 1794643200 },
                 { "2024-02-29T23:59:59Z", 1709251199 } };
    static const char *const bad[] = { "",           "2026-11-14",       "2026-13-14T08:00:00Z", "2026-11-14T25:00:00Z",
                                       "14.11.2026", "2026-11-14T08:00", "1899-12-30T00:00:00Z" };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_int_equal(bc_table_saved_moment(bc_str_from(good[i].text)), good[i].moment);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(bc_table_saved_moment(bc_str_from(bad[i])), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fifteen_digits), cmocka_unit_test(test_rounding),   cmocka_unit_test(test_all_days),
        cmocka_unit_test(test_all_seconds),    cmocka_unit_test(test_references), cmocka_unit_test(test_merges),
        cmocka_unit_test(test_saved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
