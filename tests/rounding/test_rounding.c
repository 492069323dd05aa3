/* Whatever the table: parts add up to totals, every figure is one of its two neighbours, whole ones stay, and the same
 * figures come to the same. Tables are random: totals in totals, cross tables with totals on both axes, with groups of
 * rows, and with groups in both directions, where only the first two promises hold for what is not inside both. */
#include "rounding/rounding.h"

#include "base/vec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct table {
    BC_VEC(bc_rounding_figure) figures;
    BC_VEC(bc_rounding_sum) sums;
    bc_arena arena;
    uint64_t seed;
} table;

static uint32_t chance(table *t, uint32_t below)
{
    t->seed = t->seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(t->seed >> 33) % below;
}

/* In thousandths; often whole, often nothing, sometimes negative or halves. */
static int64_t some_amount(table *t)
{
    switch (chance(t, 6)) {
    case 0:
        return 0;
    case 1:
        return (int64_t)chance(t, 50) * 1000;
    case 2:
        return -(int64_t)chance(t, 90000);
    case 3:
        return (int64_t)chance(t, 20) * 500;
    default:
        return chance(t, 2000000);
    }
}

static uint32_t add_figure(table *t, int64_t thousandths, uint32_t rank)
{
    bc_vec_add(&t->figures, ((bc_rounding_figure){ .exact = { thousandths, 3 }, .rank = rank }));
    return (uint32_t)t->figures.n - 1;
}

/* A total of these figures, and its sum. */
static uint32_t add_total(table *t, const uint32_t *parts, uint32_t n, uint32_t rank)
{
    int64_t all = 0;
    for (uint32_t i = 0; i < n; i++)
        all += (int64_t)t->figures.at[parts[i]].exact.coef;
    uint32_t total = add_figure(t, all, rank);
    bc_vec_add(&t->sums, ((bc_rounding_sum){ total, BC_NEW_COPY(&t->arena, parts, n), n }));
    return total;
}

static void add_sum(table *t, uint32_t total, const uint32_t *parts, uint32_t n)
{
    bc_vec_add(&t->sums, ((bc_rounding_sum){ total, BC_NEW_COPY(&t->arena, parts, n), n }));
}

static void release(table *t)
{
    bc_vec_release(&t->figures);
    bc_vec_release(&t->sums);
    bc_arena_release(&t->arena);
}

static bc_decimal_int128 floor_of(bc_decimal_int128 thousandths)
{
    return thousandths >= 0 ? thousandths / 1000 : -((999 - thousandths) / 1000);
}

static void balance(table *t, bool far_allowed)
{
    bc_arena arena = { 0 };
    uint32_t broken =
        bc_rounding_balance(t->figures.at, (uint32_t)t->figures.n, t->sums.at, (uint32_t)t->sums.n, &arena);
    bc_arena_release(&arena);
    assert_int_equal(broken, 0);
    for (size_t s = 0; s < t->sums.n; s++) {
        bc_decimal_int128 parts = 0;
        for (uint32_t i = 0; i < t->sums.at[s].n; i++)
            parts += t->figures.at[t->sums.at[s].parts[i]].rounded;
        assert_true(parts == t->figures.at[t->sums.at[s].total].rounded);
    }
    for (size_t i = 0; i < t->figures.n; i++) {
        const bc_rounding_figure *f = &t->figures.at[i];
        bc_decimal_int128 floor = floor_of(f->exact.coef);
        bool whole = f->exact.coef == floor * 1000;
        bool near = f->rounded == floor || (!whole && f->rounded == floor + 1);
        assert_true(near || far_allowed);
        assert_int_equal(f->far, !near);
    }
}

/* -- totals in totals ----------------------------------------------------------------------------------- */

static uint32_t grow(table *t, uint32_t depth)
{
    uint32_t parts[9], n = 1 + chance(t, 8);
    if (!depth)
        return add_figure(t, some_amount(t), 0);
    for (uint32_t i = 0; i < n; i++)
        parts[i] = grow(t, depth - 1 - (depth > 1 && chance(t, 3) == 0));
    return add_total(t, parts, n, depth);
}

static void test_nested(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed < 400; seed++) {
        table t = { .seed = seed };
        grow(&t, 1 + chance(&t, 4));
        balance(&t, false);
        release(&t);
    }
}

/* The top stays as it is by itself, and so do those below it as far as they can. */
static void test_moves_what_is_nearest(void **state)
{
    (void)state;
    table t = { 0 };
    const int64_t amounts[] = { 1400, 1400, 1400, 2300 }; /* 1 + 1 + 1 + 2, and 6.5 makes 7: two go up */
    uint32_t parts[4];
    for (uint32_t i = 0; i < 4; i++)
        parts[i] = add_figure(&t, amounts[i], 0);
    uint32_t total = add_total(&t, parts, 4, 1);
    balance(&t, false);
    assert_int_equal(t.figures.at[total].rounded, 7);
    assert_false(t.figures.at[total].moved);
    assert_int_equal(t.figures.at[0].rounded, 2); /* of equal ones the first */
    assert_int_equal(t.figures.at[1].rounded, 2);
    assert_int_equal(t.figures.at[2].rounded, 1);
    assert_int_equal(t.figures.at[3].rounded, 2);
    assert_true(t.figures.at[0].moved && t.figures.at[1].moved);
    release(&t);
}

/* -- two directions ------------------------------------------------------------------------------------- */

