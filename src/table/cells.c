/* The row in work. Its texts are gathered in one buffer, or lent by those that cells share, and copied into the
 * caller's arena in one piece once it is known which cells are wanted. */
#include "table/private/cells.h"

#include "base/tr.h"
#include "table/private/reference.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void bc_table_cells_init(bc_table_cells *cells)
{
    *cells = (bc_table_cells){ 0 };
    bc_buf_init(&cells->text);
}

void bc_table_cells_release(bc_table_cells *cells)
{
    bc_vec_release(&cells->all);
    bc_buf_release(&cells->text);
}

void bc_table_cells_begin(bc_table_cells *cells, uint32_t row, bool hidden)
{
    bc_vec_clear(&cells->all);
    bc_buf_clear(&cells->text);
    cells->row = row;
    cells->column = 0;
    cells->size = 0;
    cells->hidden = hidden;
    cells->broken = cells->unsorted = false;
}

static void add(bc_table_cells *cells, bc_table_cell cell)
{
    assert(cell.column && cell.column <= BC_TABLE_MAX_COLUMN);
    cells->unsorted = cells->unsorted || (cells->all.n && cell.column <= cells->all.at[cells->all.n - 1].column);
    cell.over = 1;
    cells->size += cell.text.n + cell.shown.n;
    if (cells->size <= BC_TABLE_MAX_ROW_TEXT)
        bc_vec_add(&cells->all, cell);
}

void bc_table_cells_add(bc_table_cells *cells, bc_table_cell cell)
{
    if (cell.text.n)
        add(cells, cell);
}

void bc_table_cells_add_from(bc_table_cells *cells, bc_table_cell cell, size_t from)
{
    assert(cells->text.n - from >= cell.shown.n);
    cell.text = (bc_str){ NULL, cells->text.n - from - cell.shown.n };
    cell.mark.line = from & BC_DIAG_MAX_LINE; /* its place is made when the row is whole */
    cell.mark.column = from / (BC_DIAG_MAX_LINE + 1u) & BC_DIAG_MAX_COLUMN;
    bc_table_cells_add(cells, cell);
    if (cells->size > BC_TABLE_MAX_ROW_TEXT)
        cells->text.n = from; /* the row will be broken: no more is gathered */
}

void bc_table_cells_repeat(bc_table_cells *cells, uint32_t times)
{
    bc_table_cell cell = cells->all.at[cells->all.n - 1];
    for (uint32_t i = 0; i < times; i++) {
        cell.column++;
        add(cells, cell);
    }
}

static int by_column(const void *a, const void *b)
{
    const bc_table_cell *x = a, *y = b;
    return (x->column > y->column) - (x->column < y->column);
}

/* Some writers leave cells as they were set; a cell that comes twice has two values, of which none is the right one. */
static void sort(bc_table_cells *cells, bc_table_report *report)
{
    qsort(cells->all.at, cells->all.n, sizeof *cells->all.at, by_column);
    for (size_t i = 1; i < cells->all.n && !cells->broken; i++)
        if (cells->all.at[i].column == cells->all.at[i - 1].column) {
            bc_diag_add(report->diags, BC_DIAG_ERROR, "E739",
                        bc_table_report_cell(report, cells->row, cells->all.at[i].column),
                        bc_tr("the cell comes twice"));
            bc_table_report_advice(report);
            cells->broken = true;
        }
}

/* Whether a cell is wanted; sets what it is merged over. */
static bool is_wanted(const bc_table_cells *cells, bc_table_cell *cell, const bc_table_frame *frame)
{
    const bc_table_sheet *within = frame->rectangle;
    if (within->first_row && (cell->column < within->first_column || cell->column > within->last_column))
        return false;
    const bc_table_merge *merge = frame->merges ? bc_table_merges_at(frame->merges, cell->column) : NULL;
    if (!merge)
        return true;
    cell->over = merge->last_column - merge->first_column + 1;
    return merge->first_row == cells->row && merge->first_column == cell->column;
}

static void break_long(bc_table_cells *cells, bc_table_report *report)
{
    bc_diag_add(report->diags, BC_DIAG_ERROR, "E740", bc_table_report_cell(report, cells->row, 0),
                bc_tr("the texts of the row take more than %d MB"), BC_TABLE_MAX_ROW_TEXT >> 20);
    cells->broken = true;
}

static const bc_diag_source *source_of(const bc_table_report *report)
{
    bc_diag_source *source = BC_NEW(report->arena, bc_diag_source);
    source->kind = BC_DIAG_SHEET;
    source->name = bc_arena_str(report->arena, report->name);
    source->sheet = bc_arena_str(report->arena, report->sheet);
    return source;
}

/* Copies of all that are left, with the places that they are called by. */
static void copy(const bc_table_cells *cells, bc_table_report *report, bc_table_row *row)
{
    size_t n = 0;
    for (size_t i = 0; i < cells->all.n; i++)
        n += cells->all.at[i].text.n + 1 + cells->all.at[i].shown.n;
    char *texts = bc_arena_alloc(report->arena, n);
    bc_table_cell *copies = bc_arena_copy(report->arena, cells->all.at, cells->all.n * sizeof *copies);
    for (size_t i = 0; i < cells->all.n; i++) {
        bc_table_cell *cell = &copies[i];
        const size_t from = cell->mark.line + (size_t)cell->mark.column * (BC_DIAG_MAX_LINE + 1u);
        const size_t size = cell->text.n + cell->shown.n;
        memcpy(texts, cell->text.p ? cell->text.p : cells->text.p + from, size);
        cell->text.p = texts;
        cell->shown.p = texts + cell->text.n;
        cell->mark = bc_diag_mark_at(row->source, cells->row, cell->column, 0);
        texts += size + 1;
    }
    row->cells = copies;
    row->n = (uint32_t)cells->all.n;
}

bool bc_table_cells_give(bc_table_cells *cells, const bc_table_frame *frame, bc_table_report *report, bc_table_row *row)
{
    if (cells->size > BC_TABLE_MAX_ROW_TEXT)
        break_long(cells, report);
    if (cells->unsorted)
        sort(cells, report);
    if (frame->merges)
        bc_table_merges_to_row(frame->merges, cells->row);
    if (frame->merges || frame->rectangle->first_row) {
        size_t kept = 0;
        for (size_t i = 0; i < cells->all.n; i++)
            if (is_wanted(cells, &cells->all.at[i], frame))
                cells->all.at[kept++] = cells->all.at[i];
        cells->all.n = kept;
    }
    if (!cells->all.n && !cells->broken)
        return false;
    *row = (bc_table_row){
        .source = source_of(report), .number = cells->row, .hidden = cells->hidden, .broken = cells->broken
    };
    if (!cells->broken)
        copy(cells, report, row);
    return true;
}
