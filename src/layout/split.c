/* A row split by lines: each cell shows as many lines as fit, the rest goes on the next page. One that a page would
 * hold is split with care, for it could have moved whole: only texts of many lines are parted, and not near their ends.
 */
#include "layout/private/split.h"

#include "layout/private/cell.h"
#include "layout/private/feet.h"
#include "layout/private/glue.h"
#include "layout/private/heads.h"
#include "layout/private/part.h"
#include "layout/private/rows.h"
#include "layout/private/special.h"

#include <assert.h>

enum {
    MIN_PART_LINES = 2,  /* that a part of a split text shows at the least, on a page that holds other things */
    CARE_PART_LINES = 3, /* the same, and on the next page too, of a row that a page would hold */
    CARE_TEXT_LINES = 6  /* of such a row only texts of so many lines are parted */
};

typedef enum next_part {
    PART_NOTHING, /* not even the least part fits here */
    PART_SOME,
    PART_REST
} next_part;

typedef struct splitter {
    bc_layout_flow *flow;
    const bc_layout_row *row;
    uint32_t number; /* of the row */
    bool begun;
    bool bare;  /* the page holds nothing but what is printed again: something must be placed */
    bool cares; /* the row would fit a page: its first part is not made at any price */
    bc_len room;
} splitter;

static const bc_layout_cell *cell_at(const splitter *s, uint32_t i)
{
    return &s->flow->table->cells[s->row->first_cell + i];
}

/* Its text is part of the row's own height, unlike that of a label over several rows. */
static bool is_own_text(const bc_layout_flow *flow, const bc_layout_cell *cell)
{
    return !bc_layout_special_is(cell) && (bc_layout_cell_end(flow->table, cell) == cell->composed->row + 1 ||
                                           bc_layout_heads_is_tall_label(flow, cell));
}

/* How many of the `left` lines to print here; 0: the cell cannot be split here. */
static uint32_t lines_here(const splitter *s, const bc_layout_cell *cell, uint32_t left)
{
    if (bc_layout_cell_stands(cell)) /* it is never parted */
        return cell->need <= s->room || s->bare ? left : 0;
    int64_t inside = s->room - 2 * (int64_t)cell->style->pad_y, leading = cell->style->text.leading;
    uint32_t most = inside > 0 && leading > 0 ? (uint32_t)(inside / leading) : 0;
    if (left <= most)
        return left;
    if (s->cares && !s->begun) {
        uint32_t rest = left - most > CARE_PART_LINES ? left - most : CARE_PART_LINES;
        bool parted = left >= CARE_TEXT_LINES && left - rest >= CARE_PART_LINES;
        return parted ? left - rest : 0;
    }
    uint32_t here = left - most == 1 && most > 0 ? most - 1 : most; /* leaves two */
    if (here >= MIN_PART_LINES)
        return here;
    if (!s->bare)
        return 0;
    return most > 0 ? most : 1;
}

/* Labels that the first part showed whole stand in the later ones again, where there is room. */
static bool repeats_label(const splitter *s, const bc_layout_cell *cell, const bc_layout_flow_split *state)
{
    return s->begun && state->whole && cell->composed->kind == BC_CELL_LABEL && cell->need <= s->room;
}

static next_part plan_part(const splitter *s)
{
    next_part next = PART_REST;
    for (uint32_t i = 0; i < s->row->cells; i++) {
        const bc_layout_cell *cell = cell_at(s, i);
        if (!is_own_text(s->flow, cell)) {
            if (!s->begun && cell->need > s->room && !s->bare)
                return PART_NOTHING;
            continue;
        }
        uint32_t left = cell->line_count - s->flow->split.at[i].done;
        uint32_t here = left ? lines_here(s, cell, left) : 0;
        if (left && !here)
            return PART_NOTHING;
        if (here < left)
            next = PART_SOME;
    }
    if (next == PART_REST && !s->begun && !s->bare && s->row->least_height > s->room)
        return PART_NOTHING;
    return next;
}

static bc_layout_flow_piece *find_piece(bc_layout_flow *flow, const bc_layout_cell *cell)
{
    uint32_t index = (uint32_t)(cell - flow->table->cells);
    for (size_t i = 0; i < flow->open.n; i++)
        if (flow->open.at[i].cell == index)
            return &flow->pieces.at[flow->open.at[i].piece];
    return NULL;
}

/* The piece of the row's nth cell on this page, with all its text. */
static bc_layout_flow_piece *put_cell(splitter *s, const bc_layout_cell *cell)
{
    bc_layout_flow *flow = s->flow;
    bool spans = bc_layout_cell_end(flow->table, cell) > s->number + 1;
    if (s->begun && spans)
        return find_piece(flow, cell); /* opened again with the page */
    bc_layout_flow_piece *piece = bc_layout_flow_push(flow, cell, (uint32_t)flow->edges.n - 1);
    if (spans)
        bc_layout_rows_open(flow, cell);
    return piece;
}

