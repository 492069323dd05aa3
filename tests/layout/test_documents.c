/* Blocks over pages: random documents against the rules, then single cases. */
#include "table_check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { DOCUMENTS = 4000, MAX_BLOCKS = 12 };

/* -- random documents ----------------------------------------------------------------------------------- */

/* Page of a paragraph's first or last line. */
static uint32_t page_of(const fake_pages *pages, const bc_layout_block *block, bool last)
{
    uint32_t text = fake_number(block->as.text.words), page = UINT32_MAX;
    for (size_t i = 0; i < pages->lines.n; i++)
        if (pages->lines.at[i].text == text && (last || page == UINT32_MAX))
            page = pages->lines.at[i].page;
    return page;
}

static bool is_para(const bc_layout_block *block)
{
    return block->kind == BC_BLOCK_PARA;
}

static bool glued(const bc_layout_document *d, uint32_t i)
{
    return i + 1 < d->block_count && is_para(&d->blocks[i]) && is_para(&d->blocks[i + 1]) &&
           (d->blocks[i].composed->keep_with_next || d->blocks[i + 1].composed->keep_with_previous);
}

/* A paragraph of some length that stays with what is below it only for the sake of that: its last two lines do. */
static bool may_part(const bc_layout_document *d, uint32_t i)
{
    return glued(d, i) && !d->blocks[i].composed->keep_with_next && d->blocks[i].as.text.lines.n >= 4;
}

/* Paragraphs that stay together stand on one page when one page holds them; the last may go on. */
static const char *check_chains(const fake *f, const fake_pages *pages)
{
    const bc_layout_document *d = &f->document;
    for (uint32_t i = 0; i < d->block_count; i++) {
        uint32_t end = i;
        bool parts = may_part(d, i);
        int64_t height = parts ? 2 * FAKE_LEADING : d->blocks[i].height + d->blocks[i].composed->before;
        while (glued(d, end) && !(end > i && may_part(d, end))) {
            end++;
            height += d->blocks[end - 1].composed->after + d->blocks[end].composed->before + d->blocks[end].height;
        }
        bool alone =
            end + 1 >= d->block_count || is_para(&d->blocks[end + 1]) || !d->blocks[end].composed->keep_with_next;
        if (end > i && alone && height <= bc_layout_frame_height(&d->paper) &&
            page_of(pages, &d->blocks[i], parts) != page_of(pages, &d->blocks[end], false))
            return "paragraphs that stay together are parted";
        i = end > i && may_part(d, end) ? end - 1 : end;
    }
    return NULL;
}

static uint32_t lines_on(const fake_pages *pages, uint32_t text, uint32_t page)
{
    uint32_t n = 0;
    for (size_t i = 0; i < pages->lines.n; i++)
        n += pages->lines.at[i].text == text && pages->lines.at[i].page == page;
    return n;
}

/* No line of a paragraph alone on a page, unless the page holds only two lines anyway. */
static const char *check_widows(const fake *f, const fake_pages *pages)
{
    if (bc_layout_frame_height(&f->document.paper) < 4 * FAKE_LEADING)
        return NULL;
    for (uint32_t b = 0; b < f->document.block_count; b++) {
        const bc_layout_block *block = &f->document.blocks[b];
        if (!is_para(block) || block->as.text.lines.n < 2)
            continue;
        for (uint32_t page = page_of(pages, block, false); page <= page_of(pages, block, true); page++)
            if (lines_on(pages, fake_number(block->as.text.words), page) == 1)
                return "a line of a paragraph stands alone";
    }
    return NULL;
}

static void random_block(fake *f, fake_random *random)
{
    if (fake_chance(random, 8)) {
        fake_break(f);
        return;
    }
    if (fake_chance(random, 25)) {
        fake_shape shape = { .rows_most = 1 + fake_below(random, 12), .labels_fit = true, .everything_visible = true };
        fake_random_table(f, random, &shape);
    } else {
        bc_layout_composed_block *para = fake_para(f, 1 + fake_below(random, fake_chance(random, 20) ? 90 : 6));
        para->keep_with_next = fake_chance(random, 25);
        para->keep_with_previous = fake_chance(random, 15);
    }
    bc_layout_composed_block *block = &f->composed_blocks[f->composed.block_count - 1];
    block->before = (bc_len)fake_below(random, 3) * 5000;
    block->after = (bc_len)fake_below(random, 3) * 4000;
}

static void test_random_documents(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < DOCUMENTS; seed++) {
        fake_random random = { seed };
        fake f;
        fake_pages pages;
        fake_init(&f, BC_PT(440), (bc_len)(14 + fake_below(&random, 40)) * FAKE_LEADING, MAX_BLOCKS);
        for (uint32_t i = 1 + fake_below(&random, MAX_BLOCKS); i > 0; i--)
            random_block(&f, &random);
        fake_paginate(&f, &pages);
        const char *wrong = check_lines(&f, &pages, true, true);
        wrong = wrong ? wrong : check_chains(&f, &pages);
        wrong = wrong ? wrong : check_widows(&f, &pages);
        if (wrong)
            fail_msg("seed %llu: %s", (unsigned long long)seed, wrong);
        fake_pages_release(&pages);
        fake_release(&f);
    }
}

/* -- single cases --------------------------------------------------------------------------------------- */

