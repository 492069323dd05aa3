/* The part of a table on one page as items: texts between their edges, borders, the continuation line. Height that
 * labels needed beyond their rows is shared out first. */
#include "layout/private/drawing.h"

#include "layout/private/borders.h"
#include "layout/private/cell.h"
#include "layout/private/diagonal.h"
#include "layout/private/fillins.h"
#include "layout/private/grid.h"
#include "layout/private/seal.h"
#include "layout/private/spread.h"
#include "layout/private/standing.h"
#include "layout/private/strokes.h"

#include <assert.h>

/* Placing lets the last row of a label grow. When all rows are known the same height can be shared out among the
 * label's rows, which looks better; with labels that overlap like bricks that may take more height, and is left. */
static void share_growth(bc_layout_flow *flow)
{
    bc_arena *arena = &flow->pager->arena;
    uint32_t rows = (uint32_t)flow->heights.n, n = 0;
    bc_len *heights = BC_NEW_COPY(arena, flow->heights.at, rows);
    bc_layout_covering *coverings = BC_NEW_ARRAY(arena, bc_layout_covering, flow->pieces.n);
    for (size_t i = 0; i < flow->pieces.n; i++) {
        const bc_layout_flow_piece *piece = &flow->pieces.at[i];
        if (bc_layout_cell_end(flow->table, piece->cell) > piece->cell->composed->row + 1)
            coverings[n++] = (bc_layout_covering){ .from = piece->from, .to = piece->to, .need = piece->need };
    }
    bc_layout_spread_heights(heights, rows, coverings, n, arena);
    int64_t total = 0;
    for (uint32_t r = 0; r < rows; r++)
        total += heights[r];
    if (total != bc_layout_flow_y(flow) - flow->edges.at[0])
        return;
    for (uint32_t r = 0; r < rows; r++)
        flow->edges.at[r + 1] = flow->edges.at[r] + heights[r];
}

/* The lines set as wide as the style or the cell says, but for half a character at each edge; one that has nothing to
 * set apart stays in the middle. */
static const bc_text_line *spread_lines(bc_layout_flow *flow, const bc_layout_flow_piece *piece,
                                        bc_layout_line_box *box)
{
    const bc_form_cell_style *style = piece->cell->style;
    bc_text_line *lines = BC_NEW_COPY(&flow->pager->arena, piece->lines, piece->end);
    bc_len room = box->measure.width, asked = style->spread > 0 ? style->spread : room - style->text.size;
    box->align = style->spread > 0 ? box->align : BC_ALIGN_CENTRE;
    for (uint32_t i = piece->first; i < piece->end && flow->pager->typesetter; i++) {
        bc_str line = bc_str_slice(piece->text, lines[i].from, lines[i].to);
        bc_text_extent extent = bc_text_extent_of_line(flow->pager->typesetter, line, &style->text);
        bc_len set = bc_len_min(asked, room);
        if (extent.most > extent.natural && set > lines[i].width)
            lines[i].set = set;
    }
    return lines;
}

static void draw_text(bc_layout_flow *flow, const bc_layout_flow_piece *piece)
{
    if (piece->end <= piece->first)
        return;
    const bc_layout_cell *cell = piece->cell;
    const bc_form_cell_style *style = cell->style;
    bc_len top = flow->edges.at[piece->from], height = flow->edges.at[piece->to] - top;
    if (bc_layout_cell_stands(cell)) {
        bc_layout_standing_draw(flow->pager, cell, piece->text, piece->lines, piece->end, top, top + height,
                                piece->role);
        return;
    }
    bc_len spare = height - bc_layout_cell_height(style, piece->end - piece->first);
    bc_form_valign valign = piece->goes_on || spare < 0 ? BC_VALIGN_TOP : style->valign;
    bc_len drop = valign == BC_VALIGN_MIDDLE ? spare / 2 : valign == BC_VALIGN_BOTTOM ? spare : 0;
    bc_layout_line_box box = { .measure = bc_layout_cell_box(cell),
                               .x = cell->composed->x0 + style->pad_x + cell->shift,
                               .y = top + style->pad_y + drop,
                               .align = cell->align,
                               .style = &style->text,
                               .role = piece->role };
    const bc_text_line *lines = piece->lines;
    if (style->spread)
        lines = spread_lines(flow, piece, &box);
    bc_layout_pager_lines(flow->pager, &box, piece->text, lines, piece->first, piece->end);
    if (piece->role == BC_ITEM_CONTENT)
        bc_layout_seal_draw(flow->pager, cell->sealed, piece->first, piece->end, box.x, box.y, &style->text);
}

static void draw_figure(bc_layout_flow *flow, const bc_layout_flow_piece *piece)
{
    const bc_layout_cell *cell = piece->cell;
    const bc_layout_drawn *drawn = cell->drawn;
    bc_len top = flow->edges.at[piece->from], height = flow->edges.at[piece->to] - top;
    bc_len aside = bc_layout_cell_box(cell).width - drawn->width;
    bc_len spare = bc_len_max(height - piece->cell->need, 0);
    bc_len x = cell->style->align == BC_ALIGN_CENTRE ? aside / 2 : cell->style->align == BC_ALIGN_RIGHT ? aside : 0;
    bc_len y = cell->style->valign == BC_VALIGN_MIDDLE   ? spare / 2
               : cell->style->valign == BC_VALIGN_BOTTOM ? spare
                                                         : 0;
    bc_layout_pager_figure(flow->pager, cell->composed->x0 + cell->style->pad_x + x, top + cell->style->pad_y + y,
                           drawn, piece->role);
}

