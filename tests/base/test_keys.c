/* Tables of keys: what is refused, what it is told, and what is read. */
#include "base/keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const bc_keys_key SHEET[] = {
    { "title", "text", NULL },
    { "names", "text [text]", NULL },
    { "open", "boolean null", NULL },
    { "count", "integer:1..20", NULL },
    { "share", "number:0..", NULL },
    { "gap", "length", NULL },
    { "side", "=left|right", NULL },
    { "across", "integer:1.. =rest", NULL },
    { "rows", "[#row]", NULL },
    { "styles", "{#style}", NULL },
    { "x", "any", NULL },
    { 0 },
};
static const bc_keys_key ROW[] = { { "row", "[text]", NULL }, { "when", "expression", NULL }, { 0 } };
static const bc_keys_key EACH[] = { { "each", "text", NULL }, { "rows", "[#row]", NULL }, { 0 } };
static const bc_keys_key STYLE[] = { { "size", "length", NULL }, { "like", "text", NULL }, { 0 } };
static const bc_keys_key RULE[] = { { "rule", "text", NULL }, { 0 } };

static const bc_keys_table TABLES[] = {
    { .name = "sheet", .keys = SHEET, .need = "title|names", .apart = "count|share" },
    { .name = "row", .keys = ROW, .instead = "#each [text null]", .need = "row" },
    { .name = "each", .keys = EACH, .need = "each rows" },
    { .name = "style", .keys = STYLE, .instead = "text {#style}" },
    { .name = "rule", .keys = RULE, .loose = true },
};
static const bc_keys_set SET = { .at = TABLES, .n = sizeof TABLES / sizeof *TABLES };

typedef struct world {
    bc_arena arena;
    bc_diag_list diags;
} world;

static int set_up(void **state)
{
    static world w;
    w = (world){ 0 };
    bc_diag_list_init(&w.diags);
    *state = &w;
    return 0;
}

static int tear_down(void **state)
{
    world *w = *state;
    bc_diag_list_release(&w->diags);
    bc_arena_release(&w->arena);
    return 0;
}

static const bc_node *text(world *w, const char *words)
{
    return bc_node_new_text(&w->arena, (bc_diag_mark){ 0 }, bc_str_from(words), false);
}

static const bc_node *null(world *w)
{
    return BC_NEW(&w->arena, bc_node);
}

static const bc_node *list(world *w, const bc_node *item)
{
    return bc_node_new_list(&w->arena, (bc_diag_mark){ 0 }, &item, 1);
}

static const bc_node *map2(world *w, const char *key, const bc_node *value, const char *other, const bc_node *more)
{
    bc_node_member members[] = { { bc_str_from(key), { 0 }, value }, { bc_str_from(other), { 0 }, more } };
    return bc_node_new_map(&w->arena, (bc_diag_mark){ 0 }, members, other ? 2 : 1);
}

static const bc_node *map(world *w, const char *key, const bc_node *value)
{
    return map2(w, key, value, NULL, NULL);
}

/* A sheet with a title and that. */
static const bc_node *sheet(world *w, const char *key, const bc_node *value)
{
    return map2(w, "title", text(w, "t"), key, value);
}

static void expect_good(world *w, const char *type, const bc_node *value)
{
    bool good = bc_keys_check(&SET, type, NULL, value, &w->diags);
    if (w->diags.list.n)
        print_error("%s\n", w->diags.list.at[0].message.p);
    assert_true(good);
    assert_int_equal(w->diags.list.n, 0);
}

/* One message, with that code and those words in it or in its hint. */
static void expect(world *w, const char *type, const bc_node *value, const char *code, const char *words)
{
    assert_false(bc_keys_check(&SET, type, NULL, value, NULL));
    assert_false(bc_keys_check(&SET, type, NULL, value, &w->diags));
    assert_int_equal(w->diags.list.n, 1);
    const bc_diag *diag = &w->diags.list.at[0];
    assert_string_equal(diag->code, code);
    assert_int_equal(diag->severity, BC_DIAG_ERROR);
    if (!strstr(diag->message.p, words) && !(diag->hint.n && strstr(diag->hint.p, words)))
        fail_msg("%s / %s has no %s", diag->message.p, diag->hint.n ? diag->hint.p : "", words);
    bc_diag_list_clear(&w->diags);
}

static void test_scalars(void **state)
{
    world *w = *state;
    static const char *const GOOD[][2] = { { "title", "12" },  { "names", "a" },     { "open", "是" },
                                           { "count", "20" },  { "share", "0.5" },   { "gap", "五号" },
                                           { "side", "left" }, { "across", "rest" }, { "across", "3" },
                                           { "x", "any" } };
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++)
        expect_good(w, "#sheet", sheet(w, GOOD[i][0], text(w, GOOD[i][1])));
    expect_good(w, "#sheet", sheet(w, "open", null(w)));
    static const char *const BAD[][3] = {
        { "open", "maybe", "`open` takes yes or no, not `maybe`" },
        { "count", "0", "takes a whole number from 1 to 20, not `0`" },
        { "count", "1.5", "whole number" },
        { "count", "99999999999999999999", "whole number" },
        { "share", "-1", "a number of at least 0" },
        { "gap", "far", "五号" },
        { "side", "lift", "did you mean `left`?" },
        { "side", "above", "known here: left, right" },
        { "across", "all", "takes a whole number of at least 1 or `rest`" },
        { "rows", "a", "`rows` takes a list" },
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        expect(w, "#sheet", sheet(w, BAD[i][0], text(w, BAD[i][1])), "E303", BAD[i][2]);
    expect(w, "#sheet", map(w, "title", null(w)), "E303", "`title` takes a text, not nothing");
    expect(w, "#sheet", map(w, "title", list(w, text(w, "a"))), "E303", "not list");
    expect(w, "#sheet", map(w, "names", list(w, null(w))), "E303", "a text was expected here, not nothing");
    expect(w, "#sheet", text(w, "a"), "E301", "a map was expected here, not `a`");
}

