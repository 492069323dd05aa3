/* Justified paragraphs: nothing is spread beyond the ceiling, torn without need or worse than lines filled one by one,
 * by the measure that docs/text.md describes. */
#include "support.h"

#include "base/utf8.h"
#include "text/private/charclass.h"
#include "text/private/linebreak.h"

#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 2000 };

/* Prose as budget offices write it; what must not be parted stands in one string. */
static const char *const words[] = { "项目",      "资金",
                                     "绩效",      "目标",
                                     "的",        "完成",
                                     "道路",      "改造",
                                     "及时",      "居民",
                                     "单位",      "实施",
                                     "，",        "。",
                                     "、",        "；",
                                     "（",        "）",
                                     "《",        "》",
                                     "“",         "”",
                                     "GB/T 9704", "budget",
                                     " ",         "www.ccgp.gov.cn/t20260115_2345678901234567.htm" };
static const char *const ties[] = { "2021年12月31日",
                                    "2021 年 12 月 31 日",
                                    "12月底前",
                                    "〔2019〕71号",
                                    "【2021】第 178 号",
                                    "(2019)71号",
                                    "1100元",
                                    "985公里",
                                    "100余人",
                                    "第3季度",
                                    "≥90%",
                                    "12.5℃" };
static const char *const counted[] = { "107万平方米", "3058.1 万元", "1.2亿元", "20余万人次" };

#define COUNT(list) (sizeof(list) / sizeof *(list))

