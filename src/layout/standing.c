/* Texts that run up or down their cells: heads of narrow columns, stubs beside many rows. A cell is as high as its
 * longest line, and its lines stand beside each other; how many there may be follows from its width. The text is never
 * parted over pages. */
#include "layout/private/standing.h"

#include "layout/private/cell.h"

enum { LONG = 10 }; /* characters of a line that is not broken though there is room for another */

static uint32_t lines_in(bc_str text)
{
    uint32_t n = 1;
    for (size_t i = 0; i + 1 < text.n; i++)
        n += text.p[i] == '\n';
    return n;
}

static bc_len inner_width(const bc_layout_composed_cell *cell, const bc_form_cell_style *style)
{
    return bc_len_max(cell->x1 - cell->x0 - 2 * style->pad_x, 1);
}

bc_len bc_layout_standing_width(const bc_layout_composed_cell *cell)
{
    const int64_t across = (int64_t)lines_in(cell->text) * cell->style->text.leading + 2 * (int64_t)cell->style->pad_x;
    return across < BC_MAX_TEXT_DEMAND ? (bc_len)across : BC_MAX_TEXT_DEMAND; /* as of texts that lie */
}

static bc_text_lines wrap_at(bc_text_typesetter *typesetter, bc_arena *arena, bc_str text, const bc_text_style *style,
                             bc_len width)
{
    bc_text_box box = { .width = width, .manner = width < BC_MAX_HEIGHT ? BC_TEXT_BALANCED : BC_TEXT_FILLED };
    return bc_text_wrap(typesetter, arena, text, style, &box);
}

/* Upright characters are as long as they are high, whatever they are wide. */
static bc_len length_of(bc_text_typesetter *typesetter, bc_arena *arena, bc_str line, const bc_text_style *style,
                        bc_len width)
{
    return style->flow == BC_FLOW_DOWN ? bc_text_shape_column(typesetter, arena, line, style, 0).length : width;
}

bc_text_lines bc_layout_standing_wrap(bc_text_typesetter *typesetter, bc_arena *arena, const bc_layout_cell *cell,
                                      bc_str text)
{
    const bc_text_style *style = &cell->style->text;
    bc_len room = inner_width(cell->composed, cell->style), longest = LONG * style->size;
    uint32_t most = (uint32_t)bc_len_max(room / style->leading, 1), own = lines_in(text);
    bc_text_lines lines = wrap_at(typesetter, arena, text, style, own < most ? longest : BC_MAX_HEIGHT);
    while (lines.n > most && lines.n > own && longest < BC_MAX_HEIGHT / 2) {
        longest += longest / 2;
        lines = wrap_at(typesetter, arena, text, style, longest);
    }
    bc_text_line *made = BC_NEW_COPY(arena, lines.at, lines.n);
    for (uint32_t i = 0; i < lines.n; i++) {
        bc_str line = bc_str_slice(text, made[i].from, made[i].to);
        made[i].width = made[i].set = length_of(typesetter, arena, line, style, made[i].width);
    }
    lines.at = made;
    lines.overfull |= (int64_t)own * style->size > room;
    return lines;
}

/* Where the nth of the lines begins, from the left edge of their block, and how far its baseline or axis lies in it. */
static bc_len place_across(const bc_text_style *style, uint32_t i, uint32_t n)
{
    bool to_left = style->flow != BC_FLOW_UPWARDS;
    bc_len line = bc_layout_lines_height(style, to_left ? n - 1 - i : i);
    switch (style->flow) {
    case BC_FLOW_UPWARDS:
        return line + bc_text_baseline(style);
    case BC_FLOW_DOWNWARDS:
        return line + style->leading - bc_text_baseline(style);
    default:
        return line + style->leading / 2;
    }
}

/* Between the ends of the room; those that are spread fill it but for half a character at each. */
static bc_len place_along(const bc_form_cell_style *style, bc_len room, bc_len length)
{
    bc_len spare = bc_len_max(room - length, 0);
    return style->valign == BC_VALIGN_MIDDLE ? spare / 2 : style->valign == BC_VALIGN_BOTTOM ? spare : 0;
}

void bc_layout_standing_draw(bc_layout_pager *pager, const bc_layout_cell *cell, bc_str text, const bc_text_line *lines,
                             uint32_t n, bc_len top, bc_len bottom, bc_layout_item_role role)
{
    const bc_form_cell_style *style = cell->style;
    bc_len width = inner_width(cell->composed, style), block = bc_layout_lines_height(&style->text, n);
    bc_len spare = bc_len_max(width - block, 0), room = bottom - top - 2 * style->pad_y;
    bc_len left = cell->align == BC_ALIGN_LEFT ? 0 : cell->align == BC_ALIGN_RIGHT ? spare : (width - block) / 2;
    for (uint32_t i = 0; i < n; i++) {
        bc_len asked = style->spread > 0 ? style->spread : room - style->text.size;
        bc_len length = style->spread ? bc_len_max(bc_len_min(asked, room), lines[i].width) : lines[i].width;
        bc_len along = place_along(style, room, length);
        bool up = style->text.flow == BC_FLOW_UPWARDS;
        bc_len y = up ? bottom - style->pad_y - along : top + style->pad_y + along;
        bc_len x = cell->composed->x0 + style->pad_x + left + place_across(&style->text, i, n);
        bc_layout_pager_text(pager, x, y, bc_str_slice(text, lines[i].from, lines[i].to), lines[i].width, &style->text,
                             role, length != lines[i].width ? length : 0);
    }
}
