/* A table's cells on the sheet. Each rectangle is claimed before it is written, for Excel repairs a workbook in
 * which two merged cells overlap. */
#include "paint/xlsx/private/table.h"
#include "paint/xlsx/private/fillin.h"
#include "paint/xlsx/private/fit.h"
#include "paint/xlsx/private/rows.h"
#include "paint/xlsx/private/typed.h"

typedef struct table_writer {
    bc_xlsx_writer *w;
    const bc_layout_table *table;
    bc_xlsx_rows rows;
    uint32_t top;         /* sheet row of the table's first */
    uint32_t columns;     /* of the sheet, that the table is wide */
    uint32_t *free_from;  /* by column: the first table row that no cell covers yet */
    uint8_t inner, outer; /* borders */
} table_writer;

/* The cells of the sheet that the cell covers; false when others are there already: overlapping merges would make a
 * workbook that Excel must repair. */
static bool claim(table_writer *t, const bc_layout_composed_cell *cell, uint32_t row, bc_xlsx_range *range)
{
    const bc_xlsx_grid *grid = &t->w->grid;
    uint32_t column = bc_xlsx_grid_at(grid, cell->x0), end = bc_xlsx_grid_at(grid, cell->x1);
    if (column >= grid->columns)
        column = grid->columns - 1;
    if (end <= column)
        end = column + 1;
    uint32_t left = t->table->composed->row_count - row, rows = cell->rows ? cell->rows : 1;
    uint32_t row_end = row + (rows < left ? rows : left);
    for (uint32_t c = column; c < end; c++) {
        if (t->free_from[c] > row)
            end = c;
        else
            t->free_from[c] = row_end;
    }
    *range = (bc_xlsx_range){ t->top + t->rows.first[row], t->top + t->rows.first[row_end], column, end };
    return end > column;
}

static uint32_t cell_look(const table_writer *t, const bc_layout_cell *cell, const bc_xlsx_range *range,
                          const bc_xlsx_typed *typed)
{
    const bc_form_cell_style *style = cell->style;
    uint32_t bottom = t->top + t->rows.first[t->table->composed->row_count];
    bc_xlsx_look look = { .size = style->text.size,
                          .role = (uint8_t)style->text.role,
                          .across = bc_xlsx_across(style->align),
                          .down = bc_xlsx_down(style->valign),
                          .bold = style->bold,
                          .shrinks = typed->is_number, /* a number too wide would show as #### */
                          .left = range->column == 0 ? t->outer : t->inner,
                          .right = range->column_end == t->columns ? t->outer : t->inner,
                          .top = range->row == t->top ? t->outer : t->inner,
                          .bottom = range->row_end == bottom ? t->outer : t->inner };
    for (size_t i = 0; typed->format[i] && i < BC_MAX_XLSX_FORMAT; i++)
        look.number_format[i] = typed->format[i];
    if (t->w->blank)
        bc_xlsx_fillin_look(cell->composed, &look);
    return bc_xlsx_writer_look(t->w, &look);
}

static void write_cell(table_writer *t, const bc_layout_cell *cell, uint32_t row)
{
    bc_xlsx_writer *w = t->w;
    const bc_layout_composed_cell *composed = cell->composed;
    bc_xlsx_range range;
    if (!cell->style || !claim(t, composed, row, &range))
        return;
    bc_xlsx_typed typed = bc_xlsx_typed_of(composed, &w->format);
    uint32_t look = cell_look(t, cell, &range, &typed);
    if (typed.is_number)
        bc_xlsx_writer_put_number(w, &range, typed.number, look);
    else
        bc_xlsx_writer_put_text(w, &range, composed->text, look);
    if (w->blank)
        bc_xlsx_fillin_guide(w, composed);
    bc_str path = composed->value.path;
    bool in_list = path.n && bc_str_find(path, BC_STR("["), 0) != SIZE_MAX;
    if (path.n && (!in_list || w->names_lists))
        bc_xlsx_writer_name_cell(w, path);
}

/* Looks for the head of the longest band: Excel repeats one run of rows on all pages. */
static void find_head(table_writer *t)
{
    const bc_layout_composed_table *table = t->table->composed;
    bc_xlsx_head *best = &t->w->head;
    for (uint32_t first = 0, end; first < table->row_count; first = end) {
        uint32_t body = first;
        while (body < table->row_count && table->rows[body].band == table->rows[first].band && table->rows[body].head)
            body++;
        for (end = body; end < table->row_count && table->rows[end].band == table->rows[first].band;)
            end++;
        if (body > first && end - body > best->body)
            *best = (bc_xlsx_head){ t->top + t->rows.first[first], t->top + t->rows.first[body], end - body };
    }
}

void bc_xlsx_table_write(bc_xlsx_writer *w, const bc_layout_table *table)
{
    const bc_layout_composed_table *composed = table->composed;
    table_writer t = { .w = w,
                       .table = table,
                       .rows = bc_xlsx_rows_make(table, &w->arena),
                       .top = w->row,
                       .columns = bc_xlsx_grid_at(&w->grid, composed->width),
                       .free_from = BC_NEW_ARRAY(&w->arena, uint32_t, w->grid.columns),
                       .inner = bc_xlsx_border(composed->rule),
                       .outer = bc_xlsx_border(composed->frame_rule) };
    if (composed->frame_rule > composed->rule && t.outer < LXW_BORDER_MEDIUM)
        t.outer = LXW_BORDER_MEDIUM;
    if (!bc_xlsx_writer_has_room(w, t.rows.first[composed->row_count]))
        return;
    for (uint32_t r = 0; r < composed->row_count; r++) {
        const bc_layout_row *row = &composed->rows[r];
        (void)bc_xlsx_writer_add_rows(w, t.rows.heights[r]);
        for (uint32_t i = row->first_cell; i < composed->cell_count && i - row->first_cell < row->cells; i++)
            write_cell(&t, &table->cells[i], r);
    }
    find_head(&t);
}
