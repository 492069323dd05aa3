#include "sample.h"

#include "paint/xlsx/private/fit.h"
#include "paint/xlsx/private/grid.h"
#include "paint/xlsx/private/name.h"
#include "paint/xlsx/private/pages.h"
#include "paint/xlsx/private/rows.h"
#include "paint/xlsx/private/text.h"
#include "paint/xlsx/private/typed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* -- text ----------------------------------------------------------------------------------------------- */

static void assert_cell(const char *text, const char *expected)
{
    bc_buf out;
    bc_buf_init(&out);
    assert_true(bc_xlsx_text_cell(bc_str_from(text), &out));
    assert_string_equal(out.p, expected);
    bc_buf_release(&out);
}

static void text_is_made_fit(void **state)
{
    (void)state;
    assert_cell("", "");
    assert_cell("年度\t预算\n说明", "年度\t预算\n说明");
    assert_cell("a\r\nb\rc\r", "a\nb\nc\n");
    assert_cell("\x01\x02x\x1f\x7f", "x\x7f");
    assert_cell("\xef\xbf\xbe_\xef\xbf\xbf", "_");                       /* U+FFFE and U+FFFF */
    assert_cell("\xff\xe4\xb8", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"); /* no UTF-8 */
    assert_cell("_x0041_", "_x005F_x0041_");
    assert_cell("_x004_ _x00g1_ _x0041", "_x004_ _x00g1_ _x0041");
}

static void long_text_is_cut_at_a_character(void **state)
{
    (void)state;
    bc_buf text, out;
    bc_buf_init(&text);
    bc_buf_init(&out);
    bc_buf_add_char(&text, 'a');
    for (int i = 0; i < BC_MAX_XLSX_CELL / 2; i++)
        bc_buf_add_utf8(&text, 0x20bb7);
    assert_true(bc_xlsx_text_cell(bc_buf_str(&text), &out));
    assert_int_equal(out.n, text.n);
    bc_buf_add_utf8(&text, 0x20bb7);
    assert_false(bc_xlsx_text_cell(bc_buf_str(&text), &out));
    assert_int_equal(out.n, text.n - 4);
    bc_buf_release(&text);
    bc_buf_release(&out);
}

/* -- sheet names ---------------------------------------------------------------------------------------- */

static void sheets_get_names_that_excel_takes(void **state)
{
    (void)state;
    static const struct {
        const char *text, *name;
    } cases[] = {
        { "项目", "项目" },
        { "项目", "项目 (2)" },
        { "项目", "项目 (3)" },
        { "项目 (2)", "项目 (2) (2)" },
        { "", "表" },
        { " \n\x01 ", "表 (2)" },
        { "a[b]:c*d?e/f\\g", "a［b］：c＊d？e／f＼g" },
        { "'quoted'", "’quoted’" },
        { "it's", "it's" },
        { "Ab", "Ab" },
        { "aB", "aB (2)" },
        { "ａｂ", "ａｂ (3)" },
        { "History", "History (2)" },
        { "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二",
          "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一" },
        { "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一三",
          "一二三四五六七八九十一二三四五六七八九十一二三四五六七 (2)" },
        { "𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷", "𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷" },
    };
    bc_arena arena = { 0 };
    bc_strmap taken = { 0 };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(bc_xlsx_sheet_name(bc_str_from(cases[i].text), &taken, &arena).p, cases[i].name);
    bc_strmap_release(&taken);
    bc_arena_release(&arena);
}

/* -- typed cells ---------------------------------------------------------------------------------------- */

typedef struct typed_case {
    const char *number, *unit, *text, *format; /* format NULL: text */
    double value;
} typed_case;

static void numbers_stay_numbers_only_if_they_print_alike(void **state)
{
    (void)state;
    static const typed_case cases[] = {
        { "700", "万元", "700万元", "0\"万元\"", 700 },
        { "1234.567", "", "1,234.57", "#,##0.00", 1234.567 },
        { "0.005", "", "0.01", "0.00", 0.005 },
        { "50", "%", "50%", "0%", 0.5 },
        { "33.33", "%", "33.33%", "0.00%", 0.3333 },
        { "50", "", "50%", NULL, 0 }, /* no percentage: the sign is a word here */
        { "50", "%", "约50%", NULL, 0 },
        { "7", "", "007", NULL, 0 }, /* a code */
        { "7", "", "+7", NULL, 0 },
        { "7", "", "８", NULL, 0 },
        { "7", "", "８", NULL, 0 },
        { "8", "", "7", NULL, 0 },         /* not what the cell says */
        { "5", "个\"", "5个\"", NULL, 0 }, /* cannot be quoted in a format */
        { "5", "个", "5个以上", NULL, 0 },
        { "999999999999999", "", "999999999999999", "0", 999999999999999.0 },
        { "9999999999999999", "", "9999999999999999", NULL, 0 },
        { "0.1000000000000000", "", "0.1000000000000000", "0.0000000000000000", 0.1 },
    };
    bc_arena arena = { 0 };
    bc_buf scratch;
    bc_buf_init(&scratch);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        table_maker m = { .arena = &arena };
        add_row(&m, 20, false);
        bc_layout_composed_cell *cell = add_number(&m, 0, 100, cases[i].number, cases[i].unit, cases[i].text, "");
        bc_xlsx_typed typed = bc_xlsx_typed_of(cell, 0, &scratch);
        assert_int_equal(typed.is_number, cases[i].format != NULL);
        if (cases[i].format) {
            assert_string_equal(typed.format, cases[i].format);
            assert_true(typed.number == cases[i].value);
        }
        (void)make_table(&m, 100);
    }
    bc_buf_release(&scratch);
    bc_arena_release(&arena);
}

