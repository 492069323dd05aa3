/* Damaged fonts: blank glyphs and a status, never a crash. Run it under the sanitizers. */
#include "support.h"

#include "paint/font/private/charstring.h"
#include "paint/font/private/outline.h"
#include "paint/font/subset.h"
#include "paint/pdf/private/font.h"

#include <string.h>

enum { ROUNDS = 300, GLYPHS = 60 };

/* A copy of the face whose tables may be spoilt. The cache keeps it by address, so each round has its own cache. */
static void spoil_and_subset(pdf_world *world, const bc_font_face *whole, const char *tag, unsigned seed,
                             unsigned flips)
{
    bc_font_face face = *whole;
    bc_str table = bc_font_face_table(whole, tag);
    size_t at = (size_t)((const uint8_t *)table.p - whole->data);
    uint8_t *data = bc_mem_alloc(whole->size);
    memcpy(data, whole->data, whole->size);
    face.data = data;
    /* Half of the damage goes into the first bytes, where the structure is. */
    for (unsigned i = 0; i < flips; i++) {
        size_t span = roll(&seed, 2) && table.n > 2000 ? 2000 : table.n;
        data[at + roll(&seed, (unsigned)span)] = (uint8_t)roll(&seed, 256);
    }
    bc_subset_cache *cache = bc_subset_cache_new();
    bc_subset_face *face_glyphs = bc_subset_cache_face(cache, &face);
    bc_buf program;
    bc_buf_init(&program);
    if (bc_subset_face_usable(face_glyphs)) {
        uint16_t glyphs[GLYPHS] = { 0 };
        for (size_t i = 1; i < GLYPHS; i++)
            glyphs[i] = (uint16_t)roll(&seed, whole->glyph_count);
        if (whole->outlines == BC_OUTLINES_CFF)
            bc_subset_write_cff(face_glyphs, BC_STR("Damaged"), glyphs, NULL, GLYPHS, &program);
        else
            bc_subset_write_truetype(face_glyphs, glyphs, GLYPHS, NULL, &program);
        FT_Face ft = open_program(world, bc_buf_str(&program));
        for (FT_UInt i = 0; ft && i < GLYPHS; i++)
            FT_Load_Glyph(ft, i, FT_LOAD_NO_SCALE);
        FT_Done_Face(ft);
    }
    bc_buf_release(&program);
    bc_subset_cache_free(cache);
    bc_mem_free(data);
}

static void spoilt_cff(void **state)
{
    const bc_font_face *face = open_face(*state, FANDOL_FANG);
    for (unsigned round = 0; round < ROUNDS; round++)
        spoil_and_subset(*state, face, "CFF ", round, 1 + round % 200);
}

static void spoilt_truetype(void **state)
{
    static const char *const TAGS[] = { "glyf", "loca", "maxp", "hhea", "head" };
    const bc_font_face *face = open_face(*state, SUNGTI);
    for (unsigned round = 0; round < ROUNDS; round++)
        spoil_and_subset(*state, face, TAGS[round % 5], round, round % 5 ? 1 + round % 8 : 2000);
}

/* A document that shows a glyph which cannot be read is not said to be good. */
static void damage_is_reported(void **state)
{
    pdf_world *world = *state;
    bc_font_face face = *open_face(world, FANDOL_FANG);
    uint8_t *data = bc_mem_alloc(face.size);
    memcpy(data, face.data, face.size);
    bc_str table = bc_font_face_table(&face, "CFF ");
    size_t at = (size_t)((const uint8_t *)table.p - face.data);
    face.data = data;
    const bc_font_face faces[] = { face, face };
    const size_t spoilt_from[] = { table.n / 2, 0 }; /* first some outlines, then the table's head */
    bc_deflate_packer *deflater = bc_subset_cache_borrow(world->cache);
    for (unsigned round = 0; round < 2; round++) {
        memset(data + at + spoilt_from[round], 0, table.n / 4);
        bc_pdf_font *font = bc_pdf_font_new(bc_subset_cache_face(world->cache, &faces[round]), NULL);
        for (uint32_t glyph = 0; glyph < face.glyph_count; glyph++)
            bc_pdf_font_code(font, (uint16_t)glyph, BC_STR("x"));
        bc_pdf_file *file = bc_pdf_file_new(deflater, BC_PDF_1_7);
        assert_int_equal(bc_pdf_font_embed(font, file, bc_pdf_reserve(file), 0, deflater), BC_PDF_FONT_DAMAGED);
        bc_pdf_file_free(file);
        bc_pdf_font_free(font);
    }
    bc_subset_cache_give_back(world->cache, deflater);
    bc_mem_free(data);
}

