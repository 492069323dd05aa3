/* Texts in YAML: what is read again is the same text, wherever it stands and whatever it is made of. */
#include "base/yaml_text.h"
#include "source/encoding.h"
#include "source/reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const PIECES[] = {
    "项目",
    "名称",
    "a",
    "yes",
    "0",
    "12",
    "-",
    ":",
    " ",
    "#",
    "'",
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    "&",
    "*",
    "!",
    "|",
    ">",
    "%",
    "@",
    "`",
    "?",
    "=",
    "~",
    "\t",
    "\n",
    "\r",
    "\xC2\x85",
    "\xE2\x80\xA8",
    "\xE2\x80\xA9",
    "\xEF\xBB\xBF",
    "\x01",
    "\x7F",
    "null",
    "1.30",
    "2024-1",
    "\xC2\xA0",
    "---",
    "<<",
    "\xF0\xA0\xAE\xB7",
    "：",
    "#{",
    ": ",
    " #",
};

static uint64_t random_state = 88172645463325252u;

static size_t random_below(size_t n)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state % n;
}

static bc_str random_text(bc_buf *text)
{
    bc_buf_clear(text);
    for (size_t n = random_below(7); n; n--)
        bc_buf_add_text(text, PIECES[random_below(sizeof PIECES / sizeof *PIECES)]);
    return bc_buf_str(text);
}

/* The document that the bytes are; it has nothing to say. */
static const bc_node *read_document(bc_arena *arena, const bc_buf *bytes)
{
    bc_source_documents documents = { 0 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    const bc_diag_source *source = bc_source_from_bytes(arena, BC_STR("t.yaml"), bc_buf_str(bytes), &diags);
    assert_true(source && bc_source_read_documents(arena, source, BC_SYNTAX_YAML, &diags, &documents));
    assert_int_equal(diags.errors, 0);
    bc_diag_list_release(&diags);
    assert_int_equal(documents.n, 1);
    return documents.at[0];
}

static void assert_text(const bc_node *node, bc_str text)
{
    assert_int_equal(node->kind, BC_NODE_TEXT);
    assert_true(bc_str_eq(node->as.text, text));
}

static void test_texts_come_back(void **state)
{
    (void)state;
    bc_buf text, yaml;
    bc_arena arena = { 0 };
    bc_buf_init(&text);
    bc_buf_init(&yaml);
    for (unsigned i = 0; i < 40000; i++) {
        const bc_str given = random_text(&text);
        bc_buf_clear(&yaml);
        bc_yaml_text_put(&yaml, given, BC_YAML_ON_LINE);
        bc_buf_add_text(&yaml, ": ");
        bc_yaml_text_put(&yaml, given, BC_YAML_ON_LINE);
        bc_buf_add_text(&yaml, "\n'of lists ': [");
        bc_yaml_text_put(&yaml, given, BC_YAML_IN_BRACKETS);
        bc_buf_add_text(&yaml, ", {");
        bc_yaml_text_put(&yaml, given, BC_YAML_IN_BRACKETS);
        bc_buf_add_text(&yaml, ": ");
        bc_yaml_text_put(&yaml, given, BC_YAML_IN_BRACKETS);
        bc_buf_add_text(&yaml, "}]\n");
        const bc_node *read = read_document(&arena, &yaml);
        assert_int_equal(read->n, 2);
        assert_true(bc_str_eq(read->as.members[0].key, given));
        assert_text(read->as.members[0].value, given);
        const bc_node *list = read->as.members[1].value;
        assert_text(list->as.items[0], given);
        assert_true(bc_str_eq(list->as.items[1]->as.members[0].key, given));
        assert_text(list->as.items[1]->as.members[0].value, given);
        bc_arena_reset(&arena);
    }
    bc_buf_release(&text);
    bc_buf_release(&yaml);
    bc_arena_release(&arena);
}

static void test_comments_are_one_line(void **state)
{
    (void)state;
    bc_buf text, yaml;
    bc_arena arena = { 0 };
    bc_buf_init(&text);
    bc_buf_init(&yaml);
    for (unsigned i = 0; i < 10000; i++) {
        bc_buf_clear(&yaml);
        bc_buf_add_text(&yaml, "# ");
        bc_yaml_text_put_flat(&yaml, random_text(&text));
        bc_buf_add_text(&yaml, "\na: 1\n");
        const bc_node *read = read_document(&arena, &yaml);
        assert_int_equal(read->n, 1);
        bc_arena_reset(&arena);
    }
    bc_buf_release(&text);
    bc_buf_release(&yaml);
    bc_arena_release(&arena);
}

/* What every reader takes for the text that it is needs no marks; what one of them takes for something else does. */
static void test_marks_only_where_needed(void **state)
{
    (void)state;
    static const struct {
        const char *text, *yaml;
    } CASES[] = {
        { "项目名称", "项目名称" }, { "a, b", "a, b" },   { "no", "'no'" },   { "0012", "'0012'" },
        { "12:30", "'12:30'" },     { "it's", "it's" },   { "- a", "'- a'" }, { "a #1", "'a #1'" },
        { "a\nb", "\"a\\nb\"" },    { "'a'", "'''a'''" }, { "", "''" },       { "C#", "C#" },
    };
    bc_buf yaml;
    bc_buf_init(&yaml);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        bc_buf_clear(&yaml);
        bc_yaml_text_put(&yaml, bc_str_from(CASES[i].text), BC_YAML_ON_LINE);
        assert_string_equal(yaml.p, CASES[i].yaml);
    }
    bc_buf_clear(&yaml);
    bc_yaml_text_put(&yaml, BC_STR("a, b"), BC_YAML_IN_BRACKETS);
    assert_string_equal(yaml.p, "'a, b'");
    bc_buf_clear(&yaml);
    bc_yaml_text_put(&yaml, BC_STR("1260.50"), BC_YAML_BARE);
    assert_string_equal(yaml.p, "1260.50");
    bc_buf_release(&yaml);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts_come_back),
        cmocka_unit_test(test_comments_are_one_line),
        cmocka_unit_test(test_marks_only_where_needed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
