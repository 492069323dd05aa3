#include "layout/private/flow.h"
#include "layout/private/spread.h"

#include <string.h>

/* Placing lets the last row of a label grow. When all rows are known the same height can be shared out among the
 * label's rows, which looks better; with labels that overlap like bricks that may take more height, and is left. */
static void share_growth(bc_layout_flow *flow)
{
    bc_arena *arena = &flow->pager->arena;
    uint32_t rows = (uint32_t)flow->heights.n, n = 0;
    bc_len *heights = BC_NEW_ARRAY(arena, bc_len, rows);
    memcpy(heights, flow->heights.at, rows * sizeof *heights);
    bc_layout_covering *coverings = BC_NEW_ARRAY(arena, bc_layout_covering, flow->pieces.n);
    for (size_t i = 0; i < flow->pieces.n; i++) {
        const bc_layout_cell_part *piece = &flow->pieces.at[i];
        if (bc_layout_cell_end(flow->table, piece->cell) > piece->cell->row + 1)
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

static void draw_text(bc_layout_flow *flow, const bc_layout_cell_part *piece)
{
    if (piece->end <= piece->first)
        return;
    const bc_layout_cell *cell = piece->cell;
    const bc_form_cell_style *style = cell->style;
    bc_len top = flow->edges.at[piece->from], height = flow->edges.at[piece->to] - top;
    bc_len spare = height - bc_layout_cell_height(cell, piece->end - piece->first);
    bc_form_valign valign = piece->goes_on || spare < 0 ? BC_VALIGN_TOP : style->valign;
    bc_len drop = valign == BC_VALIGN_MIDDLE ? spare / 2 : valign == BC_VALIGN_BOTTOM ? spare : 0;
    bc_layout_line_box box = { .measure = bc_layout_cell_box(cell),
                               .x = cell->x0 + style->pad_x,
                               .y = top + style->pad_y + drop,
                               .align = style->align,
                               .style = &style->text,
                               .role = piece->role };
    bc_layout_pager_lines(flow->pager, &box, piece->text, piece->lines, piece->first, piece->end);
}

static void draw_continued(bc_layout_flow *flow)
{
    const bc_form_para_style *style = flow->table->continued_style;
    bc_len y = flow->edges.at[0] - flow->continued;
    bc_layout_pager_words(flow->pager, 0, flow->table->width, y, flow->table->continued, style->align, &style->text,
                          BC_ITEM_REPEATED);
}

void bc_layout_flow_draw(bc_layout_flow *flow)
{
    if (flow->grown)
        share_growth(flow);
    if (flow->shows_continued)
        draw_continued(flow);
    for (size_t i = 0; i < flow->pieces.n; i++)
        draw_text(flow, &flow->pieces.at[i]);
    if (flow->table->rule > 0 || flow->table->frame_rule > 0)
        bc_layout_flow_draw_strokes(flow);
}
