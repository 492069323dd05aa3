/* Pages as text: where things stand, in points, line by line. */
#include "fake.h"

#include "layout/trace.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const bc_form_para_style NUMBER = { .text = {
                                               .role = BC_ROLE_NUMBER, .size = BC_PT(14), .leading = BC_PT(14) } };
static const bc_form_para_style CONTINUED_STYLE = {
    .text = { .role = BC_ROLE_BODY, .size = FAKE_SIZE, .leading = FAKE_LEADING }, .align = BC_ALIGN_RIGHT
};

static void expect_trace(const fake *f, const char *expected)
{
    bc_layout_painter *painter = bc_layout_trace_new();
    bc_layout_paginate_options options = { 0 };
    bc_layout_paginate(&f->document, NULL, &options, bc_layout_painter_sink(painter), NULL);
    bc_buf out;
    bc_buf_init(&out);
    assert_true(painter->finish(painter, &out));
    assert_string_equal(out.p, expected);
    bc_buf_release(&out);
    painter->free(painter);
}

/* A column of labels over two rows each; the page holds two rows and the header. */
static fake_grid *labelled_table(fake *f)
{
    fake_init(f, BC_PT(300), BC_PT(82), 1);
    fake_grid *table = fake_table(f, 5, 9, BC_PT(300));
    fake_cell(f, table, 0, 1, 0, BC_PT(100), 1);
    fake_cell(f, table, 0, 1, BC_PT(100), BC_PT(300), 1);
    fake_cell(f, table, 1, 4, 0, BC_PT(100), 1)->kind = BC_CELL_LABEL;
    for (uint32_t r = 1; r < 5; r++)
        fake_cell(f, table, r, 1, BC_PT(100), BC_PT(300), 1);
    fake_finish_table(table);
    table->rows[0].head = true;
    table->composed.least_rows = 1;
    table->composed.continued = BC_STR("续表");
    table->composed.continued_style = &CONTINUED_STYLE;
    return table;
}

static void test_labels_and_header_are_printed_again(void **state)
{
    (void)state;
    fake f;
    labelled_table(&f);
    expect_trace(&f, "page 1 460.000x282.000\n"
                     "text 82.000 113.800 3.000 table 10.000 \"0.0\"\n"
                     "text 182.000 113.800 3.000 table 10.000 \"1.0\"\n"
                     "text 82.000 133.800 3.000 table 10.000 \"2.0\"\n"
                     "text 182.000 133.800 3.000 table 10.000 \"3.0\"\n"
                     "text 182.000 153.800 3.000 table 10.000 \"4.0\"\n"
                     "text 182.000 173.800 3.000 table 10.000 \"5.0\"\n"
                     "rule h 80.000 100.000 300.000 1.000\n"
                     "rule h 80.000 120.000 300.000 0.500\n"
                     "rule h 180.000 140.000 200.000 0.500\n"
                     "rule h 180.000 160.000 200.000 0.500\n"
                     "rule h 80.000 180.000 300.000 1.000\n"
                     "rule v 80.000 100.000 80.000 1.000\n"
                     "rule v 180.000 100.000 80.000 0.500\n"
                     "rule v 380.000 100.000 80.000 1.000\n"
                     "page 2 460.000x282.000\n"
                     "text 380.000 110.800 0.000 body 10.000 \"续表\" repeated\n"
                     "text 82.000 127.800 3.000 table 10.000 \"0.0\" repeated\n"
                     "text 182.000 127.800 3.000 table 10.000 \"1.0\" repeated\n"
                     "text 82.000 147.800 3.000 table 10.000 \"2.0\" repeated\n"
                     "text 182.000 147.800 3.000 table 10.000 \"6.0\"\n"
                     "rule h 80.000 114.000 300.000 1.000\n"
                     "rule h 80.000 134.000 300.000 0.500\n"
                     "rule h 80.000 154.000 300.000 1.000\n"
                     "rule v 80.000 114.000 40.000 1.000\n"
                     "rule v 180.000 114.000 40.000 0.500\n"
                     "rule v 380.000 114.000 40.000 1.000\n");
    fake_release(&f);
}

/* Text of a cell in all nine places; lines that are set wider are stretched. */
static void test_alignment(void **state)
{
    (void)state;
    static const bc_form_align aligns[] = { BC_ALIGN_CENTRE, BC_ALIGN_RIGHT, BC_ALIGN_JUSTIFY };
    static const bc_form_valign valigns[] = { BC_VALIGN_MIDDLE, BC_VALIGN_BOTTOM, BC_VALIGN_TOP };
    bc_form_cell_style styles[3];
    fake f;
    fake_init(&f, BC_PT(300), BC_PT(400), 1);
    fake_grid *table = fake_table(&f, 1, 3, BC_PT(300));
    for (int i = 0; i < 3; i++) {
        bc_layout_composed_cell *cell = fake_cell(&f, table, 0, 1, i * BC_PT(100), (i + 1) * BC_PT(100), 2);
        styles[i] = *cell->style;
        styles[i].align = aligns[i];
        styles[i].valign = valigns[i];
        styles[i].first_indent = i == 2 ? BC_PT(20) : 0;
        cell->style = &styles[i];
    }
    table->rows[0].least_height = BC_PT(64);
    bc_text_line justified[2];
    memcpy(justified, table->measured_cells[2].lines, sizeof justified);
    justified[0].set = BC_PT(76);
    justified[0].indent = BC_PT(20);
    table->measured_cells[2].lines = justified;
    fake_finish_table(table);
    table->composed.rule = table->composed.frame_rule = 0;
    expect_trace(&f, "page 1 460.000x600.000\n"
                     "text 128.500 128.800 3.000 table 10.000 \"0.0\"\n"
                     "text 128.500 142.800 3.000 table 10.000 \"0.1\"\n"
                     "text 275.000 143.800 3.000 table 10.000 \"1.0\"\n"
                     "text 275.000 157.800 3.000 table 10.000 \"1.1\"\n"
                     "text 302.000 113.800 3.000 table 10.000 \"2.0\" stretch 76.000\n"
                     "text 282.000 127.800 3.000 table 10.000 \"2.1\"\n");
    fake_release(&f);
}

