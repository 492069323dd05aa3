/* Where lines end: the lists of Chinese typesetting, numbers with units, codes, narrow columns, titles. */
#include "support.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

static const char *in_manner(text_world *world, const char *text, int em100, bc_text_manner manner)
{
    bc_text_style style = style_of(BC_ROLE_TABLE);
    bc_text_box box = { .width = bc_len_scale(style.size, em100, 100), .manner = manner };
    return joined(world, bc_str_from(text),
                  bc_text_wrap(world->typesetter, &world->arena, bc_str_from(text), &style, &box));
}

/* Each mark stands where the third character would start the second line of a two-character column. */
static void closing_marks_never_start_a_line(void **state)
{
    static const char *const marks[] = { "。", "．", "，", "、", "：", "；", "！", "？", "‼",  "⁇",
                                         "”",  "’",  "」", "』", "）", "》", "〉", "】", "〗", "〕",
                                         "］", "｝", "～", "–",  "—",  "·",  "・", "‧",  "％", "‰",
                                         "℃",  "㎡", "／", "…",  "々", "%",  "×",  "=",  "＝", "÷" };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        char text[64], lines[64];
        snprintf(text, sizeof text, "预算财政%s资金", marks[i]);
        const char *got = wrapped(*state, text, 400);
        snprintf(lines, sizeof lines, "|%s", marks[i]);
        if (strstr(got, lines))
            fail_msg("%s starts a line: %s", marks[i], got);
    }
}

static void opening_marks_never_end_a_line(void **state)
{
    static const char *const marks[] = { "“",  "‘",  "「", "『", "（", "《", "〈", "【", "〖", "〔",
                                         "［", "｛", "￥", "≥",  "≤",  "±",  "≠",  "＞", "①",  "／" };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        for (int em = 300; em <= 450; em += 50) {
            char text[64], lines[64];
            snprintf(text, sizeof text, "预算财%s2资金", marks[i]);
            const char *got = wrapped(*state, text, em);
            snprintf(lines, sizeof lines, "%s|", marks[i]);
            if (strstr(got, lines))
                fail_msg("%s ends a line: %s", marks[i], got);
        }
    }
}

static void quotes_open_and_close(void **state)
{
    expect_lines(*state, "由“三公”经费列支", 400, "由“三|公”经费|列支");
    expect_lines(*state, "一般公共预算“三公”经费", 600, "一般公共预算|“三公”经费");
    expect_lines(*state, "don’t say “hello” there", 500, "don’t|say|“hello”|there");
}

static void dashes_and_dots_stay_whole(void **state)
{
    expect_lines(*state, "之间——不得", 300, "之|间——|不得");
    expect_lines(*state, "资金……", 300, "资|金……");
    expect_lines(*state, "资金……", 200, "资|金|……");
}

static void numbers_keep_their_units(void **state)
{
    expect_lines(*state, "完成1100万元", 500, "完成|1100万元");
    expect_lines(*state, "预算共12月", 350, "预算共|12月");
    expect_lines(*state, "里程为985公里", 500, "里程为|985公里");
    expect_lines(*state, "培训达5人次", 400, "培训达|5人次");
    expect_lines(*state, "满意度≥90%", 450, "满意度|≥90%");
    expect_lines(*state, "温度为12.5℃", 450, "温度为|12.5℃");
    expect_lines(*state, "*　　　　年目标值", 600, "*　　　　年|目标值"); /* room to write a figure in */
    expect_lines(*state, "甲方　　乙方", 450, "甲方|乙方");
    expect_lines(*state, "面积为100㎡", 450, "面积为|100㎡");
    expect_lines(*state, "资金共￥3.50", 450, "资金共|￥3.50");
    expect_lines(*state, "增长63%～68%", 400, "增长|63%～68%");
    expect_lines(*state, "新建第3季度", 400, "新建|第3季度");
    expect_lines(*state, "覆盖100余人", 350, "覆盖|100余人");
    expect_lines(*state, "按合同支付 100 万元", 600, "按合同支付|100 万元");
}

