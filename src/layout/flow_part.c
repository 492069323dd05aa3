#include "layout/private/flow.h"

/* -- placing -------------------------------------------------------------------------------------------- */

bc_layout_cell_part *bc_layout_flow_push_piece(bc_layout_flow *flow, const bc_layout_cell *cell, uint32_t from)
{
    bc_layout_cell_part *piece = bc_vec_push(&flow->pieces);
    *piece = (bc_layout_cell_part){ .cell = cell,
                                    .text = cell->text,
                                    .lines = cell->lines.at,
                                    .end = cell->lines.n,
                                    .from = from,
                                    .to = from + 1,
                                    .need = cell->need };
    return piece;
}

/* The last piece pushed covers rows still to come. */
void bc_layout_flow_push_open(bc_layout_flow *flow, const bc_layout_cell *cell)
{
    *bc_vec_push(&flow->open) = (bc_layout_open_span){ .cell = (uint32_t)(cell - flow->table->cells),
                                                       .end = bc_layout_cell_end(flow->table, cell),
                                                       .piece = (uint32_t)flow->pieces.n - 1 };
}

void bc_layout_flow_end_row(bc_layout_flow *flow, bc_len height, uint32_t row)
{
    bc_len natural = bc_layout_flow_y(flow) + height, bottom = natural;
    size_t still_open = 0;
    for (size_t i = 0; i < flow->open.n; i++) {
        bc_layout_open_span *open = &flow->open.at[i];
        bc_layout_cell_part *piece = &flow->pieces.at[open->piece];
        if (open->end > row) {
            flow->open.at[still_open++] = *open;
            continue;
        }
        piece->to = (uint32_t)flow->edges.n;
        bottom = bc_len_max(bottom, flow->edges.at[piece->from] + piece->need);
    }
    flow->open.n = still_open;
    flow->grown = flow->grown || bottom > natural;
    *bc_vec_push(&flow->edges) = bottom;
    *bc_vec_push(&flow->heights) = height;
}

void bc_layout_flow_put_row(bc_layout_flow *flow, uint32_t row)
{
    const bc_layout_row *r = &flow->table->rows[row];
    uint32_t from = (uint32_t)flow->edges.n - 1;
    for (uint32_t i = 0; i < r->cells; i++) {
        const bc_layout_cell *cell = &flow->table->cells[r->first_cell + i];
        bc_layout_flow_push_piece(flow, cell, from);
        if (bc_layout_cell_end(flow->table, cell) > row + 1)
            bc_layout_flow_push_open(flow, cell);
    }
    bc_layout_flow_end_row(flow, bc_layout_flow_own_height(flow, row), row + 1);
}

bc_len bc_layout_flow_bottom(const bc_layout_flow *flow)
{
    bc_len bottom = bc_layout_flow_y(flow);
    for (size_t i = 0; i < flow->open.n; i++) {
        const bc_layout_cell_part *piece = &flow->pieces.at[flow->open.at[i].piece];
        bottom = bc_len_max(bottom, flow->edges.at[piece->from] + piece->need);
    }
    return bottom;
}

bc_layout_flow_mark bc_layout_flow_save(bc_layout_flow *flow)
{
    bc_vec_clear(&flow->saved);
    for (size_t i = 0; i < flow->open.n; i++)
        *bc_vec_push(&flow->saved) = flow->open.at[i];
    return (bc_layout_flow_mark){ flow->edges.n, flow->pieces.n };
}

void bc_layout_flow_undo(bc_layout_flow *flow, bc_layout_flow_mark mark)
{
    flow->edges.n = mark.edges;
    flow->heights.n = mark.edges - 1;
    flow->pieces.n = mark.pieces;
    bc_vec_clear(&flow->open);
    for (size_t i = 0; i < flow->saved.n; i++)
        *bc_vec_push(&flow->open) = flow->saved.at[i];
}

/* -- going on ------------------------------------------------------------------------------------------- */

/* Puts （续） behind a label; left out where it would not fit. */
static void mark_continued(bc_layout_flow *flow, bc_layout_cell_part *piece)
{
    bc_layout_pager *pager = flow->pager;
    const bc_layout_cell *cell = piece->cell;
    if (!pager->setter || !cell->text.n)
        return;
    bc_str text = bc_arena_printf(&pager->arena, "%.*s（续）", BC_STR_ARG(cell->text));
    bc_text_box box = bc_layout_cell_box(cell);
    bc_text_lines lines = bc_text_wrap(pager->setter, &pager->arena, text, &cell->style->text, &box);
    bc_len need = bc_layout_cell_height(cell, lines.n);
    if (need > bc_layout_flow_label_room(flow, cell))
        return;
    piece->text = text;
    piece->lines = lines.at;
    piece->end = lines.n;
    piece->need = need;
}

