/* Header rows of bands. They are looked at once, when the band begins: how they stand when they are printed again, and
 * whether they are at all. What is left of a page for other rows follows from them. */
#include "layout/private/heads.h"

#include "layout/private/cell.h"
#include "layout/private/feet.h"

#include <assert.h>

/* More header rows than this are no header; printing them again is not tried. */
enum { MAX_HEAD_ROWS = 64 };

const bc_layout_flow_head *bc_layout_heads_of(const bc_layout_flow *flow, uint32_t row)
{
    assert(row < flow->seen || (row == flow->seen && flow->heads.n));
    assert(flow->heads.n && flow->heads.at[0].first == 0);
    size_t i = flow->heads.n - 1;
    while (flow->heads.at[i].first > row)
        i--;
    return &flow->heads.at[i];
}

/* Edges of header rows as they stand when printed again: only cells that end within them count. */
static void place_head(bc_layout_flow *flow, bc_layout_flow_head *head)
{
    const bc_layout_row *rows = flow->rows;
    head->edges = (uint32_t)flow->head_edges.n;
    bc_vec_add(&flow->head_edges, 0);
    for (uint32_t r = head->first; r < head->end; r++) {
        bc_len *edges = &flow->head_edges.at[head->edges];
        bc_len bottom = edges[r - head->first] + bc_len_min(flow->table->heights[r], flow->pager->room);
        uint32_t to = rows[r].first_cell + rows[r].cells;
        for (uint32_t i = rows[head->first].first_cell; i < to; i++) {
            const bc_layout_cell *cell = &flow->table->cells[i];
            uint32_t row = cell->composed->row;
            if (bc_layout_cell_end(flow->table, cell) == r + 1 && row < r)
                bottom = bc_len_max(bottom, edges[row - head->first] + cell->need);
        }
        bc_vec_add(&flow->head_edges, bc_len_min(bottom, flow->pager->room));
    }
    head->height = flow->head_edges.at[head->edges + head->end - head->first];
}

void bc_layout_heads_open_band(bc_layout_flow *flow, uint32_t row)
{
    const bc_layout_row *rows = flow->rows;
    bc_layout_flow_head head = { .first = row, .end = row };
    while (head.end < flow->row_count && rows[head.end].head && rows[head.end].band == rows[row].band)
        head.end++;
    if (head.end - head.first > MAX_HEAD_ROWS)
        head.end = row;
    if (head.end > row && head.end < flow->row_count) {
        place_head(flow, &head);
        if (head.height > (flow->pager->room - flow->continued) / 2)
            head.height = 0;
    }
    bc_vec_add(&flow->heads, head);
}

/* -- heights ------------------------------------------------------------------------------------------- */

bc_len bc_layout_heads_again(const bc_layout_flow *flow, uint32_t row)
{
    int64_t height = 0;
    const bc_layout_again *again = flow->table->composed->again;
    for (uint32_t at = again ? flow->rows[row].under : 0; at; at = again[at - 1].above)
        height += flow->table->repeated[at - 1].height;
    return height <= (flow->pager->room - flow->continued) / 4 ? (bc_len)height : 0;
}

bc_len bc_layout_heads_body(const bc_layout_flow *flow, uint32_t row)
{
    bc_len room = flow->pager->room - bc_layout_feet_most(flow, row);
    if (row == 0)
        return room;
    const bc_layout_flow_head *head = bc_layout_heads_of(flow, row);
    bc_len above = row < head->end ? 0 : head->height + bc_layout_feet_above(flow, row);
    return room - flow->continued - above - bc_layout_heads_again(flow, row);
}

bc_len bc_layout_heads_label_room(const bc_layout_flow *flow, const bc_layout_cell *cell)
{
    uint32_t row = cell->composed->row;
    const bc_layout_flow_head *head = bc_layout_heads_of(flow, row);
    bc_len above = head->height;
    if (head->height && row < head->end)
        above = flow->head_edges.at[head->edges + row - head->first];
    bc_len feet = bc_layout_feet_above(flow, row) + bc_layout_feet_most(flow, row);
    return flow->pager->room - flow->continued - above - feet - bc_layout_heads_again(flow, row);
}

bool bc_layout_heads_is_tall_label(const bc_layout_flow *flow, const bc_layout_cell *cell)
{
    return flow->has_tall_labels && cell->need > bc_layout_heads_label_room(flow, cell) &&
           bc_layout_cell_end(flow->table, cell) > cell->composed->row + 1;
}

bc_len bc_layout_heads_row_height(const bc_layout_flow *flow, uint32_t row)
{
    const bc_layout_row *r = &flow->rows[row];
    bc_len height = flow->table->heights[row];
    if (flow->has_tall_labels)
        for (uint32_t i = 0; i < r->cells; i++) {
            const bc_layout_cell *cell = &flow->table->cells[r->first_cell + i];
            if (bc_layout_heads_is_tall_label(flow, cell))
                height = bc_len_max(height, cell->need);
        }
    return height;
}
