/* Diagnostics: collected, suggested, and printed so that the caret stands under what is meant. */
#include "base/diag.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

typedef struct print_case {
    const char *what, *source;
    uint32_t line, column, length;
    const char *expected; /* after the first line */
} print_case;

#define LINE_61 "----------1---------2---------3---------4---------5---------6"

static const print_case PRINTS[] = {
    { "ASCII", "abc: def\n", 1, 6, 3, "    abc: def\n         ^~~\n" },
    { "second line, no end", "a\nb: c", 2, 4, 1, "    b: c\n       ^\n" },
    { "CRLF", "a\r\nb: c\r\n", 2, 4, 1, "    b: c\n       ^\n" },
    { "CR", "a\rb: c\rd", 2, 4, 1, "    b: c\n       ^\n" },
    { "wide before", "项目: x\n", 1, 5, 1, "    项目: x\n          ^\n" },
    { "wide underlined", "a: 项目名\n", 1, 4, 3, "    a: 项目名\n       ^~~~~~\n" },
    { "one wide", "项: x\n", 1, 1, 0, "    项: x\n    ^~\n" },
    { "beyond the BMP", "𠮷: x\n", 1, 4, 1, "    𠮷: x\n        ^\n" },
    { "combining mark", "e\xcc\x81: x\n", 1, 5, 1, "    e\xcc\x81: x\n       ^\n" },
    { "tab before", "\ta:\tb\n", 1, 5, 1, "    \ta:\tb\n    \t  \t^\n" },
    { "end of line", "abc\n", 1, 4, 1, "    abc\n       ^\n" },
    { "past the end", "abc\n", 1, 40, 9, "    abc\n       ^\n" },
    { "blank line", "a\n\nb\n", 2, 1, 1, "" },
    { "no such line", "a\n", 7, 1, 1, "" },
    { "no column", "a\n", 1, 0, 0, "" },
    { "column out of range", "a\n", 1, BC_DIAG_MAX_COLUMN, 1, "" },
    { "control characters", "a\x1b[31mb\xe2\x80\xae\n", 1, 7, 1, "    a�[31mb�\n          ^\n" },
    { "broken UTF-8", "a\xff: b\n", 1, 5, 1, "    a�: b\n        ^\n" },
    { "underline cut to the line", "abc\ndef\n", 1, 2, 50, "    abc\n     ^~\n" },
    { "cut after", LINE_61 LINE_61, 1, 3, 1, "    " LINE_61 "----------1---…\n      ^\n" },
    { "cut before", LINE_61 LINE_61 "x", 1, 123, 1,
      "    …5---------6" LINE_61
      "x\n                                                                             ^\n" },
};

/* Sheets and answers of databases. */
static void check_place(bc_diag_source source, uint32_t line, uint32_t column, const char *expected)
{
    source.name = BC_STR("项目.xlsx");
    const bc_diag diag = { .severity = BC_DIAG_ERROR,
                           .mark = bc_diag_mark_at(&source, line, column, 1),
                           .message = BC_STR("m") };
    bc_arena arena = { 0 };
    bc_buf out;
    bc_buf_init(&out);
    bc_diag_print(&diag, false, &out);
    assert_string_equal(out.p, expected);
    bc_diag_mark kept = diag.mark;
    kept.source = bc_diag_source_keep(&arena, &diag.mark, source.name);
    bc_buf_clear(&out);
    bc_diag_print(&(bc_diag){ .severity = BC_DIAG_ERROR, .mark = kept, .message = BC_STR("m") }, false, &out);
    assert_string_equal(out.p, expected);
    bc_buf_release(&out);
    bc_arena_release(&arena);
}

