#include "sample.h"

#include "base/vec.h"

#include <stdio.h>

#define FANDOL "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/"

static const bc_diag_mark NOWHERE;

static const bc_node *text_value(bc_arena *arena, const char *text)
{
    return bc_node_new_text(arena, NOWHERE, bc_str_from(text), false);
}

static const bc_node *map_of(bc_arena *arena, const char *key, const bc_node *value)
{
    const bc_node_member member = { .key = bc_str_from(key), .value = value };
    return bc_node_new_map(arena, NOWHERE, &member, 1);
}

/* {substitutes: [family]}, with a file for the one that fontconfig does not know. */
static const bc_node *role_value(bc_arena *arena, const char *family, const char *file)
{
    const bc_node_member members[] = { { .key = BC_STR("family"), .value = text_value(arena, family) },
                                       { .key = BC_STR("file"), .value = text_value(arena, file ? file : "") } };
    const bc_node *face = bc_node_new_map(arena, NOWHERE, members, file ? 2 : 1);
    return map_of(arena, "substitutes", bc_node_new_list(arena, NOWHERE, &face, 1));
}

static const bc_node *font_config(bc_arena *arena)
{
    static const struct {
        const char *role, *family, *file;
    } ROLES[] = { { "title", "Noto Serif CJK SC", NULL }, { "body", "FandolFang", FANDOL "FandolFang-Regular.otf" },
                  { "head", "Noto Sans CJK SC", NULL },   { "emphasis", "LXGW WenKai", NULL },
                  { "table", "Noto Serif CJK SC", NULL }, { "number", "Noto Serif CJK SC", NULL } };
    bc_node_member members[sizeof ROLES / sizeof *ROLES];
    size_t n = sizeof ROLES / sizeof *ROLES;
    for (size_t i = 0; i < n; i++)
        members[i] = (bc_node_member){ .key = bc_str_from(ROLES[i].role),
                                       .value = role_value(arena, ROLES[i].family, ROLES[i].file) };
    return map_of(arena, "roles", bc_node_new_map(arena, NOWHERE, members, n));
}

bool sample_open(sample *s)
{
    *s = (sample){ .fonts = NULL };
    bc_diag_list_init(&s->diags);
    s->cache = bc_subset_cache_new();
    s->fonts = bc_font_set_new(font_config(&s->arena), &s->diags);
    if (s->fonts)
        s->typesetter = bc_text_typesetter_new(s->fonts);
    return s->fonts != NULL;
}

void sample_close(sample *s)
{
    bc_text_typesetter_free(s->typesetter);
    bc_subset_cache_free(s->cache);
    bc_font_set_free(s->fonts);
    bc_diag_list_release(&s->diags);
    bc_arena_release(&s->arena);
}

typedef struct page_maker {
    sample *s;
    BC_VEC(bc_layout_item) items;
} page_maker;

static void add_text(page_maker *m, bc_len x, bc_len y, bc_font_role role, bc_len size, const char *text,
                     bc_layout_item_role item_role)
{
    bc_text_style *style = BC_NEW(&m->s->arena, bc_text_style);
    *style = (bc_text_style){ .role = role, .size = size, .leading = size * 3 / 2 };
    bc_str line = bc_arena_str(&m->s->arena, bc_str_from(text));
    bc_vec_add(
        &m->items,
        (bc_layout_item){
            .kind = BC_ITEM_TEXT, .role = item_role, .x = x, .y = y, .as.text = { .line = line, .style = style } });
}

static void add_rule(page_maker *m, bc_len x, bc_len y, bc_len length, bc_len weight, bool vertical)
{
    bc_vec_add(&m->items,
               (bc_layout_item){
                   .kind = BC_ITEM_RULE, .x = x, .y = y, .as.rule = { length, weight, vertical, BC_STROKE_PLAIN } });
}

static const bc_layout_page *page_of(page_maker *m)
{
    bc_layout_page *page = BC_NEW(&m->s->arena, bc_layout_page);
    bc_layout_item *items = BC_NEW_ARRAY(&m->s->arena, bc_layout_item, m->items.n);
    for (size_t i = 0; i < m->items.n; i++)
        items[i] = m->items.at[i];
    *page = (bc_layout_page){ .width = BC_MM10(2100),
                              .height = BC_MM10(2970),
                              .number = 1,
                              .label = BC_STR("1"),
                              .items = items,
                              .item_count = (uint32_t)m->items.n };
    bc_vec_release(&m->items);
    return page;
}

