/* Rows at the head and the foot of a band's part of a page, such as 本页小计. They are as high as the table says,
 * whatever they come to, and their height is kept free below every row that may end a page. What they say is found when
 * the page is given away. */
#include "layout/private/feet.h"

#include "base/tr.h"
#include "layout/private/cell.h"

#include <assert.h>

static const bc_layout_page_band *band_of(const bc_layout_flow *flow, uint32_t row)
{
    const bc_layout_page_band *band = flow->feet ? bc_layout_page_band_of(flow->table->composed, row) : NULL;
    return band && !flow->feet[band - flow->table->composed->pages].left_out ? band : NULL;
}

static bc_len height_of(const bc_layout_table *table, const bc_layout_page_band *band, bc_layout_row_place place,
                        const bc_layout_page_part *part)
{
    int64_t height = 0;
    for (uint32_t r = band->first; r < band->first + band->count; r++) {
        const bc_layout_row *row = &table->composed->rows[r];
        if (row->place == place && bc_layout_page_rows_stands(band, row, part))
            height += table->unbroken_heights[r];
    }
    return bc_layout_height_bounded(height);
}

static bc_layout_page_part whole(const bc_layout_page_band *band)
{
    return (bc_layout_page_part){ .from = band->row, .to = band->end };
}

static void report_high(bc_layout_flow *flow, const bc_layout_page_band *band)
{
    const bc_layout_composed_table *table = flow->table->composed;
    bc_diag_add(
        flow->diags, BC_DIAG_WARNING, "W431", table->cells[band->first_cell].mark,
        bc_tr("the rows at the head and the foot of pages would take more than half of a page; they are left out"));
}

void bc_layout_feet_find(bc_layout_flow *flow)
{
    const bc_layout_composed_table *table = flow->table->composed;
    if (!table->page_band_count)
        return;
    flow->feet = bc_mem_alloc(table->page_band_count * sizeof *flow->feet);
    for (uint32_t i = 0; i < table->page_band_count; i++) {
        const bc_layout_page_band *band = &table->pages[i];
        const bc_layout_page_part single = whole(band), last = { band->row + 1, band->end, false };
        const bc_layout_page_part first = { band->row, band->end, true };
        bc_layout_flow_feet *feet = &flow->feet[i];
        *feet = (bc_layout_flow_feet){ .above = height_of(flow->table, band, BC_ROW_PAGE_HEAD, &last),
                                       .cut = height_of(flow->table, band, BC_ROW_PAGE_FOOT, &first),
                                       .end = height_of(flow->table, band, BC_ROW_PAGE_FOOT, &last),
                                       .single = height_of(flow->table, band, BC_ROW_PAGE_FOOT, &single) };
        feet->left_out = (int64_t)feet->above + feet->cut > (flow->pager->room - flow->continued) / 2;
        if (feet->left_out)
            report_high(flow, band);
    }
}

static const bc_layout_flow_feet *feet_of(const bc_layout_flow *flow, uint32_t row)
{
    const bc_layout_page_band *band = band_of(flow, row);
    return band ? &flow->feet[band - flow->table->composed->pages] : NULL;
}

bc_len bc_layout_feet_above(const bc_layout_flow *flow, uint32_t row)
{
    const bc_layout_flow_feet *feet = feet_of(flow, row);
    return feet ? feet->above : 0;
}

bc_len bc_layout_feet_most(const bc_layout_flow *flow, uint32_t row)
{
    const bc_layout_flow_feet *feet = feet_of(flow, row);
    return feet ? bc_len_max(feet->cut, feet->end) : 0;
}

/* The row that stands last on the page; false: none does. */
static bool last_row(const bc_layout_flow *flow, uint32_t *row)
{
    *row = flow->inside ? flow->next : flow->next - 1;
    return flow->inside || flow->next > flow->first_row;
}

/* What the page has of the band when it ends below the last row. A row whose beginning is on the page before belongs
 * there. */
static bc_layout_page_part part_of(const bc_layout_flow *flow, const bc_layout_page_band *band)
{
    const uint32_t first = flow->first_row + flow->goes_on, next = flow->next + flow->inside;
    bc_layout_page_part part = { band->row, band->end, next < band->end || (flow->inside && flow->next < band->end) };
    if (first > band->row)
        part.from = first < band->end ? first : band->end;
    if (next < band->end)
        part.to = next;
    part.to = part.to > part.from ? part.to : part.from;
    return part;
}

