/* What books are made of: Markdown, orders, page numbers. */
#include "bindery/keys.h"
#include "bindery/private/collate.h"
#include "bindery/private/markdown.h"
#include "layout/number.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* -- Markdown ------------------------------------------------------------------------------------------- */

static const char KINDS[] = { 'H', 'P', 'I' };

/* `H2 words`, with [strong] and {emphasised} spans. */
static void dump(const bc_book_prose *prose, bc_buf *out)
{
    for (uint32_t i = 0; i < prose->n; i++) {
        const bc_book_prose_piece *piece = &prose->at[i];
        bc_buf_printf(out, "%c%u ", KINDS[piece->kind], piece->level);
        uint32_t at = 0;
        for (uint32_t k = 0; k < piece->span_count; k++) {
            const bc_book_prose_span *span = &piece->spans[k];
            assert_true(span->from >= at && span->to > span->from && span->to <= piece->text.n);
            bc_buf_add_str(out, bc_str_slice(piece->text, at, span->from));
            bc_buf_add_char(out, span->strong ? '[' : '{');
            bc_buf_add_str(out, bc_str_slice(piece->text, span->from, span->to));
            bc_buf_add_char(out, span->strong ? ']' : '}');
            at = span->to;
        }
        bc_buf_add_str(out, bc_str_slice(piece->text, at, piece->text.n));
        bc_buf_add_char(out, '\n');
    }
}

/* The places of what prose cannot hold: "line:column …" */
static void check_places(const char *text, const char *expected)
{
    bc_diag_list diags;
    bc_buf out;
    bc_diag_list_init(&diags);
    bc_buf_init(&out);
    bc_diag_source source = { .name = BC_STR("t.md"), .text = bc_str_from(text) };
    assert_int_equal(bc_book_markdown_check(&source, (bc_diag_mark){ 0 }, &diags), !*expected);
    for (size_t i = 0; i < diags.list.n; i++) {
        const bc_diag *diag = &diags.list.at[i];
        assert_string_equal(diag->code, "E613");
        bc_buf_printf(&out, "%s%u:%u %.*s", i ? ", " : "", diag->mark.line, diag->mark.column,
                      BC_STR_ARG(bc_str_slice(diag->message, sizeof "prose cannot hold", diag->message.n)));
    }
    assert_string_equal(out.p, expected);
    bc_buf_release(&out);
    bc_diag_list_release(&diags);
}

static void foreign_marks(void **state)
{
    (void)state;
    check_places("# 题\n\n正文**一**，*二*\n\n1. 甲\n   - 乙 a < b &amp; \\[^1] 3 | 4\n", "");
    check_places("甲\n\n```\n码 ![x](y)\n```\n乙\n\n~~~\n~~~\n", "3:1 blocks of code, 8:1 blocks of code");
    check_places("- 甲\n\n  - 见**《图》**![图](a.png)和![](b.png)\n", "3:13 pictures, 3:25 pictures");
    check_places("一\n\n| 甲 | 乙 |\n|---|---|\n| `1` | 2 |\n\n见[此](x)与<http://a.b>\n",
                 "3:1 tables, 7:2 links, 7:9 links");
    check_places("文<b>字</b>\n\n<div>\n块\n</div>\n", "1:2 HTML, 1:6 HTML, 3:1 HTML");
    check_places("文\n\n> 引\n\n* * *\n\n用`码`\n",
                 "3:1 quotations (>), 5:1 rules across the page (---), 7:2 code (`)");
    check_places("见注[^1]。\n\n[^1]: 注\n", "1:3 footnotes, 3:1 footnotes");
}

static void check_markdown(const char *text, const char *expected)
{
    bc_arena arena = { 0 };
    bc_buf out;
    bc_buf_init(&out);
    bc_diag_source source = { .name = BC_STR("t.md"), .text = bc_str_from(text) };
    bc_book_prose prose = bc_book_markdown_read(&arena, &source);
    dump(&prose, &out);
    assert_string_equal(out.p, expected);
    bc_buf_release(&out);
    bc_arena_release(&arena);
}

