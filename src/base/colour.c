/* Colours by name, by figures, or as a tint of black, which is what office printers have. Named ones are dark enough to
 * be read when they are printed grey. */
#include "base/colour.h"

#include <stdlib.h>

static const struct {
    const char *name, *chinese;
    bc_colour colour;
} NAMES[] = { { "black", "黑", 0x000000 }, { "white", "白", BC_COLOUR_WHITE }, { "red", "红", 0xC00000 },
              { "blue", "蓝", 0x1F3FA0 },  { "green", "绿", 0x006000 },        { "grey", "灰", 0x606060 },
              { "gray", "灰", 0x606060 } };

static bool parse_figures(bc_str text, bc_colour *out)
{
    enum { DIGITS = 6 };
    bc_colour colour = 0;
    for (size_t i = 1; i < text.n; i++) {
        int digit = bc_str_hex_digit(text.p[i]);
        if (digit < 0)
            return false;
        colour = colour << 4 | (bc_colour)digit;
    }
    if (text.n != DIGITS + 1)
        return false;
    *out = colour;
    return true;
}

/* `15%`: of a hundred dots fifteen are black. */
static bool parse_tint(bc_str text, bc_colour *out)
{
    enum { MAX_FIGURES = 3, FULL = 100 };
    int ink = 0;
    if (text.n < 2 || text.n > MAX_FIGURES + 1)
        return false;
    for (size_t i = 0; i + 1 < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9')
            return false;
        ink = ink * 10 + (text.p[i] - '0');
    }
    if (ink > FULL)
        return false;
    bc_colour level = (bc_colour)((255 * (FULL - ink) + FULL / 2) / FULL);
    *out = level << 16 | level << 8 | level;
    return true;
}

bool bc_colour_parse(bc_str text, bc_colour *out)
{
    if (text.n && text.p[0] == '#')
        return parse_figures(text, out);
    if (text.n && text.p[text.n - 1] == '%')
        return parse_tint(text, out);
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        bc_str chinese = bc_str_from(NAMES[i].chinese);
        bool says_colour = bc_str_starts(text, chinese) && bc_str_is(bc_str_slice(text, chinese.n, text.n), "色");
        if (bc_str_is(text, NAMES[i].name) || bc_str_eq(text, chinese) || says_colour) {
            *out = NAMES[i].colour;
            return true;
        }
    }
    return false;
}

/* How light it comes out of a printer without colours: 0 black to 255 white. */
static int grey_of(bc_colour colour)
{
    enum { RED = 299, GREEN = 587, BLUE = 114, ALL = 1000 };
    return (int)((RED * (colour >> 16 & 0xFF) + GREEN * (colour >> 8 & 0xFF) + BLUE * (colour & 0xFF)) / ALL);
}

bool bc_colour_is_legible(bc_colour letters, bc_colour ground)
{
    enum { MIN_DIFFERENCE = 125 }; /* of 255: what accessibility guides ask for */
    return abs(grey_of(letters) - grey_of(ground)) >= MIN_DIFFERENCE;
}
