/* Random tables, each checked against everything docs/pagination.md promises. The seed of a table that fails is
 * printed; SEED=n runs that one alone. */
#include "table_check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { TABLES = 12000, WEIRD_TABLES = 4000, CONTINUED = 18000 };

static const bc_form_para_style CONTINUED_STYLE = {
    .text = { .role = BC_ROLE_BODY, .size = FAKE_SIZE, .leading = FAKE_LEADING }, .after = CONTINUED - FAKE_LEADING
};

static uint64_t first_seed(void)
{
    const char *seed = getenv("SEED");
    return seed ? strtoull(seed, NULL, 10) : 0;
}

static uint64_t seed_count(uint64_t n)
{
    return getenv("SEED") ? 1 : n;
}

/* DUMP=1 prints where the lines of a failing table stand. */
static void dump(const fake_pages *pages)
{
    for (size_t i = 0; i < pages->lines.n; i++) {
        const fake_line *line = &pages->lines.at[i];
        print_message("page %u text %u.%u%s at %d\n", line->page, line->text, line->line,
                      line->role == BC_ITEM_REPEATED ? " again" : "", line->top);
    }
}

static void check(const char *wrong, uint64_t seed, const fake_pages *pages)
{
    if (wrong && getenv("DUMP"))
        dump(pages);
    if (wrong)
        fail_msg("seed %llu: %s", (unsigned long long)seed, wrong);
}

static void run_table(uint64_t seed)
{
    fake_random random = { seed };
    fake f;
    fake_pages pages;
    fake_init(&f, BC_PT(440), (bc_len)(14 + fake_below(&random, 40)) * FAKE_LEADING + (bc_len)fake_below(&random, 9999),
              3);
    table_case c = { .f = &f, .pages = &pages, .under_title = fake_chance(&random, 30) };
    if (c.under_title)
        fake_para(&f, 1 + fake_below(&random, 2))->keep_with_next = true;
    fake_shape shape = { .rows_most = 1 + fake_below(&random, 60), .labels_fit = true, .everything_visible = true };
    fake_grid *table = fake_random_table(&f, &random, &shape);
    c.table = table->measured;
    if (fake_chance(&random, 50)) {
        table->composed.continued = BC_STR("*");
        table->composed.continued_style = &CONTINUED_STYLE;
        c.continued = CONTINUED;
    }
    if (fake_chance(&random, 30)) {
        fake_para(&f, 1 + fake_below(&random, 3))->keep_with_previous = true;
        c.reserve = f.blocks[f.document.block_count - 1].height;
    }
    fake_paginate(&f, &pages);
    check(check_lines(&f, &pages, true, true), seed, &pages);
    check(check_table(&c), seed, &pages);
    fake_pages_release(&pages);
    fake_release(&f);
}

static void test_random_tables_keep_every_promise(void **state)
{
    (void)state;
    for (uint64_t i = 0, seed = first_seed(); i < seed_count(TABLES); i++)
        run_table(seed + i);
}

/* Pages of one line, labels taller than pages, empty texts: all ends, and every line is printed once. */
static void test_weird_tables_end(void **state)
{
    (void)state;
    for (uint64_t i = 0, seed = first_seed(); i < seed_count(WEIRD_TABLES); i++) {
        fake_random random = { ~(seed + i) };
        fake f;
        fake_pages pages;
        fake_init(&f, BC_PT(440), 1 + (bc_len)fake_below(&random, 12 * FAKE_LEADING), 4);
        if (fake_chance(&random, 50))
            fake_para(&f, 1 + fake_below(&random, 5))->keep_with_next = true;
        fake_shape shape = { .rows_most = 1 + fake_below(&random, 30), .everything_visible = fake_chance(&random, 50) };
        fake_grid *table = fake_random_table(&f, &random, &shape);
        table->composed.rule = table->composed.frame_rule = fake_chance(&random, 50) ? 500 : 0;
        table->composed.continued = BC_STR("*");
        table->composed.continued_style = &CONTINUED_STYLE;
        if (fake_chance(&random, 50))
            fake_para(&f, 1 + fake_below(&random, 30))->keep_with_previous = true;
        fake_paginate(&f, &pages);
        check(check_lines(&f, &pages, false, shape.everything_visible), seed + i, &pages);
        fake_pages_release(&pages);
        fake_release(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_tables_keep_every_promise),
        cmocka_unit_test(test_weird_tables_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
