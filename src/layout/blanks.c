/* Blank rows up to the foot of a page. How many there is room for is known when the document has been cut into pages
 * without them; then they are put into the table, and everything that comes later sees rows like others. */
#include "layout/private/blanks.h"

#include "layout/paginate.h"
#include "layout/private/cell.h"
#include "layout/private/heights.h"

/* `times` copies of the fill, put above its row. */
typedef struct insertion {
    const bc_layout_composed_table *table;
    uint32_t row, rows;   /* where, and how many */
    uint32_t cell, cells; /* the same of their cells */
    uint32_t fill_cells;  /* of one copy */
} insertion;

static insertion plan_insertion(const bc_layout_composed_table *table, uint32_t times)
{
    const bc_layout_row *first = &table->rows[table->fill.first], *last = first + table->fill.count - 1;
    insertion in = { .table = table, .row = table->fill.row, .rows = table->fill.count * times };
    in.fill_cells = last->first_cell + last->cells - first->first_cell;
    in.cell = in.row < table->row_count ? table->rows[in.row].first_cell : table->cell_count;
    in.cells = in.fill_cells * times;
    return in;
}

static uint32_t moved(uint32_t row, const insertion *in)
{
    return row >= in->row ? row + in->rows : row;
}

/* The cell of the table that the i-th of the filled one is a copy of. */
static uint32_t source_of(const insertion *in, uint32_t i)
{
    if (i < in->cell)
        return i;
    if (i >= in->cell + in->cells)
        return i - in->cells;
    return in->table->rows[in->table->fill.first].first_cell + (i - in->cell) % in->fill_cells;
}

static const bc_layout_row *make_rows(const insertion *in, bc_arena *arena)
{
    const bc_layout_composed_table *table = in->table;
    const uint32_t n = bc_layout_all_rows(table) + in->rows, fill = table->rows[table->fill.first].first_cell;
    bc_layout_row *rows = BC_NEW_ARRAY(arena, bc_layout_row, n);
    for (uint32_t r = 0; r < n; r++) {
        const bool inside = r >= in->row && r < in->row + in->rows;
        const uint32_t nth = inside ? (r - in->row) / table->fill.count : 0;
        rows[r] = table->rows[inside        ? table->fill.first + (r - in->row) % table->fill.count
                              : r < in->row ? r
                                            : r - in->rows];
        if (inside)
            rows[r].first_cell += in->cell + nth * in->fill_cells - fill;
        else if (r >= in->row)
            rows[r].first_cell += in->cells;
    }
    return rows;
}

static bc_layout_composed_cell *make_cells(const insertion *in, bc_arena *arena)
{
    const bc_layout_composed_table *table = in->table;
    const uint32_t n = bc_layout_all_cells(table) + in->cells;
    bc_layout_composed_cell *cells = BC_NEW_ARRAY(arena, bc_layout_composed_cell, n);
    for (uint32_t i = 0; i < n; i++) {
        bc_layout_composed_cell *cell = &cells[i];
        *cell = table->cells[source_of(in, i)];
        if (i >= in->cell && i < in->cell + in->cells)
            cell->row += in->row - table->fill.first + (i - in->cell) / in->fill_cells * table->fill.count;
        else if (cell->row >= in->row)
            cell->row += in->rows;
        else if (cell->row + cell->rows > in->row)
            cell->rows += in->rows;
    }
    return cells;
}

static const bc_layout_page_band *make_pages(const insertion *in, bc_arena *arena)
{
    bc_layout_page_band *pages = BC_NEW_COPY(arena, in->table->pages, in->table->page_band_count);
    for (uint32_t i = 0; i < in->table->page_band_count; i++) {
        uint32_t *rows = BC_NEW_COPY(arena, pages[i].rows, pages[i].n);
        for (uint32_t k = 0; k < pages[i].n; k++)
            rows[k] = moved(rows[k], in);
        pages[i].rows = rows;
        pages[i].row = moved(pages[i].row, in);
        pages[i].end = moved(pages[i].end, in);
        pages[i].first += in->rows;
        pages[i].first_cell += in->cells;
    }
    return pages;
}

