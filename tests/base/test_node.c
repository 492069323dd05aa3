/* Value trees: made, searched, dumped. */
#include "base/node.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

typedef struct tree {
    bc_arena arena;
    bc_diag_source source;
    const bc_node *map, *list, *text, *null;
} tree;

static int set_up(void **state)
{
    static tree t;
    t = (tree){ .source = { .name = BC_STR("t.yaml"), .text = BC_STR("") } };
    bc_diag_mark mark = { &t.source, 2, 3, 4 };
    bc_node *null = BC_NEW(&t.arena, bc_node);
    null->mark = (bc_diag_mark){ &t.source, 9, 1, 0 };
    t.null = null;
    t.text = bc_node_new_text(&t.arena, mark, BC_STR("甲\n\"\x01\\"), true);
    const bc_node *items[] = { t.text, t.null };
    t.list = bc_node_new_list(&t.arena, mark, items, 2);
    bc_node_member members[] = { { BC_STR("项目"), mark, t.list }, { BC_STR("none"), mark, t.null } };
    t.map = bc_node_new_map(&t.arena, mark, members, 2);
    members[0].value = items[0] = NULL; /* they were copied */
    *state = &t;
    return 0;
}

static int tear_down(void **state)
{
    bc_arena_release(&((tree *)*state)->arena);
    return 0;
}

static void test_find(void **state)
{
    const tree *t = *state;
    assert_ptr_equal(bc_node_find(t->map, "项目"), t->list);
    assert_ptr_equal(bc_node_find(t->map, "none"), t->null);
    assert_null(bc_node_find(t->map, "项"));
    assert_null(bc_node_find(t->list, "项目"));
    assert_null(bc_node_find(NULL, "项目"));
    assert_ptr_equal(bc_node_find_member(t->map, BC_STR("none")), &t->map->as.members[1]);
    assert_ptr_equal(t->list->as.items[0], t->text);
    assert_int_equal(t->map->mark.line, 2);
}

static void test_text(void **state)
{
    const tree *t = *state;
    assert_true(bc_str_eq(bc_node_text(t->text), BC_STR("甲\n\"\x01\\")));
    assert_int_equal(bc_node_text(t->list).n + bc_node_text(t->null).n + bc_node_text(NULL).n, 0);
    assert_true(t->text->quoted);
}

static void test_names(void **state)
{
    (void)state;
    assert_string_equal(bc_node_kind_name(BC_NODE_NULL), "nothing");
    assert_string_equal(bc_node_kind_name(BC_NODE_TEXT), "text");
    assert_string_equal(bc_node_kind_name(BC_NODE_LIST), "list");
    assert_string_equal(bc_node_kind_name(BC_NODE_MAP), "map");
}

static void test_dump(void **state)
{
    const tree *t = *state;
    bc_buf out;
    bc_buf_init(&out);
    bc_node_dump(NULL, &out);
    assert_int_equal(out.n, 0);
    bc_node_dump(t->map, &out);
    assert_string_equal(out.p, "map 2:3+4\n"
                               "  \"项目\" 2:3 = list 2:3+4\n"
                               "    - text 2:3+4 quoted \"甲\\n\\\"\\x01\\\\\"\n"
                               "    - null 9:1\n"
                               "  \"none\" 2:3 = null 9:1\n");
    bc_buf_release(&out);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = { CASE(test_find), CASE(test_text), CASE(test_names), CASE(test_dump) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
