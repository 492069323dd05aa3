/* What the stress build asserts of tables and their parts. */
#include "layout/private/grid.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define IS_TILED(rows, ...)                                                                                            \
    bc_layout_grid_is_tiled((const bc_layout_stroke_box[]){ __VA_ARGS__ },                                             \
                            sizeof((const bc_layout_stroke_box[]){ __VA_ARGS__ }) / sizeof(bc_layout_stroke_box),      \
                            rows, 30)

static void test_tiled(void **state)
{
    (void)state;
    assert_true(IS_TILED(1, { 0, 30, 0, 1 }));
    assert_true(IS_TILED(2, { 0, 10, 0, 2 }, { 10, 30, 0, 1 }, { 10, 20, 1, 2 }, { 20, 30, 1, 2 }));
    /* like bricks */
    assert_true(IS_TILED(3, { 0, 10, 0, 2 }, { 10, 30, 0, 1 }, { 10, 30, 1, 3 }, { 0, 10, 2, 3 }));
}

static void test_not_tiled(void **state)
{
    (void)state;
    assert_false(IS_TILED(1, { 0, 10, 0, 1 }, { 20, 30, 0, 1 }));                  /* a hole */
    assert_false(IS_TILED(1, { 0, 20, 0, 1 }));                                    /* too narrow */
    assert_false(IS_TILED(1, { 0, 20, 0, 1 }, { 10, 30, 0, 1 }));                  /* an overlap */
    assert_false(IS_TILED(2, { 0, 10, 0, 2 }, { 10, 30, 0, 1 }, { 0, 30, 1, 2 })); /* one from above */
    assert_false(IS_TILED(2, { 0, 30, 0, 1 }));                                    /* a row without cells */
    assert_false(IS_TILED(1, { 0, 30, 0, 1 }, { 0, 30, 1, 2 }));                   /* a cell below the last row */
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_tiled), cmocka_unit_test(test_not_tiled) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