static void test_places_of_tables(void **state)
{
    (void)state;
    const bc_diag_source sheet = { .kind = BC_DIAG_SHEET, .sheet = BC_STR("项目表") };
    check_place(sheet, 12, 3, "项目.xlsx!项目表!C12: error: m\n");
    check_place(sheet, 1048576, 16384, "项目.xlsx!项目表!XFD1048576: error: m\n");
    check_place(sheet, 1, 26, "项目.xlsx!项目表!Z1: error: m\n");
    check_place(sheet, 1, 27, "项目.xlsx!项目表!AA1: error: m\n");
    check_place(sheet, 1, 703, "项目.xlsx!项目表!AAA1: error: m\n");
    check_place(sheet, 7, 0, "项目.xlsx!项目表!7: error: m\n");
    check_place(sheet, 0, 0, "项目.xlsx!项目表: error: m\n");
    const bc_str columns[] = { BC_STR("xmbm"), BC_STR("ysje") };
    const bc_diag_source query = { .kind = BC_DIAG_QUERY, .columns = columns, .column_count = 2 };
    check_place(query, 17, 2, "项目.xlsx: row 17, column ysje: error: m\n");
    check_place(query, 17, 0, "项目.xlsx: row 17: error: m\n");
    check_place(query, 0, 0, "项目.xlsx: error: m\n");
}

/* Places far into a line of a dump are told and shown; what is larger still is as large as can be told. */
static void test_far_places(void **state)
{
    (void)state;
    enum { FAR = 70 * 1000 * 1000 };
    const bc_diag_source source = { .name = BC_STR("f.json"), .text = BC_STR("abc"), .columns_before = FAR };
    const bc_diag diag = {
        .severity = BC_DIAG_ERROR, .code = "E1", .mark = bc_diag_mark_at(&source, 1, FAR + 2, 1), .message = BC_STR("m")
    };
    bc_buf out;
    bc_buf_init(&out);
    bc_diag_print(&diag, false, &out);
    assert_string_equal(out.p, "f.json:1:70000002: error: m [E1]\n    abc\n     ^\n");
    bc_buf_release(&out);
    const bc_diag_mark most = bc_diag_mark_at(NULL, SIZE_MAX, SIZE_MAX, SIZE_MAX);
    assert_true(most.line == BC_DIAG_MAX_LINE && most.column == BC_DIAG_MAX_COLUMN && most.length == 255);
    assert_true(bc_diag_mark_on(most, 1).column == BC_DIAG_MAX_COLUMN);
    assert_int_equal(sizeof most, 16);
}

static void check_print(const print_case *c)
{
    const bc_diag_source source = { .name = BC_STR("f.yaml"), .text = bc_str_from(c->source) };
    const bc_diag diag = { .severity = BC_DIAG_ERROR,
                           .code = "E1",
                           .mark = bc_diag_mark_at(&source, c->line, c->column, c->length),
                           .message = BC_STR("m") };
    bc_buf out;
    bc_buf_init(&out);
    bc_diag_print(&diag, false, &out);
    const char *rest = strchr(out.p, '\n') + 1;
    if (strcmp(rest, c->expected) != 0)
        print_error("%s\n", c->what);
    assert_string_equal(rest, c->expected);
    bc_buf_release(&out);
}

static void test_excerpts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof PRINTS / sizeof *PRINTS; i++)
        check_print(&PRINTS[i]);
}

/* However long the line and wherever the caret: never wider than a terminal, and the caret under its
 * character. */
static void test_long_lines(void **state)
{
    (void)state;
    bc_buf line, out;
    bc_buf_init(&line);
    bc_buf_init(&out);
    for (int i = 0; i < 150; i++)
        bc_buf_add_text(&line, i % 3 ? "表" : "x");
    const bc_diag_source source = { .name = BC_STR("f"), .text = bc_buf_str(&line) };
    for (uint16_t column = 1; column <= 151; column++) {
        const bc_diag diag = { .mark = { &source, 1, column, 5 } };
        bc_buf_clear(&out);
        bc_diag_print(&diag, false, &out);
        const char *excerpt = strchr(out.p, '\n') + 1, *end = strchr(excerpt, '\n');
        bc_str shown = { excerpt, (size_t)(end - excerpt) };
        size_t columns = 0, caret = strcspn(end + 1, "^"), at = 0;
        while (at < shown.n && columns < caret) {
            bool wide = bc_str_starts(bc_str_slice(shown, at, shown.n), BC_STR("表"));
            columns += wide ? 2 : 1;
            bc_utf8_next(shown, &at);
        }
        assert_int_equal(columns, caret);
        if (column <= 150)
            assert_int_equal(shown.p[at] == 'x', (column - 1) % 3 == 0);
        assert_true(strlen(end + 1) <= 82);
    }
    bc_buf_release(&line);
    bc_buf_release(&out);
}

