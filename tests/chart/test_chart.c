/* Charts of thousands of random data: whatever they hold, all that is drawn stays in its room, no text lies on another,
 * and the figures at the axis are round and lie around the values. Then what is asked of single ones. */
#include "../text/support.h"

#include "chart/chart.h"

#include <string.h>

enum { MAX_CATEGORIES = 260, MAX_SERIES = 10, MANY = 3000 };

typedef struct sample {
    bc_chart_data data;
    bc_str names[MAX_CATEGORIES];
    bc_chart_series series[MAX_SERIES];
    bc_chart_value values[MAX_SERIES][MAX_CATEGORIES];
} sample;

static const bc_text_style STYLE = { .role = BC_ROLE_TABLE, .size = BC_PT(9), .leading = BC_PT(11.5) };

static bc_decimal number(int64_t coef, uint8_t scale)
{
    return (bc_decimal){ .coef = coef, .scale = scale };
}

/* -- samples -------------------------------------------------------------------------------------------- */

static const char *const NAMES[] = { "教育支出",
                                     "一般公共服务支出",
                                     "1月",
                                     "2025年",
                                     "",
                                     "其他",
                                     "社会保障和就业支出（含机关事业单位基本养老保险缴费支出）",
                                     "GDP",
                                     "International cooperation expenditure",
                                     "甲",
                                     "123456789012345678901234567890" };

static bc_str random_name(unsigned *seed)
{
    return bc_str_from(NAMES[roll(seed, sizeof NAMES / sizeof *NAMES)]);
}

static bc_chart_value random_value(unsigned *seed, unsigned manner)
{
    static const int64_t TENS[] = { 1, 100, 10000, 1000000, INT64_C(1000000000000), INT64_C(1000000000000000) };
    bc_chart_value value = { .present = roll(seed, 12) > 0 };
    int64_t coef = (int64_t)roll(seed, 1000) * TENS[manner % 6] + (int64_t)roll(seed, 1000);
    value.number = number(manner / 6 % 3 == 1 && roll(seed, 2) ? -coef : coef, (uint8_t)(manner % 5 ? manner % 4 : 18));
    if (manner % 11 == 0)
        value.number = number(0, 2);
    return value;
}

static void random_sample(sample *s, unsigned *seed)
{
    static const uint32_t COUNTS[] = { 0, 1, 2, 3, 5, 8, 12, 31, 60, 200, 260 };
    unsigned manner = roll(seed, 360);
    *s = (sample){ .data = { .kind = (bc_chart_kind)roll(seed, 3),
                             .lying = roll(seed, 2) > 0,
                             .stacked = roll(seed, 2) > 0,
                             .empty = roll(seed, 40) == 0,
                             .count = COUNTS[roll(seed, 11)],
                             .series_count = 1 + roll(seed, roll(seed, 2) ? 3 : MAX_SERIES) } };
    bc_chart_data *data = &s->data;
    if (data->kind != BC_CHART_BARS)
        data->lying = data->stacked = false;
    if (roll(seed, 2))
        data->title = random_name(seed);
    if (roll(seed, 2))
        data->unit = BC_STR("万元");
    for (uint32_t i = 0; i < data->count; i++)
        s->names[i] = random_name(seed);
    for (uint32_t k = 0; k < data->series_count; k++) {
        s->series[k] = (bc_chart_series){ random_name(seed), s->values[k], (int8_t)((int)roll(seed, 4) - 1) };
        for (uint32_t i = 0; i < data->count; i++)
            s->values[k][i] = random_value(seed, manner);
    }
    data->names = s->names;
    data->series = s->series;
    data->decimals = bc_chart_usual_decimals(data);
}

/* -- what must hold ------------------------------------------------------------------------------------- */

typedef struct box {
    bc_len left, top, right, bottom;
} box;

/* Of its letters, without what is between lines. */
static box box_of(const bc_chart_text *text)
{
    bc_len size = text->style->size, up = size * 7 / 10, down = size * 2 / 10;
    if (text->style->flow == BC_FLOW_DOWN)
        return (box){ text->x - size / 2, text->y, text->x + size / 2, text->y + text->width };
    if (text->style->flow == BC_FLOW_UPWARDS)
        return (box){ text->x - up, text->y - text->width, text->x + down, text->y };
    return (box){ text->x, text->y - up, text->x + text->width, text->y + down };
}