static bool flatten(const char *program, size_t n, const bc_subset_cff_index *subrs)
{
    const bc_subset_cff_index none = { 0 };
    bc_buf out;
    bc_buf_init(&out);
    bool good = bc_subset_charstring_flatten((bc_str){ program, n }, subrs ? subrs : &none, &none, false, &out);
    assert_true(good || out.n == 0);
    bc_buf_release(&out);
    return good;
}

static void malformed_charstrings(void **state)
{
    (void)state;
    assert_true(flatten("\x0E", 1, NULL));
    assert_true(flatten("\x8B\x8B\x15\x0E", 4, NULL));
    assert_false(flatten("", 0, NULL));
    assert_false(flatten("\x8B\x8B\x15", 3, NULL));         /* no endchar */
    assert_false(flatten("\x1C\x00", 2, NULL));             /* a number is cut */
    assert_false(flatten("\x8B\x0A\x0E", 3, NULL));         /* no such subroutine */
    assert_false(flatten("\x0A\x0E", 2, NULL));             /* none named */
    assert_false(flatten("\x8B\x8B\x01\x13", 4, NULL));     /* the mask is cut */
    assert_false(flatten("\x8B\x8B\x8B\x8B\x0E", 5, NULL)); /* an accent made of two glyphs */
    assert_false(flatten("\x0C\x0B\x0E", 3, NULL));         /* too few numbers to add */
    assert_false(flatten("\x0C", 1, NULL));                 /* an operator is cut */
    assert_false(flatten("\x02\x0E", 2, NULL));             /* no operator */
    /* Subroutine 0 calls itself: number 32 less the bias of 107. */
    const uint8_t offsets[] = { 1, 3 };
    const bc_subset_cff_index loop = { 1, 1, offsets, { "\x20\x0A", 2 } };
    assert_false(flatten("\x20\x0A\x0E", 3, &loop));
    /* Two subroutines, each of which calls the next twice: the number of calls is limited too. */
    const bc_subset_cff_index doubling = { 1, 1, (const uint8_t[]){ 1, 7 }, { "\x20\x0A\x20\x0A\x20\x0A", 6 } };
    assert_false(flatten("\x20\x0A\x0E", 3, &doubling));
}

static void expect_unhinted(const char *program, size_t n, const char *expected, size_t expected_n)
{
    const bc_subset_cff_index none = { 0 };
    bc_buf out;
    bc_buf_init(&out);
    assert_true(bc_subset_charstring_flatten((bc_str){ program, n }, &none, &none, true, &out));
    assert_int_equal(out.n, expected_n);
    assert_memory_equal(out.p, expected, expected_n);
    bc_buf_release(&out);
}

static void expect_shortened(const char *program, size_t n, const char *expected, size_t expected_n, bool known)
{
    bc_buf out;
    bc_buf_init(&out);
    assert_int_equal(bc_subset_outline_shorten((bc_str){ program, n }, (bc_subset_widths){ 100, 500 },
                                               (bc_subset_widths){ 0, 600 }, &out),
                     known);
    assert_int_equal(out.n, expected_n);
    assert_memory_equal(out.p, expected, expected_n);
    bc_buf_release(&out);
}

#define EXPECT_SHORTENED(program, expected)                                                                            \
    expect_shortened(program, sizeof(program) - 1, expected, sizeof(expected) - 1, true)
#define EXPECT_UNTOUCHED(program) expect_shortened(program, sizeof(program) - 1, program, sizeof(program) - 1, false)

