/* Plans of random documents: whatever a plan does to fill pages, each line is printed once, no page is over-full, and
 * no document comes out worse, by the measure of docs/pagination.md taken anew from the finished pages. */
#include "layout/plan.h"

#include "table_check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

enum { DOCUMENTS = 3000, MAX_WHITE = 15, MIN_ROWS = 4, MIN_PADDING = 2000 };

/* -- the measure, from finished pages ------------------------------------------------------------------- */

typedef struct measure {
    uint32_t pages, white, few;
} measure;

/* How far down the page is filled, by its borders and lines. */
static bc_len filled_of(const fake_pages *pages, uint32_t page)
{
    bc_len bottom = 0;
    for (size_t i = 0; i < pages->lines.n; i++)
        if (pages->lines.at[i].page == page)
            bottom = bc_len_max(bottom, pages->lines.at[i].top + FAKE_LEADING);
    for (size_t i = 0; i < pages->rules.n; i++)
        if (pages->rules.at[i].page == page && !pages->rules.at[i].vertical)
            bottom = bc_len_max(bottom, pages->rules.at[i].y);
    return bottom;
}

/* Rows of a table that stand on the page, by the cells of its last column, and lines of paragraphs. */
static uint32_t rows_of(const fake *f, const fake_pages *pages, uint32_t page)
{
    uint32_t n = 0;
    for (size_t i = 0; i < pages->lines.n; i++) {
        const fake_line *line = &pages->lines.at[i];
        if (line->page != page || line->role != BC_ITEM_CONTENT)
            continue;
        uint32_t first = f->texts; /* the table's first text */
        for (uint32_t b = 0; b < f->document.block_count && first == f->texts; b++)
            if (f->document.blocks[b].kind == BC_BLOCK_TABLE)
                first = fake_number(f->document.blocks[b].as.table.composed->cells[0].text);
        const bc_layout_block *last = &f->document.blocks[f->document.block_count - 1];
        const bc_layout_composed_table *table = last->kind == BC_BLOCK_TABLE ? last->as.table.composed : NULL;
        bool of_row = table && line->text >= first && line->text < first + table->cell_count;
        if (!of_row)
            n++;
        else if (table->cells[line->text - first].x1 == table->width &&
                 (i == 0 || pages->lines.at[i - 1].text != line->text || pages->lines.at[i - 1].page != page))
            n++;
    }
    return n;
}

static measure measure_of(const fake *f, const fake_pages *pages)
{
    measure m = { .pages = pages->n };
    int64_t room = bc_layout_frame_height(&f->document.paper);
    for (uint32_t page = 0; page + 1 < pages->n; page++)
        m.white += (int64_t)filled_of(pages, page) * 100 < room * (100 - MAX_WHITE);
    m.few = pages->n > 1 && rows_of(f, pages, pages->n - 1) < MIN_ROWS;
    return m;
}

/* -- documents ------------------------------------------------------------------------------------------ */

static void make(fake *f, fake_random *random)
{
    fake_init(f, BC_PT(440), (bc_len)(20 + fake_below(random, 30)) * FAKE_LEADING, 2);
    if (fake_chance(random, 50))
        fake_para(f, 1 + fake_below(random, 3))->keep_with_next = true;
    fake_shape shape = { .rows_most = 4 + fake_below(random, 50), .labels_fit = true, .everything_visible = true };
    (void)fake_random_table(f, random, &shape);
}

/* Of the cells that were tightened: neither type nor lines changed, and space is left. */
static const char *check_tight(const fake *f, const bc_layout_document *planned)
{
    int64_t loose_height = 0, tight_height = 0;
    for (uint32_t b = 0; b < planned->block_count; b++) {
        const bc_layout_block *loose = &f->document.blocks[b], *tight = &planned->blocks[b];
        if (loose->kind != BC_BLOCK_TABLE) {
            loose_height += loose->height;
            tight_height += tight->height;
            continue;
        }
        for (uint32_t i = 0; i < loose->as.table.composed->cell_count; i++) {
            const bc_layout_cell *was = &loose->as.table.cells[i], *is = &tight->as.table.cells[i];
            if (is->style->text.size != was->style->text.size || is->style->pad_x != was->style->pad_x ||
                is->lines != was->lines || is->line_count != was->line_count)
                return "more than space was taken";
            if (is->style->pad_y < MIN_PADDING || is->style->text.leading * 100 < is->style->text.size * 115)
                return "too much space was taken";
        }
        for (uint32_t r = 0; r < loose->as.table.composed->row_count; r++) {
            loose_height += loose->as.table.unbroken_heights[r];
            tight_height += tight->as.table.unbroken_heights[r];
        }
    }
    bool within = tight_height * 100 >= loose_height * 90 && tight_height * 100 <= loose_height * 110;
    return within ? NULL : "more than a tenth was taken, or given";
}