static void draw_content(bc_layout_flow *flow, const bc_layout_flow_piece *piece)
{
    if (piece->end > 0 && piece->cell->drawn)
        draw_figure(flow, piece);
    else if (!piece->cell->diagonal)
        draw_text(flow, piece);
    else if (piece->end > 0)
        bc_layout_diagonal_draw(flow, piece);
}

static void draw_continued(bc_layout_flow *flow)
{
    const bc_layout_composed_table *table = flow->table->composed;
    const bc_form_para_style *style = table->continued_style;
    bc_len y = flow->edges.at[0] - flow->continued;
    bc_layout_pager_words(flow->pager, 0, table->width, y, table->continued, style->align, &style->text,
                          BC_ITEM_REPEATED);
}

/* Whether rows of the table are left for the next page. */
static bool ends_early(const bc_layout_flow *flow)
{
    if (flow->feet)
        return flow->inside || flow->next < flow->row_count;
    for (size_t i = 0; i < flow->pieces.n; i++) {
        const bc_layout_flow_piece *piece = &flow->pieces.at[i];
        bool last = piece->to + 1 == flow->edges.n;
        if (piece->goes_on || (last && bc_layout_cell_end(flow->table, piece->cell) < flow->row_count))
            return true;
    }
    return false;
}

/* Whether the table or a cell says which lines are drawn. */
static bool has_own_borders(const bc_layout_flow *flow)
{
    const bc_form_ruling *lines = &flow->table->composed->lines;
    bool own = lines->drawn != BC_LINES_ALL || lines->inner != BC_STROKE_PLAIN || lines->frame != BC_STROKE_PLAIN;
    for (size_t i = 0; i < flow->pieces.n && !own; i++)
        own = bc_form_border_is_own(&flow->pieces.at[i].cell->composed->style->border);
    return own;
}

static void draw_borders(bc_layout_flow *flow, const bc_layout_stroke_grid *at, const bc_layout_stroke_box *boxes)
{
    size_t n = flow->pieces.n;
    bc_layout_border_box *own = BC_NEW_ARRAY(&flow->pager->arena, bc_layout_border_box, n);
    for (size_t i = 0; i < n; i++) {
        const bc_layout_composed_cell *cell = flow->pieces.at[i].cell->composed;
        own[i] = (bc_layout_border_box){ boxes[i], &cell->style->border, cell->kind == BC_CELL_HEAD };
    }
    bc_layout_border_grid grid = { *at, flow->table->composed->lines, flow->begun, ends_early(flow) };
    bc_layout_borders_draw(flow->pager, &grid, own, n);
}

static void draw_strokes(bc_layout_flow *flow)
{
    const bc_layout_composed_table *table = flow->table->composed;
    bool own = has_own_borders(flow);
    if (table->rule <= 0 && table->frame_rule <= 0 && !own)
        return;
    size_t n = flow->pieces.n;
    bc_layout_stroke_box *boxes = BC_NEW_ARRAY(&flow->pager->arena, bc_layout_stroke_box, n);
    for (size_t i = 0; i < n; i++) {
        const bc_layout_flow_piece *piece = &flow->pieces.at[i];
        const bc_layout_composed_cell *cell = piece->cell->composed;
        boxes[i] = (bc_layout_stroke_box){ cell->x0, cell->x1, piece->from, piece->to };
    }
#ifdef BC_STRESS
    assert(!bc_layout_grid_table_is_tiled(table) ||
           bc_layout_grid_is_tiled(boxes, n, (uint32_t)flow->edges.n - 1, table->width));
#endif
    bc_layout_stroke_grid grid = { flow->edges.at, flow->edges.n, table->rule, table->frame_rule };
    if (own)
        draw_borders(flow, &grid, boxes);
    else
        bc_layout_strokes_draw(flow->pager, &grid, boxes, n);
}

static void draw_ground(bc_layout_flow *flow, const bc_layout_flow_piece *piece)
{
    const bc_layout_composed_cell *cell = piece->cell->composed;
    bc_len top = flow->edges.at[piece->from], bottom = flow->edges.at[piece->to];
    if (cell->style->shaded && bottom > top)
        bc_layout_pager_fill(flow->pager, cell->x0, top, cell->x1 - cell->x0, bottom - top, cell->style->shade);
}

void bc_layout_drawing_draw(bc_layout_flow *flow)
{
    if (flow->grown)
        share_growth(flow);
    if (flow->shows_continued)
        draw_continued(flow);
    for (size_t i = 0; i < flow->pieces.n; i++) {
        flow->pager->cell = flow->pieces.at[i].index;
        draw_ground(flow, &flow->pieces.at[i]);
        const size_t from = flow->pager->items.n;
        draw_content(flow, &flow->pieces.at[i]);
        if (flow->pager->fillins)
            bc_layout_fillins_cell(flow, &flow->pieces.at[i], from);
    }
    flow->pager->cell = BC_NOWHERE;
    draw_strokes(flow);
}
