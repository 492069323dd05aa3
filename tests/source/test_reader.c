/* The records of an input are the same in whatever way it comes: from memory, a file or a pipe, in windows cut at each
 * byte. What is told of them is their trees, their messages with the lines these show, and the text. */
#include "base/file.h"
#include "base/utf8.h"
#include "source/encoding.h"
#include "source/reader.h"
#include "source/yaml.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define CASES BC_PROJECT_DIR "/tests/source/cases/"

enum { LARGEST_CASE = 1 << 20, LONGEST_CUT_EVERYWHERE = 1500, MOST_STEPS = 4096, PIPE_HOLDS = 4096 };

/* Everything that a step left, kept until all have been read: nothing may hang on the window or on the records before.
 */
typedef struct kept {
    bc_arena arena;
    bc_diag_list diags;
    bc_source_step step;
} kept;

static void tell(const kept *one, bc_buf *out)
{
    for (size_t i = 0; i < one->diags.list.n; i++)
        bc_diag_print(&one->diags.list.at[i], false, out);
    if (!one->step.record)
        return;
    bc_buf_add_text(out, "--- record\n");
    bc_node_dump(one->step.record, out);
}

static void tell_input(const bc_source_input *input, bc_buf *out)
{
    static kept all[MOST_STEPS];
    size_t n = 0;
    bc_source_reader *reader = bc_source_reader_new(input, true);
    for (bool more = true; more; n++) {
        assert_true(n < MOST_STEPS);
        all[n] = (kept){ 0 };
        more = bc_source_reader_next(reader, &all[n].arena, &all[n].diags, &all[n].step);
    }
    assert_false(bc_source_reader_next(reader, &all[0].arena, &all[0].diags, &all[n].step));
    bc_str text = bc_source_reader_text(reader);
    bc_buf_printf(out, "%zu bytes, %016llx\n", text.n, (unsigned long long)bc_str_hash(text));
    bc_source_reader_free(reader);
    for (size_t i = 0; i < n; i++)
        tell(&all[i], out);
    for (size_t i = n; i-- > 0;) { /* the last first, for once */
        bc_source_shared_release(all[i].step.shared);
        bc_diag_list_release(&all[i].diags);
        bc_arena_release(&all[i].arena);
    }
}

/* `what`: the name of a file, or words that say nothing of what is in it. */
static bc_str name_of(const char *what)
{
    const char *dot = strrchr(what, '.');
    bool file = dot && (strcmp(dot, ".json") == 0 || strcmp(dot, ".jsonl") == 0 || strcmp(dot, ".txt") == 0);
    return file ? bc_str_from(what) : BC_STR("x.yaml");
}

static void tell_memory(const char *what, bc_str bytes, size_t beginning, size_t step, bc_buf *out)
{
    const bc_source_input input = {
        .name = name_of(what), .memory = bytes.p, .length = bytes.n, .beginning = beginning, .step = step
    };
    tell_input(&input, out);
}

static void expect_same(const char *what, size_t cut, const bc_buf *expected, const bc_buf *actual)
{
    if (bc_str_eq(bc_buf_str(expected), bc_buf_str(actual)))
        return;
    print_error("%s, cut at byte %zu: expected\n%s\ngot\n%s\n", what, cut, expected->p, actual->p);
    fail();
}

/* UTF-8 is UTF-8 by whatever part of it is judged. */
static void cut_everywhere(const char *what, bc_str bytes)
{
    bc_buf expected, actual;
    bc_buf_init(&expected);
    bc_buf_init(&actual);
    tell_memory(what, bytes, 0, 0, &expected);
    for (size_t cut = 1; cut <= bytes.n; cut++) {
        bc_buf_clear(&actual);
        tell_memory(what, bytes, cut, 1 + cut % 3, &actual);
        expect_same(what, cut, &expected, &actual);
    }
    bc_buf_release(&expected);
    bc_buf_release(&actual);
}

/* What the whole file gives when it is read at once: trees, and messages. */
static void tell_whole(const char *what, bc_str bytes, bc_buf *trees, bc_buf *messages)
{
    kept whole = { 0 };
    bc_source_documents documents = { 0 };
    const bc_diag_source *source = bc_source_from_bytes(&whole.arena, name_of(what), bytes, &whole.diags);
    if (source)
        bc_source_read_documents(&whole.arena, source, BC_SYNTAX_BY_NAME, &whole.diags, &documents);
    tell(&whole, messages);
    for (size_t i = 0; i < documents.n; i++)
        for (uint32_t k = 0; k < bc_node_elements(documents.at[i]); k++)
            bc_node_dump(bc_node_element(documents.at[i], k), trees);
    bc_diag_list_release(&whole.diags);
    bc_arena_release(&whole.arena);
}

