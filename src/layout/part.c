/* A part of a table: begun with what is printed again (the continuation line, header rows, labels of cells that are
 * still open), ended by closing what is open. */
#include "layout/private/part.h"

#include "layout/private/cell.h"
#include "layout/private/drawing.h"
#include "layout/private/feet.h"
#include "layout/private/heads.h"
#include "layout/private/rows.h"
#include "layout/private/special.h"
#include "layout/repeated.h"

#include <assert.h>

/* -- a page begins ------------------------------------------------------------------------------------- */

static void say(bc_layout_flow_piece *piece, bc_str text, bc_text_lines lines, bc_len need)
{
    piece->text = text;
    piece->lines = lines.at;
    piece->end = lines.n;
    piece->need = need;
}

/* Puts （续） behind a label; left out where it would not fit. */
static void mark_continued(bc_layout_flow *flow, bc_layout_flow_piece *piece)
{
    bc_layout_pager *pager = flow->pager;
    const bc_layout_cell *cell = piece->cell;
    if (!pager->typesetter || !cell->composed->text.n || bc_layout_special_is(cell) || bc_layout_cell_stands(cell))
        return;
    bc_str text = bc_layout_repeated_words(&pager->arena, cell->composed->text);
    bc_text_box box = bc_layout_cell_box(cell);
    bc_text_lines lines = bc_text_wrap(pager->typesetter, &pager->arena, text, &cell->style->text, &box);
    bc_len need = bc_layout_cell_height(cell->style, lines.n);
    if (need > bc_layout_heads_label_room(flow, cell))
        return;
    say(piece, text, lines, need);
}

static void reopen(bc_layout_flow *flow, bc_layout_flow_open *open, uint32_t from)
{
    const bc_layout_cell *cell = &flow->table->cells[open->cell];
    bc_layout_flow_piece *piece = bc_layout_flow_push(flow, cell, from);
    open->piece = (uint32_t)flow->pieces.n - 1;
    piece->role = BC_ITEM_REPEATED;
    if (cell->composed->policy == BC_SPAN_ONCE || bc_layout_heads_is_tall_label(flow, cell)) {
        piece->end = 0;
        piece->need = 0;
    } else if (cell->composed->policy == BC_SPAN_REPEAT_CONTINUED) {
        mark_continued(flow, piece);
    }
}

static void reopen_between(bc_layout_flow *flow, uint32_t first_row, uint32_t until_row, uint32_t from)
{
    for (size_t i = 0; i < flow->open.n; i++) {
        bc_layout_flow_open *open = &flow->open.at[i];
        uint32_t row = flow->table->cells[open->cell].composed->row;
        if (row >= first_row && row < until_row)
            reopen(flow, open, from);
    }
}

/* A row of a group again, those of the groups around it first. */
static void put_again(bc_layout_flow *flow, uint32_t place)
{
    const bc_layout_again *again = &flow->table->composed->again[place - 1];
    const bc_layout_row *row = &flow->rows[again->row];
    if (again->above)
        put_again(flow, again->above);
    const uint32_t from = (uint32_t)flow->edges.n - 1;
    const bc_layout_repeated *repeated = &flow->table->repeated[place - 1];
    for (uint32_t i = 0; i < row->cells; i++) {
        const bc_layout_cell *cell = &flow->table->cells[row->first_cell + i];
        if (cell->composed->rows > 1)
            continue; /* a stub, which began with it */
        bc_layout_flow_piece *piece = bc_layout_flow_push(flow, cell, from);
        piece->role = BC_ITEM_REPEATED;
        if (i == repeated->marked)
            say(piece, repeated->words, repeated->lines, repeated->need);
    }
    bc_vec_add(&flow->edges, bc_layout_flow_y(flow) + repeated->height);
    bc_vec_add(&flow->heights, repeated->height);
    bc_vec_add(&flow->numbers, BC_NOWHERE);
}

/* Whether the cell stands beside the rows that come at the head of a page which begins with `next`, as a stub does. */
static bool stands_beside(const bc_layout_flow *flow, const bc_layout_cell *cell, uint32_t next)
{
    const uint32_t place = flow->rows[next].under;
    if (bc_layout_feet_is_beside(flow, cell) || !place)
        return bc_layout_feet_is_beside(flow, cell);
    const bc_layout_row *row = &flow->rows[flow->table->composed->again[place - 1].row];
    uint32_t first = row->first_cell;
    while (flow->table->cells[first].composed->rows > 1 && first + 1 < row->first_cell + row->cells)
        first++;
    return cell->composed->x1 <= flow->table->cells[first].composed->x0;
}