static void outlines_are_shortened(void **state)
{
    (void)state;
    /* A rectangle of 200 by 10, closed by a line: it begins behind a long one. Its width was none, so it is 500. */
    EXPECT_SHORTENED("\x8B\x8B\x15\xF7\x5C\x06\x95\x07\xFB\x5C\x06\x81\x07\x0E",
                     "\xF8\x88\x95\x04\x81\xF7\x5C\x95\x07\x0E");
    /* 500 more than 100 is the new usual width. Lines without length and contours without lines go. */
    EXPECT_SHORTENED("\xF8\x88\x8C\x16\x8B\x06\x8D\x04\x0E", "\x0E");
    /* Curves alone: the contour may begin anywhere, and keeps its curves. */
    EXPECT_SHORTENED(
        "\xF8\x88\x8B\x16\x8C\x8B\x8C\x8C\x8B\x8C\x08\x8B\x8C\x8A\x8C\x8A\x8B\x08\x8A\x8B\x8A\x8A\x8B\x8A\x08"
        "\x8B\x8A\x8C\x8A\x8C\x8B\x08\x0E",
        "\x8B\x16\x8C\x8C\x8C\x8C\x8C\x8A\x8C\x8A\x8A\x8A\x8A\x8A\x8A\x8C\x8A\x8C\x1F\x0E");
    EXPECT_UNTOUCHED("\x8B\x8C\x01\x8B\x16\x0E");                     /* stems */
    EXPECT_UNTOUCHED("\xFF\x00\x00\x80\x00\x16\x0E");                 /* a fraction */
    EXPECT_UNTOUCHED("\x8C\x06\x0E");                                 /* a line before the first point */
    EXPECT_UNTOUCHED("\x8B\x16\x8C\x8C\x8C\x05\x0E");                 /* half a point */
    EXPECT_UNTOUCHED("\x8B\x16\x8C\x18\x0E");                         /* too few numbers */
    EXPECT_UNTOUCHED("\x8B\x16\x8C\x06");                             /* no end */
    EXPECT_UNTOUCHED("\x8B\x16\x8C");                                 /* no operator */
    EXPECT_UNTOUCHED("\x8B\x16\x8C\x8C\x8C\x8C\x0E");                 /* an accent made of two glyphs */
    EXPECT_UNTOUCHED("\x8B\x16\x1C\x7F\xFF\x06\x1C\x7F\xFF\x06\x0E"); /* closed by a line too long for a number */
}

static void stems_are_left_out(void **state)
{
    (void)state;
    /* The width in front of the first stem stays, also when only a mask follows. */
    expect_unhinted("\x8C\x8B\x8D\x01\x8B\x8B\x15\x0E", 8, "\x8C\x8B\x8B\x15\x0E", 5);
    expect_unhinted("\x8C\x8B\x8D\x12\x8E\x8F\x13\xC0\x8B\x8B\x15\x0E", 12, "\x8C\x8B\x8B\x15\x0E", 5);
    expect_unhinted("\x8C\x8B\x8D\x13\x80\x8B\x8B\x15\x0E", 9, "\x8C\x8B\x8B\x15\x0E", 5);
    /* Without a width nothing does; masks go from between paths. */
    expect_unhinted("\x8B\x8D\x01\x8E\x8F\x03\x8B\x8B\x15\x13\x40\x8B\x8B\x05\x14\x40\x0E", 17,
                    "\x8B\x8B\x15\x8B\x8B\x05\x0E", 7);
    /* The width of a glyph without stems, and one with wide numbers. */
    expect_unhinted("\x8C\x8B\x8B\x15\x0E", 5, "\x8C\x8B\x8B\x15\x0E", 5);
    expect_unhinted("\x1C\x03\xE8\x8B\x8D\x01\x8B\x16\x0E", 9, "\x1C\x03\xE8\x8B\x16\x0E", 6);
    /* What computes its numbers stays as it is. */
    expect_unhinted("\x8B\x8B\x8D\x0C\x0A\x01\x8B\x8B\x15\x0E", 10, "\x8B\x8B\x8D\x0C\x0A\x01\x8B\x8B\x15\x0E", 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(spoilt_cff, open_world, close_world),
        cmocka_unit_test_setup_teardown(spoilt_truetype, open_world, close_world),
        cmocka_unit_test_setup_teardown(damage_is_reported, open_world, close_world),
        cmocka_unit_test(malformed_charstrings),
        cmocka_unit_test(stems_are_left_out),
        cmocka_unit_test(outlines_are_shortened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
