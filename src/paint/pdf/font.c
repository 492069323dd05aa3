/* The glyphs that a document shows, in the order of first use, each with a code for each text it stands for. The
 * code is the glyph's number in the subset as well (in a font embedded whole its CID), so no map between the two is
 * needed. */
#include "paint/pdf/private/font.h"

#include "base/bytes.h"
#include "base/vec.h"
#include "paint/font/subset.h"
#include "paint/pdf/private/digest.h"
#include "paint/pdf/private/fontdict.h"
#include "paint/pdf/private/syntax.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct bc_pdf_font {
    bc_subset_face *face_glyphs;
    bc_pdf_used_glyphs used;
    uint16_t *table; /* open addressing by glyph: the newest entry of `used`; 0: free */
    uint32_t capacity;
    uint32_t *shared; /* or NULL */
    bc_pdf_font_status status;
};

enum { FIRST_CAPACITY = 128, MAX_CODES = 65535, TAG = 7 /* ABCDEF+ */ };

bc_pdf_font *bc_pdf_font_new(bc_subset_face *face_glyphs, uint32_t *shared)
{
    bc_pdf_font *font = bc_mem_alloc(sizeof *font);
    font->face_glyphs = face_glyphs;
    font->shared = shared;
    font->capacity = FIRST_CAPACITY;
    font->table = bc_mem_alloc(FIRST_CAPACITY * sizeof *font->table);
    bc_buf_init(&font->used.texts);
    bc_vec_add(&font->used, (bc_pdf_used_glyph){ 0 }); /* .notdef */
    if (!bc_subset_face_usable(face_glyphs))
        font->status = BC_PDF_FONT_DAMAGED;
    return font;
}

void bc_pdf_font_free(bc_pdf_font *font)
{
    if (!font)
        return;
    bc_buf_release(&font->used.texts);
    bc_vec_release(&font->used);
    bc_mem_free(font->table);
    bc_mem_free(font);
}

const bc_font_face *bc_pdf_font_face(const bc_pdf_font *font)
{
    return bc_subset_face_font(font->face_glyphs);
}

static bool is_whole(const bc_pdf_font *font)
{
    return bc_pdf_font_face(font)->embedding == BC_EMBED_WHOLE_ONLY;
}

/* TrueType would need a map from codes to glyphs, a whole font has its own CIDs. */
bool bc_pdf_font_shares(const bc_pdf_font *font)
{
    return font->shared && !is_whole(font) && bc_pdf_font_face(font)->outlines == BC_OUTLINES_CFF;
}

/* Where the glyph stands in the table, or the free place for it. */
static uint32_t place_of(const bc_pdf_font *font, uint16_t glyph)
{
    uint32_t mask = font->capacity - 1, place = glyph * 0x9E3779B1u >> 12 & mask;
    while (font->table[place] && font->used.at[font->table[place]].glyph != glyph)
        place = (place + 1) & mask;
    return place;
}

static void grow_table(bc_pdf_font *font)
{
    bc_mem_free(font->table);
    font->capacity *= 2;
    font->table = bc_mem_alloc(bc_mem_product(font->capacity, sizeof *font->table));
    for (size_t i = 1; i < font->used.n; i++)
        font->table[place_of(font, font->used.at[i].glyph)] = (uint16_t)i;
}

static uint16_t scaled_width(const bc_font_face *face, uint16_t glyph)
{
    uint32_t width =
        ((uint32_t)bc_font_face_advance(face, glyph) * 2000 + face->units_per_em) / (2u * face->units_per_em);
    return width > UINT16_MAX ? UINT16_MAX : (uint16_t)width;
}

/* Texts are clusters of a line, so far shorter than 2^32 together. */
static void set_text(bc_pdf_font *font, bc_pdf_used_glyph *glyph, bc_str text)
{
    glyph->text_length = (uint32_t)text.n;
    if (text.n <= sizeof glyph->text.own) {
        for (size_t i = 0; i < text.n; i++)
            glyph->text.own[i] = text.p[i];
        return;
    }
    assert(text.n < UINT32_MAX - font->used.texts.n);
    glyph->text.from = (uint32_t)font->used.texts.n;
    bc_buf_add_str(&font->used.texts, text);
}

static const bc_pdf_used_glyph *add_shown(bc_pdf_font *font, uint16_t glyph, bc_str text, uint32_t place)
{
    bool shares = bc_pdf_font_shares(font);
    if (font->used.n >= MAX_CODES || (shares && *font->shared + 1 >= MAX_CODES)) {
        font->status = BC_PDF_FONT_FULL;
        return &font->used.at[font->table[place]];
    }
    uint16_t number = (uint16_t)font->used.n;
    uint16_t code = is_whole(font) ? bc_subset_face_cid(font->face_glyphs, glyph) : number;
    if (shares)
        code = (uint16_t)++ * font->shared;
    bc_vec_add(&font->used, (bc_pdf_used_glyph){ .glyph = glyph,
                                                 .code = code,
                                                 .width = scaled_width(bc_pdf_font_face(font), glyph),
                                                 .older = font->table[place] });
    set_text(font, &font->used.at[number], text);
    font->table[place] = number;
    if (font->used.n * 2 > font->capacity && font->capacity <= MAX_CODES)
        grow_table(font);
    return &font->used.at[number];
}

