#include "layout/private/entry.h"

#include "layout/private/cell.h"

static const bc_str DOTS = { "…", sizeof "…" - 1 };

/* Dots between `from` and `to`. They stand on a grid that begins at the right edge, so that those of all entries stand
 * below each other. */
static void draw_leaders(bc_layout_pager *pager, bc_len from, bc_len to, bc_len y, const bc_text_style *style)
{
    bc_len pitch = bc_text_width(pager->setter, DOTS, style);
    if (pitch <= 0 || to <= from)
        return;
    bc_len first = (pager->width - from) / pitch, last = (pager->width - to + pitch - 1) / pitch;
    if (first <= last)
        return;
    bc_buf text;
    bc_buf_init(&text);
    for (bc_len i = last; i < first; i++)
        bc_buf_add_str(&text, DOTS);
    bc_str dots = bc_arena_str(&pager->arena, bc_buf_str(&text));
    bc_buf_release(&text);
    bc_len x = pager->width - first * pitch;
    bc_layout_pager_words(pager, x, pager->width, y, dots, BC_ALIGN_LEFT, style, BC_ITEM_REPEATED);
}

static void draw(bc_layout_pager *pager, const bc_layout_block *block)
{
    const bc_form_para_style *style = block->style;
    bc_len width = pager->width - block->number_room;
    bc_layout_line_box box = { .measure = { width, style->first_indent, style->hang },
                               .y = pager->y,
                               .align = BC_ALIGN_LEFT,
                               .style = &style->text };
    bc_layout_pager_lines(pager, &box, block->text, block->lines.at, 0, block->lines.n);
    if (!block->lines.n || !block->number.n)
        return;
    uint32_t last = block->lines.n - 1;
    bc_len y = pager->y + bc_layout_lines_height(&style->text, last);
    bc_len end = (last ? style->hang : style->first_indent) + block->lines.at[last].width;
    bc_len gap = style->text.size / 4;
    bc_len number = bc_text_width(pager->setter, block->number, &style->text);
    if (block->leaders)
        draw_leaders(pager, end + gap, pager->width - number - gap, y, &style->text);
    bc_layout_pager_words(pager, 0, pager->width, y, block->number, BC_ALIGN_RIGHT, &style->text, BC_ITEM_CONTENT);
}

void bc_layout_entry_place(bc_layout_pager *pager, const bc_layout_block *block)
{
    if (!pager->empty && pager->y + block->height > pager->room)
        bc_layout_pager_turn(pager);
    if (pager->draw && pager->setter)
        draw(pager, block);
    bc_layout_pager_link(pager, pager->y, block->height, block->target);
    pager->y = bc_layout_height_bounded((int64_t)pager->y + block->height);
    pager->empty = false;
}
