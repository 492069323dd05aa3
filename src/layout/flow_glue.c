#include "layout/flow.h"

#include "base/tr.h"

enum {
    /* More header rows than this are no header; printing them again is not tried. */
    HEAD_ROWS_MOST = 64
};

/* -- header rows ---------------------------------------------------------------------------------------- */

const bc_band_head *bc_flow_head(const bc_flow *flow, uint32_t row)
{
    size_t i = flow->heads.n - 1;
    while (flow->heads.at[i].first > row)
        i--;
    return &flow->heads.at[i];
}

/* Edges of header rows as they stand when printed again: only cells that end within them count. */
static void place_head(bc_flow *flow, bc_band_head *head)
{
    const bc_table *table = flow->table;
    head->edges = (uint32_t)flow->head_edges.n;
    *bc_vec_push(&flow->head_edges) = 0;
    for (uint32_t r = head->first; r < head->end; r++) {
        bc_len *edges = &flow->head_edges.at[head->edges];
        bc_len bottom = edges[r - head->first] + bc_len_min(table->rows[r].height, flow->pager->room);
        uint32_t to = table->rows[r].first_cell + table->rows[r].cells;
        for (uint32_t i = table->rows[head->first].first_cell; i < to; i++) {
            const bc_cell *cell = &table->cells[i];
            if (bc_cell_end(table, cell) == r + 1 && cell->row < r)
                bottom = bc_len_max(bottom, edges[cell->row - head->first] + cell->need);
        }
        *bc_vec_push(&flow->head_edges) = bc_len_min(bottom, flow->pager->room);
    }
    head->height = flow->head_edges.at[head->edges + head->end - head->first];
}

/* At most half of what the continuation line leaves: the page is for new rows. */
static void open_band(bc_flow *flow, uint32_t row)
{
    const bc_table *table = flow->table;
    bc_band_head head = { .first = row, .end = row };
    while (head.end < table->row_count && table->rows[head.end].head &&
           table->rows[head.end].band == table->rows[row].band)
        head.end++;
    if (head.end - head.first > HEAD_ROWS_MOST)
        head.end = row;
    if (head.end > row && head.end < table->row_count) {
        place_head(flow, &head);
        if (head.height > (flow->pager->room - flow->continued) / 2)
            head.height = 0;
    }
    *bc_vec_push(&flow->heads) = head;
}

/* -- heights -------------------------------------------------------------------------------------------- */

bc_len bc_flow_body(const bc_flow *flow, uint32_t row)
{
    if (row == 0)
        return flow->pager->room;
    const bc_band_head *head = bc_flow_head(flow, row);
    return flow->pager->room - flow->continued - (row < head->end ? 0 : head->height);
}

bc_len bc_flow_label_room(const bc_flow *flow, const bc_cell *cell)
{
    const bc_band_head *head = bc_flow_head(flow, cell->row);
    bc_len above = head->height;
    if (head->height && cell->row < head->end)
        above = flow->head_edges.at[head->edges + cell->row - head->first];
    return flow->pager->room - flow->continued - above;
}

bool bc_flow_is_tall_label(const bc_flow *flow, const bc_cell *cell)
{
    return flow->has_tall_labels && cell->need > bc_flow_label_room(flow, cell) &&
           bc_cell_end(flow->table, cell) > cell->row + 1;
}

bc_len bc_flow_own_height(const bc_flow *flow, uint32_t row)
{
    const bc_row *r = &flow->table->rows[row];
    bc_len height = r->height;
    if (flow->has_tall_labels)
        for (uint32_t i = 0; i < r->cells; i++) {
            const bc_cell *cell = &flow->table->cells[r->first_cell + i];
            if (bc_flow_is_tall_label(flow, cell))
                height = bc_len_max(height, cell->need);
        }
    return height;
}

/* -- glue ----------------------------------------------------------------------------------------------- */

/* Of a BC_SPAN_KEEP cell: whether all its rows fit a page. */
static bool fits_page(const bc_flow *flow, const bc_cell *cell)
{
    bc_len body = flow->pager->room - flow->continued - bc_flow_head(flow, cell->row)->height;
    int64_t sum = 0;
    for (uint32_t r = cell->row; r < bc_cell_end(flow->table, cell) && sum <= body; r++)
        sum += flow->table->rows[r].height;
    return sum <= body && cell->need <= body;
}

