/* Bytes into text: what is converted, what is refused, and where the fault is said to be. */
#include "source/encoding.h"
#include "source/yaml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define BYTES(literal)                                                                                                 \
    {                                                                                                                  \
        "" literal, sizeof(literal) - 1                                                                                \
    }

typedef struct encoding_case {
    const char *what;
    bc_str bytes;
    const char *text; /* NULL: refused */
    const char *code; /* of the only diagnostic; NULL: none */
    uint32_t line;    /* of that diagnostic */
    uint16_t column;
} encoding_case;

static const encoding_case CASES[] = {
    { "empty", BYTES(""), "", NULL, 0, 0 },
    { "ASCII", BYTES("a: 1\n"), "a: 1\n", NULL, 0, 0 },
    { "UTF-8", BYTES("名: 𠮷\n"), "名: 𠮷\n", NULL, 0, 0 },
    { "UTF-8 with mark",
      BYTES("\xef\xbb\xbf"
            "a: 1"),
      "a: 1", NULL, 0, 0 },
    { "only a mark", BYTES("\xef\xbb\xbf"), "", NULL, 0, 0 },
    { "UTF-16LE",
      BYTES("\xff\xfe"
            "a\0:\0 \0\x2d\x4e"),
      "a: 中", "N101", 0, 0 },
    { "UTF-16BE",
      BYTES("\xfe\xff"
            "\0a\0:\0 \x4e\x2d"),
      "a: 中", "N101", 0, 0 },
    { "UTF-16LE, no mark", BYTES("a\0:\0 \0\x2d\x4e"), "a: 中", "N101", 0, 0 },
    { "UTF-16BE, no mark", BYTES("\0a\0:\0 \x4e\x2d"), "a: 中", "N101", 0, 0 },
    { "UTF-16 pair",
      BYTES("\xff\xfe"
            "a\0\x42\xd8\xb7\xdf"),
      "a𠮷", "N101", 0, 0 },
    { "UTF-16 lone half",
      BYTES("\xff\xfe"
            "a\0\n\0b\0\x42\xd8"
            "c\0"),
      NULL, "E104", 2, 2 },
    { "UTF-16 lone half at the end",
      BYTES("\xff\xfe"
            "a\0\x42\xd8"),
      NULL, "E104", 1, 2 },
    { "UTF-16 odd byte",
      BYTES("\xff\xfe"
            "a\0b"),
      NULL, "E104", 1, 2 },
    { "UTF-16 with NUL",
      BYTES("\xff\xfe"
            "a\0\0\0"),
      NULL, "E102", 1, 2 },
    { "UTF-32LE",
      BYTES("\xff\xfe\0\0"
            "a\0\0\0\x2d\x4e\0\0"),
      "a中", "N101", 0, 0 },
    { "GB 18030, two bytes", BYTES("\xc3\xfb: \xb1\xed\xb2\xe1\n"), "名: 表册\n", "N101", 0, 0 },
    { "GB 18030, four bytes", BYTES("\xb1\xed: \x95\x32\x90\x33\n"), "表: 𠂉\n", "N101", 0, 0 },
    { "GB 18030 with a bell in it",
      BYTES("\xb1\xed\xb2\xe1: "
            "\xb1\xed\xb2\xe1\xb1\xed\xb2\xe1\xb1\xed\xb2\xe1\xb1\xed\xb2\xe1\xb1\xed\xb2\xe1\xb1\xed\xb2\xe1\xb1\xed"
            "\xb2\xe1\a\n"),
      "表册: 表册表册表册表册表册表册表册\a\n", "N101", 0, 0 },
    { "too many bells for GB 18030", BYTES("\xb1\xed\xb2\xe1: \a\n"), NULL, "E103", 1, 1 },
    { "the famous 联通", BYTES("\xc1\xaa\xcd\xa8"), "联通", "N101", 0, 0 },
    { "damaged UTF-8", BYTES("项目: 一\n名称\xff: 甲\n"), NULL, "E103", 2, 3 },
    { "UTF-8 cut short", BYTES("项目名\xe7\xa7"), NULL, "E103", 1, 4 },
    { "overlong", BYTES("项目名称\xc0\x80"), NULL, "E103", 1, 5 },
    { "surrogate in UTF-8", BYTES("项目名称\r\n单位\xed\xa0\x80"), NULL, "E103", 2, 3 },
    { "marked as UTF-8, but not",
      BYTES("\xef\xbb\xbf"
            "\xb1\xed"),
      NULL, "E103", 1, 1 },
    { "neither", BYTES("a\n\xff\xff"), NULL, "E103", 2, 1 },
    { "NUL", BYTES("a: 1\nb: \0"), NULL, "E102", 2, 4 },
    { "zip", BYTES("PK\x03\x04\x14\0\0\0"), NULL, "E102", 0, 0 },
    { "old Office", BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), NULL, "E102", 0, 0 },
    { "PDF", BYTES("%PDF-1.7\n"), NULL, "E102", 0, 0 },
};