/* Below the header rows, if there are any: what is open of rows from `first_row` on begins again, below the rows at the
 * head of the page and those of groups unless it stands beside these. */
static void reopen_body(bc_layout_flow *flow, uint32_t first_row, uint32_t next, uint32_t from)
{
    for (int beside = 1; beside >= 0; beside--) {
        for (size_t i = 0; i < flow->open.n; i++) {
            bc_layout_flow_open *open = &flow->open.at[i];
            const bc_layout_cell *cell = &flow->table->cells[open->cell];
            bool among = cell->composed->row >= first_row && cell->composed->row <= next;
            if (among && stands_beside(flow, cell, next) == beside)
                reopen(flow, open, from);
        }
        if (beside && bc_layout_feet_goes_on(flow, next))
            bc_layout_feet_put_above(flow, next);
        if (beside && bc_layout_heads_again(flow, next))
            put_again(flow, flow->rows[next].under);
        from = (uint32_t)flow->edges.n - 1;
    }
}

/* Cells of one header row: those that end in the head, and those (a stub) that had gone on below it and are over. */
static void repeat_head_row(bc_layout_flow *flow, const bc_layout_flow_head *head, uint32_t row, uint32_t next)
{
    const bc_layout_row *r = &flow->rows[row];
    for (uint32_t i = 0; i < r->cells; i++) {
        const bc_layout_cell *cell = &flow->table->cells[r->first_cell + i];
        uint32_t end = bc_layout_cell_end(flow->table, cell);
        if (end > next)
            continue;
        uint32_t to = end < head->end ? end : head->end;
        bc_layout_flow_piece *piece = bc_layout_flow_push(flow, cell, row - head->first);
        piece->to = to - head->first;
        piece->role = BC_ITEM_REPEATED;
        const bc_len *edges = &flow->head_edges.at[head->edges];
        if (end > head->end && cell->need > edges[piece->to] - edges[piece->from])
            piece->end = 0; /* it needed rows that do not come again */
        piece->need = 0;
    }
}

/* Whether a page that begins with the row has rows of its own below the header. */
static bool has_more(const bc_layout_flow *flow, uint32_t row)
{
    return bc_layout_feet_goes_on(flow, row) || bc_layout_heads_again(flow, row);
}

static void repeat_head(bc_layout_flow *flow, const bc_layout_flow_head *head, uint32_t next)
{
    const bc_len *edges = &flow->head_edges.at[head->edges];
    bc_len top = bc_layout_flow_y(flow);
    reopen_between(flow, 0, head->first, 0);
    for (uint32_t r = head->first; r < head->end; r++) {
        uint32_t k = r - head->first;
        repeat_head_row(flow, head, r, next);
        reopen_between(flow, r, r + 1, k);
        bc_vec_add(&flow->edges, top + edges[k + 1]);
        bc_vec_add(&flow->heights, edges[k + 1] - edges[k]);
        bc_vec_add(&flow->numbers, BC_NOWHERE);
    }
    if (has_more(flow, next))
        reopen_body(flow, head->end, next, head->end - head->first);
    else
        reopen_between(flow, head->end, next + 1, head->end - head->first);
}

void bc_layout_part_begin(bc_layout_flow *flow, uint32_t row, bool inside)
{
    bc_vec_clear(&flow->edges);
    bc_vec_clear(&flow->heights);
    bc_vec_clear(&flow->numbers);
    bc_vec_clear(&flow->pieces);
    bool goes_on = row > 0 || flow->begun;
    flow->placed = flow->body_placed = 0;
    flow->first_row = flow->next = row;
    flow->goes_on = inside;
    flow->inside = false;
    flow->grown = false;
    flow->shows_continued = goes_on && flow->continued > 0;
    bc_vec_add(&flow->edges, flow->pager->y + (flow->shows_continued ? flow->continued : 0));
    const bc_layout_flow_head *head = goes_on ? bc_layout_heads_of(flow, row) : NULL;
    if (head && head->height && row >= head->end)
        repeat_head(flow, head, row);
    else if (goes_on && has_more(flow, row))
        reopen_body(flow, 0, row, 0);
    else
        reopen_between(flow, 0, row + 1, 0);
}

