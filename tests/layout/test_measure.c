/* Lines and heights with real fonts. */
#include "../text/support.h"

#include "layout/fit.h"
#include "layout/measure.h"
#include "layout/paginate.h"
#include "layout/private/spread.h"

#include <string.h>

enum { LEADING = 16000, PAD = 3000 };

static const bc_form_cell_style STYLE = { .text = { .role = BC_ROLE_TABLE, .size = BC_PT(10.5), .leading = LEADING },
                                          .pad_x = 2000,
                                          .pad_y = PAD };
static const bc_form_para_style PARA = { .text = { .role = BC_ROLE_BODY, .size = BC_PT(16), .leading = BC_PT(28) } };

typedef struct sheet {
    bc_layout_row rows[4];
    bc_layout_composed_cell cells[8];
    bc_layout_composed_table table;
    bc_layout_composed_block block;
    bc_layout_composed composed;
    const bc_layout_table *measured;
    bc_layout_document document;
    bc_diag_list diags;
} sheet;

static void add_cell(sheet *s, uint32_t row, uint32_t rows, bc_len x0, bc_len x1, const char *text)
{
    bc_layout_composed_cell *cell = &s->cells[s->table.cell_count++];
    *cell = (bc_layout_composed_cell){
        .x0 = x0, .x1 = x1, .row = row, .rows = rows, .text = bc_str_from(text), .style = &STYLE
    };
    if (s->rows[row].cells++ == 0)
        s->rows[row].first_cell = s->table.cell_count - 1;
}

static void measure(sheet *s, text_world *world, uint32_t rows, const bc_layout_measure_options *options)
{
    s->table.rows = s->rows;
    s->table.row_count = rows;
    s->table.cells = s->cells;
    s->table.width = BC_PT(400);
    s->block.kind = BC_BLOCK_TABLE;
    s->block.as.table = &s->table;
    s->composed.blocks = &s->block;
    s->composed.block_count = 1;
    s->composed.paper =
        (bc_form_paper){ .width = BC_PT(500), .height = BC_PT(400), .left = BC_PT(50), .right = BC_PT(50) };
    bc_diag_list_init(&s->diags);
    s->document = *bc_layout_measure(&s->composed, options, world->typesetter, &world->arena, &s->diags);
    s->measured = &s->document.blocks[0].as.table;
}

static const bc_layout_measure_options PLAIN = { 0 };

static void test_heights(void **state)
{
    sheet s = { .rows = { { 0 } } };
    s.rows[1].least_height = BC_PT(90);
    add_cell(&s, 0, 2, 0, BC_PT(25), "绩效目标"); /* two characters a line */
    add_cell(&s, 0, 1, BC_PT(25), BC_PT(400), "第一段\n第二段");
    add_cell(&s, 1, 1, BC_PT(25), BC_PT(400), "");
    measure(&s, *state, 2, &PLAIN);
    assert_int_equal(s.diags.list.n, 0);
    assert_int_equal(s.measured->cells[0].need, 2 * LEADING + 2 * PAD);
    assert_int_equal(s.measured->cells[1].line_count, 2);
    assert_int_equal(s.measured->heights[0], 2 * LEADING + 2 * PAD);
    assert_int_equal(s.measured->heights[1], BC_PT(90));
    assert_int_equal(s.measured->unbroken_heights[1], BC_PT(90));
    bc_diag_list_release(&s.diags);
}

/* XLSX rows: labels taller than their rows make all of them grow, inner labels first. */
static void test_unbroken_heights(void **state)
{
    sheet s = { .rows = { { 0 } } };
    add_cell(&s, 0, 3, 0, BC_PT(15), "一二三四五六七八"); /* one character a line: 8 lines, 134 pt */
    add_cell(&s, 0, 1, BC_PT(15), BC_PT(400), "甲");
    add_cell(&s, 1, 2, BC_PT(15), BC_PT(30), "一二三四"); /* 70 pt */
    add_cell(&s, 1, 1, BC_PT(30), BC_PT(400), "乙");
    add_cell(&s, 2, 1, BC_PT(30), BC_PT(400), "丙");
    measure(&s, *state, 3, &PLAIN);
    assert_int_equal(s.measured->heights[0], LEADING + 2 * PAD); /* 22 */
    bc_len missing = 134000 - 22000 - 70000;
    assert_int_equal(s.measured->unbroken_heights[0], 22000 + missing / 3);
    assert_int_equal(s.measured->unbroken_heights[1], 35000 + missing / 3);
    assert_int_equal(s.measured->unbroken_heights[2], 35000 + missing / 3);
    bc_diag_list_release(&s.diags);
}