/* Height that a label needs beyond its rows is shared out among them. */
static void test_growth_is_shared(void **state)
{
    (void)state;
    fake f;
    fake_init(&f, BC_PT(300), BC_PT(400), 1);
    fake_grid *table = fake_table(&f, 2, 3, BC_PT(300));
    fake_cell(&f, table, 0, 2, 0, BC_PT(100), 5);
    fake_cell(&f, table, 0, 1, BC_PT(100), BC_PT(300), 1);
    fake_cell(&f, table, 1, 1, BC_PT(100), BC_PT(300), 1);
    table->measured_cells[0].line_count = 0; /* only its height counts here */
    fake_finish_table(table);
    expect_trace(&f, "page 1 460.000x600.000\n"
                     "text 182.000 113.800 3.000 table 10.000 \"1.0\"\n"
                     "text 182.000 151.800 3.000 table 10.000 \"2.0\"\n"
                     "rule h 80.000 100.000 300.000 1.000\n"
                     "rule h 180.000 138.000 200.000 0.500\n"
                     "rule h 80.000 176.000 300.000 1.000\n"
                     "rule v 80.000 100.000 76.000 1.000\n"
                     "rule v 180.000 100.000 76.000 0.500\n"
                     "rule v 380.000 100.000 76.000 1.000\n");
    fake_release(&f);
}

/* GB/T 9704: A4, margins 37 and 35 mm; the dash (in the middle of the em) 7 mm below the type area, odd pages right,
 * even pages left, one character in. */
static void test_page_numbers_of_official_documents(void **state)
{
    (void)state;
    fake f;
    fake_init(&f, BC_MM10(1560), BC_MM10(2250), 3);
    f.document.paper = (bc_form_paper){ .width = BC_MM10(2100),
                                        .height = BC_MM10(2970),
                                        .top = BC_MM10(370),
                                        .bottom = BC_MM10(350),
                                        .left = BC_MM10(280),
                                        .right = BC_MM10(260),
                                        .number = BC_NUMBER_GONGWEN,
                                        .number_style = &NUMBER };
    fake_para(&f, 1);
    fake_break(&f);
    fake_para(&f, 1);
    /* 742.677 + 19.843 (7 mm) is the middle of the em; the baseline stands 0.38 em below it. Without fonts the
     * number has no width. */
    expect_trace(&f, "page 1 595.276x841.890\n"
                     "text 79.370 115.682 3.000 body 10.000 \"0.0\"\n"
                     "text 507.575 767.840 0.000 number 14.000 \"— 1 —\" number\n"
                     "page 2 595.276x841.890\n"
                     "text 79.370 115.682 3.000 body 10.000 \"1.0\"\n"
                     "text 93.370 767.840 0.000 number 14.000 \"— 2 —\" number\n");
    f.document.paper.number = BC_NUMBER_OF_TOTAL;
    expect_trace(&f, "page 1 595.276x841.890\n"
                     "text 79.370 115.682 3.000 body 10.000 \"0.0\"\n"
                     "text 300.472 767.840 0.000 number 14.000 \"第 1 页 共 2 页\" number\n"
                     "page 2 595.276x841.890\n"
                     "text 79.370 115.682 3.000 body 10.000 \"1.0\"\n"
                     "text 300.472 767.840 0.000 number 14.000 \"第 2 页 共 2 页\" number\n");
    fake_release(&f);
}

static void test_quoting(void **state)
{
    (void)state;
    fake f;
    fake_init(&f, BC_PT(100), BC_PT(100), 1);
    fake_para(&f, 1);
    f.blocks[0].as.text.words = BC_STR("a\"\\\x01");
    f.blocks[0].as.text.lines.at = &(bc_text_line){ .to = 4, .width = -1500, .ends_paragraph = true };
    expect_trace(&f, "page 1 260.000x300.000\ntext 80.000 110.800 -1.500 body 10.000 \"a\\\"\\\\\\x01\"\n");
    fake_release(&f);
}

static void test_dots(void **state)
{
    (void)state;
    const bc_layout_item item = {
        .kind = BC_ITEM_DOTS, .role = BC_ITEM_REPEATED, .x = 1500, .y = -20, .as.dots = { 12, 4000, 900 }
    };
    const bc_layout_page page = { .width = 100, .height = 200, .label = BC_STR("v"), .items = &item, .item_count = 1 };
    bc_layout_painter *painter = bc_layout_trace_new();
    painter->page(painter, &page);
    bc_buf out;
    bc_buf_init(&out);
    assert_true(painter->finish(painter, &out));
    assert_string_equal(out.p, "page v 0.100x0.200\ndots 1.500 -0.020 12 4.000 0.900\n");
    bc_buf_release(&out);
    painter->free(painter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_labels_and_header_are_printed_again),
        cmocka_unit_test(test_alignment),
        cmocka_unit_test(test_growth_is_shared),
        cmocka_unit_test(test_page_numbers_of_official_documents),
        cmocka_unit_test(test_quoting),
        cmocka_unit_test(test_dots),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
