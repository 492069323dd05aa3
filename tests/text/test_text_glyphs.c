/* Lines into glyphs: widths, squeezing, stretching, clusters, what is missing. */
#include "support.h"

#include "text/private/face.h"

#include <string.h>

static bc_text_shaped shape(text_world *world, const char *text, bc_font_role role, bc_len stretch_to)
{
    bc_text_style style = style_of(role);
    return bc_text_shape(world->typesetter, &world->arena, bc_str_from(text), &style, stretch_to);
}

static bc_len em_width(text_world *world, const char *text, bc_font_role role)
{
    bc_text_style style = style_of(role);
    return bc_text_width(world->typesetter, bc_str_from(text), &style) * 100 / style.size;
}

static size_t missing(text_world *world, const char *text, bc_text_missing_char *out, size_t most)
{
    bc_text_style style = style_of(BC_ROLE_TABLE);
    return bc_text_missing(world->typesetter, bc_str_from(text), &style, out, most);
}

static void figures_are_half_an_em(void **state)
{
    for (int role = BC_ROLE_TABLE; role <= BC_ROLE_NUMBER; role++) {
        assert_int_equal(em_width(*state, "0123456789", (bc_font_role)role), 500);
        assert_int_equal(em_width(*state, "1,100.50%", (bc_font_role)role), 450);
        assert_int_equal(em_width(*state, "-5", (bc_font_role)role), 100);
    }
}

static void marks_are_squeezed(void **state)
{
    assert_int_equal(em_width(*state, "中", BC_ROLE_TABLE), 100);
    assert_int_equal(em_width(*state, "中，", BC_ROLE_TABLE), 150);
    assert_int_equal(em_width(*state, "（中）", BC_ROLE_TABLE), 200);
    assert_int_equal(em_width(*state, "中，中", BC_ROLE_TABLE), 300);
    assert_int_equal(em_width(*state, "中）。中", BC_ROLE_TABLE), 350);
    assert_int_equal(em_width(*state, "中：“中", BC_ROLE_TABLE), 350);
    assert_int_equal(em_width(*state, "中（《中", BC_ROLE_TABLE), 350);
    assert_int_equal(em_width(*state, "中》）。中", BC_ROLE_TABLE), 400);
    assert_int_equal(em_width(*state, "中——中", BC_ROLE_TABLE), 400);
    assert_int_equal(em_width(*state, "，", BC_ROLE_TABLE), 50);
}

static void squeezed_glyphs_keep_their_ink(void **state)
{
    bc_text_shaped line = shape(*state, "（中）。", BC_ROLE_TABLE, 0);
    bc_len em = style_of(BC_ROLE_TABLE).size;
    assert_int_equal(line.glyph_count, 4);
    assert_int_equal(line.glyphs[0].x, -em / 2); /* its left half is blank */
    assert_int_equal(line.glyphs[1].x, em / 2);
    assert_int_equal(line.glyphs[2].x, em / 2 + em);
    assert_int_equal(line.glyphs[3].x, em + em);
    assert_int_equal(line.width, 2 * em + em / 2);
}

static void stretching_fills_the_line(void **state)
{
    bc_len em = style_of(BC_ROLE_TABLE).size;
    bc_text_shaped line = shape(*state, "合计", BC_ROLE_TABLE, 2 * em + em / 20);
    assert_int_equal(line.width, 2 * em + em / 20);
    assert_int_equal(line.glyphs[1].x, em + em / 20);
    line = shape(*state, "共1100元", BC_ROLE_TABLE, 4 * em + em / 10);
    assert_int_equal(line.width, 4 * em + em / 10);
    assert_int_equal(line.glyphs[2].x - line.glyphs[1].x, em / 2); /* a number is not pulled apart */
    assert_int_equal(line.glyphs[5].x, 3 * em + em / 10);
    line = shape(*state, "合计", BC_ROLE_TABLE, 4 * em);
    assert_int_equal(line.width, 2 * em + em * 8 / 100); /* no further */
    line = shape(*state, "Budget", BC_ROLE_TABLE, 20 * em);
    assert_true(line.width < 4 * em); /* nothing to widen */
    line = shape(*state, "合计", BC_ROLE_TABLE, em);
    assert_int_equal(line.width, 2 * em); /* nothing gives way */
    line = shape(*state, "合，计。", BC_ROLE_TABLE, 3 * em + em / 3);
    assert_int_equal(line.width, 3 * em + em / 3);
    assert_int_equal(line.glyphs[2].x, 2 * em - em / 6); /* behind the comma; nothing else moves */
    line = shape(*state, "合，计（", BC_ROLE_TABLE, em);
    assert_int_equal(line.width, 3 * em + em / 2 + em - em / 4 - em / 4 - em / 2); /* a quarter of each mark */
}