static void expect_within(const bc_chart_drawing *d, bc_len x, bc_len y)
{
    assert_in_range(x + 1, 0, d->width + 2);
    assert_in_range(y + 1, 0, d->height + 2);
}

static void check_frame(const bc_chart_drawing *d)
{
    for (uint32_t i = 0; i < d->path_count; i++)
        for (uint32_t k = 0; k < d->paths[i].n; k++) {
            const bc_chart_step *step = &d->paths[i].steps[k];
            if (step->kind != BC_CHART_CLOSE)
                expect_within(d, step->x, step->y);
            if (step->kind == BC_CHART_CURVE) /* its middle: control points lie beyond it */
                expect_within(d, (step[-1].x + 3 * (step->control[0] + step->control[2]) + step->x) / 8,
                              (step[-1].y + 3 * (step->control[1] + step->control[3]) + step->y) / 8);
        }
    for (uint32_t i = 0; i < d->text_count; i++) {
        box b = box_of(&d->texts[i]);
        expect_within(d, b.left, b.top);
        expect_within(d, b.right, b.bottom);
    }
}

static void check_texts(const bc_chart_drawing *d)
{
    enum { TOUCH = 60 }; /* thousandths of a point, for halves rounded */
    for (uint32_t i = 0; i < d->text_count; i++)
        for (uint32_t k = 0; k < i; k++) {
            box a = box_of(&d->texts[i]), b = box_of(&d->texts[k]);
            bool apart = a.left + TOUCH >= b.right || b.left + TOUCH >= a.right || a.top + TOUCH >= b.bottom ||
                         b.top + TOUCH >= a.bottom;
            if (!apart)
                fail_msg("`%.*s` lies on `%.*s`", BC_STR_ARG(d->texts[i].line), BC_STR_ARG(d->texts[k].line));
        }
}

static bool is_round(bc_decimal step)
{
    bc_decimal_int128 coef = step.coef;
    while (coef >= 10 && coef % 10 == 0)
        coef /= 10;
    return coef == 1 || coef == 2 || coef == 5;
}

static void check_axis(const bc_chart_data *data, const bc_chart_axis *axis)
{
    if (!axis->drawn)
        return;
    assert_true(is_round(axis->step));
    for (uint32_t s = 0; s < data->series_count && !data->stacked; s++)
        for (uint32_t i = 0; i < data->count; i++) {
            const bc_chart_value *value = &data->series[s].values[i];
            bc_decimal shown;
            if (!value->present || !bc_decimal_rescale(value->number, axis->least.scale, BC_ROUND_HALF_UP, &shown))
                continue;
            assert_true(bc_decimal_compare(axis->least, shown) <= 0);
            assert_true(bc_decimal_compare(axis->most, shown) >= 0);
        }
}

static void whatever_they_hold(void **state)
{
    text_world *world = *state;
    sample *s = bc_mem_alloc(sizeof *s);
    unsigned seed = 20250101;
    uint32_t drawn = 0, figures = 0, whole = 0;
    for (int i = 0; i < MANY; i++) {
        bc_arena arena = { 0 };
        random_sample(s, &seed);
        bc_len width = BC_MM10(150 + roll(&seed, 1500)), height = BC_MM10(100 + roll(&seed, 1000));
        const bc_chart_drawing *d = bc_chart_draw(&s->data, width, height, &STYLE, world->typesetter, &arena);
        check_frame(d);
        check_texts(d);
        check_axis(&s->data, &d->axis);
        drawn += d->lack != BC_CHART_NO_ROOM;
        figures += d->figures;
        whole += d->lack == BC_CHART_COMPLETE;
        bc_text_typesetter_forget(world->typesetter);
        bc_arena_release(&arena);
    }
    bc_mem_free(s);
    assert_in_range(drawn, MANY * 3 / 4, MANY);
    assert_in_range(figures, MANY / 20, MANY);
    assert_in_range(whole, MANY / 3, MANY);
}

/* -- single ones ---------------------------------------------------------------------------------------- */

static const bc_chart_drawing *draw(text_world *world, const sample *s)
{
    return bc_chart_draw(&s->data, BC_MM10(1560), BC_MM10(700), &STYLE, world->typesetter, &world->arena);
}

