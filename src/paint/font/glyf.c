/* TrueType glyphs without their instructions, which need tables that a subset leaves out; readers hint such glyphs
 * themselves. Composites name their parts by number, so these are walked for whoever gives the parts new numbers. */
#include "paint/font/glyf.h"

#include "base/bytes.h"

enum { RECORD_HEADER = 10, MAX_DEPTH = 8, MAX_COMPONENTS = 256 };

enum { /* flags of a simple glyph's point */
       POINT_X_SHORT = 0x02,
       POINT_Y_SHORT = 0x04,
       POINT_REPEAT = 0x08,
       POINT_X_SAME = 0x10,
       POINT_Y_SAME = 0x20
};

enum { /* flags of a component */
       PART_WORDS = 0x0001,
       PART_SCALE = 0x0008,
       PART_MORE = 0x0020,
       PART_TWO_SCALES = 0x0040,
       PART_MATRIX = 0x0080,
       PART_INSTRUCTIONS = 0x0100
};

bool bc_subset_glyf_open(const bc_font_face *face, bc_subset_glyf *out)
{
    *out = (bc_subset_glyf){ .loca = bc_font_face_table(face, "loca"),
                             .glyf = bc_font_face_table(face, "glyf"),
                             .hmtx = bc_font_face_table(face, "hmtx"),
                             .head = bc_font_face_table(face, "head"),
                             .hhea = bc_font_face_table(face, "hhea"),
                             .maxp = bc_font_face_table(face, "maxp") };
    if (out->head.n < 54 || out->hhea.n < 36 || out->maxp.n < 32)
        return false;
    out->long_offsets = bc_bytes_u16(out->head, 50) != 0;
    out->glyph_count = bc_bytes_u16(out->maxp, 4);
    out->metrics = bc_bytes_u16(out->hhea, 34);
    size_t entry = out->long_offsets ? 4 : 2;
    if (!out->glyph_count || !out->metrics || out->metrics > out->glyph_count)
        return false;
    return out->loca.n / entry > out->glyph_count &&
           out->hmtx.n >= out->metrics * 4u + (out->glyph_count - out->metrics) * 2u;
}

uint16_t bc_subset_glyf_advance(const bc_subset_glyf *font, uint16_t glyph)
{
    uint32_t entry = glyph < font->metrics ? glyph : font->metrics - 1;
    return glyph < font->glyph_count ? bc_bytes_u16(font->hmtx, entry * 4u) : 0;
}

int16_t bc_subset_glyf_left_bearing(const bc_subset_glyf *font, uint16_t glyph)
{
    if (glyph >= font->glyph_count)
        return 0;
    size_t at = glyph < font->metrics ? glyph * 4u + 2 : font->metrics * 4u + (glyph - font->metrics) * 2u;
    return (int16_t)bc_bytes_u16(font->hmtx, at);
}

static bool find_record(const bc_subset_glyf *font, uint16_t glyph, bc_str *out)
{
    if (glyph >= font->glyph_count)
        return false;
    const uint8_t *loca = (const uint8_t *)font->loca.p;
    size_t from = 2 * (size_t)bc_bytes_u16(font->loca, glyph * 2u),
           to = 2 * (size_t)bc_bytes_u16(font->loca, glyph * 2u + 2);
    if (font->long_offsets) {
        from = bc_bytes_read(loca + (size_t)glyph * 4, 4);
        to = bc_bytes_read(loca + (size_t)glyph * 4 + 4, 4);
    }
    if (from > to || to > font->glyf.n || (to > from && to - from < RECORD_HEADER))
        return false;
    *out = bc_str_slice(font->glyf, from, to);
    return true;
}

