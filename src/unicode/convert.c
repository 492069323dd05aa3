/* Any encoding that ICU knows, through a small buffer. Bytes that make no sense end the conversion instead of becoming
 * U+FFFD, because whoever guessed the encoding wants to know that the guess was wrong. */
#include "unicode/convert.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "unicode/private/memory.h"

#include <unicode/ucnv.h>

enum { AT_ONCE = 4096 }; /* UTF-16 units */

struct bc_unicode_converter {
    UConverter *converter;
    uint32_t high; /* the first half of a pair that the end of a round cut */
};

bc_unicode_converter *bc_unicode_converter_new(const char *encoding)
{
    UErrorCode error = U_ZERO_ERROR;
    bc_unicode_take_memory();
    UConverter *opened = ucnv_open(encoding, &error);
    if (U_SUCCESS(error))
        ucnv_setToUCallBack(opened, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &error);
    if (U_FAILURE(error)) {
        ucnv_close(opened);
        return NULL;
    }
    bc_unicode_converter *converter = bc_mem_alloc(sizeof *converter);
    converter->converter = opened;
    return converter;
}

void bc_unicode_converter_free(bc_unicode_converter *converter)
{
    if (!converter)
        return;
    ucnv_close(converter->converter);
    bc_mem_free(converter);
}

/* Where the unit ends in `to`, which has room for four bytes. */
static char *put_unit(bc_unicode_converter *c, UChar unit, char *to)
{
    const uint32_t high = c->high;
    c->high = 0;
    if (high)
        return to + bc_utf8_encode((uint32_t)U16_GET_SUPPLEMENTARY(high, unit), to);
    if (unit < 0x80) {
        *to = (char)unit;
        return to + 1;
    }
    if (!U16_IS_LEAD(unit))
        return to + bc_utf8_encode(unit, to);
    c->high = unit;
    return to;
}

static void add_units(bc_unicode_converter *c, const UChar *units, size_t n, bc_buf *out)
{
    bc_buf_reserve(out, 4 * n);
    char *to = out->p + out->n;
    for (size_t i = 0; i < n; i++)
        to = put_unit(c, units[i], to);
    *to = '\0';
    out->n = (size_t)(to - out->p);
}

bool bc_unicode_converter_add(bc_unicode_converter *c, bc_str bytes, bool last, bc_buf *out)
{
    UErrorCode error;
    const char *at = bytes.p ? bytes.p : "", *end = at + bytes.n;
    UChar units[AT_ONCE] = { 0 };
    do {
        UChar *to = units;
        error = U_ZERO_ERROR;
        ucnv_toUnicode(c->converter, &to, units + AT_ONCE, &at, end, NULL, last, &error);
        add_units(c, units, (size_t)(to - units), out);
    } while (error == U_BUFFER_OVERFLOW_ERROR);
    return U_SUCCESS(error);
}

bool bc_unicode_encode(const char *encoding, bc_str text, bc_buf *out)
{
    const size_t start = out->n;
    UErrorCode error = U_ZERO_ERROR;
    bc_unicode_take_memory();
    UConverter *opened = ucnv_open(encoding, &error);
    if (U_SUCCESS(error))
        ucnv_setFromUCallBack(opened, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &error);
    for (size_t at = 0; U_SUCCESS(error) && at < text.n;) {
        const uint32_t c = bc_utf8_next(text, &at);
        UChar units[2];
        int32_t n = 0;
        U16_APPEND_UNSAFE(units, n, c);
        const UChar *from = units;
        char bytes[16], *to = bytes;
        ucnv_fromUnicode(opened, &to, bytes + sizeof bytes, &from, units + n, NULL, at >= text.n, &error);
        bc_buf_add(out, bytes, (size_t)(to - bytes));
    }
    ucnv_close(opened);
    if (U_SUCCESS(error))
        return true;
    out->n = start;
    out->p[start] = '\0';
    return false;
}