static void fill(sample *s, bc_chart_kind kind, const int64_t *amounts, uint32_t n)
{
    *s = (sample){ .data = { .kind = kind, .count = n, .series_count = 1 } };
    for (uint32_t i = 0; i < n; i++) {
        s->names[i] = bc_str_from(NAMES[i % 4]);
        s->values[0][i] = (bc_chart_value){ number(amounts[i], 0), true };
    }
    s->series[0] = (bc_chart_series){ BC_STR("预算数"), s->values[0], -1 };
    s->data.names = s->names;
    s->data.series = s->series;
}

static bool has_text(const bc_chart_drawing *d, const char *text)
{
    for (uint32_t i = 0; i < d->text_count; i++)
        if (bc_str_is(d->texts[i].line, text))
            return true;
    return false;
}

static void axes_are_round(void **state)
{
    static sample s;
    fill(&s, BC_CHART_BARS, (const int64_t[]){ 1234, 980, 15 }, 3);
    const bc_chart_drawing *d = draw(*state, &s);
    assert_true(has_text(d, "1,400"));
    assert_true(has_text(d, "1,234"));
    fill(&s, BC_CHART_LINES, (const int64_t[]){ 95, 97, 98 }, 3); /* far from nought, and alike */
    d = draw(*state, &s);
    assert_false(has_text(d, "0"));
    fill(&s, BC_CHART_BARS, (const int64_t[]){ 95, 97, 98 }, 3); /* lengths are compared: they begin there */
    assert_true(has_text(draw(*state, &s), "0"));
}

static void decimals_suit_the_figures(void **state)
{
    static sample s;
    (void)state;
    fill(&s, BC_CHART_BARS, (const int64_t[]){ 1, 2, 3 }, 3);
    s.values[0][0].number = number(33333333, 6); /* a third of a hundred, computed */
    assert_int_equal(bc_chart_usual_decimals(&s.data), 2);
    s.values[0][0].number = number(125, 1);
    assert_int_equal(bc_chart_usual_decimals(&s.data), 1);
    fill(&s, BC_CHART_BARS, (const int64_t[]){ 0, 0 }, 2);
    s.values[0][1].number = number(12345678, 11);
    assert_int_equal(bc_chart_usual_decimals(&s.data), 5);
    s.series[0].decimals = 3;
    assert_int_equal(bc_chart_decimals(&s.data, 0), 3);
}

static void nothing_is_said(void **state)
{
    static sample s;
    fill(&s, BC_CHART_BARS, NULL, 0);
    assert_true(has_text(draw(*state, &s), "（没有数据）"));
    fill(&s, BC_CHART_PIE, (const int64_t[]){ 0, 0 }, 2);
    assert_true(has_text(draw(*state, &s), "（各项均为零）"));
    fill(&s, BC_CHART_BARS, (const int64_t[]){ 0, 0 }, 2);
    assert_true(has_text(draw(*state, &s), "教育支出"));
    s.data.empty = true;
    assert_int_equal(draw(*state, &s)->text_count, 0);
    assert_int_equal(draw(*state, &s)->path_count, 1);
}

static void what_has_no_room_is_told(void **state)
{
    static sample s;
    int64_t amounts[MAX_CATEGORIES];
    for (int i = 0; i < MAX_CATEGORIES; i++)
        amounts[i] = i;
    fill(&s, BC_CHART_BARS, amounts, MAX_CATEGORIES);
    const bc_chart_drawing *d = draw(*state, &s);
    assert_int_equal(d->lack, BC_CHART_NAMES_LEFT);
    assert_in_range(d->named, 10, 60);
    text_world *world = *state;
    d = bc_chart_draw(&s.data, BC_MM10(200), BC_MM10(100), &STYLE, world->typesetter, &world->arena);
    assert_int_equal(d->lack, BC_CHART_NO_ROOM);
    assert_int_equal(d->text_count, 0);
}

static uint32_t sum_of(const bc_chart_parts *parts)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < parts->n; i++)
        sum += parts->at[i].tenths;
    return sum;
}

