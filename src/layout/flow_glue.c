#include "layout/private/flow.h"

#include "base/tr.h"

enum {
    /* More header rows than this are no header; printing them again is not tried. */
    MAX_HEAD_ROWS = 64
};

/* -- header rows ---------------------------------------------------------------------------------------- */

const bc_layout_band_head *bc_layout_flow_head(const bc_layout_flow *flow, uint32_t row)
{
    size_t i = flow->heads.n - 1;
    while (flow->heads.at[i].first > row)
        i--;
    return &flow->heads.at[i];
}

/* Edges of header rows as they stand when printed again: only cells that end within them count. */
static void place_head(bc_layout_flow *flow, bc_layout_band_head *head)
{
    const bc_layout_table *table = flow->table;
    head->edges = (uint32_t)flow->head_edges.n;
    *bc_vec_push(&flow->head_edges) = 0;
    for (uint32_t r = head->first; r < head->end; r++) {
        bc_len *edges = &flow->head_edges.at[head->edges];
        bc_len bottom = edges[r - head->first] + bc_len_min(table->rows[r].height, flow->pager->room);
        uint32_t to = table->rows[r].first_cell + table->rows[r].cells;
        for (uint32_t i = table->rows[head->first].first_cell; i < to; i++) {
            const bc_layout_cell *cell = &table->cells[i];
            if (bc_layout_cell_end(table, cell) == r + 1 && cell->row < r)
                bottom = bc_len_max(bottom, edges[cell->row - head->first] + cell->need);
        }
        *bc_vec_push(&flow->head_edges) = bc_len_min(bottom, flow->pager->room);
    }
    head->height = flow->head_edges.at[head->edges + head->end - head->first];
}

/* At most half of what the continuation line leaves: the page is for new rows. */
static void open_band(bc_layout_flow *flow, uint32_t row)
{
    const bc_layout_table *table = flow->table;
    bc_layout_band_head head = { .first = row, .end = row };
    while (head.end < table->row_count && table->rows[head.end].head &&
           table->rows[head.end].band == table->rows[row].band)
        head.end++;
    if (head.end - head.first > MAX_HEAD_ROWS)
        head.end = row;
    if (head.end > row && head.end < table->row_count) {
        place_head(flow, &head);
        if (head.height > (flow->pager->room - flow->continued) / 2)
            head.height = 0;
    }
    *bc_vec_push(&flow->heads) = head;
}

/* -- heights -------------------------------------------------------------------------------------------- */

bc_len bc_layout_flow_body(const bc_layout_flow *flow, uint32_t row)
{
    if (row == 0)
        return flow->pager->room;
    const bc_layout_band_head *head = bc_layout_flow_head(flow, row);
    return flow->pager->room - flow->continued - (row < head->end ? 0 : head->height);
}

bc_len bc_layout_flow_label_room(const bc_layout_flow *flow, const bc_layout_cell *cell)
{
    const bc_layout_band_head *head = bc_layout_flow_head(flow, cell->row);
    bc_len above = head->height;
    if (head->height && cell->row < head->end)
        above = flow->head_edges.at[head->edges + cell->row - head->first];
    return flow->pager->room - flow->continued - above;
}

bool bc_layout_flow_is_tall_label(const bc_layout_flow *flow, const bc_layout_cell *cell)
{
    return flow->has_tall_labels && cell->need > bc_layout_flow_label_room(flow, cell) &&
           bc_layout_cell_end(flow->table, cell) > cell->row + 1;
}

bc_len bc_layout_flow_own_height(const bc_layout_flow *flow, uint32_t row)
{
    const bc_layout_row *r = &flow->table->rows[row];
    bc_len height = r->height;
    if (flow->has_tall_labels)
        for (uint32_t i = 0; i < r->cells; i++) {
            const bc_layout_cell *cell = &flow->table->cells[r->first_cell + i];
            if (bc_layout_flow_is_tall_label(flow, cell))
                height = bc_len_max(height, cell->need);
        }
    return height;
}

/* -- glue ----------------------------------------------------------------------------------------------- */

static bool fit_page(const bc_layout_flow *flow, uint32_t from, uint32_t until)
{
    bc_len body = bc_layout_flow_body(flow, from);
    int64_t sum = 0;
    for (uint32_t r = from; r < until && sum <= body; r++)
        sum += flow->table->rows[r].height;
    return sum <= body;
}

