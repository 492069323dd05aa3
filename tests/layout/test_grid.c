/* What is asserted of tables and their parts, in some builds only. */
#include "layout/private/grid.h"
#include "layout/private/printed.h"

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

static void test_rows(void **state)
{
    (void)state;
    const bc_layout_row rows[] = { { .cells = 2 }, { .first_cell = 2, .cells = 1, .band = 1 } };
    bc_layout_composed_cell cells[] = { { .x1 = 10, .rows = 2 },
                                        { .x0 = 10, .x1 = 30, .rows = 1 },
                                        { .x0 = 10, .x1 = 30, .row = 1, .rows = 1 } };
    const bc_layout_composed_table composed = { .rows = rows, .row_count = 2, .cells = cells, .cell_count = 3 };
    bc_layout_cell measured[] = { { .composed = &cells[0], .need = 90 }, /* over two rows: it may be higher */
                                  { .composed = &cells[1], .need = 20 },
                                  { .composed = &cells[2], .need = 20 } };
    bc_len heights[] = { 20, 20 }, unbroken[] = { 45, 45 };
    const bc_layout_table table = {
        .composed = &composed, .cells = measured, .heights = heights, .unbroken_heights = unbroken
    };
    for (uint32_t r = 0; r < 2; r++)
        assert_true(bc_layout_grid_row_is_in_order(&composed, r) && bc_layout_grid_row_is_measured(&table, r));
    measured[2].composed = &cells[1];
    assert_false(bc_layout_grid_row_is_measured(&table, 1));
    measured[2].composed = &cells[2];
    heights[1] = 19;
    assert_false(bc_layout_grid_row_is_measured(&table, 1));
    cells[1].x0 = 9;
    assert_false(bc_layout_grid_row_is_in_order(&composed, 0));
    cells[2].row = 0;
    assert_false(bc_layout_grid_row_is_in_order(&composed, 1));
}

static void test_printed(void **state)
{
    (void)state;
    const bc_layout_composed_table composed = { .cell_count = 2 };
    const bc_layout_cell cells[] = { { .line_count = 3 }, { .line_count = 1 } };
    const bc_layout_table table = { .composed = &composed, .cells = cells };
    bc_layout_printed printed = { 0 };
    assert_true(bc_layout_printed_add(&printed, 1, 0, 1));
    assert_true(bc_layout_printed_add(&printed, 0, 0, 2));
    assert_false(bc_layout_printed_is_all(&printed, &table));
    assert_true(bc_layout_printed_add(&printed, 0, 2, 3));
    assert_true(bc_layout_printed_is_all(&printed, &table));
    assert_false(bc_layout_printed_add(&printed, 1, 0, 1)); /* again */
    bc_layout_printed_release(&printed);
    assert_false(bc_layout_printed_add(&printed, 0, 1, 2)); /* without the first */
    bc_layout_printed_release(&printed);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_tiled), cmocka_unit_test(test_not_tiled),
                                        cmocka_unit_test(test_rows), cmocka_unit_test(test_printed) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
