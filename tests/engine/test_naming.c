/* Names of outputs: clean, and none given twice. */
#include "engine/naming.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

static void expect_taken(bc_engine_naming *naming, const char *wanted, const char *given)
{
    bc_str name = bc_engine_naming_take(naming, bc_str_from(wanted));
    assert_int_equal(name.n, strlen(given));
    assert_memory_equal(name.p, given, name.n);
}

static void test_numbers(void **state)
{
    (void)state;
    bc_engine_naming naming = { 0 };
    expect_taken(&naming, "项目", "项目");
    expect_taken(&naming, "项目", "项目 (2)");
    expect_taken(&naming, "项目 (3)", "项目 (3)");
    expect_taken(&naming, "项目", "项目 (4)");
    expect_taken(&naming, "项目 (2)", "项目 (2) (2)");
    bc_engine_naming_release(&naming);
}

static void test_cleaned_names_clash(void **state)
{
    (void)state;
    bc_engine_naming naming = { 0 };
    expect_taken(&naming, "a/b", "a_b");
    expect_taken(&naming, "a\\b", "a_b (2)");
    expect_taken(&naming, "A_B", "A_B (3)");
    bc_engine_naming_release(&naming);
}

static void test_long_names_stay_file_names(void **state)
{
    (void)state;
    char wanted[4000];
    memset(wanted, 'x', sizeof wanted - 1);
    wanted[sizeof wanted - 1] = '\0';
    bc_engine_naming naming = { 0 };
    for (int i = 0; i < 12; i++) {
        bc_str name = bc_engine_naming_take(&naming, bc_str_from(wanted));
        assert_true(name.n + sizeof ".trace" <= 255);
    }
    bc_engine_naming_release(&naming);
}

static void test_many_of_one_name(void **state)
{
    (void)state;
    bc_engine_naming naming = { 0 };
    enum { MANY = 50000 };
    for (int i = 1; i <= MANY; i++) {
        char expected[32];
        snprintf(expected, sizeof expected, i == 1 ? "n" : "n (%d)", i);
        expect_taken(&naming, "n", expected);
    }
    bc_engine_naming_release(&naming);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_cleaned_names_clash),
        cmocka_unit_test(test_long_names_stay_file_names),
        cmocka_unit_test(test_many_of_one_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