static void dates_and_document_numbers_stay_whole(void **state)
{
    expect_lines(*state, "应于2021年12月31日前完成", 850, "应于|2021年12月31日前|完成");
    expect_lines(*state, "应于 2021 年 12 月 31 日完成", 1000, "应于|2021 年 12 月 31 日|完成");
    expect_lines(*state, "应于2021年12月底前完成", 750, "应于|2021年12月底前|完成");
    expect_lines(*state, "根据济财〔2019〕71号文件", 600, "根据济财|〔2019〕71号|文件");
    expect_lines(*state, "根据济财【2021】第 178 号文件", 800, "根据济财|【2021】第 178 号|文件");
    expect_lines(*state, "根据济财(2019)71号文件", 600, "根据济财|(2019)71号|文件");
    expect_lines(*state, "上午8时30分开始", 450, "上午|8时30分|开始");
    /* too long for the line: between their parts */
    expect_lines(*state, "2021年12月31日", 450, "2021年|12月31日");
    expect_lines(*state, "〔2019〕71号", 400, "〔2019〕|71号");
    expect_lines(*state, "(2019)71号", 400, "(2019)|71号");
    expect_lines(*state, "107万平方米", 450, "107万|平方米");
    expect_lines(*state, "40元/平方米", 450, "40元/|平方米");
    expect_lines(*state, "≥99百分号", 450, "≥99|百分号");
}

static void rules_yield_in_stages(void **state)
{
    expect_lines(*state, "11000万元", 400, "11000|万元");
    expect_lines(*state, "共11000万元", 400, "共11000|万元");
    expect_lines(*state, "985公里，", 200, "985|公|里，");
    expect_lines(*state, "≥90%", 200, "≥|90%");
    expect_lines(*state, "1,234,567.89", 400, "1,234,|567.89");
    expect_lines(*state, "13020324000000", 300, "130203|240000|00");
    expect_lines(*state, "中。", 100, "中|。");
}

static void codes_break_where_they_read_best(void **state)
{
    expect_lines(*state, "GB/T 9704-2012", 500, "GB/T|9704-2012");
    expect_lines(*state, "HT-2024-TSGX-0012", 600, "HT-2024-|TSGX-0012");
    expect_lines(*state, "budget_report_final", 600, "budget_|report_final");
    expect_lines(*state, "ABCDE123456789", 600, "ABCDE|123456789");
}

static void items_keep_their_numbers(void **state)
{
    expect_lines(*state, "项目；2.开展培训", 400, "项目；|2.开展|培训");
    expect_lines(*state, "员经费；14. 退役军人", 600, "员经费；|14. 退役军人");
    expect_lines(*state, "①项目②资金", 400, "①项目|②资金");
    expect_lines(*state, "一、总体目标", 200, "一、|总体|目标");
}

static void narrow_columns_look_typed(void **state)
{
    expect_lines(*state, "产出指标", 300, "产出|指标");
    expect_lines(*state, "绩效目标值", 400, "绩效目|标值");
    expect_lines(*state, "12月底前完成", 300, "12月底|前完成");
    expect_lines(*state, "服务对象满意度", 400, "服务对象|满意度");
    expect_lines(*state, "（万元）", 300, "（万元）");
    expect_lines(*state, "其他资金（万元）", 600, "其他资金|（万元）");
    expect_lines(*state, "其他资金（万元）", 200, "其他|资金|（万|元）");
    expect_lines(*state, "2020年12月底前", 600, "2020年|12月底前");
}

static void last_line_holds_two_characters(void **state)
{
    expect_lines(*state, "为加强预算绩效管理提高", 1000, "为加强预算绩效管理|提高");
    expect_lines(*state, "为加强预算绩效管理提高。", 1000, "为加强预算绩效管理|提高。");
    expect_lines(*state, "指标值", 200, "指标|值"); /* nothing to be gained */
}

static void marks_at_edges_give_up_half(void **state)
{
    expect_lines(*state, "预算财政，资金", 450, "预算财政，|资金");
    expect_lines(*state, "预算财（政府）", 650, "预算财（政府）");
    expect_lines(*state, "（唐山）", 300, "（唐山）");
}

