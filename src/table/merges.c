/* Merged cells. Of those that a row lies in a list is kept from left to right; one that overlaps another, which no
 * spreadsheet makes, is left out, so that the list is never longer than a row. */
#include "table/private/merges.h"

#include <stdlib.h>
#include <string.h>

void bc_table_merges_release(bc_table_merges_list *merges)
{
    bc_vec_release(&merges->all);
    bc_vec_release(&merges->open);
    *merges = (bc_table_merges_list){ 0 };
}

static int by_place(const void *a, const void *b)
{
    const bc_table_merge *x = a, *y = b;
    if (x->first_row != y->first_row)
        return x->first_row < y->first_row ? -1 : 1;
    return (x->first_column > y->first_column) - (x->first_column < y->first_column);
}

void bc_table_merges_sort(bc_table_merges_list *merges)
{
    if (merges->all.n)
        qsort(merges->all.at, merges->all.n, sizeof *merges->all.at, by_place);
    merges->next = merges->row = 0;
    merges->closing = UINT32_MAX;
    bc_vec_clear(&merges->open);
}

static void close_passed(bc_table_merges_list *merges, uint32_t row)
{
    size_t kept = 0;
    merges->closing = UINT32_MAX;
    for (size_t i = 0; i < merges->open.n; i++) {
        const bc_table_merge *merge = &merges->all.at[merges->open.at[i]];
        if (merge->last_row < row)
            continue;
        merges->open.at[kept++] = merges->open.at[i];
        if (merge->last_row + 1 < merges->closing)
            merges->closing = merge->last_row + 1;
    }
    merges->open.n = kept;
}

/* How many of the open ones begin before the column or at it. */
static size_t begun(const bc_table_merges_list *merges, uint32_t column)
{
    size_t from = 0, to = merges->open.n;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (merges->all.at[merges->open.at[middle]].first_column <= column)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static void open_one(bc_table_merges_list *merges, uint32_t index)
{
    const bc_table_merge *merge = &merges->all.at[index];
    const size_t at = begun(merges, merge->first_column);
    if (at && merges->all.at[merges->open.at[at - 1]].last_column >= merge->first_column)
        return;
    if (at < merges->open.n && merges->all.at[merges->open.at[at]].first_column <= merge->last_column)
        return;
    bc_vec_add(&merges->open, index);
    memmove(&merges->open.at[at + 1], &merges->open.at[at], (merges->open.n - 1 - at) * sizeof *merges->open.at);
    merges->open.at[at] = index;
    if (merge->last_row + 1 < merges->closing)
        merges->closing = merge->last_row + 1;
}

void bc_table_merges_to_row(bc_table_merges_list *merges, uint32_t row)
{
    if (row >= merges->closing)
        close_passed(merges, row);
    for (; merges->next < merges->all.n && merges->all.at[merges->next].first_row <= row; merges->next++) {
        const uint32_t last = merges->all.at[merges->next].last_row;
        if (last < row)
            continue;
        open_one(merges, merges->next);
    }
    merges->row = row;
}

const bc_table_merge *bc_table_merges_at(const bc_table_merges_list *merges, uint32_t column)
{
    const size_t at = begun(merges, column);
    if (!at)
        return NULL;
    const bc_table_merge *merge = &merges->all.at[merges->open.at[at - 1]];
    return merge->last_column >= column ? merge : NULL;
}
