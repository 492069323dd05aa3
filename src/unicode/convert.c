/* Any encoding that ICU knows, through a small buffer. Bytes that make no sense end the conversion instead of becoming
 * U+FFFD, because whoever guessed the encoding wants to know that the guess was wrong. */
#include "unicode/convert.h"

#include "base/mem.h"

#include <unicode/ucnv.h>

enum { AT_ONCE = 4096 }; /* UTF-16 units */

struct bc_unicode_converter {
    UConverter *converter;
    uint32_t high; /* the first half of a pair that the end of a round cut */
};

bc_unicode_converter *bc_unicode_converter_new(const char *encoding)
{
    UErrorCode error = U_ZERO_ERROR;
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

static void add_unit(bc_unicode_converter *c, UChar unit, bc_buf *out)
{
    if (c->high)
        bc_buf_add_utf8(out, (uint32_t)U16_GET_SUPPLEMENTARY(c->high, unit));
    else if (!U16_IS_LEAD(unit))
        bc_buf_add_utf8(out, unit);
    c->high = !c->high && U16_IS_LEAD(unit) ? unit : 0;
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
        for (const UChar *unit = units; unit < to; unit++)
            add_unit(c, *unit, out);
    } while (error == U_BUFFER_OVERFLOW_ERROR);
    return U_SUCCESS(error);
}
