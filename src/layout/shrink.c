/* Type made smaller so that a text takes fewer lines, down to a floor. The size is the largest at which the text takes
 * as few lines as at the floor: what the floor does not help stays as large as it was, and nothing is smaller than it
 * need be. Sizes go by half points, which are looked through by halves. */
#include "layout/private/shrink.h"

#include "layout/private/cell.h"

enum { STEP = BC_PT(1) / 2 };

static bc_text_lines wrap_smaller(bc_layout_cell *cell, const bc_form_cell_style *full, bc_len size,
                                  bc_text_typesetter *typesetter, bc_arena *arena)
{
    bc_form_cell_style *smaller = BC_NEW(arena, bc_form_cell_style);
    *smaller = *full;
    smaller->text.size = size;
    smaller->text.leading = bc_len_scale(full->text.leading, size, full->text.size);
    smaller->text.pitch = bc_len_scale(full->text.pitch, size, full->text.size);
    cell->style = smaller;
    bc_text_box box = bc_layout_cell_box(cell);
    return bc_text_wrap(typesetter, arena, cell->composed->text, &smaller->text, &box);
}

bc_text_lines bc_layout_shrink_cell(bc_layout_cell *cell, bc_text_lines lines, bc_text_typesetter *typesetter,
                                    bc_arena *arena)
{
    const bc_form_cell_style *full = cell->style;
    bc_len low = full->shrink, high = full->text.size;
    if (low >= high) /* the whole form was made smaller */
        return lines;
    bc_text_lines best = wrap_smaller(cell, full, low, typesetter, arena);
    if (best.n >= lines.n && !(lines.overfull && !best.overfull)) {
        cell->style = full;
        return lines;
    }
    const bc_form_cell_style *found = cell->style;
    while (high - low > STEP) { /* `low` takes as few lines as the floor */
        bc_len middle = low + (high - low) / 2 / STEP * STEP;
        if (middle == low)
            break;
        bc_text_lines tried = wrap_smaller(cell, full, middle, typesetter, arena);
        bool good = tried.n <= best.n && (best.overfull || !tried.overfull);
        found = good ? cell->style : found;
        best = good ? tried : best;
        *(good ? &low : &high) = middle;
    }
    cell->style = found;
    return best;
}