static void test_first_line(void **state)
{
    (void)state;
    const bc_diag_source source = { .name = BC_STR("项目.yaml"), .text = BC_STR("a: b\n") };
    bc_diag diag = { .severity = BC_DIAG_WARNING,
                     .code = "E203",
                     .mark = { &source, 1, 4, 1 },
                     .message = BC_STR("指标值 is missing"),
                     .hint = BC_STR("add it") };
    bc_buf out;
    bc_buf_init(&out);
    bc_diag_print(&diag, false, &out);
    assert_string_equal(out.p,
                        "项目.yaml:1:4: warning: 指标值 is missing [E203]\n    a: b\n       ^\n  hint: add it\n");
    bc_buf_clear(&out);
    diag.mark.line = 0;
    diag.severity = BC_DIAG_NOTE;
    bc_diag_print(&diag, false, &out);
    assert_string_equal(out.p, "项目.yaml: note: 指标值 is missing [E203]\n  hint: add it\n");
    bc_buf_clear(&out);
    diag.mark.source = NULL;
    diag.code = NULL;
    diag.hint.n = 0;
    diag.message = BC_STR("a\033[2Jb");
    bc_diag_print(&diag, false, &out);
    assert_string_equal(out.p, "note: a�[2Jb\n");
    bc_buf_clear(&out);
    diag.mark = (bc_diag_mark){ &source, 1, 1, 1 };
    bc_diag_print(&diag, true, &out);
    assert_non_null(strstr(out.p, "\033[1;32m^\033[0m\n"));
    assert_non_null(strstr(out.p, "\033[1;36mnote:\033[0m "));
    bc_buf_release(&out);
}

static void test_json(void **state)
{
    (void)state;
    const bc_diag_source source = { .name = BC_STR("a\"\\\n\x01.yaml"), .text = BC_STR("a: b\n") };
    bc_diag diag = { .severity = BC_DIAG_ERROR,
                     .code = "E1",
                     .mark = { &source, 3, 4, 0 },
                     .message = BC_STR("名\t\xe2\x80\xa8\xff/𠮷"),
                     .hint = BC_STR("") };
    bc_buf out;
    bc_buf_init(&out);
    bc_diag_print_json(&diag, &out);
    assert_string_equal(out.p,
                        "{\"file\":\"a\\\"\\\\\\n\\u0001.yaml\",\"line\":3,\"column\":4,\"length\":1,"
                        "\"severity\":\"error\",\"code\":\"E1\",\"message\":\"名\\t\\u2028�/𠮷\",\"hint\":\"\"}\n");
    bc_buf_clear(&out);
    diag = (bc_diag){ .severity = BC_DIAG_NOTE };
    bc_diag_print_json(&diag, &out);
    assert_string_equal(out.p, "{\"file\":null,\"line\":null,\"column\":null,\"length\":null,\"severity\":\"note\","
                               "\"code\":\"\",\"message\":\"\",\"hint\":\"\"}\n");
    bc_buf_release(&out);
}