/* Gives the piece its lines and returns the height they take. */
static bc_len put_lines(splitter *s, const bc_layout_cell *cell, bc_layout_flow_split *state,
                        bc_layout_flow_piece *piece)
{
    uint32_t left = cell->line_count - state->done;
    uint32_t here = left ? lines_here(s, cell, left) : 0;
    if (repeats_label(s, cell, state)) {
        piece->role = BC_ITEM_REPEATED;
        return cell->need;
    }
    piece->first = state->done;
    piece->end = state->done + here;
    piece->role = BC_ITEM_CONTENT;
    piece->goes_on = here < cell->line_count;
    piece->need = here ? bc_layout_cell_text_height(cell, here) : 0;
    if (!s->begun)
        state->whole = here == cell->line_count;
    state->done += here;
    return piece->need;
}

/* What is no text stands whole in the first part. */
static bc_len put_special(const splitter *s, bc_layout_flow_piece *piece)
{
    if (s->begun) {
        piece->need = 0;
        piece->end = 0;
    }
    return piece->need;
}

static void put_part(splitter *s, bool last)
{
    bc_layout_flow *flow = s->flow;
    bc_len height = 0;
    bc_layout_rows_begin(flow, s->number);
    for (uint32_t i = 0; i < s->row->cells; i++) {
        const bc_layout_cell *cell = cell_at(s, i);
        bc_layout_flow_piece *piece = put_cell(s, cell);
        if (is_own_text(flow, cell))
            height = bc_len_max(height, put_lines(s, cell, &flow->split.at[i], piece));
        else if (bc_layout_cell_end(flow->table, cell) == s->number + 1)
            height = bc_len_max(height, put_special(s, piece));
    }
    if (last && !s->begun)
        height = bc_len_max(height, bc_len_min(s->row->least_height, s->room));
    bc_layout_rows_end(flow, height, last ? s->number + 1 : s->number);
    bc_vec_add(&flow->numbers, s->number);
    flow->next = last ? s->number + 1 : s->number;
    flow->inside = !last;
    flow->placed++;
    flow->body_placed++;
}

/* What of the row goes on this page. The notes come along unless that leaves the page, or a title, alone. */
static next_part plan_here(splitter *s, bool may_cut_before)
{
    bc_layout_flow *flow = s->flow;
    s->bare = flow->placed == 0 && flow->pager->empty;
    s->room = bc_layout_flow_foot(flow) - bc_layout_flow_y(flow) - bc_layout_feet_most(flow, s->number);
    next_part next = plan_part(s);
    if (next == PART_REST && s->number + 1 == flow->row_count && !s->bare && may_cut_before) {
        s->room -= flow->reserve;
        next = plan_part(s);
    }
    return next;
}

static splitter begin_split(bc_layout_flow *flow, uint32_t row)
{
    splitter s = { .flow = flow, .row = &flow->rows[row], .number = row };
    s.cares = bc_layout_heads_row_height(flow, row) <= bc_layout_heads_body(flow, row);
    bc_vec_clear(&flow->split);
    for (uint32_t i = 0; i < s.row->cells; i++)
        bc_vec_add(&flow->split, (bc_layout_flow_split){ 0 });
    return s;
}

bool bc_layout_split_may(bc_layout_flow *flow, uint32_t row)
{
    splitter s = begin_split(flow, row);
    return !s.row->head && plan_here(&s, true) == PART_SOME;
}

void bc_layout_split_row(bc_layout_flow *flow, uint32_t row, bool may_cut_before)
{
    splitter s = begin_split(flow, row);
    while (!flow->pager->stopped) {
        next_part next = plan_here(&s, may_cut_before);
        if (next != PART_NOTHING)
            put_part(&s, next == PART_REST);
        if (next == PART_REST)
            return;
        s.begun = s.begun || next == PART_SOME;
        assert(s.begun || bc_layout_glue_lets_begin(flow, row));
        bc_layout_part_cut(flow, row, s.begun);
    }
}

bc_len bc_layout_split_least(const bc_layout_flow *flow, uint32_t row)
{
    const bc_layout_row *r = &flow->rows[row];
    bc_len least = 0;
    for (uint32_t i = 0; i < r->cells; i++) {
        const bc_layout_cell *cell = &flow->table->cells[r->first_cell + i];
        uint32_t lines = cell->line_count < 2 * MIN_PART_LINES ? cell->line_count : MIN_PART_LINES;
        least = bc_len_max(least, is_own_text(flow, cell) ? bc_layout_cell_text_height(cell, lines) : cell->need);
    }
    return least;
}
