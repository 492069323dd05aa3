/* ICU's break iterators behind a handle. */
#include "unicode/breaks.h"

#include "base/mem.h"
#include "unicode/private/memory.h"

#include <unicode/ubrk.h>

struct bc_unicode_breaks {
    UBreakIterator *iterator;
};

_Static_assert((int)BC_UNICODE_NO_MORE == (int)UBRK_DONE, "handed on as it is");
_Static_assert(sizeof(UChar) == sizeof(uint16_t), "texts are handed on as they are");

bc_unicode_breaks *bc_unicode_breaks_new(bc_unicode_unit unit)
{
    static const struct {
        UBreakIteratorType type;
        const char *locale;
    } kinds[] = { [BC_UNICODE_LINES] = { UBRK_LINE, "zh@lb=strict" },
                  [BC_UNICODE_WORDS] = { UBRK_WORD, "zh" },
                  [BC_UNICODE_GRAPHEMES] = { UBRK_CHARACTER, "" } };
    UErrorCode error = U_ZERO_ERROR;
    bc_unicode_take_memory();
    UBreakIterator *iterator = ubrk_open(kinds[unit].type, kinds[unit].locale, NULL, 0, &error);
    if (U_FAILURE(error))
        return NULL;
    bc_unicode_breaks *breaks = bc_mem_alloc(sizeof *breaks);
    breaks->iterator = iterator;
    return breaks;
}

void bc_unicode_breaks_free(bc_unicode_breaks *breaks)
{
    if (!breaks)
        return;
    ubrk_close(breaks->iterator);
    bc_mem_free(breaks);
}

bool bc_unicode_breaks_in_utf16(bc_unicode_breaks *breaks, const uint16_t *text, size_t n)
{
    UErrorCode error = U_ZERO_ERROR;
    if (n > INT32_MAX)
        return false;
    ubrk_setText(breaks->iterator, (const UChar *)text, (int32_t)n, &error);
    return U_SUCCESS(error);
}

bool bc_unicode_breaks_utf8_at(bc_unicode_breaks *breaks, bc_str text, size_t at)
{
    UErrorCode error = U_ZERO_ERROR;
    UText utext = UTEXT_INITIALIZER;
    utext_openUTF8(&utext, text.p, (int64_t)text.n, &error);
    if (U_FAILURE(error))
        return true;
    ubrk_setUText(breaks->iterator, &utext, &error);
    bool boundary = U_FAILURE(error) || ubrk_isBoundary(breaks->iterator, (int32_t)at);
    utext_close(&utext);
    return boundary;
}

int32_t bc_unicode_breaks_next(bc_unicode_breaks *breaks)
{
    return ubrk_next(breaks->iterator);
}
