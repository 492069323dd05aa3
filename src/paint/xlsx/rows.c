/* Heights of sheet rows: as measured for the paper, or more where the text needs more lines in Excel. Cells are
 * linked by the row that they end in, for that is the row which grows when a merged cell's text does not fit. */
#include "paint/xlsx/private/rows.h"

#include "paint/xlsx/private/fit.h"

static bc_len cell_need(const bc_layout_cell *cell)
{
    const bc_layout_composed_cell *composed = cell->composed;
    uint32_t lines = bc_xlsx_fit_lines(composed->text, cell->style->text.size, composed->x1 - composed->x0);
    if (cell->line_count > lines)
        lines = cell->line_count;
    return bc_len_max(cell->need, bc_xlsx_fit_height(&cell->style->text, lines));
}

/* Cells by the row they end in: `next` links the cells, `ending` begins a row's list. */
typedef struct endings {
    uint32_t *ending, *next; /* index + 1; 0 ends */
} endings;

static endings list_endings(const bc_layout_composed_table *table, bc_arena *arena)
{
    endings e = { BC_NEW_ARRAY(arena, uint32_t, table->row_count), BC_NEW_ARRAY(arena, uint32_t, table->cell_count) };
    for (uint32_t i = table->cell_count; i-- > 0;) {
        const bc_layout_composed_cell *cell = &table->cells[i];
        if (cell->row >= table->row_count || !cell->style)
            continue;
        uint32_t rows = cell->rows ? cell->rows : 1;
        uint32_t last = rows > table->row_count - cell->row ? table->row_count - 1 : cell->row + rows - 1;
        e.next[i] = e.ending[last];
        e.ending[last] = i + 1;
    }
    return e;
}

/* Each row is as high as measured or as its own cells need here; where a merged cell ends, the row grows until that
 * cell's text fits, as measure.c does. */
static void grow_rows(const bc_layout_table *table, bc_len *heights, bc_arena *arena)
{
    uint32_t rows = table->composed->row_count;
    endings e = list_endings(table->composed, arena);
    int64_t *top = BC_NEW_ARRAY(arena, int64_t, (size_t)rows + 1);
    for (uint32_t r = 0; r < rows; r++) {
        int64_t height = table->unbroken_heights[r];
        for (uint32_t i = e.ending[r]; i; i = e.next[i - 1]) {
            const bc_layout_cell *cell = &table->cells[i - 1];
            int64_t missing = cell_need(cell) - (top[r] - top[cell->composed->row]);
            if (missing > height)
                height = missing;
        }
        heights[r] = height > BC_LEN_MAX / 2 ? BC_LEN_MAX / 2 : (bc_len)height;
        top[r + 1] = top[r] + heights[r];
    }
}

uint32_t bc_xlsx_rows_pieces(bc_len height, bc_len *each)
{
    uint32_t pieces = height > BC_MAX_XLSX_ROW ? (uint32_t)((height - 1) / BC_MAX_XLSX_ROW) + 1 : 1;
    bc_len share = height / (bc_len)pieces;
    *each = bc_len_max((share + BC_XLSX_PIXEL - 1) / BC_XLSX_PIXEL, 1) * BC_XLSX_PIXEL;
    return pieces;
}

bc_xlsx_rows bc_xlsx_rows_make(const bc_layout_table *table, bc_arena *arena)
{
    uint32_t n = table->composed->row_count;
    bc_xlsx_rows rows = { BC_NEW_ARRAY(arena, bc_len, n), BC_NEW_ARRAY(arena, uint32_t, (size_t)n + 1) };
    grow_rows(table, rows.heights, arena);
    for (uint32_t r = 0; r < n; r++) {
        bc_len each;
        rows.first[r + 1] = rows.first[r] + bc_xlsx_rows_pieces(rows.heights[r], &each);
    }
    return rows;
}