bc_len bc_layout_feet_below(const bc_layout_flow *flow)
{
    uint32_t row;
    if (!flow->feet || !last_row(flow, &row))
        return 0;
    const bc_layout_page_band *band = band_of(flow, row);
    const bc_layout_flow_feet *feet = feet_of(flow, row);
    if (!band)
        return 0;
    bc_layout_page_part part = part_of(flow, band);
    return part.goes_on ? feet->cut : part.from > band->row ? feet->end : feet->single;
}

bool bc_layout_feet_end_above(const bc_layout_flow *flow, uint32_t row)
{
    const bc_layout_page_band *band = band_of(flow, row - 1);
    return band && band->end == row;
}

bool bc_layout_feet_is_beside(const bc_layout_flow *flow, const bc_layout_cell *cell)
{
    const bc_layout_page_band *band = band_of(flow, cell->composed->row);
    return band && cell->composed->x1 <= flow->table->composed->cells[band->first_cell].x0;
}

static void put_row(bc_layout_flow *flow, uint32_t row)
{
    const bc_layout_row *r = &flow->rows[row];
    const uint32_t from = (uint32_t)flow->edges.n - 1;
    for (uint32_t i = r->first_cell; i < r->first_cell + r->cells; i++) {
        const bc_layout_cell *cell = &flow->table->cells[i];
        bc_layout_flow_piece *piece = bc_layout_flow_push(flow, cell, from);
        piece->to = from + bc_layout_cell_end(flow->table, cell) - row;
    }
    bc_len height = flow->table->unbroken_heights[row];
    bc_vec_add(&flow->edges, bc_layout_flow_y(flow) + height);
    bc_vec_add(&flow->heights, height);
    bc_vec_add(&flow->numbers, row);
}

static void put(bc_layout_flow *flow, const bc_layout_page_band *band, bc_layout_row_place place,
                const bc_layout_page_part *part)
{
    for (uint32_t r = band->first; r < band->first + band->count; r++)
        if (flow->rows[r].place == place && bc_layout_page_rows_stands(band, &flow->rows[r], part))
            put_row(flow, r);
}

bool bc_layout_feet_goes_on(const bc_layout_flow *flow, uint32_t row)
{
    const bc_layout_page_band *band = band_of(flow, row);
    return band && (row > band->row || flow->goes_on);
}

void bc_layout_feet_put_above(bc_layout_flow *flow, uint32_t row)
{
    const bc_layout_page_band *band = band_of(flow, row);
    if (band)
        put(flow, band, BC_ROW_PAGE_HEAD, &(bc_layout_page_part){ band->row + 1, band->end, false });
}

void bc_layout_feet_put_below(bc_layout_flow *flow)
{
    uint32_t row;
    const bc_layout_page_band *band = flow->feet && last_row(flow, &row) ? band_of(flow, row) : NULL;
    if (!band)
        return;
    bc_layout_page_part part = part_of(flow, band);
    const uint32_t edge = (uint32_t)flow->edges.n - 1;
    const size_t pieces = flow->pieces.n;
    put(flow, band, BC_ROW_PAGE_FOOT, &part);
    for (size_t i = 0; i < pieces; i++) {
        bc_layout_flow_piece *piece = &flow->pieces.at[i];
        if (piece->to == edge && bc_layout_feet_is_beside(flow, piece->cell))
            piece->to = (uint32_t)flow->edges.n - 1;
    }
}

void bc_layout_feet_fill(bc_layout_flow *flow)
{
    const bc_layout_composed_table *table = flow->table->composed;
    const bc_layout_page_band *band = NULL;
    const bc_layout_cell *cells = NULL;
    for (size_t i = 0; flow->feet && i < flow->pieces.n; i++) {
        bc_layout_flow_piece *piece = &flow->pieces.at[i];
        const uint32_t cell = piece->index;
        if (cell < table->cell_count)
            continue;
        const bc_layout_page_band *own = bc_layout_page_band_of(table, piece->cell->composed->row);
        if (!band || own != band) {
            band = own;
            bc_layout_page_part part = part_of(flow, band);
            cells = bc_layout_page_rows_cells(&flow->said, band, &part);
        }
        piece->cell = &cells[cell - band->first_cell];
        piece->text = piece->cell->composed->text;
        piece->lines = piece->cell->lines;
        piece->end = piece->cell->line_count;
    }
}

int64_t bc_layout_feet_height(const bc_layout_table *table)
{
    int64_t height = 0;
    for (uint32_t i = 0; i < table->composed->page_band_count; i++) {
        const bc_layout_page_part single = whole(&table->composed->pages[i]);
        height += height_of(table, &table->composed->pages[i], BC_ROW_PAGE_FOOT, &single);
    }
    return height;
}
