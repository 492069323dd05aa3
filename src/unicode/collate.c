/* ICU's orders by pinyin and by strokes, each opened when it is first asked for, since most runs sort nothing. They are
 * given as sort keys: a key is made once for a text, a comparison would convert both texts each time. */
#include "unicode/collate.h"

#include "unicode/private/memory.h"

#include <unicode/ucol.h>
#include <unicode/ustring.h>

void bc_unicode_collator_release(bc_unicode_collator *collator)
{
    for (int i = 0; i < BC_UNICODE_ORDERS; i++)
        if (collator->opened[i])
            ucol_close(collator->opened[i]);
    *collator = (bc_unicode_collator){ 0 };
}

bool bc_unicode_sort_key(bc_unicode_collator *collator, bc_unicode_order order, bc_str text, bc_arena *arena,
                         bc_str *key)
{
    static const char *const locales[] = { "zh@collation=pinyin", "zh@collation=stroke" };
    UErrorCode status = U_ZERO_ERROR;
    bc_unicode_take_memory();
    if (!collator->opened[order])
        collator->opened[order] = ucol_open(locales[order], &status);
    UCollator *opened = collator->opened[order];
    if (!opened)
        return false;
    /* UTF-16 never has more units than UTF-8 has bytes. */
    UChar *units = bc_mem_alloc(bc_mem_product(text.n + 1, sizeof *units));
    int32_t n = 0;
    u_strFromUTF8WithSub(units, (int32_t)text.n, &n, text.p ? text.p : "", (int32_t)text.n, 0xFFFD, NULL, &status);
    int32_t size = ucol_getSortKey(opened, units, n, NULL, 0);
    char *bytes = bc_arena_alloc(arena, (size_t)size);
    ucol_getSortKey(opened, units, n, (uint8_t *)bytes, size);
    bc_mem_free(units);
    *key = (bc_str){ bytes, (size_t)size };
    return U_SUCCESS(status) && size > 0;
}