bc_pdf_code bc_pdf_font_code(bc_pdf_font *font, uint16_t glyph, bc_str text)
{
    uint32_t place = place_of(font, glyph);
    const bc_pdf_used_glyph *found = NULL;
    for (uint16_t i = font->table[place]; i && !found; i = font->used.at[i].older)
        if (is_whole(font) ||
            bc_str_eq(bc_pdf_used_text(&font->used, i), text)) /* a whole font has one code for each glyph */
            found = &font->used.at[i];
    if (!found)
        found = add_shown(font, glyph, text, place);
    return (bc_pdf_code){ found->code, found->width };
}

void bc_pdf_font_adopt(bc_pdf_font *font, const bc_pdf_font *other, bc_arena *arena, const uint16_t **codes)
{
    uint16_t *map = is_whole(font) ? NULL : BC_NEW_ARRAY(arena, uint16_t, other->used.n);
    for (size_t i = 1; i < other->used.n; i++) {
        bc_pdf_code code = bc_pdf_font_code(font, other->used.at[i].glyph, bc_pdf_used_text(&other->used, i));
        if (map)
            map[i] = code.code;
    }
    *codes = map;
    if (other->status != BC_PDF_FONT_OK)
        font->status = other->status;
}

typedef struct sorted_glyph {
    bc_str text;
    bc_pdf_used_glyph glyph;
} sorted_glyph;

static int compare_texts(const void *a, const void *b)
{
    const sorted_glyph *left = a, *right = b;
    const int order = bc_str_compare(left->text, right->text);
    return order ? order : (left->glyph.glyph > right->glyph.glyph) - (left->glyph.glyph < right->glyph.glyph);
}

void bc_pdf_font_sort(bc_pdf_font *font, uint16_t *next, uint16_t *codes)
{
    bc_pdf_used_glyphs *used = &font->used;
    sorted_glyph *sorted = bc_mem_alloc(bc_mem_product(used->n, sizeof *sorted));
    assert(bc_pdf_font_shares(font));
    for (size_t i = 1; i < used->n; i++)
        sorted[i] = (sorted_glyph){ bc_pdf_used_text(used, i), used->at[i] };
    qsort(sorted + 1, used->n - 1, sizeof *sorted, compare_texts);
    memset(font->table, 0, font->capacity * sizeof *font->table);
    for (size_t i = 1; i < used->n; i++) {
        const uint32_t place = place_of(font, sorted[i].glyph.glyph);
        used->at[i] = sorted[i].glyph;
        codes[used->at[i].code] = ++*next;
        used->at[i].code = *next;
        used->at[i].older = font->table[place];
        font->table[place] = (uint16_t)i;
    }
    bc_mem_free(sorted);
}

/* Six capitals that differ between subsets of a font, followed by its name. */
static void put_subset_name(const bc_pdf_font *font, bc_buf *out)
{
    bc_pdf_digest digest;
    bc_pdf_digest_init(&digest);
    for (size_t i = 1; i < font->used.n; i++) {
        const char glyph[2] = { (char)(font->used.at[i].glyph >> 8), (char)font->used.at[i].glyph };
        bc_pdf_digest_add(&digest, (bc_str){ glyph, sizeof glyph });
    }
    uint64_t value = bc_pdf_digest_value(&digest);
    for (unsigned i = 0; i < TAG - 1; i++, value /= 26)
        bc_buf_add_char(out, (char)('A' + value % 26));
    bc_buf_add_char(out, '+');
    bc_pdf_put_face_name(bc_pdf_font_face(font), out);
}

/* *all: how many glyphs the program has. */
static void put_program(bc_pdf_font *font, bc_str name, uint32_t *all, bc_buf *out)
{
    uint32_t count = *all = (uint32_t)font->used.n;
    uint16_t *glyphs = bc_mem_alloc(bc_mem_product(count, 2 * sizeof *glyphs)), *codes = glyphs + count;
    for (uint32_t i = 0; i < count; i++) {
        glyphs[i] = font->used.at[i].glyph;
        codes[i] = font->used.at[i].code;
    }
    bool good = bc_pdf_font_face(font)->outlines == BC_OUTLINES_CFF
                    ? bc_subset_write_cff(font->face_glyphs, name, glyphs, codes, count, out)
                    : bc_subset_write_truetype(font->face_glyphs, glyphs, count, all, out);
    bc_mem_free(glyphs);
    if (!good)
        font->status = BC_PDF_FONT_DAMAGED;
}

/* Of a whole font of CFF outlines: PDF 1.4 has no OpenType files, and takes their outlines bare. */
static bool is_bared(const bc_pdf_font *font, const bc_pdf_file *file)
{
    return is_whole(font) && bc_pdf_font_face(font)->outlines == BC_OUTLINES_CFF &&
           bc_pdf_file_version(file) == BC_PDF_1_4;
}