static void test_missing_characters_are_reported(void **state)
{
    for (int strict = 0; strict < 2; strict++) {
        sheet s = { .rows = { { 0 } } };
        add_cell(&s, 0, 1, 0, BC_PT(400), "张\xEE\x80\x80三\xEE\x80\x81"); /* private use: U+E000, U+E001 */
        s.cells[0].value.path = BC_STR("leader");
        s.cells[0].mark.line = 12;
        measure(&s, *state, 1, &(bc_layout_measure_options){ .strict_glyphs = strict });
        assert_int_equal(s.diags.list.n, 1);
        const bc_diag *diag = &s.diags.list.at[0];
        assert_string_equal(diag->code, strict ? "E401" : "W401");
        assert_int_equal(diag->severity, strict ? BC_DIAG_ERROR : BC_DIAG_WARNING);
        assert_int_equal(diag->mark.line, 12);
        assert_non_null(strstr(diag->message.p, "U+E000, U+E001"));
        assert_non_null(strstr(diag->message.p, "leader"));
        bc_diag_list_release(&s.diags);
    }
}

static void test_text_wider_than_its_cell(void **state)
{
    sheet s = { .rows = { { 0 } } };
    add_cell(&s, 0, 1, 0, BC_PT(8), "万元"); /* narrower than a character */
    measure(&s, *state, 1, &PLAIN);
    assert_int_equal(s.diags.list.n, 1);
    assert_string_equal(s.diags.list.at[0].code, "W402");
    bc_diag_list_release(&s.diags);
}