static void see_span(bc_flow *flow, const bc_cell *cell)
{
    uint32_t end = bc_cell_end(flow->table, cell);
    if (cell->need > bc_flow_label_room(flow, cell)) {
        flow->has_tall_labels = true;
        if (flow->diags) {
            bc_diag_add(flow->diags, BC_WARNING, "W403", cell->mark,
                        bc_tr("this label is taller than a page and is broken over pages like ordinary text"));
            bc_diag_hint(flow->diags, bc_tr("shorten it or make its column wider"));
        }
    }
    if (cell->policy != BC_SPAN_KEEP)
        return;
    bc_kept_rows *last = flow->kept.n ? &flow->kept.at[flow->kept.n - 1] : NULL;
    if ((last && end <= last->until) || !fits_page(flow, cell))
        return;
    if (last && cell->row < last->until)
        last->until = end;
    else
        *bc_vec_push(&flow->kept) = (bc_kept_rows){ cell->row, end };
}

/* The rows kept together that a break above `row` would part, or NULL. */
static const bc_kept_rows *kept_around(const bc_flow *flow, uint32_t row)
{
    for (size_t i = flow->kept.n; i > 0; i--)
        if (flow->kept.at[i - 1].from < row)
            return row < flow->kept.at[i - 1].until ? &flow->kept.at[i - 1] : NULL;
    return NULL;
}

static void forget_kept_above(bc_flow *flow, uint32_t row)
{
    size_t past = 0;
    while (past < flow->kept.n && flow->kept.at[past].until <= row)
        past++;
    flow->kept.n -= past;
    for (size_t i = 0; past && i < flow->kept.n; i++)
        flow->kept.at[i] = flow->kept.at[i + past];
}

/* Takes note of rows up to this one, once each. */
static void see(bc_flow *flow, uint32_t row)
{
    const bc_table *table = flow->table;
    for (; flow->seen <= row; flow->seen++) {
        uint32_t r = flow->seen;
        if (r == 0 || table->rows[r].band != table->rows[r - 1].band)
            open_band(flow, r);
        for (uint32_t i = 0; i < table->rows[r].cells; i++) {
            const bc_cell *cell = &table->cells[table->rows[r].first_cell + i];
            if (bc_cell_end(table, cell) > r + 1)
                see_span(flow, cell);
        }
    }
}

/* Merge level that begins anew with the row; a band begins all. */
static unsigned opens(const bc_table *table, uint32_t row)
{
    return row == 0 || table->rows[row].band != table->rows[row - 1].band ? 0 : table->rows[row].opens;
}

/* Whether the edge above `row` is one of the first or last m - 1 inside a group of any level. The edge lies inside
 * the groups of the levels below what `row` opens, and such a group begins with a row that opens an outer level. */
static bool near_group_edge(const bc_table *table, uint32_t row)
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

bool bc_flow_is_glued(const bc_flow *flow, uint32_t row)
{
    const bc_table *table = flow->table;
    const bc_row *above = &table->rows[row - 1];
    return above->keep_with_next || above->head || kept_around(flow, row) ||
           table->row_count - row < table->least_rows || near_group_edge(table, row);
}

uint32_t bc_flow_chunk_end(bc_flow *flow, uint32_t row)
{
    see(flow, row);
    forget_kept_above(flow, row);
    if (row < flow->loose_until)
        return row + 1;
    bc_len body = bc_flow_body(flow, row);
    int64_t sum = bc_flow_own_height(flow, row);
    uint32_t end = row + 1;
    for (; end < flow->table->row_count; end++) {
        see(flow, end);
        if (!bc_flow_is_glued(flow, end))
            return end;
        sum += bc_flow_own_height(flow, end);
        if (sum > body)
            break;
    }
    /* Too much for one page. Rather than part rows that a cell keeps together, stop above them. */
    const bc_kept_rows *kept = kept_around(flow, end);
    return kept && kept->from > row ? kept->from : end;
}
