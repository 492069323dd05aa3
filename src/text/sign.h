/* Private to text/: what a typesetter knows of each code point in each role: one lookup gives face, glyph and width. */
#ifndef BC_TEXT_SIGN_H
#define BC_TEXT_SIGN_H

#include "text/font.h"

typedef enum bc_sign_kind {
    BC_SIGN_SIMPLE, /* one glyph, no kerning */
    BC_SIGN_BLANK,
    BC_SIGN_EXTENDS, /* joins the character before it: combining marks, variation selectors, ZWJ */
    BC_SIGN_HIDDEN,  /* no glyph and no width: ZWSP, BOM, controls */
    BC_SIGN_WORD     /* HarfBuzz sees it together with its neighbours */
} bc_sign_kind;

typedef struct bc_sign {
    const bc_face *face; /* NULL when no face can be loaded at all */
    uint16_t glyph, advance;
    uint8_t kind; /* bc_sign_kind */
    uint8_t script;
    bool known; /* filled in */
    bool missing;
    bool invisible;             /* default-ignorable: never missing */
    bool trim_left, trim_right; /* a full-width mark whose blank half may go */
} bc_sign;

enum { BC_SIGN_PAGE = 256, BC_SIGN_PAGES = 0x110000 / BC_SIGN_PAGE };

typedef struct bc_signs {
    bc_fontset *fonts;
    bc_text_fault fault;            /* the first; what was learnt since may be wrong */
    bc_sign **pages[BC_ROLE_COUNT]; /* per role BC_SIGN_PAGES pointers, made when the role is first used */
} bc_signs;

void bc_signs_release(bc_signs *signs);
const bc_sign *bc_signs_learn(bc_signs *signs, bc_role role, uint32_t c);

static inline const bc_sign *bc_signs_at(bc_signs *signs, bc_role role, uint32_t c)
{
    bc_sign **pages = signs->pages[role];
    if (pages && pages[c / BC_SIGN_PAGE] && pages[c / BC_SIGN_PAGE][c % BC_SIGN_PAGE].known)
        return &pages[c / BC_SIGN_PAGE][c % BC_SIGN_PAGE];
    return bc_signs_learn(signs, role, c);
}

/* A length that a hostile font or text made too large is the largest there is. */
static inline bc_len bc_len_clamp(int64_t length)
{
    return (bc_len)(length > BC_LEN_MAX ? BC_LEN_MAX : length < -BC_LEN_MAX ? -BC_LEN_MAX : length);
}

/* Font units to length at a size, rounded. */
static inline bc_len bc_units_to_len(int64_t units, bc_len size, uint16_t upem)
{
    if (units == upem)
        return size;
    int64_t product = units * size;
    return bc_len_clamp((product + (product < 0 ? -upem / 2 : upem / 2)) / upem);
}

#endif
