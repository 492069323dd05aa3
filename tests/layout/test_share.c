/* Widths of columns: laws over random grids, and how near the search comes to the least height there is. */
#include "layout/private/share.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum { EM = 10000, LEADING = 14000, PAD = 7000, WIDTH = 440000 };

typedef struct dice {
    uint64_t state;
} dice;

static uint32_t roll(dice *d, uint32_t below)
{
    uint64_t z = d->state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (uint32_t)((z ^ (z >> 31)) % below);
}

/* A text of so many ideographs, the widest piece of which takes `piece` ems. */
static bc_text_demand text_of(bc_len ems, bc_len piece)
{
    bc_text_demand extent = { .piece = piece * EM, .length = ems * EM, .paragraphs = 1 };
    for (bc_len k = 0; k < BC_TEXT_DEMAND_LINES; k++) {
        bc_len line = (ems + k) / (k + 1);
        extent.least[k] = (line > piece ? line : piece) * EM;
    }
    return extent;
}

typedef struct sheet {
    bc_arena arena;
    bc_form_width columns[BC_MAX_GRID];
    bc_len edges[BC_MAX_GRID + 1];
    bc_form_grid grid;
    bc_layout_sharing sharing;
} sheet;

static void open_sheet(sheet *s, uint32_t n, bc_form_width_kind kind)
{
    memset(s, 0, sizeof *s);
    for (uint32_t i = 0; i < n; i++) {
        s->columns[i] = (bc_form_width){ .kind = kind, .flexible = true, .content = true, .share = 1000 };
        s->edges[i + 1] = (bc_len)((int64_t)WIDTH * (i + 1) / n);
    }
    s->grid = (bc_form_grid){ s->columns, s->edges, (uint16_t)n, true, kind == BC_WIDTH_AUTO };
    bc_layout_sharing_init(&s->sharing, &s->grid, WIDTH, &s->arena);
}

static void close_sheet(sheet *s)
{
    bc_layout_sharing_release(&s->sharing);
    bc_arena_release(&s->arena);
}

static void add_row(sheet *s)
{
    bc_vec_add(&s->sharing.rows,
               (bc_layout_demand_row){ .first = (uint32_t)s->sharing.demands.n, .least = LEADING + 6000 });
}

static void add_cell(sheet *s, uint32_t from, uint32_t to, bc_len ems, bc_len piece)
{
    bc_layout_demand d = { .from = (uint16_t)from,
                           .to = (uint16_t)to,
                           .pad = PAD,
                           .rest = 6000,
                           .leading = LEADING,
                           .waste = EM / 2,
                           .extent = text_of(ems, piece) };
    bc_vec_add(&s->sharing.demands, d);
    s->sharing.rows.at[s->sharing.rows.n - 1].n++;
    for (uint32_t i = from; i < to; i++)
        s->sharing.has_values[i] = true;
    bc_layout_sharing_ask(&s->sharing, BC_FLOOR_HARD, from, to, piece * EM + PAD);
    bc_layout_sharing_ask(&s->sharing, BC_FLOOR_SOFT, from, to, piece * EM + PAD);
    bc_layout_sharing_ask(&s->sharing, BC_FLOOR_WISH, from, to, piece * EM + PAD);
}

static int64_t height_with(const sheet *s, const bc_len *widths)
{
    int64_t height = 0;
    for (size_t r = 0; r < s->sharing.rows.n; r++) {
        const bc_layout_demand_row *row = &s->sharing.rows.at[r];
        bc_len most = row->least;
        for (uint32_t i = 0; i < row->n; i++) {
            const bc_layout_demand *d = &s->sharing.demands.at[row->first + i];
            bc_len width = -d->pad;
            for (uint32_t k = d->from; k < d->to; k++)
                width += widths[k];
            most = bc_len_max(most, d->rest + (bc_len)bc_layout_demand_lines(d, width) * d->leading);
        }
        height += most;
    }
    return height;
}

/* Columns of a few characters and such of sentences, as forms have them. */
static void fill_sheet(sheet *s, dice *d, uint32_t rows)
{
    uint32_t n = s->sharing.n;
    bc_len usual[BC_MAX_GRID];
    for (uint32_t i = 0; i < n; i++)
        usual[i] = roll(d, 2) ? 4 : 6 + (bc_len)roll(d, 60);
    for (uint32_t r = 0; r < rows; r++) {
        add_row(s);
        for (uint32_t i = 0; i < n; i++) {
            bc_len ems = 1 + (bc_len)roll(d, (uint32_t)(2 * usual[i]));
            bc_len piece = 1 + (bc_len)roll(d, 4);
            add_cell(s, i, i + 1, ems, piece < ems ? piece : ems);
        }
    }
}

