#include "book/collate.h"

#include "base/decimal.h"
#include "base/vec.h"

#include <string.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>

static bc_str copy_with_end(bc_arena *arena, bc_str text)
{
    bc_str copy = bc_arena_str(arena, text);
    copy.n++; /* the NUL: a shorter text comes before one that it begins */
    return copy;
}

void bc_collator_release(bc_collator *collator)
{
    if (collator->pinyin)
        ucol_close(collator->pinyin);
    if (collator->strokes)
        ucol_close(collator->strokes);
    *collator = (bc_collator){ 0 };
}

static bc_str key_of_language(UCollator **opened, const char *locale, bc_str text, bc_arena *arena)
{
    UErrorCode status = U_ZERO_ERROR;
    if (!*opened)
        *opened = ucol_open(locale, &status);
    UCollator *collator = *opened;
    if (!collator)
        return copy_with_end(arena, text);
    /* UTF-16 never has more units than UTF-8 has bytes. */
    UChar *units = bc_mem_alloc(bc_mem_product(text.n + 1, sizeof *units));
    int32_t n = 0;
    u_strFromUTF8WithSub(units, (int32_t)text.n, &n, text.p ? text.p : "", (int32_t)text.n, 0xFFFD, NULL, &status);
    int32_t size = ucol_getSortKey(collator, units, n, NULL, 0);
    char *key = bc_arena_alloc(arena, (size_t)size);
    ucol_getSortKey(collator, units, n, (uint8_t *)key, size);
    bc_mem_free(units);
    return (bc_str){ key, (size_t)size };
}

/* Sign, how many digits stand before the point, the digits. */
static bc_str key_of_number(bc_str text, bc_arena *arena)
{
    bc_decimal number;
    if (!bc_decimal_parse(text, &number))
        return copy_with_end(arena, bc_arena_printf(arena, "~%.*s", BC_STR_ARG(text)));
    bc_buf digits;
    bc_buf_init(&digits);
    bc_decimal_print(number, -1, false, &digits);
    bc_str s = bc_buf_str(&digits);
    bool negative = s.n && s.p[0] == '-';
    s = bc_str_slice(s, negative, s.n);
    size_t point = bc_str_find(s, BC_STR("."), 0);
    unsigned whole = (unsigned)(point == SIZE_MAX ? s.n : point);
    bc_str key = copy_with_end(arena, bc_arena_printf(arena, "b%06u%.*s", whole, BC_STR_ARG(s)));
    if (negative) {
        bc_collation_reverse(key);
        ((char *)(uintptr_t)key.p)[0] = 'a';
    }
    bc_buf_release(&digits);
    return key;
}

bc_str bc_collation_key(bc_collator *collator, bc_str text, bc_order order, bc_arena *arena)
{
    switch (order) {
    case BC_ORDER_CODES:
        break;
    case BC_ORDER_NUMBER:
        return key_of_number(bc_str_trim(text), arena);
    case BC_ORDER_PINYIN:
        return key_of_language(&collator->pinyin, "zh@collation=pinyin", text, arena);
    case BC_ORDER_STROKES:
        return key_of_language(&collator->strokes, "zh@collation=stroke", text, arena);
    }
    return copy_with_end(arena, text);
}

void bc_collation_reverse(bc_str key)
{
    char *bytes = (char *)(uintptr_t)key.p;
    for (size_t i = 0; i < key.n; i++)
        bytes[i] = (char)~bytes[i];
}
