/* Input that was made, or has gone wrong, in bulk: it is refused quickly, or read as it stands. */
#include "source/encoding.h"
#include "source/yaml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum { MILLION = 1000000, MAX_SECONDS = 20 /* under valgrind too; plain, each takes far less than one */ };

typedef struct fixture {
    bc_arena arena;
    bc_diag_list diags;
    bc_source_documents documents;
    bc_buf text;
    bool good;
} fixture;

static int set_up(void **state)
{
    static fixture f;
    f = (fixture){ 0 };
    bc_diag_list_init(&f.diags);
    bc_buf_init(&f.text);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    bc_buf_release(&f->text);
    bc_diag_list_release(&f->diags);
    bc_arena_release(&f->arena);
    return 0;
}

static void repeat(bc_buf *out, const char *text, size_t times)
{
    for (size_t i = 0; i < times; i++)
        bc_buf_add_text(out, text);
}

static void read_text(fixture *f)
{
    clock_t start = clock();
    const bc_diag_source *source =
        bc_source_from_bytes(&f->arena, BC_STR("hostile.yaml"), bc_buf_str(&f->text), &f->diags);
    f->good = source && bc_yaml_read(&f->arena, source, &f->diags, &f->documents);
    assert_true(clock() - start < MAX_SECONDS * CLOCKS_PER_SEC);
    assert_int_equal(f->good, f->diags.errors == 0);
}

static void expect_refused(fixture *f, const char *code)
{
    read_text(f);
    assert_false(f->good);
    assert_int_equal(f->documents.n, 0);
    assert_string_equal(f->diags.list.at[0].code, code);
}

static void test_open_brackets(void **state)
{
    fixture *f = *state;
    repeat(&f->text, "[", MILLION);
    expect_refused(f, "E127");
    assert_int_equal(f->diags.list.at[0].mark.column, BC_MAX_YAML_DEPTH + 1);
}

static void test_open_braces(void **state)
{
    fixture *f = *state;
    repeat(&f->text, "{a: ", MILLION);
    expect_refused(f, "E127");
}

static void test_dashes(void **state)
{
    fixture *f = *state;
    repeat(&f->text, "- ", MILLION);
    expect_refused(f, "E127");
}

static void test_nested_lines(void **state)
{
    fixture *f = *state;
    for (int depth = 0; depth < 2000; depth++)
        bc_buf_printf(&f->text, "%*sa:\n", depth, "");
    expect_refused(f, "E127");
    assert_int_equal(f->diags.list.at[0].mark.line, BC_MAX_YAML_DEPTH + 1);
}

static void test_deepest_allowed(void **state)
{
    fixture *f = *state;
    repeat(&f->text, "[", BC_MAX_YAML_DEPTH);
    repeat(&f->text, "]", BC_MAX_YAML_DEPTH);
    read_text(f);
    assert_true(f->good);
    assert_int_equal(f->documents.n, 1);
}

static void test_huge_scalar(void **state)
{
    fixture *f = *state;
    bc_buf_add_text(&f->text, "a: ");
    repeat(&f->text, "表册", 2 * MILLION);
    read_text(f);
    assert_true(f->good);
    const bc_node *a = bc_node_find(f->documents.at[0], "a");
    assert_int_equal(bc_node_text(a).n, 2 * MILLION * 6);
    assert_int_equal(a->mark.length, BC_DIAG_MAX_LENGTH);
}

static void test_billion_laughs(void **state)
{
    fixture *f = *state;
    bc_buf_add_text(&f->text, "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for (int i = 1; i < 40; i++) {
        bc_buf_printf(&f->text, "a%d: &a%d [", i, i);
        for (int j = 0; j < 9; j++)
            bc_buf_printf(&f->text, "%s*a%d", j ? ", " : "", i - 1);
        bc_buf_add_text(&f->text, "]\n");
    }
    expect_refused(f, "E125");
    assert_true(f->diags.list.at[0].mark.line < 8);
}

static void test_merge_bomb(void **state)
{
    fixture *f = *state;
    bc_buf_add_text(&f->text, "base: &b {");
    for (int i = 0; i < 2000; i++)
        bc_buf_printf(&f->text, "k%d: x, ", i);
    bc_buf_add_text(&f->text, "}\n");
    for (int i = 0; i < 5000; i++)
        bc_buf_printf(&f->text, "m%d: {<<: *b}\n", i);
    expect_refused(f, "E125");
}

/* A shared node used often, as honest files do, is no bomb. */
static void test_many_aliases(void **state)
{
    fixture *f = *state;
    bc_buf_add_text(&f->text, "common: &c {year: 2024, unit: 万元}\nrows:\n");
    repeat(&f->text, "- {<<: *c, amount: 12}\n- *c\n", 20000);
    read_text(f);
    assert_true(f->good);
    const bc_node *rows = bc_node_find(f->documents.at[0], "rows");
    assert_int_equal(rows->n, 40000);
    assert_ptr_equal(rows->as.items[1], bc_node_find(f->documents.at[0], "common"));
    assert_int_equal(rows->as.items[0]->n, 3);
}

