/* What the rows at the head and the foot of pages say on each of them. Their cells were measured as on a page that has
 * all of the band, and room is left for that, so no break depends on what comes out here: a text that takes more lines
 * than there are is set smaller. */
#include "layout/page_rows.h"

#include "layout/private/amounts.h"
#include "layout/private/cell.h"
#include "layout/private/page_maker.h"
#include "layout/private/points.h"
#include "layout/private/special.h"

enum { STEP = BC_PT(1) / 2, MIN_SIZE = BC_PT(4) };

void bc_layout_page_rows_begin(bc_layout_page_rows *pages, const bc_layout_table *table, bc_text_typesetter *typesetter,
                               bc_arena *arena)
{
    *pages = (bc_layout_page_rows){ .table = table, .typesetter = typesetter, .arena = arena };
    bc_diag_list_init(&pages->unsaid);
    const uint32_t n = table->composed->page_band_count;
    pages->growth = BC_NEW_ARRAY(pages->arena, bc_value_growth, n);
    for (uint32_t i = 0; i < n; i++)
        pages->growth[i].arena = pages->arena;
}

void bc_layout_page_rows_end(bc_layout_page_rows *pages)
{
    bc_diag_list_release(&pages->unsaid);
}

bool bc_layout_page_rows_stands(const bc_layout_page_band *band, const bc_layout_row *row,
                                const bc_layout_page_part *part)
{
    if (row->place == BC_ROW_PAGE_HEAD)
        return part->from > band->row;
    return row->page == BC_PAGE_ALWAYS || (row->page == BC_PAGE_GOES_ON && part->goes_on) ||
           (row->page == BC_PAGE_SEVERAL && (part->goes_on || part->from > band->row));
}

/* How many elements begin above the row. */
static uint32_t count_above(const bc_layout_page_band *band, uint32_t row)
{
    uint32_t low = 0, high = band->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (band->rows[middle] < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bc_text_lines wrap(bc_layout_page_rows *pages, const bc_layout_cell *cell)
{
    bc_text_box box = bc_layout_cell_box(cell);
    return bc_text_wrap(pages->typesetter, pages->arena, cell->composed->text, &cell->style->text, &box);
}

/* No more lines than there is room for. */
static bc_text_lines wrap_into(bc_layout_page_rows *pages, bc_layout_cell *cell, uint32_t most)
{
    bc_text_lines lines = wrap(pages, cell);
    const bc_form_cell_style *full = cell->style;
    bc_form_cell_style *smaller = NULL;
    for (bc_len size = full->text.size - STEP; (lines.n > most || lines.overfull) && size >= MIN_SIZE; size -= STEP) {
        if (!smaller) {
            smaller = BC_NEW(pages->arena, bc_form_cell_style);
            *smaller = *full;
        }
        smaller->text.size = size;
        smaller->text.pitch = bc_len_scale(full->text.pitch, size, full->text.size);
        cell->style = smaller;
        lines = wrap(pages, cell);
    }
    return lines;
}

static uint32_t lines_of_room(const bc_layout_table *table, const bc_layout_cell *cell)
{
    bc_len height = 0, leading = bc_len_max(cell->style->text.leading, 1);
    for (uint32_t r = cell->composed->row; r < bc_layout_cell_end(table, cell); r++)
        height += table->unbroken_heights[r];
    bc_len lines = (height - 2 * cell->style->pad_y) / leading;
    return lines > 1 ? (uint32_t)lines : 1;
}

/* The cell as it is on a page, from the one for which room is left. */
static bc_layout_cell cell_of_page(bc_layout_page_rows *pages, const bc_layout_cell *room,
                                   const bc_layout_composed_cell *made)
{
    bc_layout_cell cell = *room;
    bc_str text = made->text;
    if (room->composed->block && made->block == 0 && !made->sign && text.n)
        text = bc_layout_amounts_like(text, room->composed->text, pages->arena);
    bc_layout_composed_cell *composed = BC_NEW(pages->arena, bc_layout_composed_cell);
    *composed = *room->composed;
    composed->text = text;
    composed->value = made->value;
    composed->sign = made->sign;
    composed->block = made->sign ? 0 : room->composed->block;
    cell.composed = composed;
    if (bc_layout_special_is(room) || bc_layout_cell_stands(room) || bc_str_eq(text, room->composed->text))
        return cell;
    if (!pages->typesetter) {
        bc_text_line *line = BC_NEW(pages->arena, bc_text_line);
        line->to = (uint32_t)text.n;
        cell.lines = line;
        cell.line_count = 1;
        return cell;
    }
    bc_text_lines lines = wrap_into(pages, &cell, lines_of_room(pages->table, room));
    cell.lines = lines.at;
    cell.line_count = lines.n;
    cell.align = bc_layout_points_alignment(&cell);
    cell.need = bc_layout_cell_text_height(&cell, lines.n);
    cell.shift = 0;
    bc_layout_points_follow(&cell, room, pages->typesetter);
    return cell;
}

const bc_layout_cell *bc_layout_page_rows_cells(bc_layout_page_rows *pages, const bc_layout_page_band *band,
                                                const bc_layout_page_part *part)
{
    const bc_layout_cell *room = &pages->table->cells[band->first_cell];
    if (!band->maker)
        return room;
    const bc_layout_composed_table *table = pages->table->composed;
    const uint32_t from = count_above(band, part->from);
    bc_layout_page_span span = { from, from, count_above(band, part->to) };
    bc_diag_list_clear(&pages->unsaid);
    const bc_layout_composed_cell *made =
        bc_layout_page_maker_cells(band, span, &pages->growth[band - table->pages], pages->arena, &pages->unsaid);
    bc_layout_cell *cells = BC_NEW_ARRAY(pages->arena, bc_layout_cell, band->cell_count);
    for (uint32_t i = 0; i < band->cell_count; i++)
        cells[i] = cell_of_page(pages, &room[i], &made[band->sources ? band->sources[i] : i]);
    return cells;
}
