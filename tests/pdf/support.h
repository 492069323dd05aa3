/* What the tests of the PDF painter share: faces of installed fonts, font programs read back by FreeType. */
#ifndef TESTS_PDF_SUPPORT_H
#define TESTS_PDF_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "paint/font/glyph_cache.h"
#include "text/private/face.h"

typedef struct pdf_world {
    FT_Library library;
    bc_subset_cache *cache;
    bc_font_face *faces[8];
    size_t face_count;
} pdf_world;

int open_world(void **state);
int close_world(void **state);

typedef struct font_place {
    const char *path;
    int index; /* in a collection */
} font_place;

extern const font_place NOTO_SERIF, FANDOL_FANG, WENKAI, SUNGTI;

/* The face; skips the test when the font is not installed. */
const bc_font_face *open_face(pdf_world *world, font_place place);
/* The face read by FreeType from its own file. */
FT_Face open_original(pdf_world *world, const bc_font_face *face);
/* A face of the bytes, which stay alive with it; NULL when FreeType does not take them. */
FT_Face open_program(pdf_world *world, bc_str program);
/* Fails when the two glyphs differ in a line or curve, in its direction, or in their advance. Where a contour begins,
 * and whether the line that closes it is said, may differ: the same is filled. */
void expect_same_outline(FT_Face left, FT_UInt left_glyph, FT_Face right, FT_UInt right_glyph);

/* A small repeatable random number generator. */
unsigned roll(unsigned *seed, unsigned below);

#endif