static void test_many_keys(void **state)
{
    fixture *f = *state;
    for (int i = 0; i < 200000; i++)
        bc_buf_printf(&f->text, "key%d: %d\n", i, i);
    bc_buf_add_text(&f->text, "key77: again\n");
    expect_refused(f, "E120");
    assert_int_equal(f->diags.list.at[0].mark.line, 200001);
    assert_non_null(strstr(f->diags.list.at[0].message.p, "line 78"));
}

static void test_many_errors(void **state)
{
    fixture *f = *state;
    repeat(&f->text, "- {a: 1, a: 2, [x]: *none, b: !!x y}\n", 20000);
    read_text(f);
    assert_int_equal(f->diags.errors, 4 * 20000);
    assert_int_equal(f->diags.list.n, BC_MAX_DIAGS);
}

static void test_many_documents(void **state)
{
    fixture *f = *state;
    repeat(&f->text, "--- &a {x: 1, y: 2}\n", 100000);
    read_text(f);
    assert_true(f->good);
    assert_int_equal(f->documents.n, 100000);
    assert_int_equal(f->documents.at[99999]->mark.line, 100000);
}

/* Everything in one line: places beyond what a mark can say stay harmless. */
static void test_one_line(void **state)
{
    fixture *f = *state;
    bc_buf_add_char(&f->text, '[');
    repeat(&f->text, "{\"a\": 1, \"b\": \"中\"}, ", 100000);
    bc_buf_add_text(&f->text, "{\"a\": 1, \"a\": 2}]");
    expect_refused(f, "E120");
    bc_buf out;
    bc_buf_init(&out);
    bc_diag_print(&f->diags.list.at[0], false, &out);
    assert_true(out.n < 400);
    bc_buf_release(&out);
}

static void test_open_quotes(void **state)
{
    fixture *f = *state;
    repeat(&f->text, "a: \"b\n", 100000);
    read_text(f);
    assert_false(f->good);
}

static void test_plain_lines(void **state)
{
    fixture *f = *state;
    bc_buf_add_text(&f->text, "a:\n");
    repeat(&f->text, "  很长的一段：文字\n", 300000);
    read_text(f);
    assert_true(f->good);
}

/* What costs a look along the line must not cost it for every item of the line. */
static void test_one_line_of_doubts(void **state)
{
    fixture *f = *state;
    static const char *const ITEMS[] = { "=f(, ",       "=f($(, ", "a：b，c, ",   "'x' : y, ",
                                         "[? a : b], ", "{? }, ",  "&a x, *a , ", "!!x y, " };
    for (size_t i = 0; i < sizeof ITEMS / sizeof *ITEMS; i++) {
        bc_diag_list_clear(&f->diags);
        bc_arena_reset(&f->arena);
        bc_buf_clear(&f->text);
        bc_buf_add_char(&f->text, '[');
        repeat(&f->text, ITEMS[i], 300000);
        bc_buf_add_char(&f->text, ']');
        read_text(f);
    }
}

/* Lines that end as on an old Macintosh, and as many carets as are printed, far down in them. */
static void test_many_carets(void **state)
{
    fixture *f = *state;
    bc_buf out;
    bc_buf_init(&out);
    repeat(&f->text, "- 1\r", 50000);
    repeat(&f->text, "- {a: 1, a: 2}\r", BC_MAX_DIAGS);
    read_text(f);
    assert_int_equal(f->diags.list.n, BC_MAX_DIAGS);
    clock_t start = clock();
    for (size_t i = 0; i < f->diags.list.n; i++) {
        bc_buf_clear(&out);
        bc_diag_print(&f->diags.list.at[i], false, &out);
        assert_non_null(strstr(out.p, "\n    - {a: 1, a: 2}\n             ^\n"));
    }
    assert_true(clock() - start < MAX_SECONDS * CLOCKS_PER_SEC);
    bc_buf_release(&out);
}

static void test_every_short_prefix(void **state)
{
    fixture *f = *state;
    const bc_str whole =
        BC_STR("a: &x {\"k\": \"\\u4e2d\\U00020BB7\", '中': [1, *x, !!str y]}\n<<: *x\n- |\n b\n...\n");
    for (size_t n = 0; n <= whole.n; n++) {
        bc_diag_list_clear(&f->diags);
        bc_arena_reset(&f->arena);
        bc_buf_clear(&f->text);
        bc_buf_add_str(&f->text, bc_str_slice(whole, 0, n));
        read_text(f);
    }
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_open_brackets),      CASE(test_open_braces),     CASE(test_dashes),
        CASE(test_nested_lines),       CASE(test_deepest_allowed), CASE(test_huge_scalar),
        CASE(test_billion_laughs),     CASE(test_merge_bomb),      CASE(test_many_aliases),
        CASE(test_many_keys),          CASE(test_many_errors),     CASE(test_many_documents),
        CASE(test_one_line),           CASE(test_open_quotes),     CASE(test_plain_lines),
        CASE(test_one_line_of_doubts), CASE(test_many_carets),     CASE(test_every_short_prefix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