static void test_blocks(void **state)
{
    text_world *world = *state;
    bc_layout_composed_block blocks[] = {
        { .kind = BC_BLOCK_PARA, .style = &PARA, .as.para.text = BC_STR("一二三四五六七八九十一二三四五六七八九十") },
        { .kind = BC_BLOCK_LINE, .style = &PARA, .as.line = { .left = BC_STR("部门"), .right = BC_STR("单位：万元") } },
        { .kind = BC_BLOCK_LINE,
          .style = &PARA,
          .as.line = { .left = BC_STR("一二三四五六"), .right = BC_STR("一二三四五六七") } },
        { .kind = BC_BLOCK_PAGE_BREAK },
    };
    bc_layout_composed composed = { .paper = { .width = BC_PT(200), .height = BC_PT(400) },
                                    .blocks = blocks,
                                    .block_count = 4 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    const bc_layout_document *document = bc_layout_measure(&composed, &PLAIN, world->typesetter, &world->arena, &diags);
    assert_int_equal(document->block_count, 4);
    assert_int_equal(document->blocks[0].as.text.lines.n, 2);
    assert_int_equal(document->blocks[0].height, 2 * BC_PT(28));
    assert_int_equal(document->blocks[1].height, BC_PT(28));
    assert_int_equal(diags.list.n, 1); /* 13 characters of 16 pt on 200 pt */
    assert_string_equal(diags.list.at[0].code, "W402");
    bc_diag_list_release(&diags);
}

/* What was composed is measured twice, once smaller; the first document stays as it is, and so does the composed one.
 */
static void test_measuring_again_smaller(void **state)
{
    text_world *world = *state;
    sheet s = { .rows = { { 0 } } };
    add_cell(&s, 0, 1, 0, BC_PT(45), "一二三四五六七八"); /* three characters a line */
    add_cell(&s, 0, 1, BC_PT(45), BC_PT(400), "甲");
    measure(&s, world, 1, &PLAIN);
    bc_layout_composed before = s.composed;
    bc_layout_measure_options half = { .scale = { .hundredth = 50, .least_size = BC_PT(7) } };
    const bc_layout_document *again = bc_layout_measure(&s.composed, &half, world->typesetter, &world->arena, &s.diags);
    const bc_layout_cell *cells = again->blocks[0].as.table.cells;
    assert_int_equal(cells[0].style->text.size, BC_PT(7)); /* not 5.25 */
    assert_int_equal(cells[0].style->pad_y, PAD / 2);
    assert_ptr_equal(cells[0].style, cells[1].style);
    assert_int_equal(cells[0].line_count, 2); /* six a line */
    assert_ptr_equal(cells[0].composed, &s.cells[0]);
    assert_int_equal(s.measured->cells[0].line_count, 3);
    assert_ptr_equal(s.measured->cells[0].style, &STYLE);
    assert_ptr_equal(s.cells[0].style, &STYLE);
    assert_memory_equal(&before, &s.composed, sizeof before);
    bc_diag_list_release(&s.diags);
}

/* A document that fits in smaller type is another one; one that never does is the one that was given. */
static void test_fitting_one_page(void **state)
{
    text_world *world = *state;
    bc_layout_composed_block blocks[12];
    for (int i = 0; i < 12; i++)
        blocks[i] =
            (bc_layout_composed_block){ .kind = BC_BLOCK_PARA, .style = &PARA, .as.para.text = BC_STR("绩效目标") };
    bc_layout_composed composed = { .paper = { .width = BC_PT(200), .height = BC_PT(300) },
                                    .blocks = blocks,
                                    .block_count = 12 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    const bc_layout_document *document = bc_layout_measure(&composed, &PLAIN, world->typesetter, &world->arena, &diags);
    bc_layout_fit_limits limits = { .least_size = BC_PT(7), .least_hundredth = 80 };
    bc_layout_fit_result fitted = bc_layout_fit_one_page(document, &PLAIN, world->typesetter, &world->arena, &limits);
    assert_int_equal(fitted.pages, 1);
    assert_int_equal(fitted.hundredth, 85); /* 12 lines of 23.8 pt */
    assert_ptr_equal(fitted.document->composed, &composed);
    assert_int_equal(fitted.document->blocks[0].height, BC_PT(23.8));
    assert_int_equal(document->blocks[0].height, BC_PT(28));
    limits.least_hundredth = 90;
    bc_layout_fit_result not_fitted =
        bc_layout_fit_one_page(document, &PLAIN, world->typesetter, &world->arena, &limits);
    assert_int_equal(not_fitted.pages, 2);
    assert_int_equal(not_fitted.hundredth, 100);
    assert_ptr_equal(not_fitted.document, document);
    bc_diag_list_release(&diags);
}

/* A label stands first, in place of the document's own; pages without numbers are the measured document's alone. */
static void test_label_and_numbers(void **state)
{
    text_world *world = *state;
    bc_layout_composed_block label = { .kind = BC_BLOCK_PARA,
                                       .role = BC_FORM_ATTACHMENT,
                                       .style = &PARA,
                                       .mark.line = 7,
                                       .as.para.text = BC_STR("附件2\xEE\x80\x80") };
    bc_layout_composed_block blocks[] = {
        { .kind = BC_BLOCK_PARA, .role = BC_FORM_ATTACHMENT, .style = &PARA, .as.para.text = BC_STR("附件7") },
        { .kind = BC_BLOCK_PARA, .role = BC_FORM_TITLE, .style = &PARA, .as.para.text = BC_STR("绩效目标表") },
    };
    bc_layout_composed composed = {
        .paper = { .width = BC_PT(200), .height = BC_PT(400), .number = BC_NUMBER_CENTRE },
        .blocks = blocks,
        .block_count = 2,
    };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_layout_measure_options options = { .unnumbered = true, .label = &label };
    const bc_layout_document *document =
        bc_layout_measure(&composed, &options, world->typesetter, &world->arena, &diags);
    assert_int_equal(document->block_count, 2);
    assert_ptr_equal(document->blocks[0].composed, &label);
    assert_ptr_equal(document->blocks[1].composed, &blocks[1]);
    assert_int_equal(document->paper.number, BC_NUMBER_NONE);
    assert_int_equal(composed.paper.number, BC_NUMBER_CENTRE);
    assert_int_equal(composed.block_count, 2);
    assert_int_equal(diags.list.n, 1); /* U+E000 */
    assert_string_equal(diags.list.at[0].code, "W401");
    assert_int_equal(diags.list.at[0].mark.line, 7);
    bc_diag_list_release(&diags);
}

/* -- with pages ----------------------------------------------------------------------------------------- */

static bool gather(void *context, const bc_layout_page *page)
{
    bc_buf *out = context;
    bc_buf_printf(out, "%u:", page->number);
    for (uint32_t i = 0; i < page->item_count; i++)
        if (page->items[i].kind == BC_ITEM_TEXT) {
            bc_buf_add_char(out, ' ');
            bc_buf_add_str(out, page->items[i].as.text.line);
        }
    bc_buf_add_char(out, '\n');
    return true;
}

static void expect_parts(text_world *world, bc_form_span_policy policy, const char *expected)
{
    sheet s = { .rows = { { 0 } } };
    add_cell(&s, 0, 4, 0, BC_PT(100), "产出指标");
    s.cells[0].policy = policy;
    for (uint32_t r = 0; r < 4; r++)
        add_cell(&s, r, 1, BC_PT(100), BC_PT(400), "甲");
    s.rows[0].first_cell = 0;
    measure(&s, world, 4, &PLAIN);
    s.document.paper.height = BC_PT(60); /* two rows of 22 */
    bc_buf out;
    bc_buf_init(&out);
    bc_layout_paginate_options options = { .first_number = 1 };
    bc_layout_paginate(&s.document, world->typesetter, &options, (bc_layout_page_sink){ gather, &out }, &s.diags);
    assert_string_equal(out.p, expected);
    bc_buf_release(&out);
    bc_diag_list_release(&s.diags);
}

static void test_labels_that_cross_a_page(void **state)
{
    expect_parts(*state, BC_SPAN_REPEAT, "1: 产出指标 甲 甲\n2: 产出指标 甲 甲\n");
    expect_parts(*state, BC_SPAN_REPEAT_CONTINUED, "1: 产出指标 甲 甲\n2: 产出指标（续） 甲 甲\n");
    expect_parts(*state, BC_SPAN_ONCE, "1: 产出指标 甲 甲\n2: 甲 甲\n");
}

/* -- heights alone -------------------------------------------------------------------------------------- */

static void test_spread_serves_every_covering(void **state)
{
    (void)state;
    unsigned seed = 5;
    for (int round = 0; round < 2000; round++) {
        enum { ROWS = 20, MAX_COVERINGS = 12 };
        bc_len heights[ROWS], before[ROWS];
        bc_layout_covering coverings[MAX_COVERINGS];
        uint32_t n = roll(&seed, MAX_COVERINGS), from = 0;
        bc_arena arena = { 0 };
        for (int r = 0; r < ROWS; r++)
            before[r] = heights[r] = (bc_len)roll(&seed, 30);
        for (uint32_t i = 0; i < n; i++) {
            from += roll(&seed, ROWS - from);
            uint32_t to = from + 1 + roll(&seed, ROWS - from);
            coverings[i] = (bc_layout_covering){ .from = from, .to = to, .need = (bc_len)roll(&seed, 300) };
        }
        bc_layout_spread_heights(heights, ROWS, coverings, n, &arena);
        for (int r = 0; r < ROWS; r++)
            assert_true(heights[r] >= before[r]);
        for (uint32_t i = 0; i < n; i++) {
            bc_len sum = 0;
            for (uint32_t r = coverings[i].from; r < coverings[i].to; r++)
                sum += heights[r];
            assert_true(sum >= coverings[i].need);
        }
        bc_arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_heights),
        cmocka_unit_test(test_unbroken_heights),
        cmocka_unit_test(test_missing_characters_are_reported),
        cmocka_unit_test(test_text_wider_than_its_cell),
        cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_measuring_again_smaller),
        cmocka_unit_test(test_fitting_one_page),
        cmocka_unit_test(test_label_and_numbers),
        cmocka_unit_test(test_labels_that_cross_a_page),
        cmocka_unit_test(test_spread_serves_every_covering),
    };
    return cmocka_run_group_tests(tests, open_default_world, close_world);
}
