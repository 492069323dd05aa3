/* What each character is to line breaking, as Chinese typesetting has it rather than Unicode: a table of ranges.
 * Where the two differ the character has a double, which is shown to ICU in its place; so UAX #14 stays the engine
 * and no rule of it is written again. */
#include "text/private/charclass.h"

#include "unicode/character.h"

#include <stddef.h>
#include <string.h>

typedef struct class_range {
    uint32_t from, to;
    bc_text_class class;
    uint32_t substitute; /* 0: none */
} class_range;

/* What each substitute means to UAX #14: 「 OP, 」 CL, ・ NS, ℃ PO, ￥ PR. */
enum { AS_OPEN = 0x300C, AS_CLOSE = 0x300D, AS_NONSTARTER = 0x30FB, AS_POSTFIX = 0x2103, AS_PREFIX = 0xFFE5 };

/* Sorted. ASCII has a table of its own. */
static const class_range ranges[] = {
    { 0x0085, 0x0085, BC_CLASS_NEWLINE, 0 },
    { 0x00A2, 0x00A2, BC_CLASS_POSTFIX, 0 },
    { 0x00A3, 0x00A5, BC_CLASS_PREFIX, 0 },
    { 0x00B0, 0x00B0, BC_CLASS_POSTFIX, 0 },
    { 0x00B1, 0x00B1, BC_CLASS_PREFIX, 0 },
    { 0x00B7, 0x00B7, BC_CLASS_CONNECT, AS_NONSTARTER },
    { 0x00C0, 0x00D6, BC_CLASS_LETTER, 0 },
    { 0x00D7, 0x00D7, BC_CLASS_CONNECT, AS_NONSTARTER },
    { 0x00D8, 0x00F6, BC_CLASS_LETTER, 0 },
    { 0x00F7, 0x00F7, BC_CLASS_CONNECT, AS_NONSTARTER },
    { 0x00F8, 0x02AF, BC_CLASS_LETTER, 0 },
    { 0x0391, 0x03FF, BC_CLASS_LETTER, 0 },
    { 0x0400, 0x052F, BC_CLASS_LETTER, 0 },
    { 0x1680, 0x1680, BC_CLASS_BLANK, 0 },
    { 0x2000, 0x2006, BC_CLASS_BLANK, 0 },
    { 0x2008, 0x200A, BC_CLASS_BLANK, 0 },
    { 0x2013, 0x2015, BC_CLASS_CONNECT, AS_NONSTARTER },
    { 0x2018, 0x2018, BC_CLASS_OPEN, AS_OPEN },
    { 0x2019, 0x2019, BC_CLASS_CLOSE, AS_CLOSE },
    { 0x201C, 0x201C, BC_CLASS_OPEN, AS_OPEN },
    { 0x201D, 0x201D, BC_CLASS_CLOSE, AS_CLOSE },
    { 0x2022, 0x2022, BC_CLASS_CONNECT, AS_NONSTARTER },
    { 0x2025, 0x2026, BC_CLASS_CONNECT, 0 },
    { 0x2027, 0x2027, BC_CLASS_CONNECT, AS_NONSTARTER },
    { 0x2028, 0x2029, BC_CLASS_NEWLINE, 0 },
    { 0x2030, 0x2037, BC_CLASS_POSTFIX, 0 },
    { 0x203C, 0x203C, BC_CLASS_CLOSE, 0 },
    { 0x2047, 0x2049, BC_CLASS_CLOSE, 0 },
    { 0x205F, 0x205F, BC_CLASS_BLANK, 0 },
    { 0x20A0, 0x20CF, BC_CLASS_PREFIX, 0 },
    { 0x2103, 0x2103, BC_CLASS_POSTFIX, 0 },
    { 0x2109, 0x2109, BC_CLASS_POSTFIX, 0 },
    { 0x2116, 0x2116, BC_CLASS_PREFIX, 0 },
    { 0x2212, 0x2213, BC_CLASS_PREFIX, AS_PREFIX },
    { 0x223C, 0x223C, BC_CLASS_CONNECT, AS_NONSTARTER },
    { 0x2248, 0x2248, BC_CLASS_PREFIX, AS_PREFIX },
    { 0x2260, 0x2261, BC_CLASS_PREFIX, AS_PREFIX },
    { 0x2264, 0x226F, BC_CLASS_PREFIX, AS_PREFIX },
    { 0x22EF, 0x22EF, BC_CLASS_CONNECT, 0x2026 },
    { 0x2460, 0x24FF, BC_CLASS_BULLET, 0 },
    { 0x2776, 0x2793, BC_CLASS_BULLET, 0 },
    { 0x2A7D, 0x2A7E, BC_CLASS_PREFIX, AS_PREFIX },
    { 0x2E3A, 0x2E3B, BC_CLASS_CONNECT, AS_NONSTARTER },
    { 0x2E80, 0x2FFF, BC_CLASS_IDEOGRAPH, 0 },
    { 0x3000, 0x3000, BC_CLASS_BLANK, 0 },
    { 0x3001, 0x3002, BC_CLASS_CLOSE, 0 },
    { 0x3005, 0x3005, BC_CLASS_CONNECT, 0 },
    { 0x3006, 0x3007, BC_CLASS_IDEOGRAPH, 0 },
    { 0x3008, 0x3008, BC_CLASS_OPEN, 0 },
    { 0x3009, 0x3009, BC_CLASS_CLOSE, 0 },
    { 0x300A, 0x300A, BC_CLASS_OPEN, 0 },
    { 0x300B, 0x300B, BC_CLASS_CLOSE, 0 },
    { 0x300C, 0x300C, BC_CLASS_OPEN, 0 },
    { 0x300D, 0x300D, BC_CLASS_CLOSE, 0 },
    { 0x300E, 0x300E, BC_CLASS_OPEN, 0 },
    { 0x300F, 0x300F, BC_CLASS_CLOSE, 0 },
    { 0x3010, 0x3010, BC_CLASS_OPEN, 0 },
    { 0x3011, 0x3011, BC_CLASS_CLOSE, 0 },
    { 0x3014, 0x3014, BC_CLASS_OPEN, 0 },
    { 0x3015, 0x3015, BC_CLASS_CLOSE, 0 },
    { 0x3016, 0x3016, BC_CLASS_OPEN, 0 },
    { 0x3017, 0x3017, BC_CLASS_CLOSE, 0 },
    { 0x3018, 0x3018, BC_CLASS_OPEN, 0 },
    { 0x3019, 0x3019, BC_CLASS_CLOSE, 0 },
    { 0x301A, 0x301A, BC_CLASS_OPEN, 0 },
    { 0x301B, 0x301B, BC_CLASS_CLOSE, 0 },
    { 0x301C, 0x301C, BC_CLASS_CONNECT, 0 },
    { 0x301D, 0x301D, BC_CLASS_OPEN, 0 },
    { 0x301E, 0x301F, BC_CLASS_CLOSE, 0 },
    { 0x30A0, 0x30A0, BC_CLASS_CONNECT, 0 },
    { 0x30FB, 0x30FB, BC_CLASS_CONNECT, 0 },
    { 0x3200, 0x3247, BC_CLASS_BULLET, 0 },
    { 0x3280, 0x32B0, BC_CLASS_BULLET, 0 },
    { 0x3371, 0x33DF, BC_CLASS_POSTFIX, AS_POSTFIX },
    { 0x3400, 0x4DBF, BC_CLASS_IDEOGRAPH, 0 },
    { 0x4E00, 0x9FFF, BC_CLASS_IDEOGRAPH, 0 },
    { 0xF900, 0xFAFF, BC_CLASS_IDEOGRAPH, 0 },
    { 0xFF01, 0xFF01, BC_CLASS_CLOSE, 0 },
    { 0xFF04, 0xFF04, BC_CLASS_PREFIX, 0 },
    { 0xFF05, 0xFF05, BC_CLASS_POSTFIX, 0 },
    { 0xFF08, 0xFF08, BC_CLASS_OPEN, 0 },
    { 0xFF09, 0xFF09, BC_CLASS_CLOSE, 0 },
    { 0xFF0B, 0xFF0B, BC_CLASS_PREFIX, AS_PREFIX },
    { 0xFF0C, 0xFF0C, BC_CLASS_CLOSE, 0 },
    { 0xFF0D, 0xFF0D, BC_CLASS_CONNECT, AS_NONSTARTER },
    { 0xFF0E, 0xFF0E, BC_CLASS_CLOSE, 0 },
    { 0xFF0F, 0xFF0F, BC_CLASS_SLASH, '/' },
    { 0xFF10, 0xFF19, BC_CLASS_DIGIT, '0' },
    { 0xFF1A, 0xFF1B, BC_CLASS_CLOSE, 0 },
    { 0xFF1C, 0xFF1C, BC_CLASS_PREFIX, AS_PREFIX },
    { 0xFF1D, 0xFF1D, BC_CLASS_CONNECT, AS_NONSTARTER },
    { 0xFF1E, 0xFF1E, BC_CLASS_PREFIX, AS_PREFIX },
    { 0xFF1F, 0xFF1F, BC_CLASS_CLOSE, 0 },
    { 0xFF21, 0xFF3A, BC_CLASS_LETTER, 0 },
    { 0xFF3B, 0xFF3B, BC_CLASS_OPEN, 0 },
    { 0xFF3D, 0xFF3D, BC_CLASS_CLOSE, 0 },
    { 0xFF41, 0xFF5A, BC_CLASS_LETTER, 0 },
    { 0xFF5B, 0xFF5B, BC_CLASS_OPEN, 0 },
    { 0xFF5D, 0xFF5D, BC_CLASS_CLOSE, 0 },
    { 0xFF5E, 0xFF5E, BC_CLASS_CONNECT, AS_NONSTARTER },
    { 0xFF5F, 0xFF5F, BC_CLASS_OPEN, 0 },
    { 0xFF60, 0xFF61, BC_CLASS_CLOSE, 0 },
    { 0xFFE0, 0xFFE0, BC_CLASS_POSTFIX, 0 },
    { 0xFFE1, 0xFFE1, BC_CLASS_PREFIX, 0 },
    { 0xFFE5, 0xFFE6, BC_CLASS_PREFIX, 0 },
    { 0x20000, 0x3FFFD, BC_CLASS_IDEOGRAPH, 0 },
};