static void test_collecting(void **state)
{
    (void)state;
    bc_diag_list diags, more;
    bc_diag_list_init(&diags);
    bc_diag_list_init(&more);
    bc_diag_add(&diags, BC_DIAG_WARNING, "W1", (bc_diag_mark){ 0 }, "%d %s", 7, "x");
    bc_diag_hint(&diags, "try %s", "y");
    for (int i = 0; i < BC_MAX_DIAGS + 5; i++)
        bc_diag_add(&more, BC_DIAG_ERROR, "E1", (bc_diag_mark){ 0 }, "%d", i);
    bc_diag_list_append(&diags, &more);
    bc_diag_list_release(&more);
    assert_int_equal(diags.warnings, 1);
    assert_int_equal(diags.list.n, BC_MAX_DIAGS);
    assert_true(bc_str_is(diags.list.at[0].message, "7 x"));
    assert_true(bc_str_is(diags.list.at[0].hint, "try y"));
    assert_true(bc_str_is(diags.list.at[1].message, "0"));
    bc_diag_list_clear(&diags);
    /* A hint of one that was left out does not go to the last that was kept, whatever the severities are. */
    for (int i = 0; i < BC_MAX_DIAGS; i++)
        bc_diag_add(&diags, BC_DIAG_NOTE, "N1", (bc_diag_mark){ 0 }, "%d", i);
    bc_diag_hint(&diags, "%s", "of the last");
    bc_diag_add(&diags, BC_DIAG_ERROR, "E1", (bc_diag_mark){ 0 }, "%s", "left out");
    bc_diag_hint(&diags, "%s", "of none");
    assert_true(bc_str_is(diags.list.at[BC_MAX_DIAGS - 1].hint, "of the last"));
    bc_diag_add(NULL, BC_DIAG_ERROR, "E1", (bc_diag_mark){ 0 }, "%s", "nobody hears it");
    bc_diag_hint(NULL, "%s", "nor this");
    bc_diag_list_append(NULL, &diags);
    bc_diag_list_clear(&diags);
    assert_int_equal(diags.list.n + diags.errors + diags.warnings, 0);
    bc_diag_list_release(&diags);
}

static void test_nearest(void **state)
{
    (void)state;
    const bc_str names[] = { BC_STR("项目名称"), BC_STR("项目编码"), BC_STR("indicators"), BC_STR("total") };
    assert_true(bc_str_is(bc_diag_nearest(BC_STR("项目名秤"), names, 4), "项目名称"));
    assert_true(bc_str_is(bc_diag_nearest(BC_STR("indicator"), names, 4), "indicators"));
    assert_true(bc_str_is(bc_diag_nearest(BC_STR("totla"), names, 4), "total"));
    assert_int_equal(bc_diag_nearest(BC_STR("绩效"), names, 4).n, 0);
    assert_int_equal(bc_diag_nearest(BC_STR("x"), names, 0).n, 0);
}

/* Every line of a long text is found alike with and without the index. */
static void test_index(void **state)
{
    (void)state;
    static const char *const ENDS[] = { "\n", "\r\n", "\r" };
    for (size_t e = 0; e < 3; e++) {
        bc_arena arena = { 0 };
        bc_buf text;
        bc_buf_init(&text);
        for (int line = 1; line <= 3 * BC_DIAG_SOURCE_STEP + 1; line++)
            bc_buf_printf(&text, "%sline %d", line > 1 ? ENDS[e] : "", line);
        bc_diag_source plain = { .name = BC_STR("a"), .text = bc_buf_str(&text) }, indexed = plain;
        bc_diag_source_index(&arena, &indexed);
        assert_int_equal(indexed.place_count, 3);
        for (uint32_t line = 1; line <= 3 * BC_DIAG_SOURCE_STEP + 3; line++) {
            bc_buf a, b;
            bc_buf_init(&a);
            bc_buf_init(&b);
            bc_diag one = { .code = "E1", .mark = bc_diag_mark_at(&plain, line, 1, 1), .message = BC_STR("m") },
                    two = one;
            two.mark.source = &indexed;
            bc_diag_print(&one, false, &a);
            bc_diag_print(&two, false, &b);
            assert_string_equal(a.p, b.p);
            char expected[32];
            snprintf(expected, sizeof expected, "line %u\n", (unsigned)line);
            assert_int_equal(strstr(b.p, expected) != NULL, line <= 3 * BC_DIAG_SOURCE_STEP + 1);
            bc_buf_release(&a);
            bc_buf_release(&b);
        }
        bc_buf_release(&text);
        bc_arena_release(&arena);
    }
}

