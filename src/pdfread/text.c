/* Text strings (ISO 32000-1, 7.9.2.2). Without a mark in front a string is in PDFDocEncoding; but names of files are
 * often UTF-8 all the same, which hardly anything else is by chance. */
#include "pdfread/pdfread.h"

#include "base/utf8.h"

enum { FIRST_OWN = 0x18, LAST_LOW = 0x1F, FIRST_HIGH = 0x80, LAST_HIGH = 0xA0 };

/* What differs from Latin-1. */
static const uint16_t LOW[] = { 0x02D8, 0x02C7, 0x02C6, 0x02D9, 0x02DD, 0x02DB, 0x02DA, 0x02DC };
static const uint16_t HIGH[] = {
    0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039, 0x203A, 0x2212,
    0x2030, 0x201E, 0x201C, 0x201D, 0x2018, 0x2019, 0x201A, 0x2122, 0xFB01, 0xFB02, 0x0141,
    0x0152, 0x0160, 0x0178, 0x017D, 0x0131, 0x0142, 0x0153, 0x0161, 0x017E, 0xFFFD, 0x20AC
};

static uint32_t unit_at(bc_str s, size_t at)
{
    return (uint32_t)(unsigned char)s.p[at] << 8 | (unsigned char)s.p[at + 1];
}

static void put_utf16(bc_str s, bc_buf *out)
{
    for (size_t at = 0; at + 1 < s.n; at += 2) {
        uint32_t c = unit_at(s, at);
        const uint32_t next = at + 3 < s.n ? unit_at(s, at + 2) : 0;
        if (c >= 0xD800 && c < 0xDC00 && next >= 0xDC00 && next < 0xE000) {
            c = 0x10000 + ((c - 0xD800) << 10) + (next - 0xDC00);
            at += 2;
        } else if (c >= 0xD800 && c < 0xE000) {
            c = BC_UTF8_BAD;
        }
        bc_buf_add_utf8(out, c);
    }
}

static bool is_utf8(bc_str s)
{
    bool high = false;
    for (size_t at = 0; at < s.n;) {
        const uint32_t c = bc_utf8_next(s, &at);
        high = high || c >= FIRST_HIGH;
        if (c == BC_UTF8_BAD)
            return false;
    }
    return high;
}

static void put_bytes(bc_str s, bc_buf *out)
{
    for (size_t i = 0; i < s.n; i++) {
        const unsigned char c = (unsigned char)s.p[i];
        if (c >= FIRST_OWN && c <= LAST_LOW)
            bc_buf_add_utf8(out, LOW[c - FIRST_OWN]);
        else if (c >= FIRST_HIGH && c <= LAST_HIGH)
            bc_buf_add_utf8(out, HIGH[c - FIRST_HIGH]);
        else
            bc_buf_add_utf8(out, c);
    }
}

/* Where to end at `at` or before, between characters. */
static size_t boundary(bc_str s, size_t at)
{
    while (at && at < s.n && ((unsigned char)s.p[at] & 0xC0) == 0x80)
        at--;
    return at < s.n ? at : s.n;
}

bool bc_pdfread_text_up_to(bc_str string, size_t most, bc_buf *out)
{
    const size_t before = out->n, enough = 2 * most + 8; /* UTF-16 has two bytes for one at most */
    const bool wide = bc_str_starts(string, BC_STR("\xFE\xFF"));
    bc_pdfread_text(bc_str_slice(string, 0, wide ? enough : boundary(string, enough)), out);
    if (out->n - before <= most)
        return true;
    out->n = before + boundary((bc_str){ out->p + before, out->n - before }, most);
    out->p[out->n] = '\0';
    return false;
}

void bc_pdfread_text(bc_str string, bc_buf *out)
{
    if (bc_str_starts(string, BC_STR("\xFE\xFF")))
        put_utf16(bc_str_slice(string, 2, string.n), out);
    else if (bc_str_starts(string, BC_STR("\xEF\xBB\xBF")))
        bc_buf_add_str(out, bc_str_slice(string, 3, string.n));
    else if (is_utf8(string))
        bc_buf_add_str(out, string);
    else
        put_bytes(string, out);
}
