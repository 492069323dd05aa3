/* Any bytes as a font file: a face that opens keeps its promises, its glyphs can be measured and drawn, and what it
 * gives of them is a subset each time. */
#include "paint/font/glyph_cache.h"
#include "paint/font/subset.h"
#include "pipeline.h"
#include "text/private/face.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_GLYPHS = 64 };

static FT_Library library(void)
{
    static FT_Library kept;
    pipeline_require(kept || FT_Init_FreeType(&kept) == 0);
    return kept;
}

static void move(void *context, int x, int y)
{
    int *points = context;
    *points += x >= INT16_MIN && y <= INT16_MAX;
}

static void curve(void *context, const int at[6])
{
    move(context, at[0], at[5]);
}

static void end(void *context)
{
    int *points = context;
    ++*points;
}

static void measure(const bc_font_face *face)
{
    static const uint32_t CHARACTERS[] = { 'A', '1', 0x3002, 0x4E00, 0x20BB7 };
    uint32_t covered = bc_font_face_coverage(face, 0, 0x10FFFF), found = 0;
    int left, right, points = 0;
    bool starved = false;
    for (uint32_t c = 0; c < 0x30000; c++)
        found += bc_font_face_glyph(face, c) > 0;
    pipeline_require(found <= covered);
    for (size_t i = 0; i < sizeof CHARACTERS / sizeof *CHARACTERS; i++)
        pipeline_require(bc_font_face_variant(face, "hwid", CHARACTERS[i], &starved) < face->glyph_count);
    const bc_font_pen pen = { .move = move, .line = move, .curve = curve, .close = end, .context = &points };
    for (uint32_t glyph = 0; glyph < face->glyph_count && glyph < MAX_GLYPHS; glyph++) {
        (void)bc_font_face_advance(face, (uint16_t)glyph);
        pipeline_require(!bc_font_face_ink(face, (uint16_t)glyph, &left, &right) || left < right);
        bc_font_face_draw(face, (uint16_t)glyph, &pen);
    }
}

static void subset(const bc_font_face *face, bc_buf *out)
{
    uint16_t glyphs[MAX_GLYPHS];
    uint32_t n = 0;
    for (; n < MAX_GLYPHS && n < face->glyph_count; n++)
        glyphs[n] = (uint16_t)n;
    bc_subset_cache *cache = bc_subset_cache_new();
    bc_subset_face *kept = bc_subset_cache_face(cache, face);
    if (bc_subset_face_usable(kept))
        (void)(face->outlines == BC_OUTLINES_CFF ? bc_subset_write_cff(kept, BC_STR("Fuzz"), glyphs, NULL, n, out)
                                                 : bc_subset_write_truetype(kept, glyphs, n, NULL, out));
    bc_subset_cache_free(cache);
}

static void look_at(const bc_font_face *face)
{
    bc_buf first, second;
    bc_buf_init(&first);
    bc_buf_init(&second);
    pipeline_require(face->units_per_em >= 16 && face->glyph_count > 0 && face->descent <= 0);
    pipeline_require(bc_font_face_table(face, "cmap").n <= face->size);
    measure(face);
    subset(face, &first);
    subset(face, &second);
    pipeline_require(bc_str_eq(bc_buf_str(&first), bc_buf_str(&second)));
    bc_buf_release(&first);
    bc_buf_release(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *why = NULL;
    int error = 0;
    (void)pipeline_folder();
    const char *path = pipeline_file("font", (bc_str){ (const char *)data, size });
    for (int index = 0; index < 2; index++) { /* the second of a collection too */
        bc_font_face *face = bc_font_face_open(library(), bc_str_from(path), index, &why, &error);
        pipeline_require(face || (why && *why));
        if (face)
            look_at(face);
        bc_font_face_close(face);
    }
    return 0;
}