static void text_that_looks_like_something_else_is_marked(void **state)
{
    (void)state;
    static const char *const risky[] = { "007", "1-2", "2024/1/5", "=A1", "+1", "-", "@x", "12%", "1E5", "3.5" };
    static const char *const plain[] = { "", "≥90%", "12月底前", "．", "a=1", "工作经验", "E" };
    for (size_t i = 0; i < sizeof risky / sizeof *risky; i++)
        assert_true(bc_xlsx_typed_is_risky(bc_str_from(risky[i])));
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        assert_false(bc_xlsx_typed_is_risky(bc_str_from(plain[i])));
}

/* -- grid and rows -------------------------------------------------------------------------------------- */

static void near_edges_are_one(void **state)
{
    (void)state;
    bc_arena arena = { 0 };
    table_maker m = { .arena = &arena };
    add_row(&m, 20, false);
    add_label(&m, 0, 100, "a");
    add_label(&m, 100, 442, "b");
    add_row(&m, 20, false);
    add_label(&m, -5, 100.4, "a");
    add_label(&m, 100.4, 300, "b");
    add_label(&m, 300, 900, "c");
    document_maker d = { .arena = &arena };
    add_table(&d, make_table(&m, 442));
    bc_xlsx_grid grid = bc_xlsx_grid_make(make_document(&d, "", false), &arena);
    assert_int_equal(grid.columns, 3);
    assert_int_equal(grid.edges[1], 100000);
    assert_int_equal(bc_xlsx_grid_at(&grid, 100400), 1);
    assert_int_equal(bc_xlsx_grid_at(&grid, -5000), 0);
    assert_int_equal(bc_xlsx_grid_at(&grid, 900000), 3);
    bc_arena_release(&arena);
}

static void parts_of_a_line_get_columns(void **state)
{
    (void)state;
    bc_arena arena = { 0 };
    document_maker d = { .arena = &arena };
    add_line(&d, "左", "中", "右");
    bc_xlsx_grid grid = bc_xlsx_grid_make(make_document(&d, "", false), &arena);
    assert_int_equal(grid.columns, 3);
    bc_arena_release(&arena);
}