static void paragraphs_and_blanks(void **state)
{
    expect_lines(*state, "", 300, "");
    expect_lines(*state, "\n", 300, "");
    expect_lines(*state, "a\n", 300, "a");
    expect_lines(*state, "a\r\nb\n\nc", 300, "a|b||c");
    expect_lines(*state, "  ab  ", 600, "  ab");
    expect_lines(*state, "预算　　财政", 300, "预算|财政");
    expect_lines(*state, "   ", 300, "");
    expect_lines(*state, "ab     cd", 200, "ab|cd");
    expect_lines(*state, "　　　　年半年目标值", 400, "|年半年目|标值"); /* blanks in front, as wide as the line */
}

/* Wide blanks that end a paragraph are room to sign in: they count like words where the line has room for them. */
static void room_at_the_end(void **state)
{
    text_world *world = *state;
    bc_text_style style = style_of(BC_ROLE_TABLE);
    expect_lines(*state, "填表人：　　", 600, "填表人：　　");
    expect_lines(*state, "填表人：　　", 500, "填表人：　"); /* no line of its own for it */
    expect_lines(*state, "填表人：　　", 400, "填表人：");
    expect_lines(*state, "填表人：　　 \n审核：　", 600, "填表人：　　|审核：　");
    expect_lines(*state, "单位填表人：　　", 400, "单位填表|人：　　");
    expect_lines(*state, "　　　", 600, ""); /* nothing to sign beside */
    expect_lines(*state, "填表人：  ", 600, "填表人：");
    for (int manner = BC_TEXT_FILLED; manner <= BC_TEXT_JUSTIFIED; manner++) {
        assert_string_equal(in_manner(world, "填表人：　　", 1600, (bc_text_manner)manner), "填表人：　　");
        bc_str lines = bc_str_from(
            in_manner(world, "本单位负责人对以上内容的真实性负责。负责人：　　", 1700, (bc_text_manner)manner));
        assert_true(bc_str_ends(lines, BC_STR("负责人：　　")) && bc_str_find(lines, BC_STR("|"), 0) != SIZE_MAX);
    }
    assert_int_equal(bc_text_width(world->typesetter, BC_STR("填表人：　　"), &style), 6 * style.size);
    assert_int_equal(bc_text_width(world->typesetter, BC_STR("填表人 "), &style), 3 * style.size);
    bc_text_shaped shaped = bc_text_shape(world->typesetter, &world->arena, BC_STR("填表人：　　"), &style, 0);
    assert_int_equal(shaped.width, 6 * style.size);
}

static void too_narrow_for_a_character(void **state)
{
    text_world *world = *state;
    bc_text_style style = style_of(BC_ROLE_TABLE);
    bc_text_box box = { .width = BC_PT(5) };
    bc_text_lines lines = bc_text_wrap(world->typesetter, &world->arena, BC_STR("预算e\xCC\x81"), &style, &box);
    assert_int_equal(lines.n, 3); /* a letter and its accent are one */
    assert_true(lines.overfull);
    box.width = -1;
    lines = bc_text_wrap(world->typesetter, &world->arena, BC_STR("预算"), &style, &box);
    assert_int_equal(lines.n, 2);
    box.width = BC_LEN_MAX;
    lines = bc_text_wrap(world->typesetter, &world->arena, BC_STR("预算"), &style, &box);
    assert_int_equal(lines.n, 1);
    assert_false(lines.overfull);
}

static void indents(void **state)
{
    text_world *world = *state;
    bc_text_style style = style_of(BC_ROLE_TABLE);
    bc_text_box first = { .width = 5 * style.size, .first_indent = 2 * style.size };
    bc_text_lines lines =
        bc_text_wrap(world->typesetter, &world->arena, BC_STR("一二三四五六七八\n一二三四"), &style, &first);
    assert_int_equal(lines.n, 4);
    assert_int_equal(lines.at[0].width, 3 * style.size);
    assert_int_equal(lines.at[1].width, 5 * style.size);
    assert_true(lines.at[1].ends_paragraph);
    assert_false(lines.at[0].ends_paragraph);
    bc_text_box hang = { .width = 5 * style.size, .hang = 2 * style.size };
    lines = bc_text_wrap(world->typesetter, &world->arena, BC_STR("一二三四五六七八"), &style, &hang);
    assert_int_equal(lines.at[0].width, 5 * style.size);
    assert_int_equal(lines.at[1].width, 3 * style.size);
}