static void markdown(void **state)
{
    (void)state;
    check_markdown("", "");
    check_markdown("# 题\n\n正文一\n接着\n\n正文 two\nthree\n", "H1 题\nP0 正文一接着\nP0 正文 two three\n");
    /* strong words beside brackets and commas, which plain Markdown refuses */
    check_markdown("落实**《意见》**，**一是**好", "P0 落实[《意见》]，[一是]好\n");
    check_markdown("*重点*和\\*星\\*，\\**半", "P0 {重点}和*星*，**半\n");
    check_markdown("没有**结束", "P0 没有**结束\n");
    check_markdown("1. 甲\n2. 乙\n   - 丙\n", "I1 1. 甲\nI1 2. 乙\nI2 · 丙\n");
    check_markdown("3) 甲\n4) **乙**\n", "I1 （3）甲\nI1 （4）[乙]\n");
    check_markdown("- 甲\n\n  又一段\n", "I1 · 甲\nP0 又一段\n");
    check_markdown("字 &amp; 甲  \n乙", "P0 字 & 甲\n乙\n");
}

/* Depth and unclosed spans never break the reader. */
static void markdown_of_noise(void **state)
{
    (void)state;
    static const char *const PIECES[] = {
        "**", "*",  "- ",     "1. ",          "\n", "\n\n", "# ",  "> ", "字",  "  ",
        "`",  "\\", "[a](b)", "\xEF\x9F\xBF", "|",  "---",  "```", "![", "<b>", "[^1]"
    };
    srand(1);
    for (int round = 0; round < 3000; round++) {
        bc_arena arena = { 0 };
        bc_diag_list diags;
        bc_buf text, out;
        bc_diag_list_init(&diags);
        bc_buf_init(&text);
        bc_buf_init(&out);
        for (int i = rand() % 60; i > 0; i--)
            bc_buf_add_text(&text, PIECES[(size_t)rand() % (sizeof PIECES / sizeof *PIECES)]);
        bc_diag_source source = { .name = BC_STR("t.md"), .text = bc_buf_str(&text) };
        bc_book_prose prose = bc_book_markdown_read(&arena, &source);
        bc_book_markdown_check(&source, (bc_diag_mark){ 0 }, &diags);
        dump(&prose, &out);
        bc_buf_release(&out);
        bc_buf_release(&text);
        bc_diag_list_release(&diags);
        bc_arena_release(&arena);
    }
}

/* -- keys ----------------------------------------------------------------------------------------------- */

static const bc_node *map_of(bc_arena *arena, const char *key, const bc_node *value)
{
    bc_node_member member = { bc_str_from(key), { 0 }, value };
    return bc_node_new_map(arena, (bc_diag_mark){ 0 }, &member, 1);
}

/* Whether a map of the table, with that key and value alone, gets a message with the code. */
static bool is_refused(bc_arena *arena, const bc_keys_table *table, const char *key, const bc_node *value,
                       const char *code)
{
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_buf type;
    bc_buf_init(&type);
    bc_buf_printf(&type, "#%s", table->name);
    bc_keys_check(&bc_book_keys, type.p, NULL, map_of(arena, key, value), &diags);
    bool found = false;
    for (size_t i = 0; i < diags.list.n; i++)
        found |= strncmp(diags.list.at[i].code, code, strlen(code)) == 0 &&
                 bc_str_find(diags.list.at[i].message, bc_str_from("missing"), 0) == SIZE_MAX;
    bc_buf_release(&type);
    bc_diag_list_release(&diags);
    return found;
}

/* Each key of each table refuses some value, unless it takes any, and each table a key that it does not have. */
static void every_key_of_a_book(void **state)
{
    (void)state;
    bc_arena arena = { 0 };
    const bc_node *text = bc_node_new_text(&arena, (bc_diag_mark){ 0 }, BC_STR("q"), false);
    const bc_node *list = bc_node_new_list(&arena, (bc_diag_mark){ 0 }, &text, 1);
    const bc_node *lists = bc_node_new_list(&arena, (bc_diag_mark){ 0 }, &list, 1);
    const bc_node *nothing = BC_NEW(&arena, bc_node), *map = map_of(&arena, "q", text);
    const bc_node *const wrong[] = { text, list, lists, nothing, map };
    for (size_t i = 0; i < bc_book_keys.n; i++) {
        const bc_keys_table *table = &bc_book_keys.at[i];
        assert_true(is_refused(&arena, table, "q", text, "E302"));
        for (const bc_keys_key *key = table->keys; key->name; key++) {
            bool refused = strstr(key->type, "any") != NULL;
            for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++)
                refused |= is_refused(&arena, table, key->name, wrong[k], "E30");
            if (!refused)
                fail_msg("%s of #%s takes everything", key->name, table->name);
        }
    }
    bc_arena_release(&arena);
}

