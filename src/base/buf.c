/* One growable run of bytes, never NULL and always NUL-terminated, so that it can be handed to anything that wants
 * a C string. It doubles, so appending costs the bytes appended. */
#include "base/buf.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { FIRST_CAPACITY = 64 };

void bc_buf_init(bc_buf *buf)
{
    buf->p = bc_mem_alloc(FIRST_CAPACITY);
    buf->n = 0;
    buf->capacity = FIRST_CAPACITY;
}

void bc_buf_release(bc_buf *buf)
{
    bc_mem_free(buf->p);
    *buf = (bc_buf){ 0 };
}

void bc_buf_clear(bc_buf *buf)
{
    assert(buf->p);
    buf->n = 0;
    buf->p[0] = '\0';
}

void bc_buf_reserve(bc_buf *buf, size_t more)
{
    assert(buf->p && buf->n < buf->capacity); /* initialised, with room for the NUL */
    size_t need = buf->n + more + 1;
    if (need <= buf->capacity)
        return;
    size_t capacity = buf->capacity * 2;
    buf->capacity = capacity > need ? capacity : need;
    buf->p = bc_mem_resize(buf->p, buf->capacity);
}

void bc_buf_add(bc_buf *buf, const void *bytes, size_t n)
{
    if (!n)
        return;
    bc_buf_reserve(buf, n);
    memcpy(buf->p + buf->n, bytes, n);
    buf->n += n;
    buf->p[buf->n] = '\0';
}

void bc_buf_add_str(bc_buf *buf, bc_str s)
{
    bc_buf_add(buf, s.p, s.n);
}

void bc_buf_add_text(bc_buf *buf, const char *z)
{
    bc_buf_add(buf, z, strlen(z));
}

void bc_buf_add_char(bc_buf *buf, char c)
{
    bc_buf_add(buf, &c, 1);
}

void bc_buf_add_utf8(bc_buf *buf, uint32_t c)
{
    char bytes[4];
    bc_buf_add(buf, bytes, bc_utf8_encode(c, bytes));
}

void bc_buf_add_int(bc_buf *buf, int64_t value)
{
    char digits[20];
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do
        digits[--at] = (char)('0' + rest % 10);
    while (rest /= 10);
    if (value < 0)
        digits[--at] = '-';
    bc_buf_add(buf, digits + at, sizeof digits - at);
}

void bc_buf_vprintf(bc_buf *buf, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (n <= 0)
        return;
    bc_buf_reserve(buf, (size_t)n);
    vsnprintf(buf->p + buf->n, (size_t)n + 1, format, args);
    buf->n += (size_t)n;
}

void bc_buf_printf(bc_buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    bc_buf_vprintf(buf, format, args);
    va_end(args);
}

bc_str bc_buf_str(const bc_buf *buf)
{
    return (bc_str){ buf->p, buf->n };
}