static void test_sort(void **state)
{
    (void)state;
    bc_diag_source one = { .name = BC_STR("a"), .text = BC_STR("x") },
                   two = { .name = BC_STR("b"), .text = BC_STR("x") };
    static const char *const ORDER[] = { "1:2", "1:2 again", "3:1", "elsewhere", "2:9", "nowhere" };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_diag_add(&diags, BC_DIAG_ERROR, "E1", (bc_diag_mark){ &one, 3, 1, 0 }, "3:1");
    bc_diag_add(&diags, BC_DIAG_ERROR, "E1", (bc_diag_mark){ &one, 1, 2, 0 }, "1:2");
    bc_diag_add(&diags, BC_DIAG_ERROR, "E1", (bc_diag_mark){ &one, 1, 2, 0 }, "1:2 again");
    bc_diag_add(&diags, BC_DIAG_ERROR, "E1", (bc_diag_mark){ &two, 1, 1, 0 }, "elsewhere");
    bc_diag_add(&diags, BC_DIAG_ERROR, "E1", (bc_diag_mark){ &one, 2, 9, 0 }, "2:9");
    bc_diag_add(&diags, BC_DIAG_ERROR, "E1", (bc_diag_mark){ 0 }, "nowhere");
    bc_diag_list_sort(&diags);
    for (size_t i = 0; i < diags.list.n; i++)
        assert_string_equal(diags.list.at[i].message.p, ORDER[i]);
    bc_diag_list_release(&diags);
}

/* Of cells each is a place, of texts each line; what is beyond twelve is counted. */
static void test_places(void **state)
{
    (void)state;
    bc_diag_source sheet = { .name = BC_STR("a"), .sheet = BC_STR("s"), .kind = BC_DIAG_SHEET };
    bc_diag_source text = { .name = BC_STR("a") };
    bc_diag_places cells = { .first = bc_diag_mark_at(&sheet, 2, 1, 0) };
    bc_diag_places lines = { .first = bc_diag_mark_at(&text, 2, 1, 0) };
    bc_buf out;
    bc_buf_init(&out);
    bc_diag_places_tell(&cells, &out);
    assert_int_equal(out.n, 0);
    for (uint32_t i = 20; i > 2; i--) {
        bc_diag_places_add(&cells, bc_diag_mark_at(&sheet, 2 + i / 16, i, 0));
        bc_diag_places_add(&lines, bc_diag_mark_at(&text, i / 2, i, 0));
    }
    bc_diag_places_tell(&cells, &out);
    assert_string_equal(out.p, "the same at I2, J2, K2, L2, M2, N2, O2, P3, Q3, R3, S3, T3 and 6 more");
    bc_buf_clear(&out);
    bc_buf_add_text(&out, "write");
    bc_diag_places_tell(&lines, &out);
    assert_string_equal(out.p, "write; 2 more on this line; the same on lines 1, 3, 4, 5, 6, 7, 8, 9, 10");
    bc_buf_release(&out);
}

static void test_says_same(void **state)
{
    (void)state;
    int field, other;
    bc_diag_source one = { .name = BC_STR("a") }, two = { .name = BC_STR("b") };
    const bc_diag diag = { .severity = BC_DIAG_ERROR,
                           .code = "E203",
                           .mark = bc_diag_mark_at(&one, 1, 1, 0),
                           .message = BC_STR("m"),
                           .hint = BC_STR("h"),
                           .about = &field };
    bc_diag same = diag;
    same.mark = bc_diag_mark_at(&one, 7, 2, 0);
    assert_true(bc_diag_says_same(&diag, &same));
    bc_diag differ[7];
    for (int i = 0; i < 7; i++)
        differ[i] = same;
    differ[0].severity = BC_DIAG_WARNING;
    differ[1].code = "E204";
    differ[2].mark.source = &two;
    differ[3].mark.line = 0;
    differ[4].message = BC_STR("n");
    differ[5].hint = BC_STR("");
    differ[6].about = &other;
    for (int i = 0; i < 7; i++)
        assert_false(bc_diag_says_same(&diag, &differ[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places),     cmocka_unit_test(test_says_same),
        cmocka_unit_test(test_index),      cmocka_unit_test(test_sort),
        cmocka_unit_test(test_excerpts),   cmocka_unit_test(test_long_lines),
        cmocka_unit_test(test_first_line), cmocka_unit_test(test_json),
        cmocka_unit_test(test_collecting), cmocka_unit_test(test_places_of_tables),
        cmocka_unit_test(test_far_places), cmocka_unit_test(test_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
