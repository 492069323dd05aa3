/* Texts of cells. Workbooks write characters that XML cannot hold as _x0001_, and a text that looks like this as
 * _x005F_x0001_; a pair of them may be one character beyond 16 bits. */
#include "table/private/text.h"

#include "base/utf8.h"

#include <string.h>

void bc_table_text_add(bc_buf *buf, size_t from, const char *text, size_t n)
{
    if (buf->n - from <= BC_TABLE_MAX_TEXT_BYTES)
        bc_buf_add(buf, text, n);
}

/* The unit of `_xHHHH_` at that place. */
static bool escape_at(const char *p, const char *end, uint32_t *unit)
{
    *unit = 0;
    if (end - p < 7 || p[0] != '_' || p[1] != 'x' || p[6] != '_')
        return false;
    for (int i = 2; i < 6; i++) {
        const char c = p[i];
        if (c >= '0' && c <= '9')
            *unit = *unit << 4 | (uint32_t)(c - '0');
        else if ((c | 32) >= 'a' && (c | 32) <= 'f')
            *unit = *unit << 4 | (uint32_t)((c | 32) - 'a' + 10);
        else
            return false;
    }
    return true;
}

static uint32_t join(uint32_t high, uint32_t low)
{
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

/* NUL has no place in any text and is left out. */
static size_t undo_escapes(char *text, size_t n)
{
    char *to = text;
    const char *end = text + n;
    for (const char *p = text; p < end;) {
        uint32_t unit, low;
        if (*p != '_' || !escape_at(p, end, &unit)) {
            *to++ = *p++;
            continue;
        }
        p += 7;
        if (unit >= 0xD800 && unit < 0xDC00 && escape_at(p, end, &low) && low >= 0xDC00 && low < 0xE000) {
            unit = join(unit, low);
            p += 7;
        } else if (unit >= 0xD800 && unit < 0xE000) {
            unit = BC_UTF8_BAD;
        }
        if (unit)
            to += bc_utf8_encode(unit, to);
    }
    return (size_t)(to - text);
}

/* Line breaks are \n, however they were written. */
static size_t same_breaks(char *text, size_t n)
{
    size_t to = 0;
    for (size_t at = 0; at < n; at++)
        if (text[at] != '\r')
            text[to++] = text[at];
        else if (at + 1 == n || text[at + 1] != '\n')
            text[to++] = '\n';
    return to;
}

static bool is_too_long(bc_str text)
{
    if (text.n <= BC_TABLE_MAX_TEXT)
        return false;
    size_t units = 0;
    for (size_t i = 0; i < text.n; i++)
        units += (((unsigned char)text.p[i] & 0xC0) != 0x80) + (size_t)((unsigned char)text.p[i] >= 0xF0);
    return units > BC_TABLE_MAX_TEXT;
}

bool bc_table_text_finish(bc_buf *buf, size_t from, bool escapes, bc_str *text)
{
    char *p = buf->p + from;
    const bool cut = buf->n - from > BC_TABLE_MAX_TEXT_BYTES;
    size_t n = buf->n - from;
    if (n && escapes && memchr(p, '_', n))
        n = undo_escapes(p, n);
    if (n && memchr(p, '\r', n))
        n = same_breaks(p, n);
    buf->n = from + n;
    p[n] = '\0';
    *text = bc_str_trim((bc_str){ p, n });
    return !cut && !is_too_long(*text);
}
