/* Diagonal heads in cells, which have one text and one diagonal: the texts are lines of it, spread over the height, and
 * wide blanks move those beyond the strokes to the right. A cell has no second stroke, so two are drawn over
 * it as lines. */
#include "paint/xlsx/private/diagonal.h"

#include "base/utf8.h"
#include "paint/xlsx/private/fit.h"
#include "paint/xlsx/private/text.h"

enum {
    TRUSTED = 97 /* hundredths of the width, as where lines are counted */
};

/* What stands between two strokes shares its lines with what stands below them. */
static uint32_t lines_at_foot(const bc_layout_diagonal *diagonal)
{
    uint32_t below = diagonal->corners[0].line_count, between = diagonal->corners[2].line_count;
    return below > between ? below : between;
}

/* Of two strokes the upper one ends where the second of two lines would stand: a blank one keeps them apart. More where
 * there is room for them. */
static uint32_t lines_of(const bc_layout_cell *cell, bc_len height)
{
    const bc_layout_diagonal *diagonal = cell->diagonal;
    uint32_t lines = diagonal->corners[1].line_count + lines_at_foot(diagonal) + (diagonal->strokes > 1);
    while (bc_xlsx_fit_height(&cell->style->text, lines + 1) <= height)
        lines++;
    return lines;
}

/* A line of a text, nothing above its first. */
static bc_str line_from_foot(const bc_layout_corner *corner, uint32_t nth)
{
    if (nth >= corner->line_count)
        return (bc_str){ 0 };
    const bc_text_line *line = &corner->lines[corner->line_count - 1 - nth];
    return bc_str_slice(corner->text, line->from, line->to);
}

static bc_len width_of(bc_str line, bc_len size)
{
    int64_t columns = 0;
    for (size_t at = 0; at < line.n;)
        columns += bc_utf8_columns(bc_utf8_next(line, &at));
    return (bc_len)(columns < BC_MAX_XLSX_CELL ? columns : BC_MAX_XLSX_CELL) * (size / 2);
}

/* Puts the line behind `used`, moved by wide blanks so that it ends at `end`. */
static void add_moved(bc_buf *out, bc_str line, bc_len size, bc_len used, bc_len end)
{
    bc_len room = line.n ? end - used - width_of(line, size) : 0;
    for (; room >= size; room -= size)
        bc_buf_add_text(out, "\u3000");
    bc_buf_add_str(out, line);
}

bc_str bc_xlsx_diagonal_text(const bc_layout_cell *cell, bc_len height, bc_arena *arena)
{
    const bc_layout_corner *below = &cell->diagonal->corners[0], *above = below + 1, *between = below + 2;
    bc_len size = cell->style->text.size;
    bc_len width = bc_len_scale(cell->composed->x1 - cell->composed->x0 - BC_XLSX_CELL_PADDING, TRUSTED, 100);
    uint32_t feet = lines_at_foot(cell->diagonal);
    bc_buf out;
    bc_buf_init(&out);
    for (uint32_t i = above->line_count; i > 0; i--) {
        add_moved(&out, line_from_foot(above, i - 1), size, 0, width);
        bc_buf_add_char(&out, '\n');
    }
    for (uint32_t i = above->line_count + feet; i < lines_of(cell, height); i++)
        bc_buf_add_char(&out, '\n'); /* for programs that do not spread lines */
    for (uint32_t i = feet; i > 0; i--) {
        bc_str left = line_from_foot(below, i - 1);
        bc_buf_add_str(&out, left);
        add_moved(&out, line_from_foot(between, i - 1), size, width_of(left, size), width);
        if (i > 1)
            bc_buf_add_char(&out, '\n');
    }
    bc_str text = bc_arena_str(arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return text;
}

bc_len bc_xlsx_diagonal_need(const bc_layout_cell *cell)
{
    return bc_len_max(cell->need, bc_xlsx_fit_height(&cell->style->text, lines_of(cell, cell->need)));
}
