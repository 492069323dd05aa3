/* ICU's transliterators, opened when they are first asked for, since few runs need them. */
#include "unicode/variant.h"

#include "unicode/private/memory.h"

#include <unicode/ustring.h>
#include <unicode/utrans.h>

enum { MAX_UNITS = 256 };

void bc_unicode_variants_release(bc_unicode_variants *variants)
{
    for (int i = 0; i < BC_UNICODE_LETTERS; i++)
        if (variants->opened[i])
            utrans_close(variants->opened[i]);
    *variants = (bc_unicode_variants){ 0 };
}

static UTransliterator *open(bc_unicode_variants *variants, bc_unicode_letters letters)
{
    static const char *const NAMES[] = { "Hant-Hans", "Hans-Hant" };
    UErrorCode status = U_ZERO_ERROR;
    UChar name[16];
    u_uastrcpy(name, NAMES[letters]);
    bc_unicode_take_memory();
    if (!variants->opened[letters])
        variants->opened[letters] = utrans_openU(name, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
    return variants->opened[letters];
}

bool bc_unicode_variant_of(bc_unicode_variants *variants, bc_unicode_letters letters, bc_str text, bc_buf *out)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar units[MAX_UNITS];
    char bytes[MAX_UNITS * 3];
    int32_t n = 0, length = 0;
    UTransliterator *opened = open(variants, letters);
    if (!opened || text.n > MAX_UNITS / 2) /* UTF-16 never has more units than UTF-8 has bytes, and may grow */
        return false;
    u_strFromUTF8WithSub(units, MAX_UNITS, &n, text.p ? text.p : "", (int32_t)text.n, 0xFFFD, NULL, &status);
    int32_t limit = n;
    utrans_transUChars(opened, units, &n, MAX_UNITS, 0, &limit, &status);
    u_strToUTF8WithSub(bytes, (int32_t)sizeof bytes, &length, units, n, 0xFFFD, NULL, &status);
    const bc_str made = { bytes, (size_t)length };
    if (U_FAILURE(status) || bc_str_eq(made, text))
        return false;
    bc_buf_add_str(out, made);
    return true;
}
