/* The lists of a table, found by the paths of its cells: a list is fenced by the rows above and below it, so that
 * whoever reads the sheet back knows its rows whatever was added and removed. */
#include "paint/xlsx/private/lists.h"

#include "form/anchor.h"

#include <string.h>

enum { HAS_VALUE = 1, IS_OPEN = 2, IS_INSIDE = 4 };

static bc_xlsx_list *find_list(bc_xlsx_lists *lists, bc_str path)
{
    for (size_t i = lists->all.n; i > 0; i--)
        if (bc_str_eq(lists->all.at[i - 1].path, path))
            return &lists->all.at[i - 1];
    return NULL;
}

/* A list that is printed twice grows nowhere, or its halves would not go together any more. */
static bool may_grow(bc_xlsx_writer *w, bc_str path)
{
    const bc_form_field *field = w->blank && w->form ? bc_form_anchor_field(w->form, path) : NULL;
    return field && field->type == BC_FIELD_LIST && bc_form_anchor_grows(field) && !bc_strmap_find(&w->fenced, path);
}

static void add_cell(bc_xlsx_lists *lists, bc_xlsx_writer *w, const bc_layout_composed_table *table,
                     const bc_layout_composed_cell *cell, size_t bracket)
{
    const bc_str path = bc_str_slice(cell->value.path, 0, bracket);
    const size_t close = bc_str_find(cell->value.path, BC_STR("]"), bracket);
    const bc_str index = bc_str_slice(cell->value.path, bracket + 1, close);
    const uint32_t band = table->rows[cell->row].band, end = cell->row + (cell->rows ? cell->rows : 1);
    const uint32_t column = bc_xlsx_grid_at(&w->grid, cell->x0), column_end = bc_xlsx_grid_at(&w->grid, cell->x1);
    bc_xlsx_list *list = find_list(lists, path);
    if (!list) {
        list = bc_vec_push(&lists->all);
        *list = (bc_xlsx_list){ .path = path,
                                .first = cell->row,
                                .end = end,
                                .column = column,
                                .column_end = column_end,
                                .band = band,
                                .last = cell->row,
                                .index = index,
                                .grows = may_grow(w, path) };
    }
    if (list->band != band)
        return; /* it is printed once more */
    if (list->last == cell->row && !bc_str_eq(list->index, index))
        list->sideways = true;
    list->last = cell->row;
    list->index = index;
    list->end = end > list->end ? end : list->end;
    list->column = column < list->column ? column : list->column;
    list->column_end = column_end > list->column_end ? column_end : list->column_end;
    lists->rows[cell->row] |= HAS_VALUE;
}

static void mark_rows(bc_xlsx_lists *lists, uint32_t row_count)
{
    for (size_t i = 0; i < lists->all.n; i++) {
        bc_xlsx_list *list = &lists->all.at[i];
        list->end = list->end < row_count ? list->end : row_count;
        list->grows = list->grows && !list->sideways;
        for (uint32_t r = list->first; r < list->end && !list->sideways; r++)
            lists->rows[r] |= (uint8_t)(IS_INSIDE | (list->grows && (lists->rows[r] & HAS_VALUE) ? IS_OPEN : 0));
    }
}

void bc_xlsx_lists_find(bc_xlsx_lists *lists, bc_xlsx_writer *w, const bc_layout_composed_table *table)
{
    *lists = (bc_xlsx_lists){ 0 };
    for (uint32_t i = 0; i < table->cell_count; i++) {
        const bc_layout_composed_cell *cell = &table->cells[i];
        size_t bracket = cell->value.path.n ? bc_str_find(cell->value.path, BC_STR("["), 0) : SIZE_MAX;
        if (bracket != SIZE_MAX && !lists->rows)
            lists->rows = BC_NEW_ARRAY(&w->arena, uint8_t, table->row_count);
        while (bracket != SIZE_MAX) {
            add_cell(lists, w, table, cell, bracket);
            /* of a table of data only the lists of the record: within their elements there may be as many as rows */
            bracket = w->names_lists ? bc_str_find(cell->value.path, BC_STR("["), bracket + 1) : SIZE_MAX;
        }
    }
    mark_rows(lists, table->row_count);
}

void bc_xlsx_lists_release(bc_xlsx_lists *lists)
{
    bc_vec_release(&lists->all);
}

bool bc_xlsx_lists_are_open(const bc_xlsx_lists *lists, uint32_t row, uint32_t row_end)
{
    for (uint32_t r = row; r < row_end && lists->rows; r++)
        if (lists->rows[r] & IS_OPEN)
            return true;
    return false;
}

bool bc_xlsx_lists_pass(const bc_xlsx_lists *lists, uint32_t row)
{
    return lists->rows && (lists->rows[row] & IS_INSIDE) && !(lists->rows[row] & HAS_VALUE);
}