static bool is_tight(const fake *f, const bc_layout_document *planned)
{
    return planned->blocks != f->document.blocks;
}

/* The plan says what the pages show. */
static const char *check_plan(const bc_layout_plan *plan, const fake *planned, const fake_pages *pages)
{
    if (plan->page_count != pages->n)
        return "the plan has another number of pages";
    for (uint32_t i = 0; i < plan->page_count && pages->n > 1; i++) {
        if (plan->pages[i].filled != filled_of(pages, i) && plan->pages[i].filled - filled_of(pages, i) > FAKE_LEADING)
            return "the plan says otherwise how far a page is filled";
        const bc_layout_block *block = &planned->document.blocks[plan->pages[i].block];
        if (i && block->kind == BC_BLOCK_TABLE && plan->pages[i].row >= block->as.table.composed->row_count)
            return "the plan has a row that the table does not have";
        if (i && !plan->pages[i].goes_on && plan->pages[i].block == plan->pages[i - 1].block &&
            plan->pages[i].row <= plan->pages[i - 1].row)
            return "pages do not begin one after the other";
    }
    return NULL;
}

static const char *check_planned(const fake *f, measure natural, bc_arena *arena, measure *out)
{
    const bc_layout_document *document = bc_layout_plan_pages(&f->document, NULL, arena);
    fake planned = *f;
    planned.document = *document;
    fake_pages pages;
    fake_paginate(&planned, &pages);
    const char *wrong = check_plan(document->plan, &planned, &pages);
    wrong = wrong ? wrong : check_lines(&planned, &pages, !is_tight(f, document), true);
    wrong = wrong ? wrong : check_tight(f, document);
    *out = measure_of(&planned, &pages);
    if (!wrong && out->white + out->few > natural.white + natural.few)
        wrong = "more pages are white or scant than without a plan";
    if (!wrong && out->pages > natural.pages)
        wrong = "there are more pages than without a plan";
    for (uint32_t i = 0; i < document->plan->page_count && !wrong; i++)
        if (document->plan->pages[i].filled > bc_layout_frame_height(&f->document.paper))
            wrong = "a page is over-full";
    fake_pages_release(&pages);
    return wrong;
}

static void test_plans_are_never_worse(void **state)
{
    (void)state;
    measure before = { 0 }, after = { 0 };
    for (uint64_t seed = 0; seed < DOCUMENTS; seed++) {
        fake_random random = { seed };
        fake f;
        fake_pages pages;
        bc_arena arena = { 0 };
        make(&f, &random);
        fake_paginate(&f, &pages);
        measure natural = measure_of(&f, &pages), planned;
        const char *wrong = check_planned(&f, natural, &arena, &planned);
        if (wrong)
            fail_msg("seed %llu: %s", (unsigned long long)seed, wrong);
        before.pages += natural.pages, before.white += natural.white, before.few += natural.few;
        after.pages += planned.pages, after.white += planned.white, after.few += planned.few;
        bc_arena_release(&arena);
        fake_pages_release(&pages);
        fake_release(&f);
    }
    print_message("pages %u -> %u, white %u -> %u, scant %u -> %u\n", before.pages, after.pages, before.white,
                  after.white, before.few, after.few);
    assert_true(after.white * 3 < before.white * 2 && after.few * 2 < before.few && after.pages < before.pages);
}

/* -- single cases --------------------------------------------------------------------------------------- */

/* Rows of one line, 20 pt each. */
static void make_rows(fake *f, uint32_t rows, bc_len room)
{
    fake_init(f, BC_PT(400), room, 1);
    fake_grid *table = fake_table(f, rows, rows, BC_PT(400));
    table->composed.least_rows = 1;
    for (uint32_t r = 0; r < rows; r++)
        fake_cell(f, table, r, 1, 0, BC_PT(400), 1);
    fake_finish_table(table);
}

