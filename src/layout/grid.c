/* What pagination relies on in a table. The order of its cells and what was measured of them is asked of each row when
 * it is first seen. Grid tiling is checked row by row: the boxes that cover a row are kept in the order of their left
 * sides, and each must begin where the one before it ends. That is too costly for every run, so only the stress build
 * asks, about each table that is composed and each part of one that is printed. */
#include "layout/private/grid.h"

#include "base/vec.h"
#include "layout/private/cell.h"

#include <assert.h>

typedef BC_VEC(bc_layout_stroke_box) box_list;

static void drop_ended(box_list *open, uint32_t row)
{
    size_t kept = 0;
    for (size_t i = 0; i < open->n; i++)
        if (open->at[i].to > row)
            open->at[kept++] = open->at[i];
    open->n = kept;
}

static void insert(box_list *open, bc_layout_stroke_box box)
{
    (void)bc_vec_push(open);
    size_t at = open->n - 1;
    for (; at > 0 && open->at[at - 1].x0 > box.x0; at--)
        open->at[at] = open->at[at - 1];
    open->at[at] = box;
}

static bool row_is_tiled(const box_list *open, bc_len width)
{
    bc_len x = 0;
    for (size_t i = 0; i < open->n; i++) {
        if (open->at[i].x0 != x || open->at[i].x1 <= x)
            return false;
        x = open->at[i].x1;
    }
    return x == width;
}

bool bc_layout_grid_is_tiled(const bc_layout_stroke_box *boxes, size_t n, uint32_t rows, bc_len width)
{
    box_list open = { 0 };
    size_t next = 0;
    bool tiled = true;
    for (uint32_t r = 0; r < rows && tiled; r++) {
        drop_ended(&open, r);
        for (; next < n && boxes[next].from <= r; next++)
            insert(&open, boxes[next]);
        tiled = row_is_tiled(&open, width);
    }
    bc_vec_release(&open);
    return tiled && next == n;
}

bool bc_layout_grid_table_is_tiled(const bc_layout_composed_table *table)
{
    BC_VEC(bc_layout_stroke_box) boxes = { 0 };
    for (uint32_t i = 0; i < table->cell_count; i++) {
        const bc_layout_composed_cell *cell = &table->cells[i];
        assert(i == 0 || table->cells[i - 1].row <= cell->row);
        bc_vec_add(&boxes,
                   (bc_layout_stroke_box){ cell->x0, cell->x1, cell->row, bc_layout_composed_cell_end(table, cell) });
    }
    bool tiled = bc_layout_grid_is_tiled(boxes.at, boxes.n, table->row_count, table->width);
    bc_vec_release(&boxes);
    return tiled;
}

bool bc_layout_grid_row_is_in_order(const bc_layout_composed_table *table, uint32_t row)
{
    const bc_layout_row *r = &table->rows[row], *above = row ? r - 1 : NULL;
    if (r->first_cell != (above ? above->first_cell + above->cells : 0) || (above && above->band > r->band))
        return false;
    for (uint32_t i = r->first_cell; i < r->first_cell + r->cells; i++) {
        const bc_layout_composed_cell *cell = &table->cells[i];
        if (i >= table->cell_count || cell->row != row || cell->x1 <= cell->x0 ||
            (i > r->first_cell && cell[-1].x1 > cell->x0))
            return false;
    }
    return true;
}

bool bc_layout_grid_row_is_measured(const bc_layout_table *table, uint32_t row)
{
    const bc_layout_row *r = &table->composed->rows[row];
    for (uint32_t i = r->first_cell; i < r->first_cell + r->cells; i++) {
        const bc_layout_cell *cell = &table->cells[i];
        bool own = bc_layout_cell_end(table, cell) == row + 1;
        if (cell->composed != &table->composed->cells[i] || (own && cell->need > table->heights[row]))
            return false;
    }
    return table->unbroken_heights[row] >= table->heights[row];
}
