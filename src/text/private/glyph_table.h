/* What a typesetter knows of each code point in each role: one lookup gives face, glyph and width. */
#ifndef BC_TEXT_PRIVATE_GLYPH_TABLE_H
#define BC_TEXT_PRIVATE_GLYPH_TABLE_H

#include "text/font.h"

typedef enum bc_text_glyph_kind {
    BC_GLYPH_SIMPLE, /* one glyph, no kerning */
    BC_GLYPH_BLANK,
    BC_GLYPH_EXTENDS, /* joins the character before it: combining marks, variation selectors, ZWJ */
    BC_GLYPH_HIDDEN,  /* no glyph and no width: ZWSP, BOM, controls */
    BC_GLYPH_WORD     /* HarfBuzz sees it together with its neighbours */
} bc_text_glyph_kind;

typedef struct bc_text_glyph_info {
    const bc_font_face *face; /* NULL when no face can be loaded at all */
    uint16_t glyph, advance;  /* a hyphen stands in the middle of an advance that is not its own */
    uint8_t kind;             /* bc_text_glyph_kind */
    uint8_t script;
    bool known; /* filled in */
    bool missing;
    bool invisible;             /* default-ignorable: never missing */
    bool trim_left, trim_right; /* a full-width mark whose blank half may go */
} bc_text_glyph_info;

enum { BC_GLYPH_PAGE = 256, BC_GLYPH_PAGES = 0x110000 / BC_GLYPH_PAGE };

typedef struct bc_text_glyph_table {
    bc_font_set *fonts;
    bc_text_fault fault;                       /* the first; what was learnt since may be wrong */
    bc_text_glyph_info **pages[BC_ROLE_COUNT]; /* per role BC_GLYPH_PAGES pointers, made when the role is first used */
} bc_text_glyph_table;

void bc_text_glyph_table_release(bc_text_glyph_table *glyph_table);
const bc_text_glyph_info *bc_text_glyph_table_learn(bc_text_glyph_table *glyph_table, bc_font_role role, uint32_t c);

static inline const bc_text_glyph_info *bc_text_glyph_table_at(bc_text_glyph_table *glyph_table, bc_font_role role,
                                                               uint32_t c)
{
    bc_text_glyph_info **pages = glyph_table->pages[role];
    if (pages && pages[c / BC_GLYPH_PAGE] && pages[c / BC_GLYPH_PAGE][c % BC_GLYPH_PAGE].known)
        return &pages[c / BC_GLYPH_PAGE][c % BC_GLYPH_PAGE];
    return bc_text_glyph_table_learn(glyph_table, role, c);
}

/* A length that a hostile font or text made too large is the largest there is. */
static inline bc_len bc_text_clamp(int64_t length)
{
    return (bc_len)(length > BC_LEN_MAX ? BC_LEN_MAX : length < -BC_LEN_MAX ? -BC_LEN_MAX : length);
}

/* Font units to length at a size, rounded. */
static inline bc_len bc_text_units_to_len(int64_t units, bc_len size, uint16_t upem)
{
    if (units == upem)
        return size;
    int64_t product = units * size;
    return bc_text_clamp((product + (product < 0 ? -upem / 2 : upem / 2)) / upem);
}

#endif