static const bc_layout_document *plan_rows(fake *f, uint32_t rows, bc_arena *arena)
{
    make_rows(f, rows, BC_PT(600));
    return bc_layout_plan_pages(&f->document, NULL, arena);
}

static void test_an_overrun_is_taken_out_of_space(void **state)
{
    (void)state;
    for (uint32_t rows = 1; rows < 66; rows++) {
        fake f;
        bc_arena arena = { 0 };
        const bc_layout_document *document = plan_rows(&f, rows, &arena);
        uint32_t natural = (rows + 29) / 30, over = natural > 1 ? rows - 30 * (natural - 1) : 0;
        /* A row is 20 pt and may become 18 pt; 30 rows are a page, 33 tight ones too. */
        bool saved = over > 0 && rows <= 33 * (natural - 1);
        assert_int_equal(document->plan->page_count, saved ? natural - 1 : natural);
        assert_int_equal(is_tight(&f, document), saved);
        const bc_layout_planned_page *last = &document->plan->pages[document->plan->page_count - 1];
        assert_true(document->plan->page_count == 1 || last->rows >= MIN_ROWS);
        bc_arena_release(&arena);
        fake_release(&f);
    }
}

static void test_what_fits_a_page_is_left_alone(void **state)
{
    (void)state;
    fake f;
    bc_arena arena = { 0 };
    const bc_layout_document *document = plan_rows(&f, 30, &arena);
    assert_int_equal(document->plan->page_count, 1);
    assert_ptr_equal(document->blocks, f.document.blocks);
    fake_release(&f);
    make_rows(&f, 31, BC_PT(600));
    f.document.paper.natural = true;
    document = bc_layout_plan_pages(&f.document, NULL, &arena);
    assert_int_equal(document->plan->page_count, 2);
    assert_ptr_equal(document->blocks, f.document.blocks);
    assert_int_equal(document->plan->foot, 0);
    bc_arena_release(&arena);
    fake_release(&f);
}

/* A page that the form itself ends is white on purpose. */
static void test_the_end_of_a_chapter_may_be_white(void **state)
{
    (void)state;
    fake f;
    bc_arena arena = { 0 };
    fake_init(&f, BC_PT(400), BC_PT(600), 3);
    fake_para(&f, 5);
    fake_break(&f);
    fake_para(&f, 5);
    const bc_layout_plan *plan = bc_layout_plan_pages(&f.document, NULL, &arena)->plan;
    assert_int_equal(plan->page_count, 2);
    assert_true(plan->pages[0].ends_chapter);
    assert_false(plan->pages[1].ends_chapter);
    assert_int_equal(plan->pages[1].block, 2);
    assert_int_equal(plan->foot, 0);
    bc_arena_release(&arena);
    fake_release(&f);
}

static double seconds_for(uint32_t rows)
{
    double best = 1e9;
    for (int i = 0; i < 3; i++) {
        fake f;
        bc_arena arena = { 0 };
        make_rows(&f, rows, BC_PT(600));
        clock_t begin = clock();
        assert_true(bc_layout_plan_pages(&f.document, NULL, &arena)->plan->page_count > 1);
        double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
        best = seconds < best ? seconds : best;
        bc_arena_release(&arena);
        fake_release(&f);
    }
    return best;
}

/* 20,001 rows: the last page would have one. Ten times the rows take ten times as long, not a hundred times. */
static void test_long_tables_take_time_in_their_rows(void **state)
{
    (void)state;
    fake f;
    bc_arena arena = { 0 };
    const bc_layout_document *document = plan_rows(&f, 20010 - 9, &arena);
    const bc_layout_plan *plan = document->plan;
    assert_int_equal(plan->page_count, 667);
    assert_ptr_equal(document->blocks, f.document.blocks);
    assert_true(plan->pages[666].rows >= MIN_ROWS);
    assert_int_equal(plan->pages[600].row, 600 * 30); /* only the last pages end higher */
    bc_arena_release(&arena);
    fake_release(&f);
    double few = seconds_for(20001), many = seconds_for(200001);
    assert_true(many < 40 * few + 0.05);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plans_are_never_worse),
        cmocka_unit_test(test_an_overrun_is_taken_out_of_space),
        cmocka_unit_test(test_what_fits_a_page_is_left_alone),
        cmocka_unit_test(test_the_end_of_a_chapter_may_be_white),
        cmocka_unit_test(test_long_tables_take_time_in_their_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