static bc_str random_prose(text_world *world, unsigned *seed, unsigned most)
{
    bc_buf out;
    bc_buf_init(&out);
    unsigned count = 5 + roll(seed, most), plain = roll(seed, 3) ? 12 : COUNT(words);
    for (unsigned i = 0; i < count; i++) {
        unsigned kind = roll(seed, 24);
        if (kind == 0)
            bc_buf_add_text(&out, ties[roll(seed, COUNT(ties))]);
        else if (kind == 1)
            bc_buf_add_text(&out, counted[roll(seed, COUNT(counted))]);
        else if (kind < 5)
            bc_buf_add_text(&out, words[12 + roll(seed, 4)]); /* a pause */
        else
            bc_buf_add_text(&out, words[roll(seed, plain)]);
    }
    bc_str text = bc_arena_str(&world->arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return text;
}

typedef struct sample {
    bc_text_style style;
    bc_text_box box;
    bc_str text;
} sample;

static sample random_sample(text_world *world, unsigned *seed, unsigned most)
{
    sample s = { .style = style_of(roll(seed, 2) ? BC_ROLE_BODY : BC_ROLE_TABLE),
                 .text = random_prose(world, seed, most) };
    bc_len em = s.style.size;
    s.box = (bc_text_box){ .width = 18 * em + (bc_len)roll(seed, (unsigned)(22 * em)),
                           .first_indent = roll(seed, 2) ? 2 * em : 0,
                           .hang = roll(seed, 4) ? 0 : 3 * em,
                           .manner = BC_TEXT_JUSTIFIED };
    return s;
}

static bc_len room_of(const sample *s, const bc_text_lines *lines, uint32_t i)
{
    bool opens = i == 0 || lines->at[i - 1].ends_paragraph;
    return s->box.width - (opens ? s->box.first_indent : s->box.hang);
}

static bc_str slice_of(const sample *s, const bc_text_line *line)
{
    return bc_str_slice(s->text, line->from, line->to);
}

/* -- the ceiling --------------------------------------------------------------------------------------- */

/* No ideograph of the shaped line is farther from the next than an em and the ceiling. */
static void check_gaps(text_world *world, const sample *s, const bc_text_line *line)
{
    bc_str text = slice_of(s, line);
    bc_text_shaped shaped = bc_text_shape(world->typesetter, &world->arena, text, &s->style, line->set);
    assert_int_equal(shaped.width, line->set);
    for (uint32_t i = 0; i + 1 < shaped.glyph_count; i++) {
        size_t at = shaped.glyphs[i].from, next = shaped.glyphs[i + 1].from;
        bool both = bc_text_class_of(bc_utf8_next(text, &at)) == BC_CLASS_IDEOGRAPH &&
                    bc_text_class_of(bc_utf8_next(text, &next)) == BC_CLASS_IDEOGRAPH;
        bc_len step = shaped.glyphs[i + 1].x - shaped.glyphs[i].x;
        if (both && (step > s->style.size + bc_text_widest_gap(s->style.size) || step < s->style.size))
            fail_msg("%.*s: a step of %d", BC_STR_ARG(text), step);
    }
}

static void no_line_is_spread_beyond_the_ceiling(void **state)
{
    text_world *world = *state;
    unsigned seed = 3;
    size_t all = 0, white = 0;
    for (int round = 0; round < ROUNDS; round++) {
        sample s = random_sample(world, &seed, 120);
        bc_text_lines lines = bc_text_wrap(world->typesetter, &world->arena, s.text, &s.style, &s.box);
        assert_false(lines.overfull);
        for (uint32_t i = 0; i < lines.n; i++) {
            const bc_text_line *line = &lines.at[i];
            bc_text_extent extent = bc_text_extent_of_line(world->typesetter, slice_of(&s, line), &s.style);
            bc_len room = room_of(&s, &lines, i);
            assert_int_equal(extent.natural, line->width);
            assert_int_equal(line->set, bc_text_set_width(&extent, room, line->ends_paragraph, s.style.size));
            assert_true(line->set <= room && line->set >= extent.least && line->set <= extent.most);
            check_gaps(world, &s, line);
            bool address = bc_str_find(slice_of(&s, line), BC_STR("."), 0) != SIZE_MAX; /* has few gaps, or none */
            all += !line->ends_paragraph && !address;
            white += !line->ends_paragraph && !address && room - line->set > s.style.size;
        }
        bc_arena_reset(&world->arena);
    }
    assert_true(all > 1000 && white * 25 < all); /* ragged for want of a better cut, but seldom */
}

/* -- ties ---------------------------------------------------------------------------------------------- */

static void check_ties(const sample *s, const bc_text_lines *lines)
{
    for (size_t t = 0; t < COUNT(ties); t++) {
        bc_str tie = bc_str_from(ties[t]);
        for (size_t at = bc_str_find(s->text, tie, 0); at != SIZE_MAX; at = bc_str_find(s->text, tie, at + tie.n)) {
            for (uint32_t i = 0; i + 1 < lines->n; i++) {
                if (lines->at[i].to > at && lines->at[i].to < at + tie.n)
                    fail_msg("%s is torn: %.*s", ties[t], BC_STR_ARG(slice_of(s, &lines->at[i])));
            }
        }
    }
}

static void ties_stay_whole(void **state)
{
    text_world *world = *state;
    unsigned seed = 5;
    for (int round = 0; round < ROUNDS; round++) {
        sample s = random_sample(world, &seed, 120);
        bc_text_lines lines = bc_text_wrap(world->typesetter, &world->arena, s.text, &s.style, &s.box);
        check_ties(&s, &lines);
        bc_arena_reset(&world->arena);
    }
}

/* -- its own measure ----------------------------------------------------------------------------------- */

static int64_t badness(int64_t part, int64_t whole)
{
    int64_t ratio = whole > 0 ? part * 1000 / whole : 0, bad = 100 + ratio * ratio * ratio / 100000;
    return bad * bad;
}

/* `kind` is that of the break behind it. */
static int64_t cost_of_line(text_world *world, const sample *s, const bc_text_lines *lines, uint32_t i, uint8_t kind)
{
    const bc_text_line *line = &lines->at[i];
    bc_str text = slice_of(s, line);
    bc_text_extent extent = bc_text_extent_of_line(world->typesetter, text, &s->style);
    bc_len room = room_of(s, lines, i);
    if (extent.natural > room)
        return badness(extent.natural - room, extent.natural - extent.least);
    if (line->ends_paragraph) {
        size_t marks = 0, at = 0;
        for (; at < text.n;)
            marks += bc_text_class_of(bc_utf8_next(text, &at)) != BC_CLASS_CLOSE;
        return 10000 + (marks == 1 && text.n <= 12 && i > 0 ? 150000000 : 0);
    }
    if (extent.most >= room)
        return badness(room - extent.natural, extent.most - extent.natural);
    int64_t white = (int64_t)(room - extent.most) * 100 / s->style.size;
    white = white > 3000 ? 3000 : white;
    if (kind == BC_BREAK_LINK || kind == BC_BREAK_INSIDE)
        return 312500 * (800 + white);
    return 100000 * (10000 + 100 * white + white * white);
}

static int64_t cost_of_cut(const sample *s, const uint8_t *before, uint32_t at)
{
    switch ((bc_text_break)before[at]) {
    case BC_BREAK_FREE:
        return 0;
    case BC_BREAK_LINK:
        return 120000000;
    case BC_BREAK_COUNT:
        return 250000000;
    case BC_BREAK_INSIDE:
        return 600000000;
    case BC_BREAK_CODE:
        return 20000000000;
    case BC_BREAK_UNIT: {
        bc_str text = bc_str_slice(s->text, 0, at);
        bool behind = bc_str_ends(text, BC_STR("万")) || bc_str_ends(text, BC_STR("亿"));
        return behind ? 500000000 : 2000000000000;
    }
    default:
        return before[at] >= BC_BREAK_TIE ? 1000000000000 : INT64_MAX / 8;
    }
}

static int64_t cost_of(text_world *world, const sample *s, const bc_text_lines *lines, const uint8_t *before)
{
    int64_t cost = 0;
    for (uint32_t i = 0; i < lines->n; i++) {
        bool last = i + 1 == lines->n;
        cost += cost_of_line(world, s, lines, i, last ? (uint8_t)BC_BREAK_FREE : before[lines->at[i + 1].from]);
        if (!last)
            cost += cost_of_cut(s, before, lines->at[i + 1].from);
        if (cost > INT64_MAX / 8)
            return INT64_MAX / 8;
    }
    return cost;
}

static void never_worse_than_filled_lines(void **state)
{
    text_world *world = *state;
    bc_text_breaks breaks = { .failed = false };
    unsigned seed = 9, better = 0;
    for (int round = 0; round < ROUNDS; round++) {
        sample s = random_sample(world, &seed, 60);
        bc_text_lines chosen = bc_text_wrap(world->typesetter, &world->arena, s.text, &s.style, &s.box);
        s.box.manner = BC_TEXT_FILLED;
        bc_text_lines filled = bc_text_wrap(world->typesetter, &world->arena, s.text, &s.style, &s.box);
        bc_text_breaks_find(&breaks, s.text);
        int64_t least = cost_of(world, &s, &chosen, breaks.before), other = cost_of(world, &s, &filled, breaks.before);
        if (least > other)
            fail_msg("%.*s: %lld chosen, %lld filled", BC_STR_ARG(s.text), (long long)least, (long long)other);
        better += least < other;
        bc_arena_reset(&world->arena);
    }
    bc_text_breaks_release(&breaks);
    assert_true(better > ROUNDS / 3);
}

/* The least cost of lines from byte `from` on, when that from all later bytes is known in `rest`. */
static int64_t least_cost(text_world *world, const sample *s, const uint8_t *before, const int64_t *rest, uint32_t from)
{
    int64_t best = INT64_MAX / 8;
    uint32_t i = from > 0; /* all lines but the first are alike */
    for (uint32_t to = from + 1; to <= s->text.n; to++) {
        bool last = to == s->text.n;
        if (!last && before[to] < BC_BREAK_INSIDE)
            continue;
        bc_text_line line[2] = { { .to = from }, { .to = from } };
        line[i] = (bc_text_line){ .from = from, .to = to, .ends_paragraph = last };
        bc_text_lines lines = { line, 2, false, false };
        bc_text_extent extent = bc_text_extent_of_line(world->typesetter, slice_of(s, &line[i]), &s->style);
        if (extent.least > room_of(s, &lines, i))
            break;
        int64_t cost = cost_of_line(world, s, &lines, i, before[to]);
        if (!last)
            cost += cost_of_cut(s, before, to) + rest[to];
        best = cost < best ? cost : best;
    }
    return best;
}

static void no_other_lines_are_better(void **state)
{
    text_world *world = *state;
    bc_text_breaks breaks = { .failed = false };
    for (unsigned seed = 1; seed < 100; seed++) {
        unsigned roller = seed;
        sample s = random_sample(world, &roller, 40);
        s.box = (bc_text_box){ .width = 15 * s.style.size + (bc_len)roll(&roller, (unsigned)s.style.size),
                               .manner = BC_TEXT_JUSTIFIED };
        while (bc_str_find(s.text, BC_STR(" "), 0) != SIZE_MAX) /* blanks at line ends are left out */
            s.text = random_prose(world, &roller, 40);
        bc_text_lines chosen = bc_text_wrap(world->typesetter, &world->arena, s.text, &s.style, &s.box);
        bc_text_breaks_find(&breaks, s.text);
        int64_t cost = cost_of(world, &s, &chosen, breaks.before);
        int64_t *rest = BC_NEW_ARRAY(&world->arena, int64_t, s.text.n);
        for (uint32_t from = (uint32_t)s.text.n; from-- > 0;) {
            if (from == 0 || breaks.before[from] >= BC_BREAK_INSIDE)
                rest[from] = least_cost(world, &s, breaks.before, rest, from);
        }
        if (cost != rest[0])
            fail_msg("%.*s: %lld chosen, %lld is possible", BC_STR_ARG(s.text), (long long)cost, (long long)rest[0]);
        bc_arena_reset(&world->arena);
    }
    bc_text_breaks_release(&breaks);
}

/* -- the rest ------------------------------------------------------------------------------------------ */

static void same_text_same_lines(void **state)
{
    text_world *world = *state;
    bc_text_typesetter *other = bc_text_typesetter_new(world->fonts);
    unsigned seed = 21;
    for (int round = 0; round < 300; round++) {
        sample s = random_sample(world, &seed, 200);
        bc_text_lines a = bc_text_wrap(world->typesetter, &world->arena, s.text, &s.style, &s.box);
        bc_text_lines b = bc_text_wrap(other, &world->arena, s.text, &s.style, &s.box);
        assert_int_equal(a.n, b.n);
        for (uint32_t i = 0; i < a.n; i++)
            assert_true(a.at[i].from == b.at[i].from && a.at[i].to == b.at[i].to && a.at[i].set == b.at[i].set);
    }
    bc_text_typesetter_free(other);
}

static void counted_figures_yield(void **state)
{
    text_world *world = *state;
    bc_text_style style = style_of(BC_ROLE_TABLE);
    bc_text_box box = { .width = 19 * style.size, .manner = BC_TEXT_JUSTIFIED };
    bc_str text = BC_STR("二〇二三年度计划完成市中区辖区内107万平方米老旧小区改造任务以及八十万元补助");
    bc_text_lines lines = bc_text_wrap(world->typesetter, &world->arena, text, &style, &box);
    assert_true(bc_str_ends(bc_str_slice(text, 0, lines.at[0].to), BC_STR("107万")));
    text = BC_STR("二〇二三年度计划完成市中区辖区内全部的107平方米老旧小区改造任务以及八十万元补助");
    lines = bc_text_wrap(world->typesetter, &world->arena, text, &style, &box);
    assert_false(bc_str_ends(bc_str_slice(text, 0, lines.at[0].to), BC_STR("107")));
}

static void narrow_boxes_are_ragged(void **state)
{
    text_world *world = *state;
    bc_text_style style = style_of(BC_ROLE_TABLE);
    bc_text_box box = { .width = 12 * style.size + 300, .manner = BC_TEXT_JUSTIFIED };
    bc_str text = BC_STR("完成19座小型水库除险加固，改善灌溉面积，保障下游居民安全，提升防洪能力，满足群众需要。");
    bc_text_lines lines = bc_text_wrap(world->typesetter, &world->arena, text, &style, &box);
    assert_true(lines.n > 3);
    for (uint32_t i = 0; i < lines.n; i++)
        assert_int_equal(lines.at[i].set, lines.at[i].width);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_line_is_spread_beyond_the_ceiling),
        cmocka_unit_test(ties_stay_whole),
        cmocka_unit_test(never_worse_than_filled_lines),
        cmocka_unit_test(no_other_lines_are_better),
        cmocka_unit_test(same_text_same_lines),
        cmocka_unit_test(counted_figures_yield),
        cmocka_unit_test(narrow_boxes_are_ragged),
    };
    return cmocka_run_group_tests_name("text prose", tests, open_default_world, close_world);
}
