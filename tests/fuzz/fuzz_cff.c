/* Any bytes as a font: a bare CFF table, or (when they begin like one) a TrueType file. Subsetting never crashes, and
 * the same glyphs give the same bytes again. */
#include "paint/font/private/sfnt.h"
#include "paint/font/subset.h"

#include <stdlib.h>
#include <string.h>

enum { GLYPHS = 40 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool put_subset(const bc_font_face *face, bc_buf *out)
{
    uint16_t glyphs[GLYPHS];
    for (unsigned i = 0; i < GLYPHS; i++)
        glyphs[i] = (uint16_t)i;
    bc_subset_cache *cache = bc_subset_cache_new();
    bc_subset_face *face_glyphs = bc_subset_cache_face(cache, face);
    bool good = false;
    if (bc_subset_face_usable(face_glyphs))
        good = face->outlines == BC_OUTLINES_CFF
                   ? bc_subset_write_cff(face_glyphs, BC_STR("Fuzz"), glyphs, NULL, GLYPHS, out)
                   : bc_subset_write_truetype(face_glyphs, glyphs, GLYPHS, NULL, out);
    bc_subset_cache_free(cache);
    return good;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t TRUETYPE[] = { 0, 1, 0, 0 };
    bool truetype = size > sizeof TRUETYPE && memcmp(data, TRUETYPE, sizeof TRUETYPE) == 0;
    bc_subset_table cff = { .tag = "CFF ", .content = { (const char *)data, size } };
    bc_buf file, first, second;
    bc_buf_init(&file);
    bc_buf_init(&first);
    bc_buf_init(&second);
    if (truetype)
        bc_buf_add(&file, data, size);
    else
        bc_subset_sfnt_write(0x4F54544F, &cff, 1, &file);
    bc_font_face face = { .outlines = truetype ? BC_OUTLINES_TRUETYPE : BC_OUTLINES_CFF,
                          .embedding = size % 2 ? BC_EMBED_WHOLE_ONLY : BC_EMBED_ANY,
                          .units_per_em = 1000,
                          .data = (const uint8_t *)file.p,
                          .size = file.n };
    bool good = put_subset(&face, &first);
    if (put_subset(&face, &second) != good || first.n != second.n || memcmp(first.p, second.p, first.n) != 0)
        abort();
    bc_buf_release(&file);
    bc_buf_release(&first);
    bc_buf_release(&second);
    return 0;
}