static void check(const encoding_case *c)
{
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    const bc_diag_source *source = bc_source_from_bytes(&arena, BC_STR("x.yaml"), c->bytes, &diags);
    print_message("%s\n", c->what);
    assert_int_equal(source != NULL, c->text != NULL);
    if (source)
        assert_string_equal(source->text.p, c->text);
    assert_int_equal(diags.list.n, c->code != NULL);
    assert_int_equal(diags.errors, c->text == NULL);
    if (c->code) {
        assert_string_equal(diags.list.at[0].code, c->code);
        assert_int_equal(diags.list.at[0].mark.line, c->line);
        assert_int_equal(diags.list.at[0].mark.column, c->column);
    }
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
}

static void test_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        check(&CASES[i]);
}

/* More than the converter moves at once, with pairs at every offset of its rounds. */
static void test_long_conversion(void **state)
{
    (void)state;
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_buf bytes, expected;
    bc_diag_list_init(&diags);
    bc_buf_init(&bytes);
    bc_buf_init(&expected);
    bc_buf_add(&bytes,
               "\xff\xfe"
               "a\0",
               4);
    bc_buf_add_char(&expected, 'a');
    for (int i = 0; i < 20000; i++) {
        bc_buf_add(&bytes, "\x42\xd8\xb7\xdf", 4);
        bc_buf_add_text(&expected, "𠮷");
    }
    const bc_diag_source *source = bc_source_from_bytes(&arena, BC_STR("x"), bc_buf_str(&bytes), &diags);
    assert_non_null(source);
    assert_true(bc_str_eq(source->text, bc_buf_str(&expected)));
    bc_buf_release(&bytes);
    bc_buf_release(&expected);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
}

static void expect_unread(const char *path, const char *code, bool expected_io_error)
{
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bool io_error = false;
    bc_diag_list_init(&diags);
    assert_null(bc_source_read(&arena, path, &diags, &io_error));
    assert_int_equal(io_error, expected_io_error);
    assert_int_equal(diags.errors, 1);
    assert_string_equal(diags.list.at[0].code, code);
    assert_string_equal(diags.list.at[0].mark.source->name.p, path);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
}

static void test_files(void **state)
{
    (void)state;
    char path[] = "biaoce-test-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    expect_unread("/nonexistent/file.yaml", "E100", true);
    expect_unread("/", "E100", true);
    expect_unread("/dev/zero", "E100", true);
    assert_int_equal(ftruncate(fd, (off_t)BC_MAX_YAML_BYTES + 1), 0);
    expect_unread(path, "E101", false);
    assert_int_equal(ftruncate(fd, 0), 0);
    assert_int_equal(pwrite(fd, "a: 1", 4, 0), 4);
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bool io_error = false, one_before = true;
    bc_diag_list_init(&diags);
    const bc_diag_source *source = bc_source_read(&arena, path, &diags, &io_error);
    assert_non_null(source);
    assert_false(io_error);
    assert_non_null(bc_source_read(&arena, path, &diags, &one_before));
    assert_true(one_before);
    assert_string_equal(source->text.p, "a: 1");
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
    close(fd);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_table), cmocka_unit_test(test_long_conversion),
                                        cmocka_unit_test(test_files) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
