/* Sums that do not hold, and what is said of them: nothing where two figures explain the difference. */
#include "base/doubt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { MAX_PARTS = 6 };

typedef struct sum_case {
    const char *total, *parts; /* separated by blanks */
    bc_doubt_kind kind;
    int at; /* -1: the total */
    const char *right;
} sum_case;

static const sum_case CASES[] = {
    { "20.00", "18.00 0.00", BC_DOUBT_NONE, 0, "" },
    { "20.00", "18.00 2.00 3.50", BC_DOUBT_LEFT_OUT, 2, "3.50" },
    { "23.50", "18.00 2.00", BC_DOUBT_NONE, 0, "" },
    { "22.00", "18.00 2.00", BC_DOUBT_TWICE, 1, "2.00" },
    { "22.00", "16.00 2.00 2.00", BC_DOUBT_NONE, 0, "" }, /* either of them */
    { "61.20", "15.00 64.20", BC_DOUBT_SWAPPED, 1, "46.20" },
    { "91.20", "15.00 4.20", BC_DOUBT_SWAPPED, -1, "19.20" },
    { "280.00", "220.00 6.00", BC_DOUBT_POINT, 1, "60.00" },
    { "260.00", "200.00 6.00", BC_DOUBT_NONE, 0, "" }, /* 60, or 206 for 260 */
    { "20.00", "2.00 0.00", BC_DOUBT_NONE, 0, "" },    /* the total, or the part */
    { "20.00", "180000.00 2.00", BC_DOUBT_UNIT, 0, "18" },
    { "15.00", "18.00 -3.00 -0.00", BC_DOUBT_NONE, 0, "" }, /* it holds */
    { "21.00", "18.00 -3.00", BC_DOUBT_SIGN, 1, "3" },
    { "0.00", "18.00 3.00", BC_DOUBT_NONE, 0, "" },
    { "50", "13 5", BC_DOUBT_NONE, 0, "" },
    { "18", "13 50", BC_DOUBT_POINT, 1, "5" }, /* also two figures swapped, which is the same mistake */
    { "1000000", "1", BC_DOUBT_NONE, 0, "" },
    { "170141183460469231731687303715884105727", "1 1", BC_DOUBT_NONE, 0, "" },
};

/* Of which the total is right. */
static const sum_case STANDING[] = {
    { "20.00", "2.00 0.00", BC_DOUBT_POINT, 0, "20" },
    { "91.20", "15.00 4.20", BC_DOUBT_NONE, 0, "" },
    { "61.20", "15.00 64.20", BC_DOUBT_SWAPPED, 1, "46.20" },
};

static bc_decimal read_number(bc_str text)
{
    bc_decimal number;
    assert_true(bc_decimal_parse(text, &number));
    return number;
}

static size_t read_parts(const char *written, bc_decimal parts[MAX_PARTS])
{
    size_t n = 0;
    for (bc_str rest = bc_str_from(written); rest.n;) {
        const size_t blank = bc_str_find(rest, BC_STR(" "), 0);
        assert_true(n < MAX_PARTS);
        parts[n++] = read_number(bc_str_slice(rest, 0, blank));
        rest = blank == SIZE_MAX ? (bc_str){ 0 } : bc_str_slice(rest, blank + 1, rest.n);
    }
    return n;
}

static void try_sum(const sum_case *c, bool stands)
{
    bc_decimal parts[MAX_PARTS];
    const size_t n = read_parts(c->parts, parts);
    const bc_doubt doubt = bc_doubt_of_sum(read_number(bc_str_from(c->total)), parts, n, stands);
    if (doubt.kind != c->kind)
        print_message("%s of %s\n", c->total, c->parts);
    assert_int_equal(doubt.kind, c->kind);
    if (c->kind == BC_DOUBT_NONE)
        return;
    assert_true(doubt.at == (c->at < 0 ? BC_DOUBT_TOTAL : (size_t)c->at));
    assert_int_equal(bc_decimal_compare(doubt.right, read_number(bc_str_from(c->right))), 0);
}

static void test_sums(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        try_sum(&CASES[i], false);
    for (size_t i = 0; i < sizeof STANDING / sizeof *STANDING; i++)
        try_sum(&STANDING[i], true);
}

static void test_words(void **state)
{
    (void)state;
    bc_buf out;
    bc_buf_init(&out);
    const bc_decimal parts[] = { read_number(BC_STR("15.00")), read_number(BC_STR("64.20")) };
    bc_doubt doubt = bc_doubt_of_sum(read_number(BC_STR("61.20")), parts, 2, false);
    bc_doubt_say(&doubt, BC_STR("其他资金"), parts[1], &out);
    assert_string_equal(out.p,
                        "it would add up with 其他资金 46.20 in place of 64.20: were two of its figures swapped?");
    assert_true(bc_doubt_is_mistake(&doubt));
    bc_buf_clear(&out);
    doubt = bc_doubt_of_sum(read_number(BC_STR("15.00")), parts, 2, false);
    bc_doubt_say(&doubt, BC_STR("其他资金"), parts[1], &out);
    assert_string_equal(out.p, "the difference is 其他资金, which the total leaves out");
    assert_false(bc_doubt_is_mistake(&doubt));
    bc_buf_clear(&out);
    bc_doubt_say(&(bc_doubt){ 0 }, BC_STR("x"), parts[0], &out);
    assert_int_equal(out.n, 0);
    bc_buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_sums), cmocka_unit_test(test_words) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