static void tell_apart(const char *what, bc_str bytes, bc_buf *trees, bc_buf *messages)
{
    const bc_source_input input = { .name = name_of(what), .memory = bytes.p, .length = bytes.n };
    bc_source_reader *reader = bc_source_reader_new(&input, false);
    for (bool more = true; more;) {
        kept one = { 0 };
        more = bc_source_reader_next(reader, &one.arena, &one.diags, &one.step);
        const bc_node *record = one.step.record;
        one.step.record = NULL;
        tell(&one, messages);
        bc_node_dump(record, trees);
        bc_source_shared_release(one.step.shared);
        bc_diag_list_release(&one.diags);
        bc_arena_release(&one.arena);
    }
    assert_int_equal(bc_source_reader_text(reader).n, 0);
    bc_source_reader_free(reader);
}

/* One at a time, each gone before the next, gives what reading at once gives. */
static void compare_with_whole(const char *what, bc_str bytes)
{
    bc_buf trees, messages, expected_trees, expected_messages;
    bc_buf *const all[] = { &trees, &messages, &expected_trees, &expected_messages };
    for (size_t i = 0; i < 4; i++)
        bc_buf_init(all[i]);
    tell_whole(what, bytes, &expected_trees, &expected_messages);
    tell_apart(what, bytes, &trees, &messages);
    expect_same(what, 0, &expected_messages, &messages);
    expect_same(what, 0, &expected_trees, &trees);
    for (size_t i = 0; i < 4; i++)
        bc_buf_release(all[i]);
}

/* Lists with mistakes give the items without; the whole document is refused when it is read at once. */
static bool is_list_with_mistakes(const char *what, bc_str bytes)
{
    bc_buf trees, messages;
    bc_buf_init(&trees);
    bc_buf_init(&messages);
    tell_whole(what, bytes, &trees, &messages);
    bc_str text = bc_str_trim(bytes);
    bool list = text.n && (text.p[0] == '-' || text.p[0] == '[' || bc_str_find(text, BC_STR("\n- "), 0) != SIZE_MAX);
    bool mistaken = list && messages.n;
    bc_buf_release(&trees);
    bc_buf_release(&messages);
    return mistaken;
}

static void test_all_cases(void **state)
{
    (void)state;
    DIR *folder = opendir(CASES);
    assert_non_null(folder);
    bc_buf bytes, path;
    bc_buf_init(&bytes);
    bc_buf_init(&path);
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        const char *dot = strrchr(entry->d_name, '.');
        if (!dot || entry->d_name[0] == '.' || strcmp(dot, ".expected") == 0)
            continue;
        bc_buf_clear(&bytes);
        bc_buf_clear(&path);
        bc_buf_printf(&path, CASES "%s", entry->d_name);
        assert_int_equal(bc_file_read(path.p, LARGEST_CASE, &bytes).status, BC_FILE_OK);
        if (!is_list_with_mistakes(entry->d_name, bc_buf_str(&bytes)))
            compare_with_whole(entry->d_name, bc_buf_str(&bytes));
        if (bytes.n <= LONGEST_CUT_EVERYWHERE && bc_utf8_invalid_at(bc_buf_str(&bytes)) == SIZE_MAX)
            cut_everywhere(entry->d_name, bc_buf_str(&bytes));
    }
    closedir(folder);
    bc_buf_release(&bytes);
    bc_buf_release(&path);
}

#define TEXT(literal)                                                                                                  \
    {                                                                                                                  \
#literal,                                                                                                      \
        {                                                                                                              \
            "" literal, sizeof(literal) - 1                                                                            \
        }                                                                                                              \
    }