static const class_range *range_of(uint32_t c)
{
    size_t low = 0, high = sizeof ranges / sizeof *ranges;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c > ranges[middle].to)
            low = middle + 1;
        else if (c < ranges[middle].from)
            high = middle;
        else
            return &ranges[middle];
    }
    return NULL;
}

static bc_text_class ascii_class(uint32_t c)
{
    static const struct {
        bc_text_class class;
        const char *glyph_table;
    } kinds[] = {
        { BC_CLASS_BLANK, " \t" },   { BC_CLASS_NEWLINE, "\n\r\v\f" }, { BC_CLASS_JOINT, ".,-_:@#&?*|\\" },
        { BC_CLASS_OPEN, "([{" },    { BC_CLASS_CLOSE, ")]}!;" },      { BC_CLASS_POSTFIX, "%" },
        { BC_CLASS_PREFIX, "$+<>" }, { BC_CLASS_CONNECT, "=~" },       { BC_CLASS_SLASH, "/" },
    };
    if (c >= '0' && c <= '9')
        return BC_CLASS_DIGIT;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return BC_CLASS_LETTER;
    for (size_t i = 0; c != 0 && i < sizeof kinds / sizeof *kinds; i++) {
        if (strchr(kinds[i].glyph_table, (int)c))
            return kinds[i].class;
    }
    return BC_CLASS_OTHER;
}