/* Bytes of the flags and coordinates at `at`, without the padding that may follow; 0 when they are cut. */
static size_t outline_size(bc_str record, size_t at, uint32_t points)
{
    size_t coordinates = 0, start = at;
    for (uint32_t i = 0; i < points;) {
        if (at >= record.n)
            return 0;
        unsigned flag = (unsigned char)record.p[at++], times = 1;
        if (flag & POINT_REPEAT) {
            if (at >= record.n)
                return 0;
            times += (unsigned char)record.p[at++];
        }
        size_t x = flag & POINT_X_SHORT ? 1 : flag & POINT_X_SAME ? 0 : 2;
        size_t y = flag & POINT_Y_SHORT ? 1 : flag & POINT_Y_SAME ? 0 : 2;
        coordinates += times * (x + y);
        i += times;
    }
    return coordinates > record.n - at ? 0 : at - start + coordinates;
}

static bool strip_simple(bc_str record, uint32_t contours, bc_buf *out)
{
    size_t ends = RECORD_HEADER + contours * 2u;
    if (!contours || record.n < ends + 2)
        return !contours;
    uint32_t points = bc_bytes_u16(record, ends - 2) + 1u;
    for (size_t at = RECORD_HEADER + 2; at < ends; at += 2)
        if (bc_bytes_u16(record, at) <= bc_bytes_u16(record, at - 2))
            return false;
    size_t outline = ends + 2 + bc_bytes_u16(record, ends);
    if (outline > record.n)
        return false;
    size_t size = outline_size(record, outline, points);
    if (!size)
        return false;
    bc_buf_add(out, record.p, ends);
    bc_bytes_put(out, 0, 2);
    bc_buf_add(out, record.p + outline, size);
    return true;
}

static size_t component_size(unsigned flags)
{
    size_t matrix = flags & PART_SCALE ? 2 : flags & PART_TWO_SCALES ? 4 : flags & PART_MATRIX ? 8 : 0;
    return 4 + (flags & PART_WORDS ? 4u : 2u) + matrix;
}

bool bc_subset_glyf_component(bc_str record, size_t *at)
{
    if (record.n < RECORD_HEADER + 4 || (int16_t)bc_bytes_u16(record, 0) >= 0)
        return false;
    if (!*at) {
        *at = RECORD_HEADER + 2;
        return true;
    }
    unsigned flags = bc_bytes_u16(record, *at - 2);
    *at += component_size(flags);
    return (flags & PART_MORE) && *at + 2 <= record.n;
}

static bool strip_composite(const bc_subset_glyf *font, bc_str record, unsigned depth, unsigned *parts, bc_buf *out);

/* Visits the components without keeping anything, to see that they nest within the limits. */
static bool nests_well(const bc_subset_glyf *font, uint16_t glyph, unsigned depth, unsigned *parts)
{
    bc_str record;
    if (depth > MAX_DEPTH || ++*parts > MAX_COMPONENTS || !find_record(font, glyph, &record))
        return false;
    return !record.n || (int16_t)bc_bytes_u16(record, 0) >= 0 || strip_composite(font, record, depth, parts, NULL);
}

static bool strip_composite(const bc_subset_glyf *font, bc_str record, unsigned depth, unsigned *parts, bc_buf *out)
{
    size_t at = RECORD_HEADER;
    unsigned flags;
    if (out)
        bc_buf_add(out, record.p, RECORD_HEADER);
    do {
        if (record.n - at < 4)
            return false;
        flags = bc_bytes_u16(record, at);
        size_t size = component_size(flags);
        if (size > record.n - at || !nests_well(font, bc_bytes_u16(record, at + 2), depth + 1, parts))
            return false;
        if (out) {
            bc_bytes_put(out, flags & ~(unsigned)PART_INSTRUCTIONS, 2);
            bc_buf_add(out, record.p + at + 2, size - 2);
        }
        at += size;
    } while (flags & PART_MORE);
    return true;
}

bool bc_subset_glyf_strip(const bc_subset_glyf *font, uint16_t glyph, bc_buf *out)
{
    bc_str record;
    if (!find_record(font, glyph, &record))
        return false;
    if (!record.n)
        return true;
    size_t start = out->n;
    int16_t contours = (int16_t)bc_bytes_u16(record, 0);
    unsigned parts = 0;
    if (contours >= 0 ? strip_simple(record, (uint32_t)contours, out) : strip_composite(font, record, 0, &parts, out))
        return true;
    out->n = start;
    out->p[start] = '\0';
    return false;
}