/* A long remark is part of the text that fills a cell; a short one stays together. */
static void long_remarks_fill_lines(void **state)
{
    const char *lines = in_manner(
        *state, "包括：办公室（挂区委审计委员会办公室秘书科、电子数据审计科牌子）、政策法规科", 2000, BC_TEXT_WORDS);
    assert_null(strstr(lines, "办公室|（"));
    lines = in_manner(*state, "完成老旧小区改造及周边道路整治（含管网雨污分流）验收", 2000, BC_TEXT_WORDS);
    assert_non_null(strstr(lines, "|（含管网雨污分流）"));
}

/* A range of dates may end a line behind its sign, a date may not be parted, and no line begins with the sign. */
static void ranges_of_dates_are_parted(void **state)
{
    expect_lines(*state, "工期为2023 年 1 月 1 日——2023 年 12 月 31 日", 1400,
                 "工期为2023 年 1 月 1 日——|2023 年 12 月 31 日");
    expect_lines(*state, "2023年1月1日——2023年12月31日", 850, "2023年1月1日——|2023年12月31日");
    expect_lines(*state, "自2023年1月至今", 500, "自|2023年1月|至今");
    expect_lines(*state, "2023 年 3 月 ～ 2024 年 3 月", 750, "2023 年 3 月 ～|2024 年 3 月");
    expect_lines(*state, "预算 —— 决算", 400, "预|算 ——|决算");
}

static const char *indented(text_world *world, const char *text, int em100, bc_text_manner manner)
{
    static char out[256];
    bc_text_style style = style_of(BC_ROLE_TABLE);
    bc_text_box box = { .width = bc_len_scale(style.size, em100, 100), .manner = manner, .items = true };
    bc_text_lines lines = bc_text_wrap(world->typesetter, &world->arena, bc_str_from(text), &style, &box);
    size_t n = 0;
    for (uint32_t i = 0; i < lines.n && n < sizeof out; i++) {
        assert_true(lines.at[i].indent + lines.at[i].set <= box.width);
        n += (size_t)snprintf(out + n, sizeof out - n, "%s%d", i ? " " : "", (lines.at[i].indent * 100) / style.size);
    }
    return out;
}

/* In hundredths of an em, how far in each line stands. */
static void items_hang(void **state)
{
    static const bc_text_manner manners[] = { BC_TEXT_FILLED, BC_TEXT_WORDS, BC_TEXT_JUSTIFIED };
    for (size_t i = 0; i < sizeof manners / sizeof *manners; i++) {
        bc_text_manner m = manners[i];
        assert_string_equal(indented(*state, "1.完成道路改造任务并通过验收\n2.按时开工", 1000, m), "0 100 0");
        assert_string_equal(indented(*state, "目标1：完成全部道路改造任务并通过验收\n目标2：按时开工", 1600, m),
                            "0 350 0");
        assert_string_equal(indented(*state, "（1）完成全部道路改造任务\n（12）完成全部管网改造任务", 1000, m),
                            "50 250 0 250"); /* the words at one edge */
        assert_string_equal(indented(*state, "9.完成全部道路改造任务\n（1）按时\n10.完成全部管网改造任务", 1000, m),
                            "50 150 0 0 150");
        assert_string_equal(indented(*state, "①完成道路改造任务并通过验收\n②按时开工", 1000, m), "0 100 0");
        assert_string_equal(indented(*state, "一、完成道路改造任务并通过验收\n二、按时开工", 1000, m), "0 200 0");
        /* one item is no list, a year or a decimal no number of an item, and a hang leaves three quarters */
        assert_string_equal(indented(*state, "1.完成道路改造任务并通过验收", 1000, m), "0 0");
        assert_string_equal(indented(*state, "2023.完成道路改造任务通过验收\n1.5公里道路", 1000, m), "0 0 0");
        assert_string_equal(indented(*state, "目标1：完成道路改造任务\n目标2：按时开工", 1000, m), "0 0 0");
        /* a figure behind the point of an item whose turn it is */
        assert_string_equal(indented(*state, "2.按时开工\n3.2023年完成道路改造任务", 1000, m), "0 0 100");
        assert_string_equal(indented(*state, "1.2023年完成道路改造任务\n2.按时开工", 1000, m), "0 100 0");
        assert_string_equal(indented(*state, "1.按时开工\n4.2023年完成道路改造任务", 1000, m), "0 0 0");
        /* an account of a lower level; a paragraph that a clerk has indented */
        assert_string_equal(indented(*state, "　　其他一般公共服务支出", 1000, m), "0 200");
        assert_string_equal(indented(*state, "　　完成道路改造任务。并通过", 1000, m), "0 0");
    }
}

