#include "sample.h"

#include "base/file.h"
#include "source/yaml.h"

#include <stdio.h>
#include <string.h>

#define TEXT_OF(which, points, line)                                                                                   \
    {                                                                                                                  \
        .role = (which), .size = BC_PT(points), .leading = BC_PT(line)                                                 \
    }

const bc_form_cell_style LABEL_STYLE = { .text = TEXT_OF(BC_ROLE_TABLE, 10.5, 14),
                                         .align = BC_ALIGN_CENTRE,
                                         .valign = BC_VALIGN_MIDDLE,
                                         .pad_x = BC_PT(3),
                                         .pad_y = BC_PT(3),
                                         .decimals = -1 };
const bc_form_cell_style VALUE_STYLE = {
    .text = TEXT_OF(BC_ROLE_TABLE, 10.5, 14), .align = BC_ALIGN_CENTRE, .valign = BC_VALIGN_MIDDLE, .decimals = -1
};
const bc_form_cell_style PROSE_STYLE = {
    .text = TEXT_OF(BC_ROLE_TABLE, 10.5, 14), .align = BC_ALIGN_JUSTIFY, .valign = BC_VALIGN_TOP, .decimals = -1
};
const bc_form_cell_style HEAD_STYLE = { .text = TEXT_OF(BC_ROLE_HEAD, 10.5, 14),
                                        .align = BC_ALIGN_CENTRE,
                                        .valign = BC_VALIGN_MIDDLE,
                                        .decimals = -1,
                                        .bold = true };
const bc_form_para_style TITLE_STYLE = {
    .text = TEXT_OF(BC_ROLE_TITLE, 18, 27), .align = BC_ALIGN_CENTRE, .after = BC_PT(9), .balanced = true
};
const bc_form_para_style BODY_STYLE = { .text = TEXT_OF(BC_ROLE_BODY, 15.75, 28),
                                        .align = BC_ALIGN_JUSTIFY,
                                        .first_indent = BC_PT(31.5) };
const bc_form_para_style LINE_STYLE = { .text = TEXT_OF(BC_ROLE_TABLE, 10.5, 16) };
const bc_form_para_style NUMBER_STYLE = { .text = TEXT_OF(BC_ROLE_NUMBER, 14, 14) };

/* -- tables --------------------------------------------------------------------------------------------- */

bc_layout_row *add_row(table_maker *m, double height_pt, bool head)
{
    bc_layout_row *row = bc_vec_push(&m->rows);
    *row = (bc_layout_row){ .first_cell = (uint32_t)m->cells.n, .band = m->band, .opens = BC_NO_GROUP, .head = head };
    bc_vec_add(&m->heights, BC_PT(height_pt));
    return row;
}

bc_layout_composed_cell *add_label(table_maker *m, double x0, double x1, const char *text)
{
    bc_layout_row *row = &m->rows.at[m->rows.n - 1];
    row->cells++;
    bc_layout_composed_cell *cell = bc_vec_push(&m->cells);
    *cell = (bc_layout_composed_cell){ .x0 = BC_PT(x0),
                                       .x1 = BC_PT(x1),
                                       .row = (uint32_t)m->rows.n - 1,
                                       .rows = 1,
                                       .text = bc_arena_str(m->arena, bc_str_from(text)),
                                       .style = row->head ? &HEAD_STYLE : &LABEL_STYLE,
                                       .kind = row->head ? BC_CELL_HEAD : BC_CELL_LABEL };
    return cell;
}

bc_layout_composed_cell *add_value(table_maker *m, double x0, double x1, const char *text, const bc_value *datum,
                                   const char *path)
{
    bc_layout_composed_cell *cell = add_label(m, x0, x1, text);
    cell->style = &VALUE_STYLE;
    cell->kind = BC_CELL_VALUE;
    cell->value.datum = datum;
    cell->value.path = bc_arena_str(m->arena, bc_str_from(path));
    return cell;
}

bc_layout_composed_cell *add_text(table_maker *m, double x0, double x1, const char *text, const char *path)
{
    bc_value *datum = BC_NEW(m->arena, bc_value);
    *datum = bc_value_text(bc_arena_str(m->arena, bc_str_from(text)));
    return add_value(m, x0, x1, text, datum, path);
}

bc_layout_composed_cell *add_number(table_maker *m, double x0, double x1, const char *number, const char *unit,
                                    const char *text, const char *path)
{
    bc_decimal value = { 0 };
    bc_decimal_parse(bc_str_from(number), &value);
    bc_value *datum = BC_NEW(m->arena, bc_value);
    *datum = bc_value_number(value, bc_arena_str(m->arena, bc_str_from(unit)));
    datum->text = bc_arena_str(m->arena, bc_str_from(number));
    return add_value(m, x0, x1, text, datum, path);
}

