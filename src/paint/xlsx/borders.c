/* Which borders the cells of a sheet have where these differ. Excel draws a line when either of two cells has it, so a
 * cell leaves a side to its neighbour when that says something about it. The neighbours are found row by row, from the
 * cell that covers each column. */
#include "paint/xlsx/private/borders.h"

enum { NO_CELL = UINT32_MAX };

typedef struct sweep {
    const bc_layout_composed_table *table;
    uint32_t columns;
    uint32_t *above, *here; /* by column: the cell that covers it in the row above, in this row */
    uint8_t *said;
} sweep;

/* What the cell says of the side; a table made by hand may have cells without a style. */
static bool says(const bc_layout_composed_cell *cell, bc_form_side side)
{
    return cell->style && cell->style->border.side[side] != 0;
}

static bool has_any(const bc_layout_composed_table *table)
{
    for (uint32_t i = 0; i < table->cell_count; i++)
        if (table->cells[i].style && bc_form_border_is_own(&table->cells[i].style->border))
            return true;
    return false;
}

/* Two cells that share a side. */
static void meet(sweep *s, uint32_t a, bc_form_side of_a, uint32_t b, bc_form_side of_b)
{
    if (a == NO_CELL || b == NO_CELL || a == b)
        return;
    if (says(&s->table->cells[a], of_a))
        s->said[b] |= (uint8_t)(1u << of_b);
    if (says(&s->table->cells[b], of_b))
        s->said[a] |= (uint8_t)(1u << of_a);
}

static void enter_row(sweep *s, const bc_layout_row *row, const bc_xlsx_grid *grid)
{
    for (uint32_t i = row->first_cell; i < row->first_cell + row->cells && i < s->table->cell_count; i++) {
        uint32_t end = bc_xlsx_grid_at(grid, s->table->cells[i].x1);
        for (uint32_t c = bc_xlsx_grid_at(grid, s->table->cells[i].x0); c < end && c < s->columns; c++)
            s->here[c] = i;
    }
    for (uint32_t c = 0; c < s->columns; c++) {
        meet(s, s->above[c], BC_SIDE_BOTTOM, s->here[c], BC_SIDE_TOP);
        if (c)
            meet(s, s->here[c - 1], BC_SIDE_RIGHT, s->here[c], BC_SIDE_LEFT);
        s->above[c] = s->here[c];
    }
}

const uint8_t *bc_xlsx_borders_find(const bc_layout_composed_table *table, const bc_xlsx_grid *grid, bc_arena *arena)
{
    if (!has_any(table))
        return NULL;
    sweep s = { .table = table, .columns = grid->columns };
    s.above = BC_NEW_ARRAY(arena, uint32_t, s.columns);
    s.here = BC_NEW_ARRAY(arena, uint32_t, s.columns);
    s.said = BC_NEW_ARRAY(arena, uint8_t, table->cell_count);
    for (uint32_t c = 0; c < s.columns; c++)
        s.above[c] = s.here[c] = NO_CELL;
    for (uint32_t r = 0; r < table->row_count; r++)
        enter_row(&s, &table->rows[r], grid);
    return s.said;
}

bc_stroke bc_xlsx_borders_usual(const bc_layout_composed_table *table, const bc_layout_composed_cell *cell,
                                bc_form_side side, bool frame)
{
    bool upright = side == BC_SIDE_LEFT || side == BC_SIDE_RIGHT;
    bc_form_lines lines = table->lines.drawn;
    if (upright && (lines == BC_LINES_ROWS || lines == BC_LINES_THREE || (lines == BC_LINES_OPEN && frame)))
        return (bc_stroke){ 0 };
    if (!upright && lines == BC_LINES_THREE && !frame && cell->kind != BC_CELL_HEAD)
        return (bc_stroke){ 0 };
    return frame ? (bc_stroke){ table->frame_rule, table->lines.frame }
                 : (bc_stroke){ table->rule, table->lines.inner };
}

bc_stroke bc_xlsx_borders_own(const bc_layout_composed_table *table, bc_form_line line)
{
    enum { USUAL = 500 };
    if (line == BC_BORDER_NONE)
        return (bc_stroke){ 0 };
    bc_stroke stroke = bc_form_line_stroke(line);
    if (!stroke.weight)
        stroke.weight = table->rule > 0 ? table->rule : USUAL;
    return stroke;
}