static void rows_hold_their_text(void **state)
{
    (void)state;
    bc_arena arena = { 0 };
    table_maker m = { .arena = &arena };
    add_row(&m, 10, false);
    add_label(&m, 0, 60, "一二三四五六七八九十一二三四五六七八九十")->rows = 2; /* 4 em a line: 5 lines */
    add_label(&m, 60, 442, "短");
    add_row(&m, 900, false);
    add_label(&m, 60, 442, "高");
    add_row(&m, 20, false);
    add_label(&m, 0, 442, "末")->rows = 99; /* more rows than there are */
    bc_xlsx_rows rows = bc_xlsx_rows_make(make_table(&m, 442), &(bc_xlsx_cuts){ 0 }, NULL, &arena);
    assert_true(rows.heights[0] >= BC_PT(15) && rows.heights[0] < BC_PT(30));
    assert_int_equal(rows.heights[1], BC_PT(900));
    assert_int_equal(rows.first[1], 1);
    assert_int_equal(rows.first[2], 10); /* 900 pt are nine rows */
    assert_int_equal(rows.first[3], 11);
    bc_len each;
    assert_int_equal(bc_xlsx_rows_pieces(0, &each), 1);
    assert_int_equal(each, BC_XLSX_PIXEL);
    assert_int_equal(bc_xlsx_rows_pieces(BC_LEN_MAX / 2, &each), 10502);
    assert_true(each <= BC_XLSX_PIECE + BC_XLSX_PIXEL);
    assert_int_equal(bc_xlsx_rows_pieces(BC_MAX_XLSX_ROW, &each), 1);
    bc_arena_release(&arena);
}