static void reopen(bc_layout_flow *flow, bc_layout_open_span *open, uint32_t from)
{
    const bc_layout_cell *cell = &flow->table->cells[open->cell];
    bc_layout_cell_part *piece = bc_layout_flow_push_piece(flow, cell, from);
    open->piece = (uint32_t)flow->pieces.n - 1;
    piece->role = BC_ITEM_REPEATED;
    if (cell->policy == BC_SPAN_ONCE || bc_layout_flow_is_tall_label(flow, cell)) {
        piece->end = 0;
        piece->need = 0;
    } else if (cell->policy == BC_SPAN_REPEAT_CONTINUED) {
        mark_continued(flow, piece);
    }
}

static void reopen_between(bc_layout_flow *flow, uint32_t first_row, uint32_t end_row, uint32_t from)
{
    for (size_t i = 0; i < flow->open.n; i++) {
        bc_layout_open_span *open = &flow->open.at[i];
        uint32_t row = flow->table->cells[open->cell].row;
        if (row >= first_row && row < end_row)
            reopen(flow, open, from);
    }
}

/* Cells of one header row: those that end in the head, and those (a stub) that had gone on below it and are over. */
static void repeat_head_row(bc_layout_flow *flow, const bc_layout_band_head *head, uint32_t row, uint32_t next)
{
    const bc_layout_row *r = &flow->table->rows[row];
    for (uint32_t i = 0; i < r->cells; i++) {
        const bc_layout_cell *cell = &flow->table->cells[r->first_cell + i];
        uint32_t end = bc_layout_cell_end(flow->table, cell);
        if (end > next)
            continue;
        uint32_t to = end < head->end ? end : head->end;
        bc_layout_cell_part *piece = bc_layout_flow_push_piece(flow, cell, row - head->first);
        piece->to = to - head->first;
        piece->role = BC_ITEM_REPEATED;
        const bc_len *edges = &flow->head_edges.at[head->edges];
        if (end > head->end && cell->need > edges[piece->to] - edges[piece->from])
            piece->end = 0; /* it needed rows that do not come again */
        piece->need = 0;
    }
}

static void repeat_head(bc_layout_flow *flow, const bc_layout_band_head *head, uint32_t next)
{
    const bc_len *edges = &flow->head_edges.at[head->edges];
    bc_len top = bc_layout_flow_y(flow);
    reopen_between(flow, 0, head->first, 0);
    for (uint32_t r = head->first; r < head->end; r++) {
        uint32_t k = r - head->first;
        repeat_head_row(flow, head, r, next);
        reopen_between(flow, r, r + 1, k);
        *bc_vec_push(&flow->edges) = top + edges[k + 1];
        *bc_vec_push(&flow->heights) = edges[k + 1] - edges[k];
    }
    reopen_between(flow, head->end, next + 1, head->end - head->first);
}

void bc_layout_flow_begin_part(bc_layout_flow *flow, uint32_t row)
{
    bc_vec_clear(&flow->edges);
    bc_vec_clear(&flow->heights);
    bc_vec_clear(&flow->pieces);
    bool goes_on = row > 0 || flow->begun;
    flow->placed = flow->body_placed = 0;
    flow->grown = false;
    flow->shows_continued = goes_on && flow->continued > 0;
    *bc_vec_push(&flow->edges) = flow->pager->y + (flow->shows_continued ? flow->continued : 0);
    const bc_layout_band_head *head = goes_on ? bc_layout_flow_head(flow, row) : NULL;
    if (head && head->height && row >= head->end)
        repeat_head(flow, head, row);
    else
        reopen_between(flow, 0, row + 1, 0);
}

void bc_layout_flow_end_part(bc_layout_flow *flow)
{
    bc_layout_pager *pager = flow->pager;
    if (!flow->placed)
        return;
    bc_len bottom = bc_layout_flow_bottom(flow);
    for (size_t i = 0; i < flow->open.n; i++)
        flow->pieces.at[flow->open.at[i].piece].to = (uint32_t)flow->edges.n - 1;
    flow->grown = flow->grown || bottom > bc_layout_flow_y(flow);
    flow->edges.at[flow->edges.n - 1] = bottom;
    if (pager->draw)
        bc_layout_flow_draw(flow);
    pager->y = bottom;
    pager->empty = false;
    flow->begun = true;
}

void bc_layout_flow_cut(bc_layout_flow *flow, uint32_t row)
{
    bc_layout_flow_end_part(flow);
    bc_layout_pager_turn(flow->pager);
    bc_layout_flow_begin_part(flow, row);
}
