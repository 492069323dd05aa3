/* What is known of each character in each role (face, glyph, advance, whether half of it is blank) in pages of 256
 * that are filled in when a character first comes, by the typesetter that meets it: no lock, and no second question
 * about any character. */
#include "text/private/glyph_table.h"

#include "text/private/charclass.h"
#include "text/private/face.h"
#include "text/private/fontset.h"
#include "unicode/character.h"

#include <string.h>

enum { GETA = 0x3013 }; /* 〓 stands for a character that no face has */

void bc_text_glyph_table_release(bc_text_glyph_table *glyph_table)
{
    for (int role = 0; role < BC_ROLE_COUNT; role++) {
        for (size_t i = 0; glyph_table->pages[role] && i < BC_GLYPH_PAGES; i++)
            bc_mem_free(glyph_table->pages[role][i]);
        bc_mem_free(glyph_table->pages[role]);
        glyph_table->pages[role] = NULL;
    }
}

static bool is_private(uint32_t c)
{
    return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

/* Scripts whose characters stand alone: squares, signs and syllables that have one glyph each. */
static bool stands_alone(uint32_t c)
{
    if (c < 0x80)
        return bc_text_class_of(c) != BC_CLASS_LETTER;
    if (bc_unicode_is_letter(c)) {
        switch (bc_unicode_script_of(c)) {
        case BC_SCRIPT_HAN:
        case BC_SCRIPT_HIRAGANA:
        case BC_SCRIPT_KATAKANA:
        case BC_SCRIPT_BOPOMOFO:
        case BC_SCRIPT_YI:
            return true;
        case BC_SCRIPT_HANGUL:
            return c >= 0xAC00 && c <= 0xD7A3;
        case BC_SCRIPT_LATIN:
            return c >= 0xFF00; /* full-width letters */
        default:
            return false;
        }
    }
    return !bc_unicode_is_emoji(c) &&
           (bc_unicode_is_sign(c) || (c >= 0x2E80 && c < 0xA4D0) || is_private(c) || c == 0xFFFD);
}

static bc_text_glyph_kind kind_of(uint32_t c)
{
    bc_unicode_grapheme cluster = bc_unicode_grapheme_of(c);
    if (cluster == BC_GRAPHEME_EXTENDS)
        return BC_GLYPH_EXTENDS;
    bc_text_class class = bc_text_class_of(c);
    if (class == BC_CLASS_BLANK)
        return BC_GLYPH_BLANK;
    if (class == BC_CLASS_NEWLINE || bc_unicode_is_ignorable(c) || bc_unicode_is_control(c))
        return BC_GLYPH_HIDDEN;
    return cluster != BC_GRAPHEME_PREPENDS && stands_alone(c) ? BC_GLYPH_SIMPLE : BC_GLYPH_WORD;
}

/* The first face of the role that has c. Private-use characters mean something else in every font, so they count as
 * missing whatever the fonts hold. */
static const bc_font_face *face_with(bc_text_glyph_table *glyph_table, bc_font_role role, uint32_t c)
{
    size_t choices = bc_font_set_choices(glyph_table->fonts, role);
    for (size_t i = 0; i < choices && !is_private(c); i++) {
        const bc_font_face *face = bc_font_set_face(glyph_table->fonts, role, i, &glyph_table->fault);
        if (face && bc_font_face_glyph(face, c))
            return face;
    }
    return NULL;
}

static const bc_font_face *first_face(bc_text_glyph_table *glyph_table, bc_font_role role)
{
    size_t choices = bc_font_set_choices(glyph_table->fonts, role);
    for (size_t i = 0; i < choices; i++) {
        const bc_font_face *face = bc_font_set_face(glyph_table->fonts, role, i, &glyph_table->fault);
        if (face)
            return face;
    }
    if (!glyph_table->fault.kind)
        glyph_table->fault = (bc_text_fault){ .kind = BC_FAULT_ROLE, .role = role };
    return NULL;
}

static void stand_in(bc_text_glyph_table *glyph_table, bc_font_role role, bc_text_glyph_info *info)
{
    uint32_t substitute = GETA;
    info->face = face_with(glyph_table, role, substitute);
    if (!info->face) {
        substitute = '?';
        info->face = face_with(glyph_table, role, substitute);
    }
    if (!info->face)
        (void)first_face(glyph_table, role); /* a role without any face at all is more than a missing character */
    info->glyph = info->face ? bc_font_face_glyph(info->face, substitute) : 0;
    info->missing = true;
}

static bool takes_half_width(uint32_t c)
{
    return c < 0x80 && (bc_text_class_of(c) == BC_CLASS_DIGIT || (c && strchr(",.%+-", (int)c)));
}

/* A half may go only where the font leaves it blank: some fonts centre their marks. */
static void find_blank_half(bc_text_glyph_info *info, uint32_t c)
{
    bool left = bc_text_may_trim_left(c), right = bc_text_may_trim_right(c);
    int from, to, width = info->advance, em = info->face->units_per_em;
    if ((!left && !right) || width * 10 < em * 9 || !bc_font_face_ink(info->face, info->glyph, &from, &to))
        return;
    info->trim_left = left && from * 10 >= width * 4;
    info->trim_right = right && (width - to) * 10 >= width * 4;
}

static uint16_t variant_of(bc_text_glyph_table *glyph_table, bc_font_role role, const bc_font_face *face,
                           const char feature[4], uint32_t c)
{
    bool starved = false;
    uint16_t glyph = bc_font_face_variant(face, feature, c, &starved);
    if (starved && !glyph_table->fault.kind)
        glyph_table->fault = bc_text_fault_starved(role, face);
    return glyph;
}

/* Faces draw the hyphen of half a width as long as a dash: 392–001. Theirs of its own width then stands in the middle
 * of the half. */
static void take_half_width(bc_text_glyph_table *glyph_table, bc_font_role role, uint32_t c, bc_text_glyph_info *info)
{
    enum { DASH = 36 }; /* hundredths of an em: ink that is longer is no hyphen's */
    uint16_t half = variant_of(glyph_table, role, info->face, "hwid", c);
    int left, right, em = info->face->units_per_em;
    uint16_t advance = bc_font_face_advance(info->face, half);
    if (c == '-' && half != info->glyph && bc_font_face_ink(info->face, half, &left, &right) &&
        (right - left) * 100 > em * DASH && bc_font_face_advance(info->face, info->glyph) <= advance)
        info->advance = advance;
    else
        info->glyph = half;
}

static void choose_glyph(bc_text_glyph_table *glyph_table, bc_font_role role, uint32_t c, bc_text_glyph_info *info)
{
    uint32_t shown = c == '\t' ? ' ' : c;
    info->face = face_with(glyph_table, role, shown);
    if (info->face) {
        info->glyph = bc_font_face_glyph(info->face, shown);
        if (takes_half_width(c) && bc_font_set_half_width(glyph_table->fonts, role))
            take_half_width(glyph_table, role, c, info);
        else if (c == 0x2014) /* some faces draw a Latin dash shorter than an em, and —— would show a gap */
            info->glyph = variant_of(glyph_table, role, info->face, "fwid", c);
    } else if (info->kind == BC_GLYPH_BLANK || info->invisible) {
        info->face = first_face(glyph_table, role);
    } else {
        stand_in(glyph_table, role, info);
    }
    if (!info->face)
        return;
    if (!info->advance)
        info->advance = bc_font_face_advance(info->face, info->glyph);
    if (info->kind == BC_GLYPH_BLANK && info->glyph == 0) /* a blank that the font does not draw */
        info->advance = (uint16_t)(c == 0x3000 ? info->face->units_per_em : info->face->units_per_em / 4);
    if (info->glyph)
        find_blank_half(info, c);
}

const bc_text_glyph_info *bc_text_glyph_table_learn(bc_text_glyph_table *glyph_table, bc_font_role role, uint32_t c)
{
    if (!glyph_table->pages[role])
        glyph_table->pages[role] = bc_mem_alloc(BC_GLYPH_PAGES * sizeof(bc_text_glyph_info *));
    bc_text_glyph_info **page = &glyph_table->pages[role][c / BC_GLYPH_PAGE];
    if (!*page)
        *page = bc_mem_alloc(BC_GLYPH_PAGE * sizeof(bc_text_glyph_info));
    bc_text_glyph_info *info = &(*page)[c % BC_GLYPH_PAGE];
    info->kind = (uint8_t)kind_of(c);
    info->script = (uint8_t)bc_unicode_script_of(c);
    info->invisible = info->kind == BC_GLYPH_HIDDEN || bc_unicode_is_ignorable(c);
    if (info->kind != BC_GLYPH_HIDDEN)
        choose_glyph(glyph_table, role, c, info);
    info->known = true;
    return info;
}