/* A grid of rows and columns, each cell with its own segments as the layout makes them. */
static void add_grid(page_maker *m, const bc_len *edges, size_t columns, bc_len top, bc_len height, size_t rows)
{
    for (size_t row = 0; row <= rows; row++)
        for (size_t i = 0; i < columns; i++)
            add_rule(m, edges[i], top + (bc_len)row * height, edges[i + 1] - edges[i],
                     row && row < rows ? BC_PT(0.5) : BC_PT(1), false);
    for (size_t row = 0; row < rows; row++)
        for (size_t i = 0; i <= columns; i++)
            add_rule(m, edges[i], top + (bc_len)row * height, height, i && i < columns ? BC_PT(0.5) : BC_PT(1), true);
}

const bc_layout_page *sample_form(sample *s, unsigned variant)
{
    static const char *const ROWS[][4] = {
        { "项目编码", "13020024P00001000012", "项目名称", "城市道路绿化养护及设施维修" },
        { "预算规模及资金用途", "1,234.50", "其中：财政资金", "1,000.00" },
        { "一级指标", "二级指标", "绩效指标描述", "指标值" },
        { "产出指标", "数量指标", "完成养护面积（平方米）", "≥95%" },
        { "产出指标", "质量指标", "设备验收合格率", "100%" },
        { "产出指标", "时效指标", "按季度拨付及时", "12月底前" },
        { "产出指标", "成本指标", "控制在预算内", "≤1234.5万元" },
        { "效益指标", "社会效益指标", "改善居民生活环境", "显著提高" },
        { "效益指标", "生态效益指标", "空气优良天数增加", "30天/年" },
        { "满意度指标", "服务对象满意度", "群众满意程度", "≥90%" },
    };
    const bc_len edges[] = { BC_PT(60), BC_PT(160), BC_PT(280), BC_PT(430), BC_PT(535) };
    const bc_len top = BC_PT(120), height = BC_PT(26);
    page_maker m = { .s = s };
    char text[96];
    add_text(&m, BC_PT(170), BC_PT(80), BC_ROLE_TITLE, BC_PT(18), "项目绩效目标申报表", BC_ITEM_CONTENT);
    snprintf(text, sizeof text, "单位名称：第%u中学 §%u", variant, variant * 7919);
    add_text(&m, BC_PT(60), BC_PT(110), BC_ROLE_BODY, BC_PT(12), text, BC_ITEM_CONTENT);
    add_text(&m, BC_PT(480), BC_PT(110), BC_ROLE_EMPHASIS, BC_PT(10.5), "单位：万元", BC_ITEM_REPEATED);
    size_t rows = sizeof ROWS / sizeof *ROWS;
    for (size_t row = 0; row < rows; row++)
        for (size_t i = 0; i < 4; i++)
            add_text(&m, edges[i] + BC_PT(4), top + (bc_len)row * height + BC_PT(17),
                     row == 2 ? BC_ROLE_HEAD : BC_ROLE_TABLE, BC_PT(10.5), ROWS[row][i],
                     row == 2 ? BC_ITEM_REPEATED : BC_ITEM_CONTENT);
    add_grid(&m, edges, 4, top, height, rows);
    add_text(&m, BC_PT(60), BC_PT(420), BC_ROLE_BODY, BC_PT(12), "根据《中华人民共和国预算法》，结合本部门职责填报。",
             BC_ITEM_CONTENT);
    add_text(&m, BC_PT(60), BC_PT(440), BC_ROLE_TABLE, BC_PT(12),
             "罕见字：𠮷𬱖，部首⼀与一，Office affairs", BC_ITEM_CONTENT);
    add_text(&m, BC_PT(290), BC_PT(800), BC_ROLE_TABLE, BC_PT(14), "— 1 —", BC_ITEM_PAGE_NUMBER);
    return page_of(&m);
}

const bc_layout_page *sample_lines(sample *s, const char *const *lines, size_t count, bc_font_role role)
{
    page_maker m = { .s = s };
    for (size_t i = 0; i < count; i++)
        add_text(&m, BC_PT(60), BC_PT(60) + (bc_len)i * BC_PT(20), role, BC_PT(12), lines[i], BC_ITEM_CONTENT);
    return page_of(&m);
}

bool sample_paint(sample *s, const bc_layout_page *const *pages, size_t count, bc_buf *out, bc_pdf_times *times)
{
    const bc_layout_info info = { .title = BC_STR("项目绩效目标申报表 <甲&乙>"),
                                  .author = BC_STR("某单位"),
                                  .subject = BC_STR("budget (2024)"),
                                  .creator = BC_STR("biaoce 0.1"),
                                  .language = BC_STR("zh-CN"),
                                  .time = 1700000000 };
    bc_layout_painter *painter = bc_pdf_painter_new(s->cache, s->typesetter, &info, BC_PDF_PLAIN);
    for (size_t i = 0; i < count; i++)
        painter->page(painter, pages[i]);
    bool good = painter->finish(painter, out);
    if (!good)
        fprintf(stderr, "%s\n", bc_pdf_painter_error(painter));
    if (times)
        *times = bc_pdf_painter_times(painter);
    painter->free(painter);
    return good;
}