const bc_layout_table *make_table(table_maker *m, double width_pt)
{
    bc_layout_composed_table *composed = BC_NEW(m->arena, bc_layout_composed_table);
    *composed = (bc_layout_composed_table){ .rows = m->rows.at,
                                            .row_count = (uint32_t)m->rows.n,
                                            .cells = m->cells.at,
                                            .cell_count = (uint32_t)m->cells.n,
                                            .width = BC_PT(width_pt),
                                            .rule = BC_PT(0.5),
                                            .frame_rule = BC_PT(1) };
    bc_layout_cell *cells = BC_NEW_ARRAY(m->arena, bc_layout_cell, m->cells.n);
    for (size_t i = 0; i < m->cells.n; i++)
        cells[i] = (bc_layout_cell){ .composed = &m->cells.at[i], .style = m->cells.at[i].style };
    bc_layout_table *table = BC_NEW(m->arena, bc_layout_table);
    *table = (bc_layout_table){
        .composed = composed, .cells = cells, .heights = m->heights.at, .unbroken_heights = m->heights.at
    };
    bc_arena_adopt(m->arena, m->rows.at, 0);
    bc_arena_adopt(m->arena, m->cells.at, 0);
    bc_arena_adopt(m->arena, m->heights.at, 0);
    return table;
}

/* -- documents ------------------------------------------------------------------------------------------ */

static bc_layout_block *add_block(document_maker *d, bc_layout_block_kind kind, const bc_form_para_style *style)
{
    bc_layout_composed_block *composed = bc_vec_push(&d->composed);
    *composed = (bc_layout_composed_block){ .kind = kind, .style = style };
    bc_layout_block *block = bc_vec_push(&d->blocks);
    *block = (bc_layout_block){ .kind = kind, .style = style };
    if (style) {
        composed->before = style->before;
        composed->after = style->after;
        block->height = style->text.leading;
    }
    return block;
}

static bc_layout_composed_block *newest(document_maker *d)
{
    return &d->composed.at[d->composed.n - 1];
}

void add_para(document_maker *d, const bc_form_para_style *style, const char *text)
{
    bc_layout_block *block = add_block(d, BC_BLOCK_PARA, style);
    block->as.text.words = newest(d)->as.para.text = bc_arena_str(d->arena, bc_str_from(text));
}

void add_line(document_maker *d, const char *left, const char *centre, const char *right)
{
    add_block(d, BC_BLOCK_LINE, &LINE_STYLE);
    newest(d)->as.line.left = bc_str_from(left);
    newest(d)->as.line.centre = bc_str_from(centre);
    newest(d)->as.line.right = bc_str_from(right);
}

void add_table(document_maker *d, const bc_layout_table *table)
{
    add_block(d, BC_BLOCK_TABLE, NULL)->as.table = *table;
    newest(d)->as.table = table->composed;
}

void add_break(document_maker *d)
{
    add_block(d, BC_BLOCK_PAGE_BREAK, NULL);
}

bc_layout_document *make_document(document_maker *d, const char *name, bool landscape)
{
    bc_layout_composed *composed = BC_NEW(d->arena, bc_layout_composed);
    *composed = (bc_layout_composed){ .paper = { .width = BC_MM10(landscape ? 2970 : 2100),
                                                 .height = BC_MM10(landscape ? 2100 : 2970),
                                                 .top = BC_MM10(370),
                                                 .bottom = BC_MM10(350),
                                                 .left = BC_MM10(280),
                                                 .right = BC_MM10(260),
                                                 .number = BC_NUMBER_GONGWEN,
                                                 .number_style = &NUMBER_STYLE },
                                      .blocks = d->composed.at,
                                      .block_count = (uint32_t)d->composed.n,
                                      .name = bc_arena_str(d->arena, bc_str_from(name)) };
    for (size_t i = 0; i < d->blocks.n; i++)
        d->blocks.at[i].composed = &d->composed.at[i];
    bc_layout_document *document = BC_NEW(d->arena, bc_layout_document);
    *document = (bc_layout_document){
        .composed = composed, .paper = composed->paper, .blocks = d->blocks.at, .block_count = (uint32_t)d->blocks.n
    };
    bc_arena_adopt(d->arena, d->composed.at, 0);
    bc_arena_adopt(d->arena, d->blocks.at, 0);
    return document;
}

/* -- a form --------------------------------------------------------------------------------------------- */

enum { FORM_WIDTH = 442 };

static const char *number_text(bc_arena *arena, const char *format, uint32_t n)
{
    bc_buf out;
    bc_buf_init(&out);
    bc_buf_printf(&out, format, n);
    const char *text = bc_arena_str(arena, bc_buf_str(&out)).p;
    bc_buf_release(&out);
    return text;
}