static void lines_are_counted_as_spreadsheets_break_them(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double width; /* in em of 10 pt */
        uint32_t lines;
    } cases[] = {
        { "", 5, 1 },
        { "一二三四五", 6, 1 },
        { "一二三四五", 5, 2 }, /* with the padding there is no room for five */
        { "一\n二\n", 6, 3 },
        { "一二三四（五）", 6, 2 },       /* an opening bracket goes down */
        { "一二三四五。", 6, 2 },         /* and a full stop takes its character along */
        { "abcdefghijklmnopqrst", 6, 3 }, /* a long word is broken anywhere */
        { "一二三 abcdefgh", 6, 2 },
        { "一二三四五", 0, 5 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(bc_xlsx_fit_lines(bc_str_from(cases[i].text), BC_PT(10), BC_PT(10 * cases[i].width)),
                         cases[i].lines);
}

/* -- pages ---------------------------------------------------------------------------------------------- */

typedef struct paged {
    bc_arena arena;
    bc_xlsx_writer w;
    bc_layout_document *document;
    bc_layout_plan plan;
    bc_xlsx_pages pages;
} paged;

/* Rows of a label over three of them and two values, the second over two when `tall`; a header row when `head`. */
static void make_paged(paged *p, uint32_t rows, double height, bool head, bool tall)
{
    *p = (paged){ .plan = { .page_count = 1 } };
    table_maker m = { .arena = &p->arena };
    document_maker d = { .arena = &p->arena };
    for (uint32_t r = 0; r < rows; r++) {
        bool is_head = head && r == 0;
        add_row(&m, height, is_head);
        if (is_head || r % 3 == 1)
            add_label(&m, 0, 100, "label")->rows = is_head ? 1 : 3;
        add_text(&m, 100, 300, "one", "one");
        if (is_head || !tall || r % 2 == 1)
            add_text(&m, 300, 442, "two", "two")->rows = tall && !is_head ? 2 : 1;
    }
    add_table(&d, make_table(&m, 442));
    p->document = make_document(&d, "", false);
    p->document->plan = &p->plan;
}

static void plan_pages(paged *p, const bc_layout_planned_page *pages, uint32_t n)
{
    p->plan.pages = pages;
    p->plan.page_count = n;
    bc_xlsx_writer_init(&p->w);
    bc_xlsx_writer_begin(&p->w, NULL);
    bc_xlsx_grid grid = bc_xlsx_grid_make(p->document, &p->w.arena);
    bc_xlsx_writer_set_grid(&p->w, &grid);
    p->pages = bc_xlsx_pages_make(&p->w, p->document);
}

static void release_paged(paged *p)
{
    bc_xlsx_writer_release(&p->w);
    bc_arena_release(&p->arena);
}

static void a_sheet_breaks_where_the_paper_does(void **state)
{
    (void)state;
    static const bc_layout_planned_page plan[] = { { 0 }, { .row = 29 }, { .row = 57 } };
    paged p;
    make_paged(&p, 70, 20, true, false);
    plan_pages(&p, plan, 3);
    const bc_xlsx_block_pages *block = &p.pages.blocks[0];
    assert_int_equal(block->cuts.n, 2);
    assert_int_equal(block->cuts.at[0].row, 29);
    assert_int_equal(block->cuts.at[1].row, 57);
    /* A form: its header row stands there again. */
    assert_int_equal(block->repeat_end, 0);
    assert_int_equal(block->cuts.at[0].head_first, 0);
    assert_int_equal(block->cuts.at[0].head_end, 1);
    assert_in_range(p.pages.print.scale, 85, 100);
    assert_int_equal(p.pages.print.moved_pages, 0);
    release_paged(&p);
    /* A list: the sheet repeats its header row, which stands nowhere again. */
    make_paged(&p, 70, 20, true, false);
    bc_layout_composed_table *table = BC_NEW_COPY(&p.arena, p.document->blocks[0].composed->as.table, 1);
    bc_layout_composed_cell *cells = BC_NEW_COPY(&p.arena, table->cells, table->cell_count);
    for (uint32_t i = 0; i < table->cell_count; i++)
        cells[i].rows = 1;
    table->cells = cells;
    bc_layout_composed_block *composed = BC_NEW_COPY(&p.arena, p.document->blocks[0].composed, 1);
    composed->as.table = table;
    bc_layout_block *measured = BC_NEW_COPY(&p.arena, p.document->blocks, 1);
    measured->composed = composed;
    measured->as.table.composed = table;
    p.document->blocks = measured;
    plan_pages(&p, plan, 3);
    assert_int_equal(p.pages.blocks[0].repeat_first, 0);
    assert_int_equal(p.pages.blocks[0].repeat_end, 1);
    assert_int_equal(p.pages.blocks[0].cuts.at[0].head_end, 0);
    release_paged(&p);
}

static void a_parted_row_goes_on_the_later_page(void **state)
{
    (void)state;
    static const bc_layout_planned_page plan[] = { { 0 },
                                                   { .row = 20, .goes_on = true },
                                                   { .row = 20, .goes_on = true } };
    paged p;
    make_paged(&p, 30, 20, false, false);
    plan_pages(&p, plan, 3);
    assert_int_equal(p.pages.blocks[0].cuts.n, 1);
    assert_int_equal(p.pages.blocks[0].cuts.at[0].row, 20);
    release_paged(&p);
}

static void a_value_is_not_cut(void **state)
{
    (void)state;
    static const bc_layout_planned_page plan[] = { { 0 }, { .row = 20 } };
    paged p;
    make_paged(&p, 40, 20, true, true); /* values over the rows 19 and 20 */
    plan_pages(&p, plan, 2);
    assert_int_equal(p.pages.blocks[0].cuts.n, 1);
    assert_int_equal(p.pages.blocks[0].cuts.at[0].row, 19);
    release_paged(&p);
}

/* Rows so high that no fair scale holds a page of the paper: it breaks once more, and this is counted. */
static void high_pages_break_once_more(void **state)
{
    (void)state;
    static const bc_layout_planned_page plan[] = { { 0 }, { .row = 40 } };
    paged p;
    make_paged(&p, 50, 20, false, false);
    plan_pages(&p, plan, 2);
    assert_true(p.pages.blocks[0].cuts.n > 1);
    assert_int_equal(p.pages.print.moved_pages, 1);
    assert_in_range(p.pages.print.scale, 85, 100);
    int64_t room = (int64_t)bc_layout_frame_height(&p.document->paper) * 100, height = 0;
    for (uint32_t r = 0, cut = 0; r < 50; r++) {
        bc_len each;
        if (cut < p.pages.blocks[0].cuts.n && p.pages.blocks[0].cuts.at[cut].row == r) {
            cut++;
            height = 0;
        }
        uint32_t pieces = bc_xlsx_rows_pieces(p.pages.blocks[0].rows.heights[r], &each);
        height += (int64_t)pieces * each;
        assert_true(height * p.pages.print.scale <= room);
    }
    release_paged(&p);
}

static void blank_and_endless_sheets_have_no_breaks(void **state)
{
    (void)state;
    static bc_layout_planned_page plan[1001];
    for (uint32_t i = 0; i < 1001; i++)
        plan[i].row = i;
    paged p;
    make_paged(&p, 1001, 20, false, false);
    plan_pages(&p, plan, 1001);
    assert_int_equal(p.pages.blocks[0].cuts.n, 0);
    assert_int_equal(p.pages.print.scale, 0);
    release_paged(&p);
    make_paged(&p, 40, 20, false, false);
    bc_layout_composed blank = *p.document->composed;
    blank.blank = true;
    p.document->composed = &blank;
    plan_pages(&p, plan, 2);
    assert_int_equal(p.pages.blocks[0].cuts.n, 0);
    assert_int_equal(p.pages.print.scale, 0);
    assert_false(p.pages.print.one_page);
    release_paged(&p);
}

/* -- books ---------------------------------------------------------------------------------------------- */

static void equal_input_gives_equal_bytes(void **state)
{
    (void)state;
    bc_arena arena = { 0 };
    bc_layout_document *documents[] = { make_form(&arena, 1, 20), make_form(&arena, 2, 3) };
    bc_buf first, second;
    bc_buf_init(&first);
    bc_buf_init(&second);
    assert_true(write_book(NULL, documents, 2, &first));
    bc_buf_add_text(&second, "before"); /* the book is appended */
    assert_true(write_book(NULL, documents, 2, &second));
    assert_int_equal(second.n, first.n + 6);
    assert_memory_equal(second.p + 6, first.p, first.n);
    bc_buf_release(&first);
    bc_buf_release(&second);
    bc_arena_release(&arena);
}

/* Small, so large that its operations are done in many goes, and blank with choices. */
static void a_draft_makes_the_sheet_that_a_document_makes(void **state)
{
    (void)state;
    bc_arena arena = { 0 }, drafted = { 0 };
    bc_layout_document *documents[] = { make_form(&arena, 1, 14), make_form(&arena, 2, 3000), make_form(&arena, 3, 2) };
    bc_layout_composed blank = *documents[2]->composed;
    blank.blank = true;
    documents[2]->composed = &blank;
    enum { N = sizeof documents / sizeof *documents };
    bc_xlsx_drafter *drafter = bc_xlsx_drafter_new();
    bc_xlsx_sheet_draft drafts[N];
    for (size_t i = 0; i < N; i++)
        drafts[i] = bc_xlsx_drafter_write(drafter, documents[i], &drafted);
    bc_xlsx_drafter_free(drafter);
    bc_buf direct;
    bc_buf_init(&direct);
    assert_true(write_book(NULL, documents, N, &direct));
    const bc_layout_info info = sample_info();
    for (int copy = 0; copy < 2; copy++) {
        bc_xlsx_constants *constants = bc_xlsx_constants_new(NULL);
        bc_xlsx *book = bc_xlsx_new(constants, &info);
        for (size_t i = 0; i < N; i++)
            bc_xlsx_add_draft(book, &drafts[i]);
        bc_buf out;
        bc_buf_init(&out);
        assert_true(bc_xlsx_finish(book, &out));
        assert_int_equal(out.n, direct.n);
        assert_memory_equal(out.p, direct.p, direct.n);
        bc_buf_release(&out);
        bc_xlsx_free(book);
        bc_xlsx_constants_free(constants);
    }
    bc_buf_release(&direct);
    bc_arena_release(&drafted);
    bc_arena_release(&arena);
}

static void an_empty_book_has_a_sheet(void **state)
{
    (void)state;
    bc_buf out;
    bc_buf_init(&out);
    assert_true(write_book(NULL, NULL, 0, &out));
    assert_true(bc_str_find(bc_buf_str(&out), BC_STR("xl/worksheets/sheet1.xml"), 0) != SIZE_MAX);
    bc_buf_release(&out);
}

/* Cells that overlap, lie outside, have no width, no style, or more rows than the table. */
static void bad_tables_are_survived(void **state)
{
    (void)state;
    bc_arena arena = { 0 };
    table_maker m = { .arena = &arena };
    add_row(&m, 20, false);
    add_label(&m, 0, 300, "a")->rows = 3;
    add_label(&m, 200, 442, "b");
    add_label(&m, 442, 442, "c");
    add_label(&m, 500, 400, "d");
    add_label(&m, -100, -50, "e");
    add_row(&m, -20, false);
    add_label(&m, 0, 442, "f")->rows = UINT32_MAX;
    add_label(&m, 300, 442, "g")->style = NULL;
    add_label(&m, 300, 442, "h")->rows = 0;
    m.rows.at[1].cells += 100;
    document_maker d = { .arena = &arena };
    add_table(&d, make_table(&m, 442));
    table_maker none = { .arena = &arena };
    add_table(&d, make_table(&none, 442));
    bc_layout_document *document = make_document(&d, "", false);
    document->paper.left = BC_PT(2000); /* leaves no frame */
    bc_buf out;
    bc_buf_init(&out);
    assert_true(write_book(NULL, &document, 1, &out));
    bc_buf_release(&out);
    bc_arena_release(&arena);
}

static void too_many_rows_are_an_error(void **state)
{
    (void)state;
    enum { ROWS = 1 << 20 };
    bc_arena arena = { 0 };
    table_maker m = { .arena = &arena };
    for (int i = 0; i <= ROWS; i++)
        add_row(&m, 20, false);
    document_maker d = { .arena = &arena };
    add_table(&d, make_table(&m, 442));
    const bc_layout_info info = { 0 };
    bc_xlsx_constants *constants = bc_xlsx_constants_new(NULL);
    bc_xlsx *book = bc_xlsx_new(constants, &info);
    bc_xlsx_add(book, make_document(&d, "", false));
    assert_non_null(bc_xlsx_error(book));
    assert_int_equal(bc_xlsx_state(book), BC_XLSX_TOO_LARGE);
    bc_buf out;
    bc_buf_init(&out);
    assert_false(bc_xlsx_finish(book, &out));
    assert_int_equal(out.n, 0);
    bc_buf_release(&out);
    bc_xlsx_free(book);
    bc_xlsx_constants_free(constants);
    bc_arena_release(&arena);
}

static void cut_cells_are_counted(void **state)
{
    (void)state;
    bc_arena arena = { 0 };
    char *text = bc_arena_alloc(&arena, BC_MAX_XLSX_CELL + 2);
    memset(text, 'x', BC_MAX_XLSX_CELL + 1);
    table_maker m = { .arena = &arena };
    add_row(&m, 20, false);
    add_text(&m, 0, 442, text, "");
    document_maker d = { .arena = &arena };
    add_table(&d, make_table(&m, 442));
    const bc_layout_info info = { 0 };
    bc_xlsx_constants *constants = bc_xlsx_constants_new(NULL);
    bc_xlsx *book = bc_xlsx_new(constants, &info);
    bc_xlsx_add(book, make_document(&d, "", false));
    assert_null(bc_xlsx_error(book));
    assert_int_equal(bc_xlsx_cut_cells(book), 1);
    bc_xlsx_free(book);
    bc_xlsx_constants_free(constants);
    bc_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_made_fit),
        cmocka_unit_test(long_text_is_cut_at_a_character),
        cmocka_unit_test(sheets_get_names_that_excel_takes),
        cmocka_unit_test(numbers_stay_numbers_only_if_they_print_alike),
        cmocka_unit_test(text_that_looks_like_something_else_is_marked),
        cmocka_unit_test(near_edges_are_one),
        cmocka_unit_test(parts_of_a_line_get_columns),
        cmocka_unit_test(rows_hold_their_text),
        cmocka_unit_test(lines_are_counted_as_spreadsheets_break_them),
        cmocka_unit_test(a_sheet_breaks_where_the_paper_does),
        cmocka_unit_test(a_parted_row_goes_on_the_later_page),
        cmocka_unit_test(a_value_is_not_cut),
        cmocka_unit_test(high_pages_break_once_more),
        cmocka_unit_test(blank_and_endless_sheets_have_no_breaks),
        cmocka_unit_test(equal_input_gives_equal_bytes),
        cmocka_unit_test(a_draft_makes_the_sheet_that_a_document_makes),
        cmocka_unit_test(an_empty_book_has_a_sheet),
        cmocka_unit_test(bad_tables_are_survived),
        cmocka_unit_test(too_many_rows_are_an_error),
        cmocka_unit_test(cut_cells_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
