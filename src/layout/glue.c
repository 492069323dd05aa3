/* What holds rows together, the weakest first: edges of groups, rows that stay with the next, cells that keep their
 * rows, heads. Rows are taken note of once, as the flow comes to them. */
#include "layout/private/glue.h"

#include "base/tr.h"
#include "layout/private/cell.h"
#include "layout/private/grid.h"
#include "layout/private/heads.h"

#include <assert.h>

static bool fit_page(const bc_layout_flow *flow, uint32_t from, uint32_t until)
{
    bc_len body = bc_layout_heads_body(flow, from);
    int64_t sum = 0;
    for (uint32_t r = from; r < until && sum <= body; r++)
        sum += flow->table->heights[r];
    return sum <= body;
}

/* Notes the rows of a BC_SPAN_KEEP cell if a page can hold them. Of two such cells that overlap without one holding
 * the other, the second counts only when a page can hold both. */
static void keep_rows(bc_layout_flow *flow, const bc_layout_cell *cell)
{
    uint32_t row = cell->composed->row, end = bc_layout_cell_end(flow->table, cell);
    bc_layout_flow_kept *last = flow->kept.n ? &flow->kept.at[flow->kept.n - 1] : NULL;
    bool joins = last && row < last->until;
    if (cell->need > bc_layout_heads_body(flow, row) || !fit_page(flow, joins ? last->from : row, end))
        return;
    if (joins)
        last->until = end > last->until ? end : last->until;
    else
        bc_vec_add(&flow->kept, (bc_layout_flow_kept){ row, end });
}

static void note_span(bc_layout_flow *flow, const bc_layout_cell *cell)
{
    if (cell->need > bc_layout_heads_label_room(flow, cell)) {
        flow->has_tall_labels = true;
        if (flow->diags) {
            bc_diag_add(flow->diags, BC_DIAG_WARNING, "W403", cell->composed->mark,
                        bc_tr("this label is taller than a page and is broken over pages like ordinary text"));
            bc_diag_hint(flow->diags, bc_tr("shorten it or make its column wider"));
        }
    }
    if (cell->composed->policy == BC_SPAN_KEEP)
        keep_rows(flow, cell);
}

/* The rows kept together that a break above `row` would part, or NULL. */
static const bc_layout_flow_kept *kept_around(const bc_layout_flow *flow, uint32_t row)
{
    for (size_t i = flow->kept.n; i > 0; i--)
        if (flow->kept.at[i - 1].from < row)
            return row < flow->kept.at[i - 1].until ? &flow->kept.at[i - 1] : NULL;
    return NULL;
}

static void forget_kept_above(bc_layout_flow *flow, uint32_t row)
{
    size_t past = 0;
    while (past < flow->kept.n && flow->kept.at[past].until <= row)
        past++;
    flow->kept.n -= past;
    for (size_t i = 0; past && i < flow->kept.n; i++)
        flow->kept.at[i] = flow->kept.at[i + past];
}

/* Takes note of rows up to this one, once each. */
static void note_rows(bc_layout_flow *flow, uint32_t row)
{
    const bc_layout_row *rows = flow->rows;
    for (; flow->seen <= row; flow->seen++) {
        uint32_t r = flow->seen;
        assert(bc_layout_grid_row_is_in_order(flow->table->composed, r) &&
               bc_layout_grid_row_is_measured(flow->table, r));
        if (r == 0 || rows[r].band != rows[r - 1].band)
            bc_layout_heads_open_band(flow, r);
        for (uint32_t i = 0; i < rows[r].cells; i++) {
            const bc_layout_cell *cell = &flow->table->cells[rows[r].first_cell + i];
            if (bc_layout_cell_end(flow->table, cell) > r + 1)
                note_span(flow, cell);
        }
    }
}

/* Merge level that begins anew with the row; a band begins all, and so do its rows below its head. */
static unsigned opens(const bc_layout_composed_table *table, uint32_t row)
{
    const bc_layout_row *rows = table->rows;
    bool first = row == 0 || rows[row].band != rows[row - 1].band || (rows[row - 1].head && !rows[row].head);
    return first ? 0 : rows[row].opens;
}

/* Whether the edge above `row` is one of the first or last m - 1 inside a group of any level. The edge lies inside
 * the groups of the levels below what `row` opens, and such a group begins with a row that opens an outer level. */
static bool near_group_edge(const bc_layout_composed_table *table, uint32_t row)
{
    unsigned level = opens(table, row);
    for (uint32_t i = 1; i < table->least_rows && level > 0; i++) {
        if (row >= i && opens(table, row - i) < level)
            return true;
        if (row + i < table->row_count && opens(table, row + i) < level)
            return true;
    }
    return false;
}

bool bc_layout_glue_keeps(const bc_layout_flow *flow, uint32_t row)
{
    return kept_around(flow, row) || kept_around(flow, row + 1);
}

bc_layout_flow_glue bc_layout_glue_above(const bc_layout_flow *flow, uint32_t row)
{
    const bc_layout_composed_table *table = flow->table->composed;
    assert(row > 0 && row < flow->seen);
    const bc_layout_row *above = &table->rows[row - 1];
    if (table->rows[row].begins_page)
        return BC_GLUE_NONE;
    if (above->head)
        return BC_GLUE_HEAD;
    if (kept_around(flow, row))
        return BC_GLUE_KEPT;
    if (above->keep_with_next)
        return BC_GLUE_NEXT;
    bool edge = table->row_count - row < table->least_rows || table->rows[row].stays || near_group_edge(table, row);
    return edge ? BC_GLUE_GROUP : BC_GLUE_NONE;
}

uint32_t bc_layout_glue_weakest_edge(const bc_layout_flow *flow, uint32_t row, uint32_t last)
{
    assert(row < last && last <= flow->row_count);
    uint32_t weakest = last;
    for (uint32_t edge = last - 1; edge > row; edge--)
        if (bc_layout_glue_above(flow, edge) < bc_layout_glue_above(flow, weakest))
            weakest = edge;
    return weakest;
}

uint32_t bc_layout_glue_chunk_end(bc_layout_flow *flow, uint32_t row)
{
    note_rows(flow, row);
    forget_kept_above(flow, row);
    if (flow->torn_below == row)
        flow->torn_above = row;
    bc_len body = bc_layout_heads_body(flow, row);
    int64_t sum = bc_layout_heads_row_height(flow, row);
    for (uint32_t end = row + 1; end < flow->row_count; end++) {
        note_rows(flow, end);
        if (bc_layout_glue_above(flow, end) == BC_GLUE_NONE)
            return end;
        sum += bc_layout_heads_row_height(flow, end);
        if (sum > body)
            return flow->torn_below = bc_layout_glue_weakest_edge(flow, row, end);
    }
    return flow->row_count;
}

bool bc_layout_glue_lets_begin(const bc_layout_flow *flow, uint32_t row)
{
    return row == 0 || row == flow->torn_above || bc_layout_glue_above(flow, row) == BC_GLUE_NONE;
}
