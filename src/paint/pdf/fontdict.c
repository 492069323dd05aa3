/* What a reader is told of a font, from the face's own tables. */
#include "paint/pdf/private/fontdict.h"

#include "base/bytes.h"
#include "base/utf8.h"
#include "paint/pdf/private/syntax.h"

#include <stdlib.h>
#include <string.h>

enum { FULL_WIDTH = 1000 };    /* what readers assume of codes that W leaves out */
enum { WORD_JOINER = 0x2060 }; /* invisible, and breaks no word */

void bc_pdf_put_face_name(const bc_font_face *face, bc_buf *out)
{
    enum { MAX_NAME_LENGTH = 63 };
    bc_str name = face->postscript_name.n ? face->postscript_name : face->family;
    size_t start = out->n;
    for (size_t i = 0; i < name.n && out->n - start < MAX_NAME_LENGTH; i++)
        if (name.p[i] > ' ' && name.p[i] < 0x7F && !strchr("/()<>[]{}%#", name.p[i]))
            bc_buf_add_char(out, name.p[i]);
    if (out->n == start)
        bc_buf_add_text(out, "Font");
}

/* W: runs of codes with their widths, full-width ones left out. */
static void put_widths(const bc_pdf_used_glyphs *used, bc_buf *out)
{
    uint32_t next = UINT32_MAX; /* the code that would go on with the open run */
    bc_buf_add_text(out, "/W[");
    for (size_t i = 1; i < used->n; i++) {
        const bc_pdf_used_glyph *s = &used->at[i];
        if (s->width == FULL_WIDTH)
            continue;
        if (s->code != next) {
            if (next != UINT32_MAX)
                bc_buf_add_char(out, ']');
            bc_buf_add_int(out, s->code);
            bc_buf_add_char(out, '[');
        } else {
            bc_buf_add_char(out, ' ');
        }
        bc_buf_add_int(out, s->width);
        next = s->code + 1u;
    }
    bc_buf_add_text(out, next != UINT32_MAX ? "]]" : "]");
}

static int32_t scaled(const bc_font_face *face, int32_t units)
{
    int32_t rounding = units < 0 ? -(face->units_per_em / 2) : face->units_per_em / 2;
    return (units * 1000 + rounding) / face->units_per_em;
}

/* By PANOSE: family 2 is Latin text, whose serif styles 11 and up have none. */
static bool has_serifs(const bc_font_face *face)
{
    enum { PANOSE = 32 };
    bc_str os2 = bc_font_face_table(face, "OS/2");
    return os2.n > PANOSE + 1 && os2.p[PANOSE] == 2 && os2.p[PANOSE + 1] >= 2 && os2.p[PANOSE + 1] <= 10;
}

static bool is_fixed_pitch(const bc_font_face *face)
{
    enum { IS_FIXED_PITCH = 12 };
    bc_str post = bc_font_face_table(face, "post");
    return post.n >= IS_FIXED_PITCH + 4 && bc_bytes_read((const uint8_t *)post.p + IS_FIXED_PITCH, 4) != 0;
}

static bc_pdf_ref define_descriptor(const bc_pdf_font_dicts *dicts, bc_pdf_file *file)
{
    enum { FIXED_PITCH = 1 << 0, SERIF = 1 << 1, SYMBOLIC = 1 << 2, ITALIC = 1 << 6 };
    const bc_font_face *face = dicts->face;
    int flags = SYMBOLIC | (is_fixed_pitch(face) ? FIXED_PITCH : 0) | (has_serifs(face) ? SERIF : 0) |
                (face->italic_angle ? ITALIC : 0);
    /* Stems are not in any table; this is the usual guess from the weight, and only used to imitate missing fonts. */
    int weight = face->weight > 0 ? face->weight : 400, stem = 50 + weight * weight / (65 * 65);
    int cap_height = face->cap_height ? face->cap_height : face->ascent;
    bc_buf out;
    bc_buf_init(&out);
    bc_buf_add_text(&out, "/Type/FontDescriptor/FontName");
    bc_pdf_put_name(&out, dicts->name);
    bc_buf_printf(&out, "/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle %d/Ascent %d/Descent %d/CapHeight %d/StemV %d",
                  flags, scaled(face, face->bbox[0]), scaled(face, face->bbox[1]), scaled(face, face->bbox[2]),
                  scaled(face, face->bbox[3]), face->italic_angle, scaled(face, face->ascent),
                  scaled(face, face->descent), scaled(face, cap_height), stem);
    bc_buf_add_text(&out, face->outlines == BC_OUTLINES_CFF ? "/FontFile3 " : "/FontFile2 ");
    bc_pdf_put_ref(&out, dicts->program);
    if (dicts->cid_set)
        bc_buf_printf(&out, "/CIDSet %u 0 R", dicts->cid_set);
    bc_pdf_ref ref = bc_pdf_reserve(file);
    bc_pdf_define(file, ref, bc_buf_str(&out));
    bc_buf_release(&out);
    return ref;
}

