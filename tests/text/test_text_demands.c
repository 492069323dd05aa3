/* What texts ask of their columns, held against what wrapping makes of them. */
#include "support.h"

#include <string.h>

static bc_text_demand extent_of(text_world *world, const char *text)
{
    bc_text_style style = style_of(BC_ROLE_TABLE);
    return bc_text_demand_of(world->typesetter, bc_str_from(text), &style, false);
}

/* In hundredths of an em, rounded up. */
static int em100(bc_len width)
{
    bc_len em = style_of(BC_ROLE_TABLE).size;
    return (int)(((int64_t)width * 100 + em - 1) / em);
}

static void test_pieces(void **state)
{
    static const struct {
        const char *text;
        int piece; /* at least, in hundredths of an em */
        const char *whole;
    } cases[] = {
        { "数量指标", 100, NULL },
        { "≥15000平方米", 600, "≥15000平方米" },
        { "约1260.50万元的投入", 500, "1260.50万元" },
        { "占比100%以上", 200, "100%" },
        { "", 0, NULL },
        { "350500244113910000048", 1000, "350500244113910000048" },
        { "12350500MB1A2345XC", 800, "12350500MB1A2345XC" },
    };
    text_world *world = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bc_text_demand demand = extent_of(world, cases[i].text);
        assert_int_equal(demand.paragraphs, 1);
        assert_in_range(em100(demand.piece), cases[i].piece, cases[i].piece + 300);
        const char *lines = wrapped(world, cases[i].text, em100(demand.piece));
        if (cases[i].whole && !strstr(lines, cases[i].whole))
            fail_msg("%s is parted: %s", cases[i].whole, lines);
    }
}

/* No more than a part of what is long and Latin, whatever it is. */
static void test_addresses(void **state)
{
    static const char *const texts[] = {
        "https://www.mohurd.gov.cn/gongkai/zhengce/zhengcefilelib/202404/20240410_777612345.html",
        "附：https://www.gov.cn/zhengce/content/2025-03/18/content_12345678.htm",
        "finance.department@quanzhou.example.gov.cn",
        "2024年度部门整体支出绩效自评报告_final_version_v2.1.docx",
        "pneumonoultramicroscopicsilicovolcanoconiosispneumonoultramicroscopic",
        "HTTPS://WWW.CCGP.GOV.CN/CGGG/DFGG/T20260115_2345678901234567890123456789.HTM",
    };
    text_world *world = *state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        bc_text_demand demand = extent_of(world, texts[i]);
        assert_in_range(em100(demand.piece), 300, 900);
        if (em100(demand.figure) > 400) /* 2024年 */
            fail_msg("a figure in %s", texts[i]);
        assert_true(demand.least[BC_TEXT_DEMAND_LINES - 1] < demand.least[0]);
    }
    assert_int_equal(em100(extent_of(world, "约1260.50万元").figure), em100(extent_of(world, "约1260.50万元").piece));
}

/* Longer than lengths can say, in words of a letter, an address and characters: what columns ask can still be added up.
 */
static void test_without_end(void **state)
{
    static const char *const pieces[] = { "x", "a1/", "预", "0", "W " };
    text_world *world = *state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        bc_buf text;
        bc_buf_init(&text);
        for (size_t n = 0; n < 400000; n++)
            bc_buf_add_text(&text, pieces[i]);
        bc_text_demand demand = extent_of(world, bc_buf_str(&text).p);
        assert_in_range(demand.piece, 1, BC_PT(100) + (i == 3) * BC_MAX_TEXT_DEMAND);
        assert_in_range(demand.length, BC_MAX_TEXT_DEMAND, BC_LEN_MAX);
        for (int k = 0; k < BC_TEXT_DEMAND_LINES; k++)
            assert_in_range(demand.least[k], 1, BC_MAX_TEXT_DEMAND);
        bc_buf_release(&text);
    }
}

static void test_label_lines(void **state)
{
    text_world *world = *state;
    bc_text_demand demand = extent_of(world, "满意度指标");
    assert_int_equal(em100(demand.least[0]), 500);
    assert_int_equal(em100(demand.least[1]), 300);
    assert_int_equal(em100(demand.least[2]), 300); /* 满意度 is one word */
    assert_int_equal(em100(demand.least[3]), 300);
    demand = extent_of(world, "项目立项\n的依据");
    assert_int_equal(demand.paragraphs, 2);
    assert_int_equal(em100(demand.least[0]), 400);
    assert_int_equal(em100(demand.length), 700);
    demand = extent_of(world, "（一）项目，（二）其他。");
    assert_int_equal(em100(demand.least[0]), em100(demand.length));
}

/* Whether lines, joined by |, end between words, parted by /, only. */
static bool ends_between_words(const char *lines, const char *words)
{
    for (; *lines; lines++, words++) {
        if (*lines == '|' && *words != '/')
            return false;
        lines += *lines == '|';
        words += *words == '/';
    }
    return true;
}

