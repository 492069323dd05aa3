/* Any encoding that ICU knows, through a small buffer. Bytes that make no sense end the conversion instead of becoming
 * U+FFFD, because whoever guessed the encoding wants to know that the guess was wrong. */
#include "unicode/convert.h"

#include <unicode/ucnv.h>

enum { AT_ONCE = 4096 }; /* UTF-16 units */

bc_unicode_converted bc_unicode_convert(const char *encoding, bc_str bytes, bc_buf *out)
{
    UErrorCode error = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(encoding, &error);
    if (U_SUCCESS(error))
        ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &error);
    if (U_FAILURE(error)) {
        ucnv_close(converter);
        return BC_CONVERT_UNAVAILABLE;
    }
    const char *at = bytes.p, *end = bytes.p + bytes.n;
    UChar units[AT_ONCE] = { 0 };
    uint32_t high = 0; /* the first half of a pair that the end of a round cut */
    do {
        UChar *to = units;
        error = U_ZERO_ERROR;
        ucnv_toUnicode(converter, &to, units + AT_ONCE, &at, end, NULL, true, &error);
        for (const UChar *unit = units; unit < to; unit++) {
            if (high)
                bc_buf_add_utf8(out, (uint32_t)U16_GET_SUPPLEMENTARY(high, *unit));
            else if (!U16_IS_LEAD(*unit))
                bc_buf_add_utf8(out, *unit);
            high = !high && U16_IS_LEAD(*unit) ? *unit : 0;
        }
    } while (error == U_BUFFER_OVERFLOW_ERROR);
    ucnv_close(converter);
    return U_SUCCESS(error) ? BC_CONVERTED : BC_CONVERT_INVALID;
}