/* The least height of all ways to share the width out in steps. */
static int64_t least_height(const sheet *s, uint32_t column, bc_len left, bc_len *widths)
{
    enum { STEP = EM };
    bc_len floor = s->sharing.floors[BC_FLOOR_HARD][bc_layout_sharing_range(&s->sharing, column, column + 1)];
    if (column + 1 == s->sharing.n) {
        widths[column] = left;
        return left < floor ? INT64_MAX : height_with(s, widths);
    }
    int64_t best = INT64_MAX;
    for (bc_len width = floor; width <= left; width += STEP) {
        widths[column] = width;
        int64_t height = least_height(s, column + 1, left - width, widths);
        best = height < best ? height : best;
    }
    return best;
}

/* -- laws ----------------------------------------------------------------------------------------------- */

static bc_len sum_of(const bc_len *widths, uint32_t from, uint32_t to)
{
    bc_len width = 0;
    for (uint32_t i = from; i < to; i++)
        width += widths[i];
    return width;
}

/* Columns of all kinds, and cells over several of them. */
static void fill_mixed(sheet *s, dice *d)
{
    uint32_t n = s->sharing.n;
    for (uint32_t i = 0; i < n; i++) {
        bc_form_width *column = &s->sharing.columns[i];
        uint32_t kind = roll(d, 6);
        if (kind == 0)
            *column = (bc_form_width){ .kind = BC_WIDTH_LENGTH, .length = s->sharing.nominal[i] };
        else if (kind == 1)
            *column = (bc_form_width){ .kind = BC_WIDTH_SHARE, .share = 1000, .flexible = true, .content = true };
        else if (kind == 2)
            column->least = (bc_len)roll(d, 5) * EM;
    }
    fill_sheet(s, d, 1 + roll(d, 12));
    for (uint32_t k = roll(d, 4); k > 0 && n > 2; k--) {
        uint32_t from = roll(d, n - 1), to = from + 2 + roll(d, n - from - 1);
        add_row(s);
        add_cell(s, from, to > n ? n : to, 1 + (bc_len)roll(d, 60), 1 + (bc_len)roll(d, 6));
    }
}

static void expect_floors(const sheet *s)
{
    const bc_layout_sharing *sharing = &s->sharing;
    for (uint32_t from = 0; from < sharing->n; from++)
        for (uint32_t to = from + 1; to <= sharing->n; to++) {
            bool flexible = false;
            for (uint32_t i = from; i < to; i++)
                flexible |= sharing->columns[i].flexible;
            bc_len asked = sharing->floors[BC_FLOOR_HARD][bc_layout_sharing_range(sharing, from, to)];
            if (flexible)
                assert_true(sum_of(sharing->widths, from, to) >= asked);
        }
    for (uint32_t i = 0; i < sharing->n; i++)
        if (!sharing->columns[i].flexible)
            assert_int_equal(sharing->widths[i], sharing->nominal[i]);
}

static void test_laws(void **state)
{
    (void)state;
    dice d = { 3 };
    uint32_t fits = 0, flexible = 0;
    for (uint32_t run = 0; run < 4000; run++) {
        sheet s;
        open_sheet(&s, 1 + roll(&d, 9), BC_WIDTH_AUTO);
        fill_mixed(&s, &d);
        bc_layout_sharing_solve(&s.sharing);
        bool any = false;
        for (uint32_t i = 0; i < s.sharing.n; i++) {
            any |= s.sharing.columns[i].flexible;
            assert_true(s.sharing.widths[i] >= 0);
        }
        assert_int_equal(sum_of(s.sharing.widths, 0, s.sharing.n), WIDTH);
        if (!s.sharing.is_short && any)
            expect_floors(&s);
        fits += !s.sharing.is_short;
        flexible += any;
        close_sheet(&s);
    }
    assert_true(fits > 2000 && flexible > 3000);
}