static uint32_t pages_of(const fake *f)
{
    fake_pages pages;
    fake_paginate(f, &pages);
    fake_pages_release(&pages);
    return pages.n;
}

static void test_page_breaks_make_no_empty_page(void **state)
{
    (void)state;
    fake f;
    fake_init(&f, BC_PT(400), BC_PT(700), 8);
    assert_int_equal(pages_of(&f), 1); /* a file must have a page */
    fake_break(&f);
    fake_para(&f, 1);
    fake_break(&f);
    fake_break(&f);
    fake_para(&f, 1);
    fake_break(&f);
    assert_int_equal(pages_of(&f), 2);
    fake_release(&f);
}

static void test_pages_of_one_line_end(void **state)
{
    (void)state;
    fake f;
    fake_init(&f, BC_PT(400), FAKE_LEADING, 3);
    fake_para(&f, 10)->keep_with_next = true;
    fake_grid *table = fake_table(&f, 2, 2, BC_PT(400));
    fake_cell(&f, table, 0, 1, 0, BC_PT(400), 7);
    fake_cell(&f, table, 1, 1, 0, BC_PT(400), 1);
    fake_finish_table(table);
    table->rows[0].head = true;
    assert_int_equal(pages_of(&f), 18);
    f.document.paper.bottom = f.document.paper.height; /* margins that leave nothing */
    assert_int_equal(pages_of(&f), 18);
    fake_release(&f);
}

static void test_title_goes_with_its_table(void **state)
{
    (void)state;
    fake f;
    fake_pages pages;
    fake_init(&f, BC_PT(400), 20 * FAKE_LEADING, 3);
    fake_para(&f, 15);
    fake_para(&f, 1)->keep_with_next = true;
    fake_grid *table = fake_table(&f, 2, 2, BC_PT(400));
    fake_cell(&f, table, 0, 1, 0, BC_PT(400), 2);
    fake_cell(&f, table, 1, 1, 0, BC_PT(400), 2);
    fake_finish_table(table);
    table->rows[0].head = true;
    fake_paginate(&f, &pages);
    assert_int_equal(pages.n, 2);
    assert_int_equal(page_of(&pages, &f.document.blocks[1], false), 1);
    fake_pages_release(&pages);
    fake_release(&f);
}

typedef struct counted {
    uint32_t pages, items, stop_after;
} counted;

static bool count(void *context, const bc_layout_page *page)
{
    counted *c = context;
    c->pages++;
    c->items += page->item_count;
    return c->pages != c->stop_after;
}

static void test_counting_and_stopping(void **state)
{
    (void)state;
    fake f;
    fake_init(&f, BC_PT(400), BC_PT(140), 1);
    fake_grid *table = fake_table(&f, 50, 50, BC_PT(400));
    for (uint32_t r = 0; r < 50; r++)
        fake_cell(&f, table, r, 1, 0, BC_PT(400), 1);
    fake_finish_table(table);
    counted all = { .pages = 0 }, none = { .pages = 0 }, some = { .stop_after = 3 };
    bc_layout_paginate_options draw = { 0 }, draw_none = { .draw_none = true };
    uint32_t n = bc_layout_paginate(&f.document, NULL, &draw, (bc_layout_page_sink){ count, &all }, NULL);
    assert_int_equal(n, all.pages);
    assert_true(all.items > 0);
    assert_int_equal(bc_layout_paginate(&f.document, NULL, &draw_none, (bc_layout_page_sink){ count, &none }, NULL), n);
    assert_int_equal(none.items, 0);
    assert_int_equal(bc_layout_paginate(&f.document, NULL, &draw, (bc_layout_page_sink){ count, &some }, NULL), 3);
    fake_release(&f);
}

static void test_tall_labels_are_reported_once(void **state)
{
    (void)state;
    fake f;
    fake_pages pages = { .n = 0 };
    fake_init(&f, BC_PT(400), 20 * FAKE_LEADING, 3);
    fake_para(&f, 1)->keep_with_next = true; /* the table is measured before it is placed */
    fake_grid *table = fake_table(&f, 3, 4, BC_PT(400));
    fake_cell(&f, table, 0, 3, 0, BC_PT(100), 50)->mark.line = 7;
    for (uint32_t r = 0; r < 3; r++)
        fake_cell(&f, table, r, 1, BC_PT(100), BC_PT(400), 1);
    fake_finish_table(table);
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_layout_paginate_options options = { 0 };
    counted c = { .pages = 0 };
    f.document.paper.number = BC_NUMBER_OF_TOTAL; /* pages are counted first, in silence */
    bc_layout_paginate(&f.document, NULL, &options, (bc_layout_page_sink){ count, &c }, &diags);
    assert_int_equal(diags.list.n, 1);
    assert_string_equal(diags.list.at[0].code, "W403");
    assert_int_equal(diags.list.at[0].mark.line, 7);
    f.document.paper.number = BC_NUMBER_NONE;
    fake_paginate(&f, &pages);
    assert_null(check_lines(&f, &pages, true, true));
    fake_pages_release(&pages);
    bc_diag_list_release(&diags);
    fake_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_documents),      cmocka_unit_test(test_page_breaks_make_no_empty_page),
        cmocka_unit_test(test_pages_of_one_line_end), cmocka_unit_test(test_title_goes_with_its_table),
        cmocka_unit_test(test_counting_and_stopping), cmocka_unit_test(test_tall_labels_are_reported_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
