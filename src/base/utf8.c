/* UTF-8 by hand, one character at a time, so that every byte sequence means something: what is no UTF-8 gives
 * U+FFFD and moves one byte on, and no reader runs past the end or stands still. */
#include "base/utf8.h"

#include <string.h>

static bool is_tail(unsigned char c)
{
    return (c & 0xC0) == 0x80;
}

/* Length of the valid sequence at p (left bytes remain), or 0; *c receives its code point. Inline, for it is called for
 * each character that is read. */
static inline size_t decode(const unsigned char *p, size_t left, uint32_t *c)
{
    unsigned char first = p[0];
    if (first < 0x80) {
        *c = first;
        return 1;
    }
    if (first >= 0xE0 && first < 0xF0 && left >= 3 && is_tail(p[1]) && is_tail(p[2])) { /* as nearly all Chinese is */
        *c = (uint32_t)(first & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
        return *c >= 0x800 && (*c < 0xD800 || *c > 0xDFFF) ? 3 : 0;
    }
    if (first >= 0xC2 && first <= 0xDF && left >= 2 && is_tail(p[1])) {
        *c = (uint32_t)(first & 0x1F) << 6 | (p[1] & 0x3F);
        return 2;
    }
    if (first >= 0xF0 && first <= 0xF4 && left >= 4 && is_tail(p[1]) && is_tail(p[2]) && is_tail(p[3])) {
        *c = (uint32_t)(first & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 |
             (p[3] & 0x3F);
        return *c >= 0x10000 && *c <= 0x10FFFF ? 4 : 0;
    }
    return 0;
}

uint32_t bc_utf8_next(bc_str s, size_t *at)
{
    uint32_t c;
    size_t n = decode((const unsigned char *)s.p + *at, s.n - *at, &c);
    *at += n ? n : 1;
    return n ? c : BC_UTF8_BAD;
}

size_t bc_utf8_previous(bc_str s, size_t at)
{
    size_t i = at - 1;
    while (i > 0 && at - i < 4 && is_tail((unsigned char)s.p[i]))
        i--;
    uint32_t c;
    return decode((const unsigned char *)s.p + i, at - i, &c) == at - i ? i : at - 1;
}

size_t bc_utf8_encode(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

size_t bc_utf8_count(bc_str s)
{
    size_t n = 0;
    for (size_t at = 0; at < s.n; n++)
        bc_utf8_next(s, &at);
    return n;
}

/* Where text ends that is plainly valid: ASCII eight bytes at a time, and characters of three bytes but for those that
 * overlong and surrogate ones begin like. */
static size_t skip_plain(bc_str s, size_t at)
{
    const uint64_t high = UINT64_C(0x8080808080808080);
    for (uint64_t eight; s.n - at >= sizeof eight;) {
        memcpy(&eight, s.p + at, sizeof eight);
        if (!(eight & high)) {
            at += sizeof eight;
            continue;
        }
        const unsigned char *p = (const unsigned char *)s.p + at, *last = (const unsigned char *)s.p + s.n - 3;
        while (p[0] < 0x80)
            p++;
        const unsigned char *first = p;
        while (p <= last && p[0] > 0xE0 && p[0] < 0xF0 && p[0] != 0xED && is_tail(p[1]) && is_tail(p[2]))
            p += 3;
        at = (size_t)(p - (const unsigned char *)s.p);
        if (p == first)
            break;
    }
    return at;
}

size_t bc_utf8_invalid_at(bc_str s)
{
    for (size_t at = 0; (at = skip_plain(s, at)) < s.n;) {
        uint32_t c;
        size_t n = decode((const unsigned char *)s.p + at, s.n - at, &c);
        if (!n)
            return at;
        at += n;
    }
    return SIZE_MAX;
}

unsigned bc_utf8_columns(uint32_t c)
{
    if ((c >= 0x0300 && c <= 0x036F) || (c >= 0x200B && c <= 0x200F) || (c >= 0xFE00 && c <= 0xFE0F) ||
        (c >= 0xE0100 && c <= 0xE01EF))
        return 0;
    bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
                (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
                (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x20000 && c <= 0x3FFFD);
    return wide ? 2 : 1;
}

uint32_t bc_utf8_widest_line(bc_str text)
{
    uint32_t widest = 0, line = 0;
    for (size_t at = 0; at < text.n;) {
        uint32_t c = bc_utf8_next(text, &at);
        line = c == '\n' ? 0 : line + bc_utf8_columns(c);
        widest = line > widest ? line : widest;
    }
    return widest;
}

bool bc_utf8_is_hidden(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}