/* Notes the rows of a BC_SPAN_KEEP cell if a page can hold them. Of two such cells that overlap without one holding
 * the other, the second counts only when a page can hold both. */
static void keep_rows(bc_layout_flow *flow, const bc_layout_cell *cell)
{
    uint32_t end = bc_layout_cell_end(flow->table, cell);
    bc_layout_kept_rows *last = flow->kept.n ? &flow->kept.at[flow->kept.n - 1] : NULL;
    bool joins = last && cell->row < last->until;
    if (cell->need > bc_layout_flow_body(flow, cell->row) || !fit_page(flow, joins ? last->from : cell->row, end))
        return;
    if (joins)
        last->until = end > last->until ? end : last->until;
    else
        *bc_vec_push(&flow->kept) = (bc_layout_kept_rows){ cell->row, end };
}

static void see_span(bc_layout_flow *flow, const bc_layout_cell *cell)
{
    if (cell->need > bc_layout_flow_label_room(flow, cell)) {
        flow->has_tall_labels = true;
        if (flow->diags) {
            bc_diag_add(flow->diags, BC_DIAG_WARNING, "W403", cell->mark,
                        bc_tr("this label is taller than a page and is broken over pages like ordinary text"));
            bc_diag_hint(flow->diags, bc_tr("shorten it or make its column wider"));
        }
    }
    if (cell->policy == BC_SPAN_KEEP)
        keep_rows(flow, cell);
}

/* The rows kept together that a break above `row` would part, or NULL. */
static const bc_layout_kept_rows *kept_around(const bc_layout_flow *flow, uint32_t row)
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
static void see(bc_layout_flow *flow, uint32_t row)
{
    const bc_layout_table *table = flow->table;
    for (; flow->seen <= row; flow->seen++) {
        uint32_t r = flow->seen;
        if (r == 0 || table->rows[r].band != table->rows[r - 1].band)
            open_band(flow, r);
        for (uint32_t i = 0; i < table->rows[r].cells; i++) {
            const bc_layout_cell *cell = &table->cells[table->rows[r].first_cell + i];
            if (bc_layout_cell_end(table, cell) > r + 1)
                see_span(flow, cell);
        }
    }
}

/* Merge level that begins anew with the row; a band begins all. */
static unsigned opens(const bc_layout_table *table, uint32_t row)
{
    return row == 0 || table->rows[row].band != table->rows[row - 1].band ? 0 : table->rows[row].opens;
}

/* Whether the edge above `row` is one of the first or last m - 1 inside a group of any level. The edge lies inside
 * the groups of the levels below what `row` opens, and such a group begins with a row that opens an outer level. */
static bool near_group_edge(const bc_layout_table *table, uint32_t row)
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

bc_layout_glue bc_layout_flow_glue(const bc_layout_flow *flow, uint32_t row)
{
    const bc_layout_table *table = flow->table;
    const bc_layout_row *above = &table->rows[row - 1];
    if (above->head)
        return BC_GLUE_HEAD;
    if (kept_around(flow, row))
        return BC_GLUE_KEPT;
    if (above->keep_with_next)
        return BC_GLUE_NEXT;
    bool edge = table->row_count - row < table->least_rows || near_group_edge(table, row);
    return edge ? BC_GLUE_GROUP : BC_GLUE_NONE;
}

uint32_t bc_layout_flow_weakest_edge(const bc_layout_flow *flow, uint32_t row, uint32_t last)
{
    uint32_t weakest = last;
    for (uint32_t edge = last - 1; edge > row; edge--)
        if (bc_layout_flow_glue(flow, edge) < bc_layout_flow_glue(flow, weakest))
            weakest = edge;
    return weakest;
}

uint32_t bc_layout_flow_chunk_end(bc_layout_flow *flow, uint32_t row)
{
    see(flow, row);
    forget_kept_above(flow, row);
    bc_len body = bc_layout_flow_body(flow, row);
    int64_t sum = bc_layout_flow_own_height(flow, row);
    for (uint32_t end = row + 1; end < flow->table->row_count; end++) {
        see(flow, end);
        if (bc_layout_flow_glue(flow, end) == BC_GLUE_NONE)
            return end;
        sum += bc_layout_flow_own_height(flow, end);
        if (sum > body)
            return bc_layout_flow_weakest_edge(flow, row, end);
    }
    return flow->table->row_count;
}
