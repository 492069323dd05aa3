/* Counting characters is most of what places cost: it goes eight bytes at a time. Messages are few, and nearly in
 * order. */
#include "source/private/place.h"

#include <string.h>

/* Bytes that go on a character are not counted. */
size_t bc_source_count(bc_str text)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    size_t n = text.n, i = 0;
    for (uint64_t eight; i + sizeof eight <= text.n; i += sizeof eight) {
        memcpy(&eight, text.p + i, sizeof eight);
        uint64_t tails = eight >> 7 & ~(eight >> 6) & ones; /* 10xxxxxx */
        n -= tails * ones >> 56;
    }
    for (; i < text.n; i++)
        n -= ((unsigned char)text.p[i] & 0xC0) == 0x80;
    return n;
}

void bc_source_place_forget(bc_source_place *place, size_t n)
{
    place->at = place->at > n ? place->at - n : 0;
    place->line_at = place->line_at > n ? place->line_at - n : 0;
}

void bc_source_sort_new(bc_diag_list *diags, size_t first)
{
    for (size_t i = first + 1; i < diags->list.n; i++) {
        bc_diag moved = diags->list.at[i];
        size_t at = i;
        for (; at > first; at--) {
            const bc_diag_mark *before = &diags->list.at[at - 1].mark;
            if (before->line < moved.mark.line ||
                (before->line == moved.mark.line && before->column <= moved.mark.column))
                break;
            diags->list.at[at] = diags->list.at[at - 1];
        }
        diags->list.at[at] = moved;
    }
}
