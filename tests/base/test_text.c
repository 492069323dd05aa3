/* Slices, UTF-8, lengths. */
#include "base/len.h"
#include "base/str.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void test_slices(void **state)
{
    (void)state;
    bc_str s = BC_STR("abcabc");
    assert_true(bc_str_is(bc_str_slice(s, 2, 4), "ca"));
    assert_true(bc_str_is(bc_str_slice(s, 4, 99), "bc"));
    assert_int_equal(bc_str_slice(s, 5, 2).n, 0);
    assert_int_equal(bc_str_slice((bc_str){ 0 }, 1, 2).n, 0);
    assert_true(bc_str_is(bc_str_trim(BC_STR(" \t\xe3\x80\x80 a b\xe3\x80\x80\r\n")), "a b"));
    assert_int_equal(bc_str_trim(BC_STR(" \xe3\x80\x80 ")).n, 0);
    assert_true(bc_str_eq((bc_str){ 0 }, BC_STR("")));
    assert_false(bc_str_is(s, "abcab"));
    assert_int_equal(bc_str_find(s, BC_STR("bc"), 2), 4);
    assert_true(bc_str_find(s, BC_STR("cb"), 0) == SIZE_MAX);
    assert_true(bc_str_find(s, BC_STR("a"), 7) == SIZE_MAX);
    assert_int_equal(bc_str_find(s, BC_STR(""), 6), 6);
    assert_true(bc_str_starts(s, BC_STR("abc")) && bc_str_ends(s, BC_STR("abc")));
    assert_false(bc_str_starts(BC_STR("ab"), BC_STR("abc")) || bc_str_ends(BC_STR("bc"), BC_STR("abc")));
    assert_true(bc_str_compare(BC_STR("a"), BC_STR("ab")) < 0 && bc_str_compare(BC_STR("b"), BC_STR("ab")) > 0);
    assert_int_equal(bc_str_compare(s, s), 0);
}

/* Any piece of two letters in any text of them is found where it stands first. */
static void test_find(void **state)
{
    (void)state;
    enum { TRIES = 20000, MAX_TEXT = 40, MAX_NEEDLE = 16 };
    uint32_t chance = 1;
    for (int i = 0; i < TRIES; i++) {
        char text[MAX_TEXT], needle[MAX_NEEDLE];
        size_t n = (chance = chance * 1103515245 + 12345) >> 16, m;
        m = (chance = chance * 1103515245 + 12345) >> 16;
        n %= MAX_TEXT + 1;
        m = m % MAX_NEEDLE + 1;
        for (size_t k = 0; k < MAX_TEXT; k++)
            text[k] = "ab"[(chance = chance * 1103515245 + 12345) >> 30 & 1];
        for (size_t k = 0; k < MAX_NEEDLE; k++)
            needle[k] = "ab"[(chance = chance * 1103515245 + 12345) >> 30 & 1];
        size_t from = (chance >> 8) % (MAX_TEXT + 2), expected = SIZE_MAX;
        for (size_t at = from; at + m <= n && expected == SIZE_MAX; at++)
            if (memcmp(text + at, needle, m) == 0)
                expected = at;
        assert_true(bc_str_find((bc_str){ text, n }, (bc_str){ needle, m }, from) == expected);
    }
}

static void test_distance(void **state)
{
    (void)state;
    assert_int_equal(bc_str_distance(BC_STR("项目名称"), BC_STR("项目名"), 3), 1);
    assert_int_equal(bc_str_distance(BC_STR("kitten"), BC_STR("sitting"), 3), 3);
    assert_int_equal(bc_str_distance(BC_STR("kitten"), BC_STR("sitting"), 2), 3);
    assert_int_equal(bc_str_distance(BC_STR(""), BC_STR("ab"), 5), 2);
    assert_int_equal(bc_str_distance(BC_STR("x"), BC_STR("x"), 0), 0);
}

