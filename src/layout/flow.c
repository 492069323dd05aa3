#include "layout/private/flow.h"

void bc_layout_flow_init(bc_layout_flow *flow, bc_layout_pager *pager, const bc_layout_table *table, bc_len reserve)
{
    *flow = (bc_layout_flow){ .pager = pager, .table = table, .diags = pager->diags, .reserve = reserve };
    if (table->continued.n && table->continued_style) {
        bc_len height = table->continued_style->text.leading + table->continued_style->after;
        /* On a page so low that it would take a quarter, rows are worth more. */
        if (height <= pager->room / 4)
            flow->continued = height;
    }
}

void bc_layout_flow_release(bc_layout_flow *flow)
{
    bc_vec_release(&flow->kept);
    bc_vec_release(&flow->heads);
    bc_vec_release(&flow->head_edges);
    bc_vec_release(&flow->edges);
    bc_vec_release(&flow->heights);
    bc_vec_release(&flow->pieces);
    bc_vec_release(&flow->open);
    bc_vec_release(&flow->saved);
    bc_vec_release(&flow->split);
}

/* Whether a break above the next row is one: something stands on the page that may end it. */
static bool can_cut(const bc_layout_flow *flow)
{
    return flow->body_placed > 0 || (!flow->pager->empty && !flow->pager->pinned);
}

static bc_len height_below(const bc_layout_flow *flow, uint32_t end, bool can_cut_first)
{
    if (end == flow->table->row_count)
        return flow->reserve;
    /* The chunk was broken where the page would end: a row that must be split goes on, so its first part comes along.
     */
    bool splits = can_cut_first && end < flow->seen && bc_layout_flow_glue(flow, end) > BC_GLUE_NONE &&
                  bc_layout_flow_own_height(flow, end) > bc_layout_flow_body(flow, end);
    return splits ? bc_layout_flow_split_least(flow, end) : 0;
}

/* Places the rows if they fit with what must stand below them; else leaves all as it was. */
static bool place_chunk(bc_layout_flow *flow, uint32_t row, uint32_t end)
{
    bc_len limit = flow->pager->room;
    bc_layout_flow_mark mark = bc_layout_flow_save(flow);
    for (uint32_t r = row; r < end && bc_layout_flow_y(flow) <= limit; r++)
        bc_layout_flow_put_row(flow, r);
    bool all = flow->edges.n == mark.edges + end - row;
    int64_t bottom = (int64_t)bc_layout_flow_bottom(flow) + height_below(flow, end, can_cut(flow));
    if (!all || bottom > limit) {
        bc_layout_flow_undo(flow, mark);
        return false;
    }
    for (uint32_t r = row; r < end; r++)
        flow->body_placed += !flow->table->rows[r].head;
    flow->placed += end - row;
    return true;
}

/* Of rows that do not fit this page together though nothing can be cut off above them: how far they do. */
static uint32_t fitting_end(bc_layout_flow *flow, uint32_t row, uint32_t end)
{
    bc_layout_flow_mark mark = bc_layout_flow_save(flow);
    uint32_t r = row;
    do
        bc_layout_flow_put_row(flow, r);
    while (bc_layout_flow_bottom(flow) <= flow->pager->room && ++r < end - 1);
    bc_layout_flow_undo(flow, mark);
    return r > row ? bc_layout_flow_weakest_edge(flow, row, r) : row + 1;
}

void bc_layout_flow_run(bc_layout_flow *flow)
{
    uint32_t row = 0, end = 0;
    bc_layout_flow_begin_part(flow, 0);
    while (row < flow->table->row_count && !flow->pager->stopped) {
        if (end <= row)
            end = bc_layout_flow_chunk_end(flow, row);
        bool may_cut = can_cut(flow);
        if (place_chunk(flow, row, end)) {
            row = end;
        } else if (end == row + 1 &&
                   (!may_cut || bc_layout_flow_own_height(flow, row) > bc_layout_flow_body(flow, row))) {
            bc_layout_flow_split_row(flow, row, may_cut);
            row++;
        } else if (may_cut) {
            bc_layout_flow_cut(flow, row);
        } else {
            end = fitting_end(flow, row, end);
        }
    }
    bc_layout_flow_end_part(flow);
}

bc_len bc_layout_flow_first_height(bc_layout_pager *pager, const bc_layout_table *table, bc_len reserve)
{
    bc_layout_flow flow;
    bc_layout_flow_init(&flow, pager, table, reserve);
    flow.diags = NULL;
    *bc_vec_push(&flow.edges) = 0;
    uint32_t end = bc_layout_flow_chunk_end(&flow, 0);
    for (uint32_t r = 0; r < end; r++)
        bc_layout_flow_put_row(&flow, r);
    bc_len height = bc_layout_flow_bottom(&flow) + height_below(&flow, end, true);
    bc_layout_flow_release(&flow);
    return height;
}