static bc_pdf_ref define_cid_font(const bc_pdf_font_dicts *dicts, bc_pdf_file *file)
{
    bool cff = dicts->face->outlines == BC_OUTLINES_CFF;
    bc_buf out;
    bc_buf_init(&out);
    bc_buf_printf(&out, "/Type/Font/Subtype/CIDFontType%d/BaseFont", cff ? 0 : 2);
    bc_pdf_put_name(&out, dicts->name);
    bc_buf_add_text(&out, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ");
    bc_pdf_put_ref(&out, define_descriptor(dicts, file));
    put_widths(dicts->used, &out);
    if (!cff)
        bc_buf_add_text(&out, "/CIDToGIDMap/Identity");
    bc_pdf_ref ref = bc_pdf_reserve(file);
    bc_pdf_define(file, ref, bc_buf_str(&out));
    bc_buf_release(&out);
    return ref;
}

void bc_pdf_define_font(const bc_pdf_font_dicts *dicts, bc_pdf_file *file, bc_pdf_ref ref)
{
    bc_buf out;
    bc_buf_init(&out);
    bc_buf_add_text(&out, "/Type/Font/Subtype/Type0/BaseFont");
    bc_pdf_put_name(&out, dicts->name);
    if (dicts->face->outlines == BC_OUTLINES_CFF)
        bc_buf_add_text(&out, "-Identity-H");
    bc_buf_add_text(&out, "/Encoding/Identity-H/DescendantFonts[");
    bc_pdf_put_ref(&out, define_cid_font(dicts, file));
    bc_buf_add_text(&out, "]/ToUnicode ");
    bc_pdf_put_ref(&out, dicts->to_unicode);
    bc_pdf_define(file, ref, bc_buf_str(&out));
    bc_buf_release(&out);
}

bc_str bc_pdf_used_text(const bc_pdf_used_glyphs *used, size_t index)
{
    const bc_pdf_used_glyph *glyph = &used->at[index];
    bool own = glyph->text_length <= sizeof glyph->text.own;
    return (bc_str){ own ? glyph->text.own : used->texts.p + glyph->text.from, glyph->text_length };
}

static void put_target(const bc_pdf_mapping *mapping, bc_buf *out)
{
    bc_buf_add_char(out, '<');
    if (!mapping->text.n) /* readers show unmapped codes as blanks or U+FFFD */
        bc_pdf_put_utf16(out, WORD_JOINER);
    for (size_t at = 0; at < mapping->text.n;)
        bc_pdf_put_utf16(out, bc_utf8_next(mapping->text, &at));
    bc_buf_add_char(out, '>');
}

/* How far codes follow each other from `from` on; a range ends where the first of the two bytes changes. */
static size_t end_of_range(const bc_pdf_mappings *map, size_t from)
{
    const bc_pdf_mapping *at = map->list.at;
    size_t to = from + 1;
    while (to < map->list.n && at[to].code == at[to - 1].code + 1 && at[to].code & 0xFF)
        to++;
    return to;
}

static void put_range(const bc_pdf_mappings *map, size_t from, size_t to, bc_buf *out)
{
    bc_buf_add_char(out, '<');
    bc_pdf_put_hex16(out, map->list.at[from].code);
    bc_buf_add_text(out, "><");
    bc_pdf_put_hex16(out, map->list.at[to - 1].code);
    bc_buf_add_text(out, ">[");
    for (size_t i = from; i < to; i++)
        put_target(&map->list.at[i], out);
    bc_buf_add_char(out, ']');
}

/* The head says what readers look at and no more: of a small map it is half. */
static void put_to_unicode(const bc_pdf_mappings *map, bc_buf *out)
{
    enum { BLOCK = 100 }; /* the most ranges that a CMap may list at once */
    bc_buf ranges;
    bc_buf_init(&ranges);
    bc_buf_add_text(out, "/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CMapType 2 def"
                         " 1 begincodespacerange<0000><FFFF>endcodespacerange ");
    for (size_t from = 0; from < map->list.n;) {
        int64_t count = 0;
        bc_buf_clear(&ranges);
        for (size_t to; from < map->list.n && count < BLOCK; from = to, count++) {
            to = end_of_range(map, from);
            put_range(map, from, to, &ranges);
        }
        bc_buf_add_int(out, count);
        bc_buf_add_text(out, " beginbfrange");
        bc_buf_add_str(out, bc_buf_str(&ranges));
        bc_buf_add_text(out, "endbfrange ");
    }
    bc_buf_add_text(out, "endcmap CMapName currentdict/CMap defineresource pop end end");
    bc_buf_release(&ranges);
}

static int compare_codes(const void *a, const void *b)
{
    const bc_pdf_mapping *left = a, *right = b;
    return (left->code > right->code) - (left->code < right->code);
}

void bc_pdf_define_to_unicode(bc_pdf_mappings *map, bc_pdf_file *file, bc_pdf_ref ref, bc_deflate_packer *deflater)
{
    bc_buf out;
    bc_buf_init(&out);
    if (map->list.n)
        qsort(map->list.at, map->list.n, sizeof *map->list.at, compare_codes);
    put_to_unicode(map, &out);
    bc_pdf_define_stream(file, ref, BC_STR("/Filter/FlateDecode"),
                         bc_deflate_zlib(deflater, BC_DEFLATE_TEXT, bc_buf_str(&out)));
    bc_buf_release(&out);
}