static void test_round_trip(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        char bytes[4];
        size_t at = 0;
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        size_t n = bc_utf8_encode(c, bytes);
        bc_str s = { bytes, n };
        if (bc_utf8_next(s, &at) != c || at != n || bc_utf8_previous(s, n) != 0 || bc_utf8_invalid_at(s) != SIZE_MAX)
            fail_msg("U+%04X", (unsigned)c);
        at = 0;
        if (n > 1 && (bc_utf8_next((bc_str){ bytes, n - 1 }, &at) != BC_UTF8_BAD || at != 1))
            fail_msg("U+%04X cut", (unsigned)c);
    }
}

static void test_invalid(void **state)
{
    (void)state;
    static const char *const BAD[] = {
        "\x80",         "\xc0\x80",         "\xc1\xbf",         "\xe0\x80\x80",     "\xed\xa0\x80",
        "\xed\xbf\xbf", "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff",
        "\xe4\xb8"
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        size_t at = 0;
        assert_int_equal(bc_utf8_next(bc_str_from(BAD[i]), &at), BC_UTF8_BAD);
        assert_int_equal(at, 1);
        assert_int_equal(bc_utf8_invalid_at(bc_str_from(BAD[i])), 0);
    }
    assert_int_equal(bc_utf8_invalid_at(BC_STR("中\xff")), 3);
    assert_int_equal(bc_utf8_count(BC_STR("中a𠮷\xff")), 4);
    assert_int_equal(bc_utf8_previous(BC_STR("a\x80\x80"), 3), 2);
}

static void test_columns(void **state)
{
    (void)state;
    assert_int_equal(bc_utf8_columns('a'), 1);
    assert_int_equal(bc_utf8_columns(0x4E2D), 2);
    assert_int_equal(bc_utf8_columns(0xFF1A), 2);
    assert_int_equal(bc_utf8_columns(0x20BB7), 2);
    assert_int_equal(bc_utf8_columns(0x0301), 0);
    assert_int_equal(bc_utf8_columns(0xE0100), 0);
    assert_int_equal(bc_utf8_columns(0x00E9), 1);
}

typedef struct len_case {
    const char *text;
    bc_len len; /* -1: refused */
} len_case;

static const len_case LENGTHS[] = {
    { "10.5", 10500 }, { "10.5pt", 10500 }, { "25.4mm", 72000 }, { "2.54cm", 72000 }, { "1in", 72000 },
    { "2em", 24000 },  { "五号", 10500 },   { "小四", 12000 },   { "三号", 16000 },   { "0", 0 },
    { ".5pt", 500 },   { "1.23456", 1234 }, { "", -1 },          { ".", -1 },         { "pt", -1 },
    { "-1", -1 },      { "1 pt", -1 },      { "1px", -1 },       { "99999in", -1 },   { "99999999999", -1 },
    { "1.2.3", -1 },   { "九号", -1 },
};

static void test_lengths(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof LENGTHS / sizeof *LENGTHS; i++) {
        bc_len len = -1;
        bool good = bc_len_parse(bc_str_from(LENGTHS[i].text), BC_PT(12), &len);
        if (good != (LENGTHS[i].len >= 0) || len != LENGTHS[i].len)
            fail_msg("%s: %d", LENGTHS[i].text, (int)len);
    }
    assert_int_equal(bc_len_scale(10, 1, 4), 3);
    assert_int_equal(bc_len_scale(-10, 1, 4), -2);
    assert_int_equal(bc_len_scale(BC_PT(20000), 3, 4), BC_PT(15000));
    assert_int_equal(bc_len_scale(BC_LEN_MAX, 1, 1), BC_LEN_MAX);
    assert_int_equal(bc_len_add(BC_PT(2), BC_PT(3)), BC_PT(5));
    assert_int_equal(bc_len_add(BC_LEN_MAX, BC_PT(9)), BC_LEN_MAX);
    assert_int_equal(bc_len_add(BC_PT(9), BC_LEN_MAX - BC_PT(9) + 1), BC_LEN_MAX);
    assert_int_equal(BC_MM10(2970), 841890);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slices),     cmocka_unit_test(test_find),    cmocka_unit_test(test_distance),
        cmocka_unit_test(test_round_trip), cmocka_unit_test(test_invalid), cmocka_unit_test(test_columns),
        cmocka_unit_test(test_lengths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
