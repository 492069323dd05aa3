/* Rows and cells are on the heap until their table is whole, and cost what they hold meanwhile. */
#include "layout/private/composing.h"

static void count(bc_layout_builder *b, size_t bytes)
{
    bc_quota *quota = b->c->arena->quota;
    if (!quota)
        return;
    bc_quota_give(quota, b->counted);
    bc_quota_take(quota, bytes);
    b->counted = bytes;
}

void bc_layout_compose_count(bc_layout_builder *b)
{
    count(b, (b->rows.capacity + b->page_rows.capacity) * sizeof *b->rows.at +
                 (b->cells.capacity + b->page_cells.capacity) * sizeof *b->cells.at);
}

void bc_layout_compose_count_none(bc_layout_builder *b)
{
    count(b, 0);
}