static void titles_are_balanced(void **state)
{
    assert_string_equal(balanced(*state, "唐山高新技术产业开发区财政局2024年部门预算项目绩效目标申报表", 2000),
                        "唐山高新技术产业开发区财政局|2024年部门预算项目绩效目标申报表");
    assert_string_equal(balanced(*state, "绩效目标申报表", 2000), "绩效目标申报表");
    assert_string_equal(balanced(*state, "项目绩效\n目标表", 2000), "项目绩效|目标表");
}

static void titles_are_not_cut_in_brackets(void **state)
{
    assert_string_equal(balanced(*state, "关于2024年一般公共预算（含政府性基金）支出绩效自评情况的报告", 1900),
                        "关于2024年一般公共预算|（含政府性基金）支出绩效自评情况的报告");
    assert_string_equal(balanced(*state, "滨河路（学院街与凤凰大道交口—东湖岸线）给水管线项目绩效目标表", 2400),
                        "滨河路（学院街与凤凰大道交口—东湖岸线）|给水管线项目绩效目标表");
    assert_string_equal(balanced(*state, "关于印发《某某市市级部门预算绩效管理工作考核办法》的通知", 2400),
                        "关于印发|《某某市市级部门预算绩效管理工作考核办法》的通知");
}

/* The cut between name and kind of form is best, but costs no line and tears nothing. */
static void titles_in_parts_are_cut_between_them(void **state)
{
    text_world *world = *state;
    static const struct {
        const char *text, *part, *lines;
    } cases[] = {
        { "某某村村民参加企业职工养老保险财政补贴项目绩效目标表", "项目绩效目标表",
          "某某村村民参加企业职工养老保险财政补贴|项目绩效目标表" },
        { "滨河路（学院街与凤凰大道交口—东湖岸线）给水及污水管线项目绩效目标表", "项目绩效目标表",
          "滨河路（学院街与凤凰大道交口—东湖岸线）|给水及污水管线项目绩效目标表" },
        { "道路养护项目绩效目标表", "项目绩效目标表", "道路养护项目绩效目标表" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bc_text_style style = style_of(BC_ROLE_TITLE);
        bc_str text = bc_str_from(cases[i].text);
        uint32_t cut = (uint32_t)bc_str_find(text, bc_str_from(cases[i].part), 0);
        bc_text_box box = {
            .width = 24 * style.size + style.size / 2, .manner = BC_TEXT_BALANCED, .cuts = &cut, .cut_count = 1
        };
        bc_text_lines lines = bc_text_wrap(world->typesetter, &world->arena, text, &style, &box);
        assert_string_equal(joined(world, text, lines), cases[i].lines);
    }
}

static void labels_are_cut_where_they_pause(void **state)
{
    static const struct {
        const char *text;
        int em100;
        const char *lines;
    } cases[] = { { "满意度指标", 350, "满意度|指标" },
                  { "服务对象满意度指标", 820, "服务对象|满意度指标" },
                  { "其中：财政资金", 520, "其中：|财政资金" },
                  { "其中：当年财政拨款", 690, "其中：|当年财政拨款" },
                  { "其中：区（县）本级安排", 1040, "其中：|区（县）本级安排" },
                  { "区（县）级财政专项资金", 1040, "区（县）级|财政专项资金" },
                  { "资金支出计划（累计进度%）", 800, "资金支出计划|（累计进度%）" },
                  { "2024年半年目标值", 390, "2024年|半年|目标值" },
                  { "指标计算公式或方法", 610, "指标计算|公式或方法" },
                  { "老旧小区改造验收合格率", 900, "老旧小区改造|验收合格率" },
                  { "培训人员出勤率", 690, "培训人员|出勤率" },
                  { "知识产权高质量发展", 510, "知识产权|高质量发展" },
                  { "培训对象满意度高", 510, "培训对象|满意度高" },
                  { "219-某市住房和城乡建设局", 900, "219-某市住房|和城乡建设局" } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(in_manner(*state, cases[i].text, cases[i].em100, BC_TEXT_BALANCED), cases[i].lines);
}

static void short_values_have_whole_words(void **state)
{
    assert_string_equal(in_manner(*state, "推迟到次年1月", 600, BC_TEXT_SHORT), "推迟到|次年1月");
    /* a wide cell is filled, yet no word is cut and no character left alone */
    assert_string_equal(in_manner(*state, "项目完成后改善沿线居民的出行条件并提高道路通行能力", 2250, BC_TEXT_WORDS),
                        "项目完成后改善沿线居民的出行条件并提高道路|通行能力");
    assert_string_equal(in_manner(*state, "项目完成后改善沿线居民的出行条件并提高道路通行能力", 2250, BC_TEXT_FILLED),
                        "项目完成后改善沿线居民的出行条件并提高道路通|行能力");
    /* more than four lines are filled */
    const char *prose = "建成后改善沿线居民出行条件提高道路通行能力降低事故发生率";
    assert_string_equal(in_manner(*state, prose, 500, BC_TEXT_SHORT), in_manner(*state, prose, 500, BC_TEXT_FILLED));
}

static void cached_lines_survive_other_texts(void **state)
{
    text_world *world = *state;
    bc_text_style style = style_of(BC_ROLE_TABLE);
    bc_text_box box = { .width = 3 * style.size };
    bc_text_lines first = bc_text_wrap(world->typesetter, &world->arena, BC_STR("产出指标"), &style, &box);
    for (int i = 0; i < 20000; i++) {
        char text[32];
        int n = snprintf(text, sizeof text, "指标%d", i);
        bc_arena scratch = { .used = 0 };
        bc_text_wrap(world->typesetter, &scratch, (bc_str){ text, (size_t)n }, &style, &box);
        bc_arena_release(&scratch);
    }
    bc_text_lines again = bc_text_wrap(world->typesetter, &world->arena, BC_STR("产出指标"), &style, &box);
    assert_ptr_equal(first.at, again.at);
    bc_text_typesetter_forget(world->typesetter);
    again = bc_text_wrap(world->typesetter, &world->arena, BC_STR("产出指标"), &style, &box);
    assert_int_equal(again.n, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(closing_marks_never_start_a_line),
        cmocka_unit_test(opening_marks_never_end_a_line),
        cmocka_unit_test(quotes_open_and_close),
        cmocka_unit_test(dashes_and_dots_stay_whole),
        cmocka_unit_test(numbers_keep_their_units),
        cmocka_unit_test(dates_and_document_numbers_stay_whole),
        cmocka_unit_test(rules_yield_in_stages),
        cmocka_unit_test(codes_break_where_they_read_best),
        cmocka_unit_test(items_keep_their_numbers),
        cmocka_unit_test(narrow_columns_look_typed),
        cmocka_unit_test(last_line_holds_two_characters),
        cmocka_unit_test(marks_at_edges_give_up_half),
        cmocka_unit_test(paragraphs_and_blanks),
        cmocka_unit_test(room_at_the_end),
        cmocka_unit_test(too_narrow_for_a_character),
        cmocka_unit_test(indents),
        cmocka_unit_test(titles_are_balanced),
        cmocka_unit_test(titles_are_not_cut_in_brackets),
        cmocka_unit_test(long_remarks_fill_lines),
        cmocka_unit_test(ranges_of_dates_are_parted),
        cmocka_unit_test(items_hang),
        cmocka_unit_test(titles_in_parts_are_cut_between_them),
        cmocka_unit_test(labels_are_cut_where_they_pause),
        cmocka_unit_test(short_values_have_whole_words),
        cmocka_unit_test(cached_lines_survive_other_texts),
    };
    return cmocka_run_group_tests_name("text lines", tests, open_default_world, close_world);
}
