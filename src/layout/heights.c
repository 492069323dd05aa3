/* Heights of rows from those of their cells: a row is as high as its tallest cell of one row, and cells over several
 * rows are spread over them for whoever does not cut pages. */
#include "layout/private/heights.h"

#include "layout/private/cell.h"
#include "layout/private/spread.h"

#include <assert.h>
#include <string.h>

/* Returns how many cells cover several rows. */
static uint32_t find_own(const bc_layout_table *table, bc_len *heights)
{
    const bc_layout_composed_table *composed = table->composed;
    uint32_t spans = 0;
    for (uint32_t r = 0; r < bc_layout_all_rows(composed); r++) {
        const bc_layout_row *row = &composed->rows[r];
        heights[r] = bc_layout_height_bounded(row->least_height);
        for (uint32_t i = row->first_cell; i < row->first_cell + row->cells; i++) {
            assert(i < bc_layout_all_cells(composed) && composed->cells[i].row == r);
            if (bc_layout_cell_end(table, &table->cells[i]) == r + 1)
                heights[r] = bc_len_max(heights[r], table->cells[i].need);
            else
                spans++;
        }
    }
    return spans;
}

/* Heights with which the spans have room. `scratch` holds these while they are at work. */
static const bc_len *spread_spans(const bc_layout_table *table, uint32_t spans, bc_arena *arena, bc_arena *scratch)
{
    const bc_layout_composed_table *composed = table->composed;
    bc_len *heights = BC_NEW_ARRAY(arena, bc_len, bc_layout_all_rows(composed));
    memcpy(heights, table->heights, bc_layout_all_rows(composed) * sizeof *heights);
    bc_layout_covering *coverings = BC_NEW_ARRAY(scratch, bc_layout_covering, spans);
    uint32_t n = 0;
    for (uint32_t i = 0; i < bc_layout_all_cells(composed); i++) {
        const bc_layout_cell *cell = &table->cells[i];
        uint32_t row = cell->composed->row, end = bc_layout_cell_end(table, cell);
        if (end > row + 1)
            coverings[n++] = (bc_layout_covering){ .from = row, .to = end, .need = cell->need };
    }
    assert(n == spans);
    bc_layout_spread_heights(heights, bc_layout_all_rows(composed), coverings, n, scratch);
    return heights;
}

void bc_layout_heights_find(bc_layout_table *table, bc_arena *arena)
{
    bc_len *heights = BC_NEW_ARRAY(arena, bc_len, bc_layout_all_rows(table->composed));
    uint32_t spans = find_own(table, heights);
    table->heights = table->unbroken_heights = heights;
    if (!spans)
        return;
    bc_arena scratch = { 0 };
    table->unbroken_heights = spread_spans(table, spans, arena, &scratch);
    bc_arena_release(&scratch);
}