static void add_head_rows(table_maker *m, uint32_t nth)
{
    add_row(m, 20, false);
    add_label(m, 0, 50, "项目编码");
    add_text(m, 50, 187, number_text(m->arena, "13021126P%011u", nth), "code");
    add_label(m, 187, 250, "项目名称");
    add_text(m, 250, FORM_WIDTH, number_text(m->arena, "第%u社区道路改造", nth), "name");
    add_row(m, 34, false);
    add_label(m, 0, 50, "预算规模及资金用途")->rows = 2;
    add_label(m, 50, 104, "预算数");
    const char *amount = number_text(m->arena, "%u.50", 1000 + nth);
    const char *printed = number_text(m->arena, "%u.50万元", 1000 + nth);
    add_number(m, 104, 187, amount, "万元", printed, "budget.total");
    add_label(m, 187, 250, "其中：财政资金");
    add_number(m, 250, 318, amount, "万元", printed, "budget.fiscal");
    add_label(m, 318, 374, "其他资金");
    add_value(m, 374, FORM_WIDTH, "", NULL, "budget.other");
    add_row(m, 34, false);
    add_text(m, 50, FORM_WIDTH,
             "主要用于社区道路路面修补、雨水井盖更换和路灯维护，按季度支付工程款，确保居民出行安全与方便。",
             "budget.use")
        ->style = &PROSE_STYLE;
}

static void add_indicators(table_maker *m, uint32_t nth, uint32_t indicators)
{
    static const char *const heads[] = {
        "一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"
    };
    static const double edges[] = { 0, 50, 104, 187, 318, 374, FORM_WIDTH };
    m->band++;
    add_row(m, 20, true);
    for (int i = 0; i < 6; i++)
        add_label(m, edges[i], edges[i + 1], heads[i]);
    for (uint32_t i = 0; i < indicators; i++) {
        char path[64];
        add_row(m, 34, false);
        if (i == 0)
            add_text(m, 0, 50, "产出指标", "indicators[0].level1")->rows = indicators;
        add_text(m, 50, 104, "数量指标", "");
        snprintf(path, sizeof path, "indicators[%u].name", i);
        add_text(m, 104, 187, number_text(m->arena, "修补路面第%u段", i + 1), path);
        snprintf(path, sizeof path, "indicators[%u].describes", i);
        add_text(m, 187, 318, number_text(m->arena, "年内修补路面的面积，以验收单为准，第%u批", nth + i), path);
        snprintf(path, sizeof path, "indicators[%u].target", i);
        add_text(m, 318, 374, number_text(m->arena, "≥%u㎡", 100 + i), path);
        snprintf(path, sizeof path, "indicators[%u].basis", i);
        add_text(m, 374, FORM_WIDTH, "年度计划", path);
    }
}

bc_layout_document *make_form(bc_arena *arena, uint32_t nth, uint32_t indicators)
{
    table_maker m = { .arena = arena };
    add_head_rows(&m, nth);
    add_indicators(&m, nth, indicators);
    document_maker d = { .arena = arena };
    const char *name = number_text(arena, "第%u社区道路改造", nth);
    add_para(&d, &TITLE_STYLE, number_text(arena, "第%u社区道路改造项目绩效目标表", nth));
    add_line(&d, "填报单位：某某街道办事处", "", "单位：万元");
    add_table(&d, make_table(&m, FORM_WIDTH));
    add_para(&d, &LINE_STYLE, "注：指标值以年度计划为准。");
    return make_document(&d, name, false);
}

/* -- output --------------------------------------------------------------------------------------------- */

bc_font_set *load_fonts(bc_arena *arena)
{
    bc_buf bytes;
    bc_buf_init(&bytes);
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_source_documents trees = { 0 };
    bc_diag_source *source = BC_NEW(arena, bc_diag_source);
    bc_font_set *fonts = NULL;
    if (bc_file_read(BC_PROJECT_DIR "/fonts/fonts.yaml", 1 << 20, &bytes).status == BC_FILE_OK) {
        *source = (bc_diag_source){ .name = BC_STR("fonts.yaml"), .text = bc_arena_str(arena, bc_buf_str(&bytes)) };
        if (bc_yaml_read(arena, source, &diags, &trees) && trees.n)
            fonts = bc_font_set_new(trees.at[0], &diags);
    }
    bc_diag_list_release(&diags);
    bc_buf_release(&bytes);
    return fonts;
}

bc_layout_info sample_info(void)
{
    return (bc_layout_info){ .title = BC_STR("项目绩效目标表 <A & B>"),
                             .author = BC_STR("某某财政局"),
                             .subject = BC_STR("绩效目标"),
                             .creator = BC_STR("biaoce"),
                             .language = BC_STR("zh-CN"),
                             .time = 1767225600 };
}

bool write_book(const bc_font_set *fonts, bc_layout_document *const *documents, size_t n, bc_buf *out)
{
    const bc_layout_info info = sample_info();
    bc_xlsx_constants *constants = bc_xlsx_constants_new(fonts);
    bc_xlsx *book = bc_xlsx_new(constants, &info);
    for (size_t i = 0; i < n; i++)
        bc_xlsx_add(book, documents[i]);
    bool good = bc_xlsx_finish(book, out);
    bc_xlsx_free(book);
    bc_xlsx_constants_free(constants);
    return good;
}
