/* Writes the workbooks that the Python tests read: write_xlsx_samples FOLDER. */
#include "sample.h"

#include "base/file.h"

#include <stdio.h>
#include <string.h>

static bool save(const char *folder, const char *name, bc_str bytes)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    bc_file_write_options options = { 0 };
    return bc_file_write(path, bytes, &options).status == BC_FILE_OK;
}

/* Cells of every type, one a row: what is printed in column A, its number or text in column B. */
static bc_layout_document *make_types(bc_arena *arena)
{
    table_maker m = { .arena = arena };
    static const struct {
        const char *number, *unit, *text;
    } numbers[] = { { "1234.5", "万元", "1,234.50万元" },
                    { "1234.5", "", "1234.5" },
                    { "-1234.5", "", "-1,234.50" },
                    { "90", "%", "90%" },
                    { "12.25", "%", "12.25%" },
                    { "90", "%", "90％" },
                    { "90", "%", "90" },
                    { "0", "万元", "0.00" },
                    { "1234567890123456", "", "1234567890123456" },
                    { "999999999999.99", "元", "999,999,999,999.99" },
                    { "12", "个", "12个月" } };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        add_row(&m, 20, false);
        add_label(&m, 0, 200, numbers[i].text);
        add_number(&m, 200, 442, numbers[i].number, numbers[i].unit, numbers[i].text, "");
    }
    static const char *const texts[] = { "12345678901234567890",
                                         "007",
                                         "=1+1",
                                         "+86",
                                         "-5以下",
                                         "@name",
                                         "13800000000",
                                         "2024",
                                         "a<b>&\"c\"",
                                         "_x0041_",
                                         "两行\n文字",
                                         "\x01坏\x02",
                                         "  前后有空格 ",
                                         "丛\xf0\xa0\xae\xb7名" };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        add_row(&m, 20, false);
        add_label(&m, 0, 200, "文字");
        add_text(&m, 200, 442, texts[i], "");
    }
    static const struct {
        int16_t year;
        uint8_t month, day;
        const char *text;
    } dates[] = { { 2024, 2, 29, "2024-02-29" },
                  { 2026, 1, 5, "2026年1月5日" },
                  { 2026, 10, 0, "2026年10月" },
                  { 2026, 1, 5, "2026/1/5" } };
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        bc_value *datum = BC_NEW(arena, bc_value);
        *datum = (bc_value){ .type = BC_VALUE_DATE, .text = bc_str_from(dates[i].text) };
        datum->as.date.year = dates[i].year;
        datum->as.date.month = dates[i].month;
        datum->as.date.day = dates[i].day;
        add_row(&m, 20, false);
        add_label(&m, 0, 200, "日期");
        add_value(&m, 200, 442, dates[i].text, datum, "");
    }
    document_maker d = { .arena = arena };
    add_table(&d, make_table(&m, 442));
    return make_document(&d, "类型", false);
}

/* Bands with edges of their own, a row higher than a sheet's rows can be, a line in three parts, a page break. */
static bc_layout_document *make_layout(bc_arena *arena)
{
    table_maker m = { .arena = arena };
    add_row(&m, 20, false);
    add_label(&m, 0, 100, "甲");
    add_text(&m, 100, 689, "乙", "first");
    m.band = 1;
    add_row(&m, 20, true);
    add_label(&m, 0, 300.2, "左");
    add_label(&m, 300.2, 689, "右");
    add_row(&m, 1000, false);
    add_text(&m, 0, 299.9, "高", "tall");
    bc_buf prose;
    bc_buf_init(&prose);
    for (int i = 1; i <= 60; i++)
        bc_buf_printf(&prose, "%s第%d段的文字用来看一看很高的一行会不会缺少什么内容", i > 1 ? "\n" : "", i);
    add_text(&m, 299.9, 689, prose.p, "prose")->style = &PROSE_STYLE;
    bc_buf_release(&prose);
    for (int i = 0; i < 3; i++) {
        add_row(&m, 20, false);
        add_label(&m, 0, 300, "行");
        add_label(&m, 300, 689, "行");
    }
    document_maker d = { .arena = arena };
    add_para(&d, &TITLE_STYLE, "版面");
    add_line(&d, "左边的文字", "2026年度", "单位：元");
    add_table(&d, make_table(&m, 689));
    add_break(&d);
    add_para(&d, &BODY_STYLE, "第一段从空两格开始，写得长一些，好看出第二行是不是顶格。\n第二段也是这样。");
    add_break(&d);
    return make_document(&d, "a/b:[c]*?", true);
}

/* Cells alone in their rows and not merged, measured as no height at all: the sheet's heights are those of fit.c. */
static bc_layout_document *make_heights(bc_arena *arena)
{
    static const char *const texts[] = {
        "短",
        "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十",
        "主要用于社区道路路面修补、雨水井盖更换和路灯维护，按季度支付工程款，确保居民出行安全与方便（含专项）。",
        "完成1200户、覆盖率≥95%，于12月31日前验收",
        "ISO 9001 certified suppliers of the municipality",
        "https://www.example.gov.cn/zwgk/2026/budget/index.html",
        "第一段\n第二段写得长一些，好让它多占几行\n\n第四段",
        "“引号”与（括号）与——破折号……省略号，以及、顿号；分号。",
        "WWWWWMMMMM 1,234,567.89",
        "𠮷野家与㳇水河𬒈石堤段",
    };
    static const double edges[] = { 0, 44, 110, 230, 442 };
    static const bc_form_cell_style big = {
        .text = { .role = BC_ROLE_BODY, .size = BC_PT(15.75), .leading = BC_PT(20) }, .decimals = -1
    };
    const bc_form_cell_style *const styles[] = { &VALUE_STYLE, &HEAD_STYLE, &big };
    table_maker m = { .arena = arena };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (size_t column = 0; column < 4; column++)
            for (size_t k = 0; k < 3; k++) {
                add_row(&m, 0, false);
                add_label(&m, edges[column], edges[column + 1], texts[i])->style = styles[k];
            }
    document_maker d = { .arena = arena };
    add_table(&d, make_table(&m, 442));
    return make_document(&d, "高度", false);
}

int main(int argc, char **argv)
{
    if (argc != 2 || bc_file_make_folder(argv[1]).status != BC_FILE_OK)
        return 2;
    bc_arena arena = { 0 };
    bc_font_set *fonts = load_fonts(&arena);
    bc_layout_document *form = make_form(&arena, 7, 12), *types = make_types(&arena), *layout = make_layout(&arena);
    bc_layout_document *all[] = { form, types, layout, form };
    bc_layout_document *many[] = { make_form(&arena, 1, 2000) }, *heights[] = { make_heights(&arena) };
    bc_buf out, again;
    bc_buf_init(&out);
    bc_buf_init(&again);
    bool good = write_book(fonts, all, 4, &out) && save(argv[1], "all.xlsx", bc_buf_str(&out)) &&
                write_book(fonts, all, 4, &again) && save(argv[1], "again.xlsx", bc_buf_str(&again));
    bc_buf_clear(&out);
    good = good && write_book(fonts, many, 1, &out) && save(argv[1], "many.xlsx", bc_buf_str(&out));
    bc_buf_clear(&out);
    good = good && write_book(fonts, heights, 1, &out) && save(argv[1], "heights.xlsx", bc_buf_str(&out));
    bc_buf_release(&out);
    bc_buf_release(&again);
    bc_font_set_free(fonts);
    bc_arena_release(&arena);
    return good ? 0 : 1;
}