static const struct {
    const char *what;
    bc_str bytes;
} TEXTS[] = {
    TEXT("\xef\xbb\xbf"
         "项目: 一\r\n单位: 財政局\r\n---\r\n项目: 二\r\n...\r\n# 完\r\n"),
    TEXT("- a: 'it''s 引号'\n  b: \"tab\\t\\u4e2d\\\n    more\"\n- a: |\n    行一\n\n    行二\n  b: >-\n    folded\n   "
         " text\n"),
    TEXT(
        "# 一\n- &base {单位: 甲, 表: [1, 2]} # 二\n# 三\n- *base\n- {<<: *base, 名: 乙}\n- x: &t 文\n  y: *t\n- *t\n"),
    TEXT("[{\"a\": \"\\ud842\\udfb7\", \"b\": \"\\\\\"}, {\"a\": \"\\\\ud842\\udfb7\"},{\"a\":[]}]"),
    TEXT("- {a: 1, a: 2}\n- {b: *none}\n- {c: 3}\n- ~\n- 文\n- [甲, 乙\n--- {d: 4}\n---\n- e: \"open\n"),
    TEXT("- &a {k: &a {k: 1}}\n- *a\n- &b [&c x, *c, *b]\n--- *a\n--- [*c]\n"),
    TEXT("名: 一\ra: [1, 2]\r---\r名: 二\r"),
    TEXT("- a: 1\n- b: \x01\n--- {c: 3}\n"),
    TEXT("---\n---\n- \n- a：b\n- [=f(a, b)]\n-\n - deep\n"),
    TEXT("{a: \"\\ud842\\udfb7\" b}\n---\n{a: 2}\n"),
    TEXT("[1, 2"),
    TEXT("- &x"),
    TEXT("&all [*all, {a: 1}]"),
    TEXT("- ? [a]\n  : b\n"),
    TEXT(""),
    TEXT("\n\n# nothing\n"),
};

static void test_cut_everywhere(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        print_message("%s\n", TEXTS[i].what);
        cut_everywhere(TEXTS[i].what, TEXTS[i].bytes);
    }
}

/* More than a window, in one line and in many: places and shown lines stay those of the file. */
static void make_long(bc_buf *out, const char *first, const char *between, const char *last)
{
    bc_buf_add_text(out, first);
    for (int i = 0; i < 3000; i++)
        bc_buf_printf(out, "%s{名称: 项目%d, 数: [%d, %d]}", i ? between : "", i, i, i * 7);
    bc_buf_add_text(out, last);
}

static void test_long_texts(void **state)
{
    (void)state;
    static const char *const FORMS[][3] = { { "- ", "\n- ", "\n" }, { "[", ", ", "]" }, { "--- ", "\n--- ", "\n" } };
    bc_buf text, expected, actual;
    bc_buf_init(&text);
    bc_buf_init(&expected);
    bc_buf_init(&actual);
    for (size_t i = 0; i < 3; i++) {
        bc_buf_clear(&text);
        bc_buf_clear(&expected);
        make_long(&text, FORMS[i][0], FORMS[i][1], FORMS[i][2]);
        compare_with_whole(FORMS[i][1], bc_buf_str(&text));
        tell_memory("", bc_buf_str(&text), 0, 0, &expected);
        for (size_t beginning = 1; beginning < text.n; beginning = beginning * 5 + 3) {
            bc_buf_clear(&actual);
            tell_memory("", bc_buf_str(&text), beginning, 1000 + beginning % 777, &actual);
            expect_same(FORMS[i][1], beginning, &expected, &actual);
        }
    }
    bc_buf_release(&text);
    bc_buf_release(&expected);
    bc_buf_release(&actual);
}

/* The excerpt of a message far into a long line is that of the line. */
static void test_places_in_a_long_line(void **state)
{
    (void)state;
    bc_buf text, whole, apart, trees;
    bc_buf *const all[] = { &text, &whole, &apart, &trees };
    for (size_t i = 0; i < 4; i++)
        bc_buf_init(all[i]);
    make_long(&text, "[", ", ", ", {名：称: 1, a: [甲，乙], b: [=f(x, 1)]}, {ok: 1}, {k: 1, k: 2}]");
    tell_whole("", bc_buf_str(&text), &trees, &whole);
    tell_apart("", bc_buf_str(&text), &trees, &apart);
    assert_non_null(strstr(whole.p, "E128"));
    expect_same("long line", 0, &whole, &apart);
    for (size_t i = 0; i < 4; i++)
        bc_buf_release(all[i]);
}

static void add_utf16(bc_buf *out, const char *ascii)
{
    for (; *ascii; ascii++) {
        bc_buf_add_char(out, *ascii);
        bc_buf_add_char(out, '\0');
    }
}

