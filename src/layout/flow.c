/* A table flowing over pages, as docs/pagination.md explains it.
 *
 * The idea: cells are not placed by coordinates but between numbered row edges of the page, so that a row may still
 * grow while later cells ask for it, and nothing is drawn before the page is given away. Rows come in chunks that stay
 * together. A chunk is placed on trial and taken back when it, or what must stand below it, does not fit; what has been
 * placed can therefore always be cut below its last row, and the cells open there begin again on the next page.
 *
 * Here is the loop: it places a chunk, else cuts the page, else breaks the chunk, else splits a row. What it uses
 * stands in files of their own, each using only those before it: header rows of bands (heads.c), what glues rows
 * together (glue.c), placing rows and taking them back (rows.c), drawing (drawing.c), a page begun and ended (part.c),
 * a row by lines (split.c). They share private/flow_state.h. */
#include "layout/private/flow.h"

#include "layout/private/feet.h"
#include "layout/private/glue.h"
#include "layout/private/heads.h"
#include "layout/private/part.h"
#include "layout/private/rows.h"
#include "layout/private/split.h"

#include <assert.h>

/* Of a page's rows that may be missing at its foot before one of them is split. */
enum { WHITE_PERCENT = 12 };

static void init(bc_layout_flow *flow, bc_layout_pager *pager, const bc_layout_table *table, bc_len reserve)
{
    const bc_layout_composed_table *composed = table->composed;
    *flow = (bc_layout_flow){ .pager = pager,
                              .table = table,
                              .rows = composed->rows,
                              .row_count = composed->row_count,
                              .diags = pager->diags,
                              .reserve = reserve };
    if (composed->continued.n && composed->continued_style) {
        bc_len height = composed->continued_style->text.leading + composed->continued_style->after;
        /* On a page so low that it would take a quarter, rows are worth more. */
        if (height <= pager->room / 4)
            flow->continued = height;
    }
    bc_layout_feet_find(flow);
}

static void release(bc_layout_flow *flow)
{
    bc_vec_release(&flow->kept);
    bc_vec_release(&flow->heads);
    bc_vec_release(&flow->head_edges);
    bc_vec_release(&flow->edges);
    bc_vec_release(&flow->heights);
    bc_vec_release(&flow->numbers);
    bc_vec_release(&flow->pieces);
    bc_vec_release(&flow->open);
    bc_vec_release(&flow->saved);
    bc_vec_release(&flow->split);
    bc_layout_printed_release(&flow->printed);
    bc_mem_free(flow->feet);
}

static bc_len height_below(const bc_layout_flow *flow, uint32_t end, bool can_cut_first)
{
    if (end == flow->row_count)
        return flow->reserve;
    /* The chunk was broken where the page would end: a row that must be split goes on, so its first part comes along.
     */
    bool splits = can_cut_first && end < flow->seen && bc_layout_glue_above(flow, end) > BC_GLUE_NONE &&
                  bc_layout_heads_row_height(flow, end) > bc_layout_heads_body(flow, end);
    return splits ? bc_layout_split_least(flow, end) : 0;
}

/* Counts rows that are placed for good. */
static void keep_placed(bc_layout_flow *flow, uint32_t row, uint32_t end)
{
    for (uint32_t r = row; r < end; r++)
        flow->body_placed += !flow->rows[r].head;
    flow->placed += end - row;
}

/* Places the rows if they fit with what must stand below them; else leaves all as it was. */
static bool place_chunk(bc_layout_flow *flow, uint32_t row, uint32_t end)
{
    bc_len limit = row < flow->tied_until ? flow->pager->room : bc_layout_flow_foot(flow);
    bc_layout_rows_mark mark = bc_layout_rows_save(flow);
    for (uint32_t r = row; r < end && bc_layout_flow_y(flow) <= limit; r++)
        bc_layout_rows_put(flow, r);
    bool all = flow->next == end;
    int64_t bottom = (int64_t)bc_layout_rows_bottom(flow) + height_below(flow, end, bc_layout_flow_can_cut(flow));
    if (!all || bottom > limit) {
        bc_layout_rows_undo(flow, mark);
        return false;
    }
    keep_placed(flow, row, end);
    return true;
}

/* How many of the rows fit this page; the last is not among them. */
static uint32_t count_fitting(bc_layout_flow *flow, uint32_t row, uint32_t end)
{
    bc_layout_rows_mark mark = bc_layout_rows_save(flow);
    uint32_t r = row;
    while (r + 1 < end) {
        bc_layout_rows_put(flow, r);
        if (bc_layout_rows_bottom(flow) > bc_layout_flow_foot(flow))
            break;
        r++;
    }
    bc_layout_rows_undo(flow, mark);
    return r - row;
}

static void put_rows(bc_layout_flow *flow, uint32_t row, uint32_t end)
{
    for (uint32_t r = row; r < end; r++)
        bc_layout_rows_put(flow, r);
}

/* Whether a break at the edge would leave nothing but one low row below a head, or part a low row from what heads or
 * totals it. */