static void glyphs_know_their_bytes(void **state)
{
    static const char *const texts[] = { "预算office fi 𠮷", "e\xCC\x81t\xC3\xA9", "葛\xF3\xA0\x84\x80飾",
                                         "efficient——“AV”" };
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
        bc_text_shaped line = shape(*state, texts[t], BC_ROLE_BODY, 0);
        uint32_t at = 0;
        for (uint32_t i = 0; i < line.glyph_count; i++) {
            const bc_text_glyph *glyph = &line.glyphs[i];
            if (glyph->to == glyph->from)
                continue;
            assert_int_equal(glyph->from, at);
            at = glyph->to;
        }
        assert_int_equal(at, strlen(texts[t]));
    }
}

static void runs_cover_the_glyphs(void **state)
{
    bc_text_shaped line = shape(*state, "王镕ABC𠮷，𬱖①", BC_ROLE_BODY, 0);
    uint32_t next = 0;
    assert_true(line.run_count >= 2); /* the body face lacks rare characters */
    for (uint32_t i = 0; i < line.run_count; i++) {
        assert_int_equal(line.runs[i].first, next);
        assert_true(line.runs[i].n > 0);
        assert_true(i == 0 || line.runs[i].face != line.runs[i - 1].face);
        next += line.runs[i].n;
    }
    assert_int_equal(next, line.glyph_count);
}

static void rare_characters_are_found(void **state)
{
    assert_int_equal(missing(*state, "𠮷𬱖𫖯䶮𰻞镕堃喆昇〇", NULL, 0), 0);
    assert_int_equal(missing(*state, "≥≤±×÷℃㎡‰—…·～①☑☐", NULL, 0), 0);
    assert_int_equal(em_width(*state, "𠮷", BC_ROLE_BODY), 100);
}

static void missing_characters_are_named(void **state)
{
    bc_text_missing_char found[4];
    assert_int_equal(missing(*state, "甲\xEE\x80\x80乙\xF4\x80\x80\x80", found, 4), 2); /* U+E000, U+100000 */
    assert_int_equal(found[0].codepoint, 0xE000);
    assert_int_equal(found[0].at, 3);
    assert_int_equal(found[1].codepoint, 0x100000);
    assert_int_equal(found[1].at, 9);
    assert_int_equal(missing(*state, "\xEE\x80\x80\xEE\x80\x80", found, 1), 2); /* counted past the room */
    bc_text_shaped line = shape(*state, "\xEE\x80\x80", BC_ROLE_TABLE, 0);
    assert_int_equal(line.glyph_count, 1);
    assert_int_equal(line.glyphs[0].id, bc_font_face_glyph(line.runs[0].face, 0x3013));
}

static void invisible_characters_are_never_missing(void **state)
{
    /* ZWSP, BOM, soft hyphen, word joiner, a lone variation selector, tab, no-break space, a control */
    static const char text[] = "甲\xE2\x80\x8B\xEF\xBB\xBF\xC2\xAD\xE2\x81\xA0\xEF\xB8\x8F\t\xC2\xA0\x01乙";
    assert_int_equal(missing(*state, text, NULL, 0), 0);
    assert_int_equal(em_width(*state, "甲\xE2\x80\x8B乙", BC_ROLE_TABLE), 200);
}