/* -- a page ends --------------------------------------------------------------------------------------- */

#ifndef NDEBUG
/* A part that goes on with a band has the band's header rows on top, whole and as high as they were planned. */
static bool shows_head(const bc_layout_flow *flow)
{
    const bc_layout_flow_head *head = bc_layout_heads_of(flow, flow->first_row);
    if (!flow->begun || !head->height || flow->first_row < head->end)
        return true;
    const bc_layout_row *last = &flow->rows[head->end - 1];
    size_t next = 0, rows = head->end - head->first;
    for (uint32_t i = flow->rows[head->first].first_cell; i < last->first_cell + last->cells; i++) {
        const bc_layout_cell *cell = &flow->table->cells[i];
        if (bc_layout_cell_end(flow->table, cell) > head->end)
            continue;
        while (next < flow->pieces.n && flow->pieces.at[next].cell != cell)
            next++;
        const bc_layout_flow_piece *piece = &flow->pieces.at[next];
        if (next == flow->pieces.n || piece->role != BC_ITEM_REPEATED || piece->end != cell->line_count ||
            piece->from != cell->composed->row - head->first)
            return false;
    }
    return flow->edges.n > rows && flow->edges.at[rows] - flow->edges.at[0] == head->height;
}

/* Every line once and in order: each piece goes on where the cell's last one ended. */
static bool lines_go_on(bc_layout_flow *flow)
{
    bool go_on = true;
    for (size_t i = 0; i < flow->pieces.n && go_on; i++) {
        const bc_layout_flow_piece *piece = &flow->pieces.at[i];
        uint32_t cell = (uint32_t)(piece->cell - flow->table->cells);
        if (piece->role == BC_ITEM_CONTENT && cell < flow->table->composed->cell_count)
            go_on = bc_layout_printed_add(&flow->printed, cell, piece->first, piece->end);
    }
    return go_on;
}
#endif

/* Says which rows the page has. */
static void show_rows(bc_layout_flow *flow)
{
    bc_layout_shown_row *rows = BC_NEW_ARRAY(&flow->pager->arena, bc_layout_shown_row, flow->numbers.n);
    uint32_t n = 0;
    assert(flow->numbers.n == flow->heights.n);
    for (size_t i = 0; i < flow->numbers.n; i++) {
        uint32_t row = flow->numbers.at[i];
        if (row != BC_NOWHERE)
            rows[n++] = (bc_layout_shown_row){ row, flow->goes_on && row == flow->first_row,
                                               !flow->inside || row != flow->next };
    }
    bc_layout_pager_show(flow->pager, !flow->inside && flow->next == flow->row_count, rows, n);
}

void bc_layout_part_end(bc_layout_flow *flow)
{
    bc_layout_pager *pager = flow->pager;
    if (!flow->placed)
        return;
    bc_len bottom = bc_layout_rows_bottom(flow);
    /* Whatever row ends the page, all open cells have their room; only what fits no page stands on a page alone. */
    assert(bottom <= pager->room || flow->placed == 1);
    assert(shows_head(flow) && lines_go_on(flow));
    for (size_t i = 0; i < flow->open.n; i++)
        flow->pieces.at[flow->open.at[i].piece].to = (uint32_t)flow->edges.n - 1;
    bc_len body = bottom - bc_layout_feet_below(flow);
    flow->grown = flow->grown || body > bc_layout_flow_y(flow);
    flow->edges.at[flow->edges.n - 1] = body;
    bc_layout_feet_put_below(flow);
    if (pager->draw) {
        bc_layout_feet_fill(flow);
        bc_layout_drawing_draw(flow);
        show_rows(flow);
    }
    pager->y = bottom;
    bc_layout_pager_put(pager, flow->placed, flow->first_row, flow->goes_on);
    flow->begun = true;
}

void bc_layout_part_cut(bc_layout_flow *flow, uint32_t row, bool inside)
{
    assert(flow->placed > 0 || !flow->pager->empty); /* or the loops would have no end */
    bc_layout_part_end(flow);
    bc_layout_pager_next_page(flow->pager);
    bc_layout_part_begin(flow, row, inside);
}
