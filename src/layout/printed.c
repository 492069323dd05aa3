/* Lines printed so far, cell by cell. Parts of a text come one after the other, so one number for each cell is enough
 * to tell that nothing is left out, said twice or out of order. */
#include "layout/private/printed.h"

bool bc_layout_printed_add(bc_layout_printed *printed, uint32_t cell, uint32_t first, uint32_t end)
{
    while (printed->lines.n <= cell)
        bc_vec_add(&printed->lines, 0);
    bool follows = printed->lines.at[cell] == first && first <= end;
    printed->lines.at[cell] = end;
    return follows;
}

bool bc_layout_printed_is_all(const bc_layout_printed *printed, const bc_layout_table *table)
{
    for (uint32_t i = 0; i < table->composed->cell_count; i++)
        if ((i < printed->lines.n ? printed->lines.at[i] : 0) != table->cells[i].line_count)
            return false;
    return true;
}

void bc_layout_printed_release(bc_layout_printed *printed)
{
    bc_vec_release(&printed->lines);
}
