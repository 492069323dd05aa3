/* PDF syntax appended to buffers: numbers without a locale and without needless digits, names and texts escaped as
 * the standard asks. */
#include "paint/pdf/private/syntax.h"

#include "base/utf8.h"

#include <string.h>

static const char HEX[] = "0123456789ABCDEF";

enum { MAX_NAME_LENGTH = 127 };

void bc_pdf_put_length(bc_buf *out, int64_t thousandths)
{
    if (thousandths < 0)
        bc_buf_add_char(out, '-');
    uint64_t value = thousandths < 0 ? 0 - (uint64_t)thousandths : (uint64_t)thousandths;
    unsigned fraction = (unsigned)(value % 1000);
    if (value >= 1000 || !fraction)
        bc_buf_add_int(out, (int64_t)(value / 1000));
    if (!fraction)
        return;
    const char digits[4] = { '.', (char)('0' + fraction / 100), (char)('0' + fraction / 10 % 10),
                             (char)('0' + fraction % 10) };
    bc_buf_add(out, digits, fraction % 10 ? 4 : fraction % 100 ? 3 : 2);
}

void bc_pdf_put_name(bc_buf *out, bc_str name)
{
    bc_buf_add_char(out, '/');
    for (size_t i = 0; i < name.n && i < MAX_NAME_LENGTH; i++) {
        unsigned char c = (unsigned char)name.p[i];
        if (c > ' ' && c < 0x7F && !strchr("#/()<>[]{}%", c)) {
            bc_buf_add_char(out, (char)c);
        } else {
            const char escape[3] = { '#', HEX[c >> 4], HEX[c & 15] };
            bc_buf_add(out, escape, sizeof escape);
        }
    }
}

static bool is_plain(bc_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < ' ' || s.p[i] > '~')
            return false;
    return true;
}

/* Readers take a line end for a new line, however it is written. */
void bc_pdf_put_bytes(bc_buf *out, bc_str s)
{
    bc_buf_add_char(out, '(');
    for (size_t i = 0; i < s.n; i++) {
        if (strchr("()\\\r", s.p[i]) && s.p[i])
            bc_buf_add_char(out, '\\');
        bc_buf_add_char(out, s.p[i] == '\r' ? 'r' : s.p[i]);
    }
    bc_buf_add_char(out, ')');
}

void bc_pdf_put_text(bc_buf *out, bc_str utf8)
{
    if (is_plain(utf8)) {
        bc_pdf_put_bytes(out, utf8);
        return;
    }
    bc_buf_add_text(out, "<FEFF");
    for (size_t at = 0; at < utf8.n;)
        bc_pdf_put_utf16(out, bc_utf8_next(utf8, &at));
    bc_buf_add_char(out, '>');
}

void bc_pdf_write_hex16(char *at, unsigned value)
{
    for (int i = 3; i >= 0; i--, value >>= 4)
        at[i] = HEX[value & 15];
}

void bc_pdf_put_hex16(bc_buf *out, unsigned value)
{
    char digits[4];
    bc_pdf_write_hex16(digits, value);
    bc_buf_add(out, digits, sizeof digits);
}

void bc_pdf_put_utf16(bc_buf *out, uint32_t codepoint)
{
    if (codepoint < 0x10000) {
        bc_pdf_put_hex16(out, codepoint);
        return;
    }
    bc_pdf_put_hex16(out, 0xD800 + ((codepoint - 0x10000) >> 10));
    bc_pdf_put_hex16(out, 0xDC00 + ((codepoint - 0x10000) & 0x3FF));
}

bool bc_pdf_is_grey(bc_colour colour)
{
    return (colour >> 16 & 0xFF) == (colour & 0xFF) && (colour >> 8 & 0xFF) == (colour & 0xFF);
}

static void put_colour(bc_buf *out, bc_colour colour, const char *of_grey, const char *of_colours)
{
    const bc_colour parts[] = { colour >> 16 & 0xFF, colour >> 8 & 0xFF, colour & 0xFF };
    bool grey = bc_pdf_is_grey(colour);
    for (size_t i = 0; i < (grey ? 1U : 3U); i++) {
        bc_pdf_put_length(out, (int64_t)(parts[i] * 1000 + 127) / 255);
        bc_buf_add_char(out, ' ');
    }
    bc_buf_add_text(out, grey ? of_grey : of_colours);
}

void bc_pdf_put_colour(bc_buf *out, bc_colour colour)
{
    put_colour(out, colour, "g\n", "rg\n");
}

void bc_pdf_put_line_colour(bc_buf *out, bc_colour colour)
{
    put_colour(out, colour, "G\n", "RG\n");
}

void bc_pdf_put_ref(bc_buf *out, uint32_t ref)
{
    bc_buf_add_int(out, ref);
    bc_buf_add_text(out, " 0 R");
}