static void variation_sequences_are_one_cluster(void **state)
{
    bc_text_shaped line = shape(*state, "葛\xF3\xA0\x84\x80", BC_ROLE_TABLE, 0);
    assert_int_equal(line.glyph_count, 1);
    assert_int_equal(line.glyphs[0].to, 7);
    assert_int_equal(line.width, style_of(BC_ROLE_TABLE).size);
}

static void bad_utf8_is_harmless(void **state)
{
    static const char *const texts[] = { "\xFF\xFE", "中\xE4", "\xED\xA0\x80", "\xF8\x88\x80\x80\x80", "a\x80" };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        bc_text_shaped line = shape(*state, texts[i], BC_ROLE_TABLE, 0);
        assert_true(line.width > 0);
        wrapped(*state, texts[i], 50);
    }
}

/* Of glyph i, in hundredths of an em. */
static void ink_of(const bc_text_shaped *line, uint32_t i, bc_len *left, bc_len *right)
{
    const bc_text_glyph_run *run = line->runs;
    while (i >= run->first + run->n)
        run++;
    int from, to;
    assert_true(bc_font_face_ink(run->face, line->glyphs[i].id, &from, &to));
    bc_len em = style_of(BC_ROLE_TABLE).size;
    *left = line->glyphs[i].x * 100 / em + from * 100 / run->face->units_per_em;
    *right = line->glyphs[i].x * 100 / em + to * 100 / run->face->units_per_em;
}

static void dashes_are_one_stroke(void **state)
{
    for (int role = 0; role < BC_ROLE_COUNT; role++) {
        bc_text_shaped line = shape(*state, "中————中——", (bc_font_role)role, 0);
        assert_int_equal(line.glyph_count, 8);
        bc_len left[8], right[8];
        for (uint32_t i = 0; i < 8; i++)
            ink_of(&line, i, &left[i], &right[i]);
        for (uint32_t i = 1; i < 7; i++)
            if (i != 4 && i != 5)
                assert_true(left[i + 1] < right[i]); /* no gap */
        assert_in_range(left[1], 100, 112);          /* nor any part outside of its room */
        assert_in_range(right[4], 488, 500);
        assert_in_range(left[6], 600, 612);
        assert_in_range(right[7], 788, 800);
        for (uint32_t i = 0; i < 8; i++)
            assert_int_equal(line.glyphs[i].from, 3 * i); /* each is its own character still */
    }
}

static void a_dash_alone_stays(void **state)
{
    bc_text_shaped one = shape(*state, "中—中", BC_ROLE_TABLE, 0), two = shape(*state, "中——", BC_ROLE_TABLE, 0);
    assert_int_equal(one.glyphs[1].x, style_of(BC_ROLE_TABLE).size);
    assert_int_equal(two.width, 3 * style_of(BC_ROLE_TABLE).size);
}

/* The hyphen of a code is no dash, and stands in the middle of its half. */
static void hyphens_are_short(void **state)
{
    bc_text_shaped line = shape(*state, "1-2", BC_ROLE_NUMBER, 0);
    bc_len left, right;
    ink_of(&line, 1, &left, &right);
    assert_in_range(right - left, 15, 36);
    assert_in_range(left + right, 2 * 75 - 3, 2 * 75 + 3);
}

static void baseline_stands_in_the_middle(void **state)
{
    (void)state;
    bc_text_style style = { .role = BC_ROLE_BODY, .size = BC_PT(16), .leading = BC_PT(29) };
    assert_int_equal(bc_text_baseline(&style), 6500 + 14080);
    style.leading = style.size;
    assert_int_equal(bc_text_baseline(&style), 14080);
}

static bc_text_column column(text_world *world, const char *text, bc_len stretch_to)
{
    bc_text_style style = style_of(BC_ROLE_TABLE);
    style.flow = BC_FLOW_DOWN;
    return bc_text_shape_column(world->typesetter, &world->arena, bc_str_from(text), &style, stretch_to);
}