/* The same rows in another order, and in the same. */
static void test_order_has_no_say(void **state)
{
    (void)state;
    dice d = { 11 };
    for (uint32_t run = 0; run < 500; run++) {
        dice again = d;
        sheet a, b;
        uint32_t n = 2 + roll(&d, 6);
        open_sheet(&a, n, BC_WIDTH_AUTO);
        fill_sheet(&a, &d, 30);
        (void)roll(&again, 6);
        open_sheet(&b, n, BC_WIDTH_AUTO);
        fill_sheet(&b, &again, 30);
        for (size_t i = b.sharing.rows.n; i > 1; i--) {
            size_t k = roll(&d, (uint32_t)i);
            bc_layout_demand_row row = b.sharing.rows.at[k];
            b.sharing.rows.at[k] = b.sharing.rows.at[i - 1];
            b.sharing.rows.at[i - 1] = row;
        }
        bc_layout_sharing_solve(&a.sharing);
        bc_layout_sharing_solve(&b.sharing);
        assert_memory_equal(a.sharing.widths, b.sharing.widths, n * sizeof *a.sharing.widths);
        close_sheet(&a);
        close_sheet(&b);
    }
}

static void test_one_line_each_is_taken(void **state)
{
    (void)state;
    sheet s;
    open_sheet(&s, 3, BC_WIDTH_AUTO);
    add_row(&s);
    add_cell(&s, 0, 1, 20, 1);
    add_cell(&s, 1, 2, 6, 1);
    add_cell(&s, 2, 3, 10, 1);
    bc_layout_sharing_solve(&s.sharing);
    assert_true(s.sharing.widths[0] >= 20 * EM + PAD);
    assert_true(s.sharing.widths[1] >= 6 * EM + PAD);
    assert_true(s.sharing.widths[2] >= 10 * EM + PAD);
    close_sheet(&s);
}

static void add_siblings(sheet *s, const uint16_t *edges, uint32_t n)
{
    bc_layout_siblings group = { .n = n };
    memcpy(group.edges, edges, (n + 1) * sizeof *edges);
    bc_vec_add(&s->sharing.siblings, group);
}

static bc_len range_of(const sheet *s, uint32_t from, uint32_t to)
{
    return sum_of(s->sharing.widths, from, to);
}

/* Columns that look alike are equal where texts allow: a wide floor keeps what it needs, and nothing changes where rows
 * would become much higher. */
static void test_siblings_are_equal(void **state)
{
    (void)state;
    static const uint16_t EDGES[] = { 1, 3, 4, 5 };
    for (int turn = 0; turn < 3; turn++) {
        sheet s;
        open_sheet(&s, 5, BC_WIDTH_AUTO);
        add_siblings(&s, EDGES, 3);
        for (int row = 0; row < 8; row++) {
            add_row(&s);
            add_cell(&s, 0, 1, 5, 1);
            add_cell(&s, 1, 2, turn == 2 ? 60 : 4, 1);
            add_cell(&s, 3, 4, 3, 1);
            add_cell(&s, 4, 5, 2, turn == 1 ? 16 : 1);
        }
        bc_layout_sharing_solve(&s.sharing);
        bc_len two = range_of(&s, 1, 3), first = range_of(&s, 3, 4), second = range_of(&s, 4, 5);
        assert_int_equal(sum_of(s.sharing.widths, 0, 5), WIDTH);
        if (turn < 2)
            assert_in_range(two, first - 1, first + 1);
        if (turn == 0)
            assert_in_range(second, first - 1, first + 1);
        if (turn == 1)
            assert_true(second >= 16 * EM + PAD && first < second);
        if (turn == 2)
            assert_true(two > 2 * first);
        close_sheet(&s);
    }
}

/* Where no row becomes lower, the width goes where most cells take a line less. */
static void test_many_cells_outweigh_one(void **state)
{
    (void)state;
    sheet s;
    open_sheet(&s, 3, BC_WIDTH_AUTO);
    for (int row = 0; row < 12; row++) {
        add_row(&s);
        add_cell(&s, 0, 1, row ? 3 : 6, 3);
        add_cell(&s, 1, 2, 8, 4);
        add_cell(&s, 2, 3, 116, 29);
    }
    bc_layout_sharing_solve(&s.sharing);
    assert_true(s.sharing.widths[1] >= 8 * EM + PAD);
    close_sheet(&s);
}

