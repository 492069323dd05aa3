/* Subset fonts hold the same outlines, advances and hints as the fonts they were cut from. */
#include "support.h"

#include "paint/font/private/charstring.h"
#include "paint/font/subset.h"

#include <stdlib.h>
#include <string.h>

enum { MANY = 6000 };

/* Glyph 0, then `count` glyphs spread over the whole face. */
static uint16_t *spread(const bc_font_face *face, uint32_t count)
{
    uint16_t *glyphs = bc_mem_alloc((count + 1) * sizeof *glyphs);
    for (uint32_t i = 0; i < count; i++)
        glyphs[i + 1] = (uint16_t)((uint64_t)i * face->glyph_count / count);
    return glyphs;
}

static void put_subset(bc_subset_face *face_glyphs, const uint16_t *glyphs, uint32_t count, bc_buf *out)
{
    bool cff = bc_subset_face_font(face_glyphs)->outlines == BC_OUTLINES_CFF;
    assert_true(bc_subset_face_usable(face_glyphs));
    assert_true(cff ? bc_subset_write_cff(face_glyphs, BC_STR("ABCDEF+Test"), glyphs, NULL, count, out)
                    : bc_subset_write_truetype(face_glyphs, glyphs, count, NULL, out));
}

static void check_face(void **state, font_place place)
{
    pdf_world *world = *state;
    const bc_font_face *face = open_face(world, place);
    bc_subset_face *face_glyphs = bc_subset_cache_face(world->cache, face);
    uint32_t count = face->glyph_count < MANY ? face->glyph_count : MANY;
    uint16_t *glyphs = spread(face, count);
    bc_buf program;
    bc_buf_init(&program);
    put_subset(face_glyphs, glyphs, count + 1, &program);
    FT_Face original = open_original(world, face), subset = open_program(world, bc_buf_str(&program));
    assert_non_null(subset);
    assert_true(subset->num_glyphs > (FT_Long)count);
    for (uint32_t i = 1; i <= count; i++)
        expect_same_outline(original, glyphs[i], subset, i);
    assert_int_equal(FT_Load_Glyph(subset, 0, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING), 0);
    assert_int_equal(subset->glyph->outline.n_points, 0); /* .notdef is never shown */
    FT_Done_Face(original);
    FT_Done_Face(subset);
    bc_buf_release(&program);
    bc_mem_free(glyphs);
}

static void noto_serif_outlines(void **state)
{
    check_face(state, NOTO_SERIF);
}

static void fandol_fang_outlines(void **state)
{
    check_face(state, FANDOL_FANG);
}

static void wenkai_outlines(void **state)
{
    check_face(state, WENKAI);
}

static void sungti_outlines(void **state)
{
    check_face(state, SUNGTI);
}

/* The hints of letters and figures come along: the same pixels when FreeType's CFF engine hints at a small size. Those
 * of ideographs do not. */
static void hints_are_kept(void **state)
{
    pdf_world *world = *state;
    const bc_font_face *face = open_face(world, NOTO_SERIF);
    bc_subset_face *face_glyphs = bc_subset_cache_face(world->cache, face);
    uint16_t *glyphs = spread(face, 500);
    bc_buf program;
    bc_buf_init(&program);
    put_subset(face_glyphs, glyphs, 501, &program);
    FT_Face original = open_original(world, face), subset = open_program(world, bc_buf_str(&program));
    FT_Set_Pixel_Sizes(original, 0, 16);
    FT_Set_Pixel_Sizes(subset, 0, 16);
    size_t narrow = 0;
    for (FT_UInt i = 1; i <= 500; i++) {
        if (bc_font_face_advance(face, glyphs[i]) >= face->units_per_em)
            continue;
        narrow++;
        assert_int_equal(FT_Load_Glyph(original, glyphs[i], FT_LOAD_NO_AUTOHINT | FT_LOAD_RENDER), 0);
        assert_int_equal(FT_Load_Glyph(subset, i, FT_LOAD_NO_AUTOHINT | FT_LOAD_RENDER), 0);
        const FT_Bitmap *a = &original->glyph->bitmap, *b = &subset->glyph->bitmap;
        assert_int_equal(a->rows, b->rows);
        assert_int_equal(a->width, b->width);
        if (a->rows)
            assert_memory_equal(a->buffer, b->buffer, a->rows * (size_t)abs(a->pitch));
    }
    assert_true(narrow > 5 && narrow < 250);
    FT_Done_Face(original);
    FT_Done_Face(subset);
    bc_buf_release(&program);
    bc_mem_free(glyphs);
}

/* One glyph may stand in a subset more than once; an absent one is blank and said to be damaged. */
static void repeated_and_absent_glyphs(void **state)
{
    pdf_world *world = *state;
    const font_place places[] = { NOTO_SERIF, WENKAI };
    for (size_t i = 0; i < 2; i++) {
        const bc_font_face *face = open_face(world, places[i]);
        bc_subset_face *face_glyphs = bc_subset_cache_face(world->cache, face);
        uint16_t glyph = bc_font_face_glyph(face, 0x8868);
        const uint16_t glyphs[] = { 0, glyph, glyph, 5 };
        bc_buf program;
        bc_buf_init(&program);
        put_subset(face_glyphs, glyphs, 4, &program);
        FT_Face original = open_original(world, face), subset = open_program(world, bc_buf_str(&program));
        expect_same_outline(original, glyph, subset, 1);
        expect_same_outline(original, glyph, subset, 2);
        FT_Done_Face(original);
        FT_Done_Face(subset);
        bc_buf_release(&program);
        if (face->glyph_count < 0xFFFF)
            assert_true(bc_subset_face_glyph(face_glyphs, 0xFFFF)->damaged);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(noto_serif_outlines, open_world, close_world),
        cmocka_unit_test_setup_teardown(fandol_fang_outlines, open_world, close_world),
        cmocka_unit_test_setup_teardown(wenkai_outlines, open_world, close_world),
        cmocka_unit_test_setup_teardown(sungti_outlines, open_world, close_world),
        cmocka_unit_test_setup_teardown(hints_are_kept, open_world, close_world),
        cmocka_unit_test_setup_teardown(repeated_and_absent_glyphs, open_world, close_world),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