enum { MOST = 40 };

/* Rows in groups of `group` (0: none), columns in groups of `quarter` (0: none), totals at all ends. */
static void make_cross(table *t, uint32_t rows, uint32_t columns, uint32_t group, uint32_t quarter)
{
    static uint32_t cells[MOST + 1][MOST + 1], line[MOST];
    for (uint32_t r = 0; r < rows; r++)
        for (uint32_t c = 0; c < columns; c++)
            cells[r][c] = add_figure(t, some_amount(t), 0);
    uint32_t top_parts[MOST], top_count = 0;
    for (uint32_t c = 0; c < columns; c++) { /* groups of rows, and the row of totals */
        uint32_t groups[MOST], n = 0;
        for (uint32_t r = 0; r < rows; r++)
            line[r] = cells[r][c];
        for (uint32_t r = 0; group && r < rows; r += group)
            groups[n++] = add_total(t, line + r, rows - r < group ? rows - r : group, 1);
        cells[rows][c] = group ? add_total(t, groups, n, 2) : add_total(t, line, rows, 2);
    }
    for (uint32_t r = 0; r < rows; r++) {
        uint32_t quarters[MOST], n = 0;
        for (uint32_t c = 0; quarter && c < columns; c += quarter)
            quarters[n++] = add_total(t, cells[r] + c, columns - c < quarter ? columns - c : quarter, 1);
        cells[r][columns] = quarter ? add_total(t, quarters, n, 2) : add_total(t, cells[r], columns, 2);
    }
    for (uint32_t r = 0; r < rows; r++)
        line[r] = cells[r][columns];
    for (uint32_t r = 0; group && r < rows; r += group)
        top_parts[top_count++] = add_total(t, line + r, rows - r < group ? rows - r : group, 3);
    uint32_t top = group ? add_total(t, top_parts, top_count, 4) : add_total(t, line, rows, 4);
    add_sum(t, top, cells[rows], columns);
}

static void test_cross(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed < 300; seed++) {
        table t = { .seed = seed };
        uint32_t rows = 1 + chance(&t, MOST), columns = 1 + chance(&t, 24);
        make_cross(&t, rows, columns, seed % 2 ? 1 + chance(&t, 7) : 0, seed % 3 ? 0 : 1 + chance(&t, 4));
        balance(&t, false);
        release(&t);
    }
}

/* Subtotals of groups over subtotals of groups: what is inside both follows from the rest. */
static void test_both_ways(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed < 200; seed++) {
        table t = { .seed = seed };
        uint32_t rows = 2 + chance(&t, 20), columns = 12, cells[MOST][12], months[MOST];
        make_cross(&t, rows, columns, 0, 3);
        for (uint32_t r = 0; r < rows; r++)
            for (uint32_t c = 0; c < columns; c++)
                cells[r][c] = r * columns + c;
        for (uint32_t r = 0; r + 2 <= rows; r += 2) { /* pairs of rows: of each month, then of each quarter */
            for (uint32_t c = 0; c < columns; c++) {
                uint32_t pair[] = { cells[r][c], cells[r + 1][c] };
                months[c] = add_total(&t, pair, 2, 1);
            }
            for (uint32_t q = 0; q < 4; q++)
                add_total(&t, months + 3 * q, 3, 2);
        }
        balance(&t, true);
        release(&t);
    }
}

static void test_same_again(void **state)
{
    (void)state;
    table a = { .seed = 7 }, b = { .seed = 7 };
    make_cross(&a, 30, 12, 5, 0);
    make_cross(&b, 30, 12, 5, 0);
    balance(&a, false);
    balance(&b, false);
    for (size_t i = 0; i < a.figures.n; i++)
        assert_true(a.figures.at[i].rounded == b.figures.at[i].rounded);
    release(&a);
    release(&b);
}

/* Twice as many rows take about twice as long; eight times as many not much more than eight times. */
static double seconds_for(uint32_t rows)
{
    table t = { .seed = 3 };
    uint32_t *lines = malloc(rows * 24 * sizeof *lines), *line = malloc(rows * sizeof *line),
             *totals = malloc(rows * sizeof *totals);
    for (uint32_t i = 0; i < rows * 24; i++)
        lines[i] = add_figure(&t, chance(&t, 2000000), 0);
    uint32_t bottom[24];
    for (uint32_t c = 0; c < 24; c++) {
        for (uint32_t r = 0; r < rows; r++)
            line[r] = lines[r * 24 + c];
        bottom[c] = add_total(&t, line, rows, 1);
    }
    for (uint32_t r = 0; r < rows; r++)
        totals[r] = add_total(&t, lines + r * 24, 24, 1);
    uint32_t top = add_total(&t, totals, rows, 2);
    add_sum(&t, top, bottom, 24);
    struct timespec from, to;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    balance(&t, false);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    release(&t);
    free(lines);
    free(line);
    free(totals);
    return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

static void test_growth(void **state)
{
    (void)state;
    double small = seconds_for(500), large = seconds_for(4000);
    print_message("500 × 24: %.4f s, 4000 × 24: %.4f s\n", small, large);
    assert_true(large < 40 * small + 0.02);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nested),     cmocka_unit_test(test_moves_what_is_nearest),
        cmocka_unit_test(test_cross),      cmocka_unit_test(test_both_ways),
        cmocka_unit_test(test_same_again), cmocka_unit_test(test_growth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
