/* Figures with their points in line. What each amount of a column has before its point and behind is measured; the most
 * of both makes a block that stands in the middle of the column, and every amount is moved so that its point is that of
 * the block. */
#include "layout/private/points.h"

#include "base/mem.h"
#include "layout/private/amounts.h"
#include "layout/private/cell.h"

enum { CENTRED_LINES = 3 }; /* of a value; more are read better when they begin below each other */

static bool is_by_point(const bc_layout_cell *cell)
{
    return cell->composed->block && cell->style->align == BC_ALIGN_POINT && cell->line_count == 1;
}

/* Words where figures are expected, such as 见附表, and signs that stand for none. */
static bool is_among_figures(const bc_layout_composed_cell *composed, bc_form_align align)
{
    const bc_form_field *field = composed->value.field;
    bool figures = composed->sign || (field && (field->type == BC_FIELD_MONEY || field->type == BC_FIELD_NUMBER));
    return !composed->block && (align == BC_ALIGN_POINT || (align == BC_ALIGN_RIGHT && figures));
}

bc_form_align bc_layout_points_alignment(const bc_layout_cell *cell)
{
    const bc_layout_composed_cell *composed = cell->composed;
    bc_form_align align = cell->style->align;
    if (is_among_figures(composed, align))
        align = BC_ALIGN_CENTRE;
    if (align == BC_ALIGN_CENTRE && composed->kind == BC_CELL_VALUE && cell->line_count > CENTRED_LINES)
        return BC_ALIGN_LEFT;
    return is_by_point(cell) ? BC_ALIGN_LEFT : align;
}

/* Width on both sides of the point. */
typedef struct block {
    bc_len before, behind;
} block;

static block measure_amount(const bc_layout_cell *cell, bc_text_typesetter *typesetter)
{
    size_t point;
    bc_str text = cell->composed->text;
    (void)bc_layout_amounts_figure(text, &point);
    bc_len before = bc_text_width(typesetter, bc_str_slice(text, 0, point), &cell->style->text);
    return (block){ before, cell->lines[0].width - before };
}

void bc_layout_points_align(const bc_layout_composed_table *table, bc_layout_cell *cells,
                            bc_text_typesetter *typesetter)
{
    bool any = false;
    for (uint32_t i = 0; i < bc_layout_all_cells(table) && table->block_count && !any; i++)
        any = is_by_point(&cells[i]);
    if (!any)
        return;
    block *blocks = bc_mem_alloc((table->block_count + (size_t)1) * sizeof *blocks);
    for (uint32_t i = 0; i < bc_layout_all_cells(table); i++) {
        if (!is_by_point(&cells[i]))
            continue;
        block own = measure_amount(&cells[i], typesetter), *all = &blocks[cells[i].composed->block];
        all->before = bc_len_max(all->before, own.before);
        all->behind = bc_len_max(all->behind, own.behind);
    }
    for (uint32_t i = 0; i < bc_layout_all_cells(table); i++) {
        if (!is_by_point(&cells[i]))
            continue;
        const block *all = &blocks[cells[i].composed->block];
        bc_len room = bc_layout_cell_box(&cells[i]).width, spare = room - all->before - all->behind;
        bc_len own = measure_amount(&cells[i], typesetter).before, shift = spare / 2 + all->before - own;
        shift = bc_len_min(shift, room - cells[i].lines[0].width);
        cells[i].shift = bc_len_max(shift, 0);
    }
    bc_mem_free(blocks);
}

void bc_layout_points_follow(bc_layout_cell *cell, const bc_layout_cell *first, bc_text_typesetter *typesetter)
{
    if (!is_by_point(cell) || !is_by_point(first))
        return;
    bc_len room = bc_layout_cell_box(cell).width;
    bc_len shift = first->shift + measure_amount(first, typesetter).before - measure_amount(cell, typesetter).before;
    shift = bc_len_min(shift, room - cell->lines[0].width);
    cell->shift = bc_len_max(shift, 0);
}
