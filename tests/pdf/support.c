#include "support.h"

#include FT_OUTLINE_H

#include <string.h>
#include <unistd.h>

#define FANDOL "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/"
const font_place NOTO_SERIF = { "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2 };
const font_place FANDOL_FANG = { FANDOL "FandolFang-Regular.otf", 0 };
const font_place WENKAI = { "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0 };
const font_place SUNGTI = { "/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf", 0 };

int open_world(void **state)
{
    pdf_world *world = bc_mem_alloc(sizeof *world);
    world->cache = bc_subset_cache_new();
    *state = world;
    return FT_Init_FreeType(&world->library);
}

int close_world(void **state)
{
    pdf_world *world = *state;
    bc_subset_cache_free(world->cache);
    for (size_t i = 0; i < world->face_count; i++)
        bc_font_face_close(world->faces[i]);
    FT_Done_FreeType(world->library);
    bc_mem_free(world);
    return 0;
}

const bc_font_face *open_face(pdf_world *world, font_place place)
{
    if (access(place.path, R_OK) != 0)
        skip();
    const char *why = NULL;
    int error = 0;
    bc_font_face *face = bc_font_face_open(world->library, bc_str_from(place.path), place.index, &why, &error);
    assert_non_null(face);
    assert_true(world->face_count < sizeof world->faces / sizeof *world->faces);
    world->faces[world->face_count++] = face;
    return face;
}

FT_Face open_original(pdf_world *world, const bc_font_face *face)
{
    FT_Face ft = NULL;
    assert_int_equal(FT_New_Memory_Face(world->library, face->data, (FT_Long)face->size, face->index, &ft), 0);
    return ft;
}

FT_Face open_program(pdf_world *world, bc_str program)
{
    FT_Face ft = NULL;
    FT_Error error = FT_New_Memory_Face(world->library, (const FT_Byte *)program.p, (FT_Long)program.n, 0, &ft);
    return error ? NULL : ft;
}

void expect_same_outline(FT_Face left, FT_UInt left_glyph, FT_Face right, FT_UInt right_glyph)
{
    const FT_Int32 flags = FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING;
    assert_int_equal(FT_Load_Glyph(left, left_glyph, flags), 0);
    assert_int_equal(FT_Load_Glyph(right, right_glyph, flags), 0);
    const FT_Outline *a = &left->glyph->outline, *b = &right->glyph->outline;
    assert_int_equal(left->glyph->metrics.horiAdvance, right->glyph->metrics.horiAdvance);
    assert_int_equal(a->n_contours, b->n_contours);
    assert_int_equal(a->n_points, b->n_points);
    if (!a->n_points)
        return;
    assert_memory_equal(a->points, b->points, (size_t)a->n_points * sizeof *a->points);
    assert_memory_equal(a->tags, b->tags, (size_t)a->n_points);
    assert_memory_equal(a->contours, b->contours, (size_t)a->n_contours * sizeof *a->contours);
}

unsigned roll(unsigned *seed, unsigned below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (unsigned)((uint64_t)(*seed >> 8) * below >> 24);
}