static void test_last_row_counts(void **state)
{
    (void)state;
    dice d = { 5 };
    sheet s;
    open_sheet(&s, 4, BC_WIDTH_AUTO);
    fill_sheet(&s, &d, 20000);
    add_row(&s);
    add_cell(&s, 1, 2, 12, 12);
    bc_layout_sharing_solve(&s.sharing);
    assert_true(s.sharing.widths[1] >= 12 * EM + PAD);
    close_sheet(&s);
}

static void test_too_much_is_said(void **state)
{
    (void)state;
    sheet s;
    open_sheet(&s, 3, BC_WIDTH_AUTO);
    add_row(&s);
    for (uint32_t i = 0; i < 3; i++)
        add_cell(&s, i, i + 1, 20, 17);
    bc_layout_sharing_solve(&s.sharing);
    assert_true(s.sharing.is_short);
    assert_int_equal(sum_of(s.sharing.widths, 0, 3), WIDTH);
    close_sheet(&s);
}

/* Labels ask for `soft` in all columns and `more` in the last. How many columns have what they ask for. */
static uint32_t columns_kept(bc_len soft, bc_len more)
{
    sheet s;
    uint32_t kept = 0;
    open_sheet(&s, 4, BC_WIDTH_AUTO);
    for (uint32_t i = 0; i < 4; i++) {
        bc_layout_sharing_ask(&s.sharing, BC_FLOOR_HARD, i, i + 1, 2 * EM);
        bc_layout_sharing_ask(&s.sharing, BC_FLOOR_SOFT, i, i + 1, soft + (i == 3 ? more : 0));
    }
    bc_layout_sharing_solve(&s.sharing);
    assert_int_equal(sum_of(s.sharing.widths, 0, 4), WIDTH);
    for (uint32_t i = 0; i < 4; i++) {
        assert_true(s.sharing.widths[i] >= 2 * EM);
        kept += s.sharing.widths[i] >= soft + (i == 3 ? more : 0);
    }
    close_sheet(&s);
    return kept;
}

static void test_few_give_way(void **state)
{
    (void)state;
    assert_int_equal(columns_kept(WIDTH / 4, 0), 4);
    assert_int_equal(columns_kept(WIDTH / 4, 2000), 3);
    assert_int_equal(columns_kept(WIDTH / 4 + 2000, 2000), 3);
    assert_int_equal(columns_kept(WIDTH / 2, 0), 0); /* too much for that */
}

static double seconds_for(uint32_t rows)
{
    dice d = { 9 };
    sheet s;
    open_sheet(&s, 6, BC_WIDTH_AUTO);
    fill_sheet(&s, &d, rows);
    struct timespec from, to;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    bc_layout_sharing_solve(&s.sharing);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    close_sheet(&s);
    return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

/* Four times the rows take about four times as long. */
static void test_time_grows_with_the_rows(void **state)
{
    (void)state;
    double small = 1e9, large = 1e9;
    for (int i = 0; i < 3; i++) {
        double a = seconds_for(5000), b = seconds_for(20000);
        small = a < small ? a : small;
        large = b < large ? b : large;
    }
    assert_true(large < 10 * small);
}

static void test_height_is_near_the_least(void **state)
{
    (void)state;
    dice d = { 7 };
    int64_t found = 0, least = 0;
    for (uint32_t run = 0; run < 150; run++) {
        sheet s;
        bc_len widths[BC_MAX_GRID] = { 0 };
        open_sheet(&s, 3 + roll(&d, 2), BC_WIDTH_AUTO);
        fill_sheet(&s, &d, 4 + roll(&d, 20));
        bc_layout_sharing_solve(&s.sharing);
        int64_t mine = height_with(&s, s.sharing.widths), best = least_height(&s, 0, WIDTH, widths);
        assert_true(mine * 100 <= best * 125);
        found += mine;
        least += best;
        close_sheet(&s);
    }
    assert_true(found * 100 <= least * 101);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_laws),
        cmocka_unit_test(test_order_has_no_say),
        cmocka_unit_test(test_one_line_each_is_taken),
        cmocka_unit_test(test_siblings_are_equal),
        cmocka_unit_test(test_many_cells_outweigh_one),
        cmocka_unit_test(test_last_row_counts),
        cmocka_unit_test(test_too_much_is_said),
        cmocka_unit_test(test_few_give_way),
        cmocka_unit_test(test_time_grows_with_the_rows),
        cmocka_unit_test(test_height_is_near_the_least),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