static void shares_are_a_hundred(void **state)
{
    static sample s;
    (void)state;
    fill(&s, BC_CHART_PIE, (const int64_t[]){ 1, 1, 1 }, 3);
    bc_chart_parts parts = bc_chart_share(&s.data);
    assert_int_equal(parts.at[0].tenths, 334);
    assert_int_equal(parts.at[1].tenths, 333);
    assert_int_equal(parts.at[2].tenths, 333);
    unsigned seed = 7;
    int64_t amounts[MAX_CATEGORIES];
    for (int i = 0; i < 500; i++) {
        uint32_t n = 1 + roll(&seed, MAX_CATEGORIES - 1);
        for (uint32_t k = 0; k < n; k++)
            amounts[k] = (int64_t)roll(&seed, 100000) + 1;
        fill(&s, BC_CHART_PIE, amounts, n);
        parts = bc_chart_share(&s.data);
        assert_int_equal(sum_of(&parts), 1000);
        assert_in_range(parts.n, 1, BC_CHART_PARTS);
        assert_true(parts.at[parts.n - 1].end == UINT64_C(1) << 32);
    }
}

/* The rest has all that is small, and what the record calls so itself. */
static void small_parts_are_the_rest(void **state)
{
    static sample s;
    (void)state;
    fill(&s, BC_CHART_PIE, (const int64_t[]){ 500, 3, 450, 2, 40 }, 5);
    s.names[4] = BC_STR("其他");
    bc_chart_parts parts = bc_chart_share(&s.data);
    assert_int_equal(parts.n, 3);
    assert_string_equal(bc_arena_str(&((text_world *)*state)->arena, parts.at[2].name).p, "其他");
    assert_int_equal((int)parts.at[2].number.coef, 45);
    fill(&s, BC_CHART_PIE, (const int64_t[]){ 500, 500, 1 }, 3); /* one alone keeps its name */
    parts = bc_chart_share(&s.data);
    assert_int_equal(parts.n, 3);
    assert_string_equal(bc_arena_str(&((text_world *)*state)->arena, parts.at[2].name).p, "1月");
}

static void packed_is_the_same(void **state)
{
    text_world *world = *state;
    sample *s = bc_mem_alloc(sizeof *s);
    unsigned seed = 3;
    for (int i = 0; i < 100; i++) {
        bc_buf first, second;
        bc_buf_init(&first);
        bc_buf_init(&second);
        random_sample(s, &seed);
        s->data.empty = false;
        bc_chart_pack(&s->data, &first);
        const bc_chart_data *back = bc_chart_unpack(bc_buf_str(&first), &world->arena);
        bc_chart_pack(back, &second);
        assert_true(bc_str_eq(bc_buf_str(&first), bc_buf_str(&second)));
        bc_str said = bc_chart_said(&s->data, (bc_str){ 0 }, &world->arena);
        assert_true(bc_str_eq(said, bc_chart_said(back, (bc_str){ 0 }, &world->arena)));
        bc_buf_release(&first);
        bc_buf_release(&second);
    }
    bc_mem_free(s);
}

static void words_say_the_figures(void **state)
{
    static sample s;
    text_world *world = *state;
    fill(&s, BC_CHART_BARS, (const int64_t[]){ 1200, -30 }, 2);
    s.data.unit = BC_STR("万元");
    assert_string_equal(bc_chart_said(&s.data, BC_STR("支出"), &world->arena).p,
                        "柱形图：支出（单位：万元）。教育支出 1,200，一般公共服务支出 -30");
    fill(&s, BC_CHART_PIE, (const int64_t[]){ 75, 25 }, 2);
    assert_string_equal(bc_chart_said(&s.data, (bc_str){ 0 }, &world->arena).p,
                        "饼图。教育支出 75（75.0%），一般公共服务支出 25（25.0%）");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_they_hold),        cmocka_unit_test(axes_are_round),
        cmocka_unit_test(decimals_suit_the_figures), cmocka_unit_test(nothing_is_said),
        cmocka_unit_test(what_has_no_room_is_told),  cmocka_unit_test(shares_are_a_hundred),
        cmocka_unit_test(small_parts_are_the_rest),  cmocka_unit_test(packed_is_the_same),
        cmocka_unit_test(words_say_the_figures),
    };
    return cmocka_run_group_tests(tests, open_default_world, close_world);
}
