/* Rows on the page. A cell opens with its first row, and the row that it ends with grows until its text has room; a
 * page that is cut before then must have that room too, and room for the rows at the foot of its pages. */
#include "layout/private/rows.h"

#include "layout/private/cell.h"
#include "layout/private/feet.h"
#include "layout/private/heads.h"

#include <assert.h>

void bc_layout_rows_open(bc_layout_flow *flow, const bc_layout_cell *cell)
{
    bc_vec_add(&flow->open, (bc_layout_flow_open){ .cell = (uint32_t)(cell - flow->table->cells),
                                                   .end = bc_layout_cell_end(flow->table, cell),
                                                   .piece = (uint32_t)flow->pieces.n - 1 });
}

void bc_layout_rows_end(bc_layout_flow *flow, bc_len height, uint32_t row)
{
    assert(height >= 0 && flow->heights.n + 1 == flow->edges.n);
    bc_len natural = bc_layout_flow_y(flow) + height, bottom = natural;
    size_t still_open = 0;
    for (size_t i = 0; i < flow->open.n; i++) {
        bc_layout_flow_open *open = &flow->open.at[i];
        assert(open->piece < flow->pieces.n);
        bc_layout_flow_piece *piece = &flow->pieces.at[open->piece];
        if (open->end > row) {
            flow->open.at[still_open++] = *open;
            continue;
        }
        piece->to = (uint32_t)flow->edges.n;
        bottom = bc_len_max(bottom, flow->edges.at[piece->from] + piece->need);
    }
    flow->open.n = still_open;
    flow->grown = flow->grown || bottom > natural;
    bc_vec_add(&flow->edges, bottom);
    bc_vec_add(&flow->heights, height);
}

void bc_layout_rows_begin(bc_layout_flow *flow, uint32_t row)
{
    if (flow->feet && row > 0 && flow->next == row && bc_layout_feet_end_above(flow, row))
        bc_layout_feet_put_below(flow);
}

void bc_layout_rows_put(bc_layout_flow *flow, uint32_t row)
{
    const bc_layout_row *r = &flow->rows[row];
    bc_layout_rows_begin(flow, row);
    uint32_t from = (uint32_t)flow->edges.n - 1;
    for (uint32_t i = 0; i < r->cells; i++) {
        const bc_layout_cell *cell = &flow->table->cells[r->first_cell + i];
        bc_layout_flow_push(flow, cell, from);
        if (bc_layout_cell_end(flow->table, cell) > row + 1)
            bc_layout_rows_open(flow, cell);
    }
    bc_layout_rows_end(flow, bc_layout_heads_row_height(flow, row), row + 1);
    bc_vec_add(&flow->numbers, row);
    flow->next = row + 1;
}

bc_len bc_layout_rows_bottom(const bc_layout_flow *flow)
{
    bc_len bottom = bc_layout_flow_y(flow);
    for (size_t i = 0; i < flow->open.n; i++) {
        const bc_layout_flow_piece *piece = &flow->pieces.at[flow->open.at[i].piece];
        bottom = bc_len_max(bottom, flow->edges.at[piece->from] + piece->need);
    }
    return bottom + bc_layout_feet_below(flow);
}

bc_layout_rows_mark bc_layout_rows_save(bc_layout_flow *flow)
{
    bc_vec_clear(&flow->saved);
    for (size_t i = 0; i < flow->open.n; i++)
        bc_vec_add(&flow->saved, flow->open.at[i]);
    return (bc_layout_rows_mark){ flow->edges.n, flow->pieces.n, flow->next };
}

void bc_layout_rows_undo(bc_layout_flow *flow, bc_layout_rows_mark mark)
{
    assert(mark.edges > 0 && mark.edges <= flow->edges.n && mark.pieces <= flow->pieces.n);
    flow->edges.n = mark.edges;
    flow->heights.n = flow->numbers.n = mark.edges - 1;
    flow->pieces.n = mark.pieces;
    flow->next = mark.next;
    bc_vec_clear(&flow->open);
    for (size_t i = 0; i < flow->saved.n; i++)
        bc_vec_add(&flow->open, flow->saved.at[i]);
}
