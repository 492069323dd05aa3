/* Orders as keys that compare by bytes: whoever sorts needs no case for each order, and a descending one is the same
 * key with its bits turned over. A number's key begins with its sign and the count of its figures, so that 9 stands
 * before 10. */
#include "bindery/private/collate.h"

#include "base/decimal.h"
#include "base/vec.h"

#include <string.h>

static bc_str copy_with_end(bc_arena *arena, bc_str text)
{
    bc_str copy = bc_arena_str(arena, text);
    copy.n++; /* the NUL: a shorter text comes before one that it begins */
    return copy;
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
        bc_book_sort_key_reverse(key);
        ((char *)(uintptr_t)key.p)[0] = 'a';
    }
    bc_buf_release(&digits);
    return key;
}

bool bc_book_sort_key(bc_unicode_collator *collator, bc_str text, bc_book_order order, bc_arena *arena, bc_str *key)
{
    switch (order) {
    case BC_ORDER_CODES:
        break;
    case BC_ORDER_NUMBER:
        *key = key_of_number(bc_str_trim(text), arena);
        return true;
    case BC_ORDER_PINYIN:
        return bc_unicode_sort_key(collator, BC_UNICODE_PINYIN, text, arena, key);
    case BC_ORDER_STROKES:
        return bc_unicode_sort_key(collator, BC_UNICODE_STROKES, text, arena, key);
    }
    *key = copy_with_end(arena, text);
    return true;
}

void bc_book_sort_key_reverse(bc_str key)
{
    char *bytes = (char *)(uintptr_t)key.p;
    for (size_t i = 0; i < key.n; i++)
        bytes[i] = (char)~bytes[i];
}