/* A short text asks for room to be broken between its words. */
static void test_words(void **state)
{
    static const struct {
        const char *text, *words;
    } cases[] = {
        { "经济成本指标", "经济/成本/指标" },
        { "社会效益指标", "社会/效益/指标" },
        { "服务对象满意度", "服务/对象/满意度" },
        { "公共图书馆管理", "公共/图书馆/管理" },
        { "农村居民生活满意度", "农村/居民/生活/满意度" },
    };
    text_world *world = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bc_text_demand demand = extent_of(world, cases[i].text);
        const char *lines = balanced(world, cases[i].text, em100(demand.least[1]));
        if (!ends_between_words(lines, cases[i].words))
            fail_msg("%s", lines);
    }
    assert_false(ends_between_words("经济成|本指标", "经济/成本/指标"));
    assert_string_equal(balanced(world, "经济成本指标", 300), "经济|成本|指标"); /* a line more keeps them whole */
    assert_string_equal(balanced(world, "经济成本指标", 150), "经|济|成|本|指|标");
    assert_string_equal(balanced(world, "资金支出计划（累计进度%）", 450), "资金支出|计划|（累计|进度%）");
}

/* A label does at any length, and in each of its paragraphs. */
static void test_long_label(void **state)
{
    text_world *world = *state;
    bc_text_style style = style_of(BC_ROLE_TABLE);
    bc_str text = BC_STR("关键指标\n（与预算安排直接挂钩的指标）");
    bc_text_demand label = bc_text_demand_of(world->typesetter, text, &style, true);
    bc_text_demand value = bc_text_demand_of(world->typesetter, text, &style, false);
    assert_int_equal(label.paragraphs, 2);
    assert_int_equal(label.least[0], value.least[0]);
    const char *lines = balanced(world, "关键指标\n（与预算安排直接挂钩的指标）", em100(label.least[2]));
    assert_string_equal(lines, "关键指标|（与预算|安排直接|挂钩的指标）");
    lines = balanced(world, "关键指标\n（与预算安排直接挂钩的指标）", em100(value.least[2]));
    assert_string_equal(lines, "关键指标|（与预算|安排直接|挂钩的|指标）"); /* a line more than the value asks for */
}

static bool asks_for_words(const bc_text_demand *demand)
{
    return demand->paragraphs == 1 && em100(demand->length) > 400 && em100(demand->length) <= 1200;
}

static uint32_t lines_at(text_world *world, bc_str text, bc_len width)
{
    bc_text_style style = style_of(BC_ROLE_TABLE);
    bc_text_box box = { .width = width };
    return bc_text_wrap(world->typesetter, &world->arena, text, &style, &box).n;
}

/* Random texts of the kinds that cells hold: at the widths that are named they take as many lines as is said. */
static void test_widths_hold(void **state)
{
    static const char *const PARTS[] = { "完成", "率", "≥95%", "1260.50万元", "（", "）", "，", "2021年", "《办法》",
                                         "项目", "\n", "Word", "km",          "、", "“",  "”",  "平方米", "以上" };
    text_world *world = *state;
    bc_text_style style = style_of(BC_ROLE_TABLE);
    unsigned seed = 5, tight = 0, held = 0;
    for (int run = 0; run < 3000; run++) {
        bc_buf text;
        bc_buf_init(&text);
        for (unsigned n = 1 + roll(&seed, 14); n > 0; n--)
            bc_buf_add_text(&text, PARTS[roll(&seed, sizeof PARTS / sizeof *PARTS)]);
        bc_text_demand demand = bc_text_demand_of(world->typesetter, bc_buf_str(&text), &style, false);
        for (uint32_t k = 0; k < BC_TEXT_DEMAND_LINES; k++) {
            assert_true(demand.least[k] >= demand.piece);
            assert_true(k == 0 || demand.least[k] <= demand.least[k - 1]);
            uint32_t lines = lines_at(world, bc_buf_str(&text), demand.least[k]);
            if (lines > demand.paragraphs + k)
                fail_msg("%s: %u lines instead of %u at %d", text.p, lines, demand.paragraphs + k,
                         em100(demand.least[k]));
            if (asks_for_words(&demand))
                continue; /* it asks for more than lines */
            held++;
            bool less = demand.least[k] > demand.piece && (k == 0 || demand.least[k] < demand.least[k - 1]);
            tight += !less || lines_at(world, bc_buf_str(&text), demand.least[k] - 1) > demand.paragraphs + k;
        }
        bc_buf_release(&text);
    }
    assert_true(tight * 100 >= held * 97); /* the least; wrapping sometimes fills a little better */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pieces),      cmocka_unit_test(test_addresses), cmocka_unit_test(test_without_end),
        cmocka_unit_test(test_label_lines), cmocka_unit_test(test_words),     cmocka_unit_test(test_long_label),
        cmocka_unit_test(test_widths_hold),
    };
    return cmocka_run_group_tests(tests, open_default_world, close_world);
}