static bc_pdf_ref define_program(bc_pdf_font *font, bc_str name, bc_pdf_file *file, bc_deflate_packer *deflater,
                                 uint32_t *all)
{
    const bc_font_face *face = bc_pdf_font_face(font);
    bc_str deflated;
    size_t length = 0;
    bc_buf program, entries;
    bc_buf_init(&program);
    bc_buf_init(&entries);
    if (is_bared(font, file)) {
        deflated = bc_deflate_zlib(deflater, BC_DEFLATE_OUTLINES, bc_font_face_table(face, "CFF "));
    } else if (is_whole(font)) {
        deflated = bc_subset_face_whole(font->face_glyphs, deflater, &length);
    } else {
        put_program(font, name, all, &program);
        deflated = bc_deflate_zlib(deflater, BC_DEFLATE_OUTLINES, bc_buf_str(&program));
        length = program.n;
    }
    if (face->outlines == BC_OUTLINES_TRUETYPE)
        bc_buf_printf(&entries, "/Length1 %zu", length);
    else if (is_whole(font) && !is_bared(font, file))
        bc_buf_add_text(&entries, "/Subtype/OpenType");
    else
        bc_buf_add_text(&entries, "/Subtype/CIDFontType0C");
    bc_buf_add_text(&entries, "/Filter/FlateDecode");
    bc_pdf_ref ref = bc_pdf_reserve(file);
    bc_pdf_define_stream(file, ref, bc_buf_str(&entries), deflated);
    bc_buf_release(&program);
    bc_buf_release(&entries);
    return ref;
}

void bc_pdf_font_map(const bc_pdf_font *font, bc_pdf_mappings *out)
{
    for (size_t i = 1; i < font->used.n; i++)
        bc_vec_add(&out->list, (bc_pdf_mapping){ font->used.at[i].code, bc_pdf_used_text(&font->used, i) });
}

static bc_pdf_ref define_own_map(const bc_pdf_font *font, bc_pdf_file *file, bc_deflate_packer *deflater)
{
    bc_pdf_mappings map = { 0 };
    bc_pdf_ref ref = bc_pdf_reserve(file);
    bc_pdf_font_map(font, &map);
    bc_pdf_define_to_unicode(&map, file, ref, deflater);
    bc_vec_release(&map.list);
    return ref;
}

/* A bit for each CID, the first in the uppermost: those of the codes, and of .notdef; CIDs of TrueType are the numbers
 * of its glyphs. */
static bc_pdf_ref define_cid_set(const bc_pdf_font *font, uint32_t all, bc_pdf_file *file, bc_deflate_packer *deflater)
{
    enum { BYTES = (UINT16_MAX + 1) / 8 };
    unsigned char bits[BYTES] = { 0 };
    const bool numbers = bc_pdf_font_face(font)->outlines == BC_OUTLINES_TRUETYPE;
    size_t last = 0;
    for (uint32_t i = 0; i < all; i++) {
        const uint32_t cid = numbers || !i ? i : font->used.at[i].code;
        bits[cid / 8] |= (unsigned char)(0x80 >> cid % 8);
        last = cid / 8 > last ? cid / 8 : last;
    }
    bc_pdf_ref ref = bc_pdf_reserve(file);
    bc_pdf_define_stream(file, ref, BC_STR("/Filter/FlateDecode"),
                         bc_deflate_zlib(deflater, BC_DEFLATE_TEXT, (bc_str){ (const char *)bits, last + 1 }));
    return ref;
}

static int compare_codes(const void *a, const void *b)
{
    const bc_pdf_used_glyph *left = a, *right = b;
    return (left->code > right->code) - (left->code < right->code);
}

bc_pdf_font_status bc_pdf_font_embed(bc_pdf_font *font, bc_pdf_file *file, bc_pdf_ref ref, bc_pdf_ref to_unicode,
                                     bc_deflate_packer *deflater)
{
    if (!bc_subset_face_usable(font->face_glyphs))
        return BC_PDF_FONT_DAMAGED;
    bc_buf name;
    bc_buf_init(&name);
    if (is_whole(font)) {
        bc_pdf_put_face_name(bc_pdf_font_face(font), &name);
        qsort(font->used.at, font->used.n, sizeof *font->used.at, compare_codes);
    } else {
        put_subset_name(font, &name);
    }
    bc_pdf_font_dicts dicts = { .face = bc_pdf_font_face(font), .name = bc_buf_str(&name), .used = &font->used };
    uint32_t all = 0;
    dicts.program = define_program(font, dicts.name, file, deflater, &all);
    if (!is_whole(font) && bc_pdf_file_version(file) == BC_PDF_1_4)
        dicts.cid_set = define_cid_set(font, all, file, deflater);
    dicts.to_unicode = to_unicode ? to_unicode : define_own_map(font, file, deflater);
    bc_pdf_define_font(&dicts, file, ref);
    bc_buf_release(&name);
    return font->status;
}