/* -- orders --------------------------------------------------------------------------------------------- */

/* The texts are given in the order expected. */
static void check_order(bc_book_order order, const char *const *texts, size_t n)
{
    bc_arena arena = { 0 };
    bc_unicode_collator collator = { 0 };
    for (size_t i = 0; i + 1 < n; i++) {
        bc_str a, b;
        assert_true(bc_book_sort_key(&collator, bc_str_from(texts[i]), order, &arena, &a));
        assert_true(bc_book_sort_key(&collator, bc_str_from(texts[i + 1]), order, &arena, &b));
        if (bc_str_compare(a, b) >= 0)
            fail_msg("%s does not come before %s", texts[i], texts[i + 1]);
        bc_book_sort_key_reverse(a);
        bc_book_sort_key_reverse(b);
        assert_true(bc_str_compare(a, b) > 0);
    }
    bc_unicode_collator_release(&collator);
    bc_arena_release(&arena);
}

#define CHECK_ORDER(order, ...)                                                                                        \
    check_order((order), (const char *const[]){ __VA_ARGS__ },                                                         \
                sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

static void orders(void **state)
{
    (void)state;
    CHECK_ORDER(BC_ORDER_CODES, "", "0010", "002", "A", "a", "甲");
    CHECK_ORDER(BC_ORDER_NUMBER, "-100", "-20.5", "-3", "0", "0.05", "0.5", "3", "20", "100", "1,000.5", "一", "无");
    CHECK_ORDER(BC_ORDER_PINYIN, "", "阿", "北京", "北京市", "重庆", "济南", "青岛", "𠮷");
    CHECK_ORDER(BC_ORDER_STROKES, "一", "丁", "王", "安", "鑫");
}

/* -- page numbers --------------------------------------------------------------------------------------- */

static void labels(void **state)
{
    (void)state;
    static const struct {
        uint32_t number;
        const char *roman;
    } CASES[] = { { 1, "i" },
                  { 4, "iv" },
                  { 9, "ix" },
                  { 14, "xiv" },
                  { 49, "xlix" },
                  { 1988, "mcmlxxxviii" },
                  { 3999, "mmmcmxcix" },
                  { 4000, "4000" },
                  { 0, "0" } };
    bc_arena arena = { 0 };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_string_equal(bc_layout_number_label(&arena, CASES[i].number, BC_NUMERALS_ROMAN).p, CASES[i].roman);
    assert_string_equal(bc_layout_number_label(&arena, 125, BC_NUMERALS_ARABIC).p, "125");
    bc_arena_release(&arena);
}

static void places(void **state)
{
    (void)state;
    static const bc_form_para_style STYLE = { .text = { .role = BC_ROLE_NUMBER, .size = 14000, .leading = 18000 } };
    bc_form_paper paper = {
        .width = 842000, .height = 595000, .top = 100, .bottom = 200000, .left = 300, .right = 400
    };
    bc_form_paper upright;
    bc_arena arena = { 0 };
    bc_layout_item item;
    assert_false(bc_layout_number_item(&paper, &(bc_layout_page_count){ .number = 1 }, NULL, &arena, &item));
    paper.number = BC_NUMBER_GONGWEN;
    paper.number_style = &STYLE;
    assert_true(bc_layout_number_is_rotated(&paper, &upright));
    assert_int_equal(upright.width, paper.height);
    assert_int_equal(upright.bottom, paper.left);
    assert_int_equal(upright.left, paper.top);
    assert_false(bc_layout_number_is_rotated(&upright, &paper));
    assert_true(bc_layout_number_item(&upright, &(bc_layout_page_count){ .number = 2 }, NULL, &arena, &item));
    assert_int_equal(item.x, upright.left + STYLE.text.size);
    upright.number = BC_NUMBER_OF_TOTAL;
    assert_true(
        bc_layout_number_item(&upright, &(bc_layout_page_count){ 2, 8, BC_NUMERALS_ROMAN }, NULL, &arena, &item));
    assert_string_equal(item.as.text.line.p, "第 ii 页 共 viii 页");
    bc_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markdown),
        cmocka_unit_test(foreign_marks),
        cmocka_unit_test(every_key_of_a_book),
        cmocka_unit_test(markdown_of_noise),
        cmocka_unit_test(orders),
        cmocka_unit_test(labels),
        cmocka_unit_test(places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