static void columns_run_down(void **state)
{
    bc_len em = style_of(BC_ROLE_TABLE).size;
    bc_text_column made = column(*state, "合计", 0);
    assert_int_equal(made.length, 2 * em);
    assert_int_equal(made.glyphs[0].x, -em / 2);
    assert_int_equal(made.glyphs[1].y - made.glyphs[0].y, em);
    assert_false(made.glyphs[0].lies);
    made = column(*state, "合计", 5 * em);
    assert_int_equal(made.length, 5 * em);
    assert_int_equal(made.glyphs[1].y - made.glyphs[0].y, 4 * em);
    assert_int_equal(column(*state, "合", 5 * em).length, em); /* nothing to set apart */
    assert_int_equal(column(*state, "", 0).n, 0);
}

/* Two figures stand side by side in the room of one character, more lie on their side. */
static void figures_in_columns(void **state)
{
    bc_len em = style_of(BC_ROLE_TABLE).size;
    bc_text_column made = column(*state, "第12项", 0);
    assert_int_equal(made.length, 3 * em);
    assert_int_equal(made.glyphs[1].y, made.glyphs[2].y);
    assert_int_equal(made.glyphs[2].x - made.glyphs[1].x, em / 2);
    made = column(*state, "第2025项", 0);
    assert_int_equal(made.length, 4 * em);
    assert_true(made.glyphs[1].lies && made.glyphs[4].lies);
    assert_int_equal(made.glyphs[2].y - made.glyphs[1].y, em / 2);
    made = column(*state, "某GDP", 0);
    assert_true(!made.glyphs[0].lies && made.glyphs[1].lies && made.glyphs[3].lies);
}

/* Brackets and dashes have shapes of their own there, and stand. */
static void marks_turn_in_columns(void **state)
{
    bc_text_column made = column(*state, "（一）", 0);
    bc_text_shaped across = shape(*state, "（一）", BC_ROLE_TABLE, 0);
    assert_int_equal(made.n, 3);
    assert_int_not_equal(made.glyphs[0].id, across.glyphs[0].id);
    assert_int_equal(made.glyphs[1].id, across.glyphs[1].id);
    for (uint32_t i = 0; i < made.n; i++)
        assert_false(made.glyphs[i].lies);
}

static void spread_lines_reach_the_edge(void **state)
{
    text_world *world = *state;
    bc_text_style style = style_of(BC_ROLE_TABLE);
    bc_len em = style.size;
    style.spread = true;
    bc_text_shaped line = bc_text_shape(world->typesetter, &world->arena, bc_str_from("姓名"), &style, 4 * em);
    assert_int_equal(line.width, 4 * em);
    assert_int_equal(line.glyphs[1].x, 3 * em);
    line = bc_text_shape(world->typesetter, &world->arena, bc_str_from("名"), &style, 4 * em);
    assert_int_equal(line.width, em);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_are_half_an_em),
        cmocka_unit_test(marks_are_squeezed),
        cmocka_unit_test(squeezed_glyphs_keep_their_ink),
        cmocka_unit_test(stretching_fills_the_line),
        cmocka_unit_test(glyphs_know_their_bytes),
        cmocka_unit_test(runs_cover_the_glyphs),
        cmocka_unit_test(rare_characters_are_found),
        cmocka_unit_test(missing_characters_are_named),
        cmocka_unit_test(invisible_characters_are_never_missing),
        cmocka_unit_test(variation_sequences_are_one_cluster),
        cmocka_unit_test(bad_utf8_is_harmless),
        cmocka_unit_test(dashes_are_one_stroke),
        cmocka_unit_test(a_dash_alone_stays),
        cmocka_unit_test(hyphens_are_short),
        cmocka_unit_test(baseline_stands_in_the_middle),
        cmocka_unit_test(columns_run_down),
        cmocka_unit_test(figures_in_columns),
        cmocka_unit_test(marks_turn_in_columns),
        cmocka_unit_test(spread_lines_reach_the_edge),
    };
    return cmocka_run_group_tests_name("text glyphs", tests, open_default_world, close_world);
}