bc_text_class bc_text_class_of(uint32_t c)
{
    if (c >= 0x4E00 && c <= 0x9FFF)
        return BC_CLASS_IDEOGRAPH;
    if (c < 0x80)
        return ascii_class(c);
    const class_range *range = range_of(c);
    if (range)
        return range->class;
    return bc_unicode_is_letter(c) ? BC_CLASS_LETTER : BC_CLASS_RARE;
}

uint32_t bc_text_class_substitute(uint32_t c)
{
    if (c < 0x80) /* comparison signs and ~ are letters to ICU, so it would start lines with them */
        return c == '=' || c == '~' ? AS_NONSTARTER : c == '<' || c == '>' ? AS_PREFIX : c;
    if (c >= 0x4E00 && c <= 0x9FFF)
        return c;
    const class_range *range = range_of(c);
    return range && range->substitute ? range->substitute : c;
}

bool bc_text_may_trim_left(uint32_t c)
{
    return c >= 0x2018 && c != 0x301D && bc_text_class_of(c) == BC_CLASS_OPEN;
}

bool bc_text_may_trim_right(uint32_t c)
{
    return c >= 0x2019 && c != 0x203C && !(c >= 0x2047 && c <= 0x2049) && bc_text_class_of(c) == BC_CLASS_CLOSE;
}