static bool leaves_lone_row(const bc_layout_flow *flow, uint32_t edge)
{
    bool below_head = edge >= 2 && flow->rows[edge - 2].head && !flow->rows[edge - 1].head;
    return (below_head || flow->rows[edge].stays) &&
           flow->table->heights[edge - 1] <= bc_len_scale(bc_layout_heads_body(flow, edge - 1), WHITE_PERCENT, 100);
}

/* The last edge of the rows at which nothing but the edge of a group forbids a break; `row`: there is none. */
static uint32_t group_edge(const bc_layout_flow *flow, uint32_t row, uint32_t last)
{
    uint32_t edge = last;
    assert(last < flow->row_count);
    while (edge > row && (leaves_lone_row(flow, edge) || flow->row_count - edge < flow->table->composed->least_rows ||
                          bc_layout_glue_above(flow, edge) != BC_GLUE_GROUP))
        edge--;
    return edge;
}

/* Fills the page with a part of rows that stay together, when moving all of them to the next page would leave too much
 * of this one white: with those that fit and, of the next one, as many lines as fit; or with those above the last edge
 * that is only a group's. Returns the row below; `row`: nothing was placed. */
static uint32_t part_chunk(bc_layout_flow *flow, uint32_t row, uint32_t end)
{
    bc_len white = bc_layout_flow_foot(flow) - bc_layout_rows_bottom(flow);
    if (white <= bc_len_scale(bc_layout_heads_body(flow, row), WHITE_PERCENT, 100))
        return row;
    uint32_t split = row + count_fitting(flow, row, end);
    bc_layout_rows_mark mark = bc_layout_rows_save(flow);
    put_rows(flow, row, split);
    if (!bc_layout_glue_keeps(flow, split) && bc_layout_split_may(flow, split)) {
        keep_placed(flow, row, split);
        bc_layout_split_row(flow, split, true);
        flow->tied_until = end;
        return split + 1;
    }
    bc_layout_rows_undo(flow, mark);
    uint32_t edge = group_edge(flow, row, split);
    put_rows(flow, row, edge);
    keep_placed(flow, row, edge);
    if (edge > row)
        flow->torn_below = edge;
    return edge;
}

/* Of rows that do not fit this page together though nothing can be cut off above them: how far they do. */
static uint32_t fitting_end(bc_layout_flow *flow, uint32_t row, uint32_t end)
{
    assert(!bc_layout_flow_can_cut(flow));
    bc_layout_rows_mark mark = bc_layout_rows_save(flow);
    uint32_t r = row;
    do
        bc_layout_rows_put(flow, r);
    while (bc_layout_rows_bottom(flow) <= flow->pager->room && ++r < end - 1);
    bc_layout_rows_undo(flow, mark);
    return flow->torn_below = r > row ? bc_layout_glue_weakest_edge(flow, row, r) : row + 1;
}

static void run(bc_layout_flow *flow)
{
    uint32_t row = 0, end = 0;
    bc_layout_part_begin(flow, 0, false);
    while (row < flow->row_count && !flow->pager->stopped) {
        if (end <= row)
            end = bc_layout_glue_chunk_end(flow, row);
        assert(end > row && end <= flow->row_count);
        bool may_cut = bc_layout_flow_can_cut(flow);
        if (flow->rows[row].begins_page && flow->body_placed > 0 && flow->first_row != row)
            bc_layout_part_cut(flow, row, false);
        else if (place_chunk(flow, row, end)) {
            row = end;
        } else if (end == row + 1 &&
                   (!may_cut || bc_layout_heads_row_height(flow, row) > bc_layout_heads_body(flow, row))) {
            bc_layout_split_row(flow, row, may_cut);
            row++;
        } else if (may_cut) {
            uint32_t below = part_chunk(flow, row, end);
            if (below > row) {
                row = end = below;
            } else {
                assert(bc_layout_glue_lets_begin(flow, row));
                bc_layout_part_cut(flow, row, false);
            }
        } else {
            end = fitting_end(flow, row, end);
        }
    }
    bc_layout_part_end(flow);
    assert(flow->pager->stopped || bc_layout_printed_is_all(&flow->printed, flow->table));
}

void bc_layout_flow_place(bc_layout_pager *pager, const bc_layout_table *table, bc_len reserve)
{
    bc_layout_flow flow;
    init(&flow, pager, table, reserve);
    if (flow.feet)
        bc_layout_page_rows_begin(&flow.said, table, pager->typesetter, &pager->said);
    run(&flow);
    if (flow.feet)
        bc_layout_page_rows_end(&flow.said);
    release(&flow);
}

bc_len bc_layout_flow_first_height(bc_layout_pager *pager, const bc_layout_table *table, bc_len reserve)
{
    bc_layout_flow flow;
    bc_diag_list *diags = pager->diags;
    pager->diags = NULL;
    init(&flow, pager, table, reserve);
    pager->diags = diags;
    bc_vec_add(&flow.edges, 0);
    uint32_t end = bc_layout_glue_chunk_end(&flow, 0);
    for (uint32_t r = 0; r < end; r++)
        bc_layout_rows_put(&flow, r);
    bc_len height = bc_layout_rows_bottom(&flow) + height_below(&flow, end, true);
    release(&flow);
    return height;
}