/* Encodings are judged by the beginning; later ones by what is beyond ASCII first. */
static void test_encodings(void **state)
{
    (void)state;
    bc_buf bytes, expected, actual;
    bc_buf_init(&bytes);
    bc_buf_init(&expected);
    bc_buf_init(&actual);
    add_utf16(&bytes, "\xff"); /* the mark, byte by byte */
    bytes.p[1] = '\xfe';
    add_utf16(&bytes, "- a: 1\n- b: 2\n- {c: 3, c: 4}\n- d: 5\n");
    tell_memory("", bc_buf_str(&bytes), 0, 0, &expected);
    assert_non_null(strstr(expected.p, "N101"));
    assert_non_null(strstr(expected.p, "x.yaml:3:10: error"));
    for (size_t cut = 6; cut < bytes.n; cut++) {
        bc_buf_clear(&actual);
        tell_memory("", bc_buf_str(&bytes), cut, 3, &actual);
        expect_same("UTF-16", cut, &expected, &actual);
    }
    bc_buf_clear(&bytes);
    bc_buf_clear(&actual);
    bc_buf_add_text(&bytes, "- a: 1\n- b: 2\n- \xc3\xfb: \xb1\xed\xb2\xe1\n- \xc3\xfb: \xb1\xed\n");
    tell_memory("", bc_buf_str(&bytes), 8, 64, &actual);
    assert_non_null(strstr(actual.p, "N101"));
    assert_non_null(strstr(actual.p, "\"表册\""));
    bc_buf_release(&bytes);
    bc_buf_release(&expected);
    bc_buf_release(&actual);
}

/* What is no UTF-8 ends the text there; the records before have come. */
static void test_bad_byte_far_in(void **state)
{
    (void)state;
    const bc_str bytes = BC_STR("- 名: 一\n- 名: 二\n- 名: \xff\xfe\n- 名: 三\n");
    bc_buf told;
    bc_buf_init(&told);
    tell_memory("", bytes, 0, 0, &told);
    assert_null(strstr(told.p, "--- record"));
    assert_non_null(strstr(told.p, "x.yaml:3:6: error"));
    bc_buf_clear(&told);
    tell_memory("", bytes, 10, 4, &told);
    assert_non_null(strstr(told.p, "二"));
    assert_non_null(strstr(told.p, "x.yaml:3:6: error: the byte 0xFF is not valid UTF-8 [E103]"));
    assert_null(strstr(told.p, "三"));
    bc_buf_release(&told);
}

static void test_files_and_pipes(void **state)
{
    (void)state;
    bc_buf text, expected, actual;
    bc_buf_init(&text);
    bc_buf_init(&expected);
    bc_buf_init(&actual);
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        bc_buf_clear(&expected);
        tell_memory("", TEXTS[i].bytes, 0, 0, &expected);
        char path[] = "biaoce-test-XXXXXX", piped[32];
        int fd = mkstemp(path), ends[2];
        assert_true(fd >= 0 && TEXTS[i].bytes.n <= PIPE_HOLDS && pipe(ends) == 0);
        assert_int_equal(write(fd, TEXTS[i].bytes.p, TEXTS[i].bytes.n), TEXTS[i].bytes.n);
        assert_int_equal(write(ends[1], TEXTS[i].bytes.p, TEXTS[i].bytes.n), TEXTS[i].bytes.n);
        close(ends[1]);
        snprintf(piped, sizeof piped, "/dev/fd/%d", ends[0]);
        const char *const paths[] = { path, piped };
        for (size_t k = 0; k < 2; k++) {
            const bc_source_input input = {
                .name = BC_STR("x.yaml"), .path = paths[k], .pipes = k == 1, .syntax = BC_SYNTAX_YAML, .step = 5
            };
            bc_buf_clear(&actual);
            tell_input(&input, &actual);
            expect_same(paths[k], 0, &expected, &actual);
        }
        close(ends[0]);
        close(fd);
        unlink(path);
    }
    bc_buf_release(&text);
    bc_buf_release(&expected);
    bc_buf_release(&actual);
}

static void test_unread(void **state)
{
    (void)state;
    kept one = { 0 };
    const bc_source_input input = { .name = BC_STR("x"), .path = "/nonexistent/x.yaml" };
    bc_source_reader *reader = bc_source_reader_new(&input, false);
    assert_true(bc_source_reader_next(reader, &one.arena, &one.diags, &one.step));
    assert_true(one.step.io_error && !one.step.record && one.diags.errors == 1);
    assert_string_equal(one.diags.list.at[0].code, "E100");
    assert_false(bc_source_reader_next(reader, &one.arena, &one.diags, &one.step));
    bc_source_reader_free(reader);
    bc_diag_list_release(&one.diags);
    bc_arena_release(&one.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_cases),       cmocka_unit_test(test_cut_everywhere),
        cmocka_unit_test(test_long_texts),      cmocka_unit_test(test_places_in_a_long_line),
        cmocka_unit_test(test_encodings),       cmocka_unit_test(test_bad_byte_far_in),
        cmocka_unit_test(test_files_and_pipes), cmocka_unit_test(test_unread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
