/* A sheet in memory: forms are small, and their names lead to cells in any order. */
#include "collect/private/sheet.h"

#include <stdlib.h>

static int by_column(const void *a, const void *b)
{
    const bc_table_merge *x = a, *y = b;
    if (x->first_column != y->first_column)
        return x->first_column < y->first_column ? -1 : 1;
    return (x->first_row > y->first_row) - (x->first_row < y->first_row);
}

bool bc_collect_sheet_read(bc_collect_sheet *sheet, bc_table *table, bc_str name, uint32_t number, bc_arena *arena,
                           bc_diag_list *diags, bool *io_error)
{
    uint32_t n;
    bc_table_row row;
    if (!bc_table_begin(table, number, true, arena, diags, io_error))
        return false;
    const bc_table_merge *merges = bc_table_merges(table, &n);
    for (uint32_t i = 0; i < n; i++)
        bc_vec_add(&sheet->merges, merges[i]);
    if (sheet->merges.n)
        qsort(sheet->merges.at, sheet->merges.n, sizeof *sheet->merges.at, by_column);
    while (bc_table_next(table, arena, diags, &row, io_error)) {
        bc_vec_add(&sheet->rows, (bc_collect_row){ row, BC_NEW_ARRAY(arena, uint8_t, row.n) });
        sheet->source = row.source;
    }
    if (!sheet->source) {
        const bc_table_sheet *sheets = bc_table_sheets(table, &n);
        bc_diag_source *source = BC_NEW(arena, bc_diag_source);
        source->kind = sheets[number].name.n ? BC_DIAG_SHEET : BC_DIAG_TEXT; /* fields of a PDF are on none */
        source->name = bc_arena_str(arena, name);
        source->sheet = bc_arena_str(arena, sheets[number].name);
        sheet->source = source;
    }
    return !*io_error;
}

void bc_collect_sheet_release(bc_collect_sheet *sheet)
{
    bc_vec_release(&sheet->rows);
    bc_vec_release(&sheet->merges);
}

size_t bc_collect_sheet_from(const bc_collect_sheet *sheet, uint32_t row)
{
    size_t from = 0, to = sheet->rows.n;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (sheet->rows.at[middle].row.number < row)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* The place of the cell in its row; NULL: it is empty. */
static const bc_collect_row *find(const bc_collect_sheet *sheet, uint32_t row, uint32_t column, uint32_t *place)
{
    const size_t at = bc_collect_sheet_from(sheet, row);
    if (at == sheet->rows.n || sheet->rows.at[at].row.number != row)
        return NULL;
    const bc_collect_row *found = &sheet->rows.at[at];
    uint32_t from = 0, to = found->row.n;
    while (from < to) {
        const uint32_t middle = from + (to - from) / 2;
        if (found->row.cells[middle].column < column)
            from = middle + 1;
        else
            to = middle;
    }
    *place = from;
    return from < found->row.n && found->row.cells[from].column == column ? found : NULL;
}

const bc_table_cell *bc_collect_sheet_cell(const bc_collect_sheet *sheet, uint32_t row, uint32_t column)
{
    uint32_t place;
    const bc_collect_row *found = find(sheet, row, column, &place);
    return found ? &found->row.cells[place] : NULL;
}

const bc_table_cell *bc_collect_sheet_take(const bc_collect_sheet *sheet, uint32_t row, uint32_t column)
{
    uint32_t place;
    const bc_collect_row *found = find(sheet, row, column, &place);
    if (!found)
        return NULL;
    found->taken[place] = 1;
    return &found->row.cells[place];
}

bool bc_collect_sheet_is_free(const bc_collect_sheet *sheet, uint32_t row, uint32_t column)
{
    uint32_t place;
    const bc_collect_row *found = find(sheet, row, column, &place);
    return found && !found->taken[place];
}

/* How many of the merges, from that one on, begin in columns before this one, or in it not below the row. */
static size_t begun(const bc_collect_sheet *sheet, size_t from, uint32_t row, uint32_t column)
{
    size_t to = sheet->merges.n;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        const bc_table_merge *merge = &sheet->merges.at[middle];
        if (merge->first_column < column || (merge->first_column == column && merge->first_row <= row))
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

uint32_t bc_collect_sheet_above(const bc_collect_sheet *sheet, uint32_t row, uint32_t column)
{
    const size_t n = begun(sheet, 0, row, column);
    const bc_table_merge *merge = n ? &sheet->merges.at[n - 1] : NULL;
    return merge && merge->first_column == column && merge->last_row >= row ? merge->first_row : row;
}

/* Of the merges that begin in one column at most one reaches a row. */
bool bc_collect_sheet_is_merged(const bc_collect_sheet *sheet, uint32_t row, uint32_t column, bool across)
{
    for (size_t i = 0; i < sheet->merges.n && sheet->merges.at[i].first_column <= column;) {
        const uint32_t first = sheet->merges.at[i].first_column;
        const size_t n = begun(sheet, i, row, first);
        const bc_table_merge *m = n > i ? &sheet->merges.at[n - 1] : NULL;
        if (m && m->last_column >= column && m->last_row >= row)
            return m->first_column < column || (!across && m->first_row < row);
        i = begun(sheet, n, UINT32_MAX, first);
    }
    return false;
}

bc_diag_mark bc_collect_sheet_mark(const bc_collect_sheet *sheet, uint32_t row, uint32_t column)
{
    return bc_diag_mark_at(sheet->source, row, column, 0);
}