static const bc_layout_composed_table *make_table(const insertion *in, bc_arena *arena)
{
    bc_layout_composed_table *made = BC_NEW_COPY(arena, in->table, 1);
    made->rows = make_rows(in, arena);
    made->cells = make_cells(in, arena);
    made->row_count += in->rows;
    made->cell_count += in->cells;
    made->pages = make_pages(in, arena);
    made->fill.row = made->fill.first = made->fill.count = 0;
    if (made->again) {
        bc_layout_again *again = BC_NEW_COPY(arena, made->again, made->again_count);
        for (uint32_t i = 0; i < made->again_count; i++)
            again[i].row = moved(again[i].row, in);
        made->again = again;
    }
    return made;
}

/* -- documents ------------------------------------------------------------------------------------------ */

/* The document with that block's table filled. */
static const bc_layout_document *with_rows(const bc_layout_document *document, uint32_t block, uint32_t times,
                                           bc_arena *arena)
{
    const bc_layout_table *table = &document->blocks[block].as.table;
    const insertion in = plan_insertion(table->composed, times);
    const bc_layout_composed_table *composed = make_table(&in, arena);
    const uint32_t n = bc_layout_all_cells(composed);
    bc_layout_cell *cells = BC_NEW_ARRAY(arena, bc_layout_cell, n);
    for (uint32_t i = 0; i < n; i++) {
        cells[i] = table->cells[source_of(&in, i)];
        cells[i].composed = &composed->cells[i];
    }
    bc_layout_document *filled = BC_NEW_COPY(arena, document, 1);
    bc_layout_block *blocks = BC_NEW_COPY(arena, document->blocks, document->block_count);
    bc_layout_composed_block *own = BC_NEW_COPY(arena, blocks[block].composed, 1);
    own->as.table = composed;
    blocks[block].composed = own;
    blocks[block].as.table = (bc_layout_table){ .composed = composed, .cells = cells, .repeated = table->repeated };
    bc_layout_heights_find(&blocks[block].as.table, arena);
    filled->blocks = blocks;
    return filled;
}

static void cut_pages(const bc_layout_document *document, bc_text_typesetter *typesetter,
                      bc_layout_planned_pages *pages)
{
    bc_vec_clear(pages);
    bc_layout_paginate_options options = { .draw_none = true, .planned = pages };
    (void)bc_layout_paginate(document, typesetter, &options, (bc_layout_page_sink){ 0 }, NULL);
}

/* How many copies of the fill the page has room for on which the rows above it end. */
static uint32_t count_copies(const bc_layout_document *document, uint32_t block, const bc_layout_planned_pages *pages)
{
    const bc_layout_table *table = &document->blocks[block].as.table;
    const uint32_t row = table->composed->fill.row, last = row ? row - 1 : 0;
    size_t at = 0;
    for (size_t i = 1; i < pages->n; i++)
        if (pages->at[i].block < block || (pages->at[i].block == block && pages->at[i].row <= last))
            at = i;
    int64_t height = 0;
    for (uint32_t r = 0; r < table->composed->fill.count; r++)
        height += table->unbroken_heights[table->composed->fill.first + r];
    const bc_len white = bc_layout_frame_height(&document->paper) - pages->at[at].filled;
    return white > 0 && height > 0 ? (uint32_t)(white / height) : 0;
}

bool bc_layout_blanks_are_asked(const bc_layout_document *document)
{
    for (uint32_t i = 0; i < document->block_count; i++)
        if (document->blocks[i].kind == BC_BLOCK_TABLE && document->blocks[i].as.table.composed->fill.count)
            return true;
    return false;
}

const bc_layout_document *bc_layout_blanks_fill(const bc_layout_document *document, bc_text_typesetter *typesetter,
                                                bc_arena *arena)
{
    for (uint32_t i = 0; i < document->block_count; i++) {
        if (document->blocks[i].kind != BC_BLOCK_TABLE || !document->blocks[i].as.table.composed->fill.count)
            continue;
        bc_layout_planned_pages pages = { 0 };
        cut_pages(document, typesetter, &pages);
        const size_t before = pages.n;
        const bc_layout_document *filled = document;
        for (uint32_t times = count_copies(document, i, &pages); times > 0 && filled == document; times--) {
            filled = with_rows(document, i, times, arena);
            cut_pages(filled, typesetter, &pages);
            if (pages.n > before) /* what is kept together below may need more */
                filled = document;
        }
        bc_vec_release(&pages);
        document = filled;
    }
    return document;
}