static void test_keys(void **state)
{
    world *w = *state;
    expect(w, "#sheet", sheet(w, "titel", text(w, "a")), "E302", "did you mean `title`?");
    expect(w, "#sheet", sheet(w, "height", text(w, "a")), "E302", "known here: title, names");
    expect(w, "#sheet", map(w, "open", text(w, "yes")), "E303", "one of `title`, `names` is missing");
    bc_node_member both[] = { { BC_STR("title"), { 0 }, text(w, "t") },
                              { BC_STR("share"), { 0 }, text(w, "1") },
                              { BC_STR("count"), { 0 }, text(w, "1") } };
    expect(w, "#sheet", bc_node_new_map(&w->arena, (bc_diag_mark){ 0 }, both, 3), "E309",
           "`count` cannot stand beside `share`");
    expect_good(w, "#rule", map2(w, "rule", text(w, "sum"), "of", text(w, "a")));
    expect(w, "#rule", map2(w, "rule", null(w), "of", text(w, "a")), "E303", "`rule`");
}

static void test_depth(void **state)
{
    world *w = *state;
    const bc_node *row = map(w, "row", list(w, text(w, "a")));
    expect_good(w, "#sheet", sheet(w, "rows", list(w, row)));
    expect_good(w, "#sheet", sheet(w, "rows", list(w, list(w, null(w)))));
    expect_good(w, "#sheet", sheet(w, "rows", list(w, map2(w, "each", text(w, "a"), "rows", list(w, row)))));
    const bc_node *inside = list(w, map2(w, "row", list(w, text(w, "a")), "wen", text(w, "a")));
    expect(w, "#sheet", sheet(w, "rows", list(w, map2(w, "each", text(w, "a"), "rows", inside))), "E302", "`when`");
    /* A slip in the key that tells constructs apart is a slip in the one most like the map. */
    expect(w, "#row", map2(w, "each", text(w, "a"), "rwos", inside), "E302", "`rows`");
    bc_diag_list_clear(&w->diags);
}

static void test_named(void **state)
{
    world *w = *state;
    const bc_node *style = map(w, "size", text(w, "5pt"));
    expect_good(w, "#sheet", sheet(w, "styles", map(w, "any name", style)));
    expect_good(w, "#style", map2(w, "a", style, "b", style));
    expect_good(w, "#style", map2(w, "like", text(w, "a"), "size", text(w, "1mm")));
    expect(w, "#style", map2(w, "like", text(w, "a"), "siz", text(w, "1mm")), "E302", "`size`");
    expect(w, "#sheet", sheet(w, "styles", map(w, "a", list(w, style))), "E303", "`a` takes a text or a map, not list");
}

static void test_reading(void **state)
{
    world *w = *state;
    const bc_node *m = map2(w, "side", text(w, "right"), "across", text(w, "-12"));
    assert_int_equal(bc_keys_word(&TABLES[0], m, "side", 7), 1);
    assert_int_equal(bc_keys_word(&TABLES[0], m, "across", 7), 7);
    assert_int_equal(bc_keys_word(&TABLES[0], m, "none", 7), 7);
    assert_int_equal(bc_keys_int(m, "across", 3), -12);
    assert_int_equal(bc_keys_int(m, "side", 3), 3);
    assert_int_equal(bc_keys_length(map(w, "gap", text(w, "2em")), "gap", BC_PT(10), 3), BC_PT(20));
    assert_int_equal(bc_keys_length(m, "side", BC_PT(10), 3), 3);
    assert_int_equal(bc_decimal_compare(bc_keys_number(m, "across", bc_decimal_from_int(1)), bc_decimal_from_int(-12)),
                     0);
    assert_true(bc_keys_bool(map(w, "open", text(w, "yes")), "open", false));
    assert_true(bc_keys_bool(m, "open", true));
    const bc_str *texts;
    assert_int_equal(bc_keys_texts(&w->arena, m, "side", &texts), 1);
    assert_true(bc_str_is(texts[0], "right"));
    assert_int_equal(bc_keys_texts(&w->arena, m, "none", &texts), 0);
}

static void test_types(void **state)
{
    (void)state;
    bc_str types = BC_STR(" text [#a #b] {[c d]} =x|y "), one, least, most;
    static const char *const EACH_TYPE[] = { "text", "[#a #b]", "{[c d]}", "=x|y" };
    for (size_t i = 0; i < 4; i++) {
        assert_true(bc_keys_next_type(&types, &one));
        assert_true(bc_str_is(one, EACH_TYPE[i]));
    }
    assert_false(bc_keys_next_type(&types, &one));
    assert_true(bc_str_is(bc_keys_type_range(BC_STR("integer:1..20"), &least, &most), "integer"));
    assert_true(bc_str_is(least, "1") && bc_str_is(most, "20"));
    assert_true(bc_str_is(bc_keys_type_range(BC_STR("=a:..b"), &least, &most), "=a:..b"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_scalars, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_keys, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_depth, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_reading, set_up, tear_down),
        cmocka_unit_test(test_types),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
