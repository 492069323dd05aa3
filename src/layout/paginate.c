/* A measured document cut into pages, block by block. What stays together is measured before its first block is placed:
 * when it fits the next page but not the rest of this one, the page is turned first. Tables have their own way over the
 * pages (flow.c). */
#include "layout/paginate.h"

#include "layout/private/cell.h"
#include "layout/private/fillins.h"
#include "layout/private/flow.h"
#include "layout/private/line.h"
#include "layout/private/passage.h"
#include "layout/private/running.h"
#include "layout/private/seal.h"

#include <assert.h>

/* Lines of a paragraph that stand alone neither at a page's foot nor at its head. */
enum { WIDOW_LINES = 2 };

typedef struct walker {
    bc_layout_pager pager;
    uint32_t chained_until; /* blocks above this one have been given room together */
} walker;

/* -- blocks that stay together ------------------------------------------------------------------------- */

static bool is_glued(const bc_layout_document *document, uint32_t above)
{
    if (above + 1 >= document->block_count)
        return false;
    const bc_layout_composed_block *block = document->blocks[above].composed;
    const bc_layout_composed_block *next = document->blocks[above + 1].composed;
    if (block->kind == BC_BLOCK_PAGE_BREAK || next->kind == BC_BLOCK_PAGE_BREAK)
        return false;
    return block->keep_with_next || next->keep_with_previous;
}

/* What a block at y leaves free above it. Lines of a grid go on at the next of its lines, so that what stands off the
 * grid takes up whole ones. */
static bc_len step_to_grid(const bc_layout_block *block, int64_t y)
{
    if (block->kind != BC_BLOCK_PARA || !block->style->on_grid)
        return 0;
    bc_len off = (bc_len)(y % block->style->text.leading);
    return off ? block->style->text.leading - off : 0;
}

/* Height with which a block can begin on a page. */
static bc_len first_height(const bc_layout_block *block)
{
    if (block->kind != BC_BLOCK_PARA || block->as.text.lines.n < 2 * WIDOW_LINES)
        return block->height;
    return bc_layout_lines_height(&block->style->text, WIDOW_LINES);
}

/* Whether the block is a paragraph of which only the end stays with what is below it. */
static bool may_part(const bc_layout_document *document, uint32_t index)
{
    const bc_layout_block *block = &document->blocks[index];
    return block->kind == BC_BLOCK_PARA && !block->composed->keep_with_next &&
           block->as.text.lines.n >= 2 * WIDOW_LINES && is_glued(document, index);
}

/* Height of the blocks from `first` on that are glued together, with the least part of the last; a table ends them,
 * with `reserve` below it if that part is the whole of it. Stops where it is more than a page. *end receives the block
 * below those counted. */
static int64_t chain_height(walker *w, uint32_t first, bc_len (*reserve)(walker *, uint32_t), uint32_t *end)
{
    const bc_layout_document *document = w->pager.document;
    int64_t height = 0;
    for (uint32_t i = first;; i++) {
        const bc_layout_block *block = &document->blocks[i];
        height += block->composed->before;
        height += step_to_grid(block, w->pager.y + height);
        *end = i + 1;
        if (block->kind == BC_BLOCK_TABLE)
            return height + bc_layout_flow_first_height(&w->pager, &block->as.table, reserve ? reserve(w, i) : 0);
        if (!is_glued(document, i) || (i > first && may_part(document, i)))
            return height + first_height(block);
        height += block->height + block->composed->after;
        if (height > w->pager.room)
            return height;
    }
}

/* Room that the blocks glued below a table or a paragraph must have on the page of its last row or lines; none when no
 * page has it. */
static bc_len reserve_below(walker *w, uint32_t above)
{
    const bc_layout_document *document = w->pager.document;
    if (!is_glued(document, above))
        return 0;
    uint32_t end;
    int64_t height = document->blocks[above].composed->after + chain_height(w, above + 1, NULL, &end);
    return height < w->pager.room ? (bc_len)height : 0;
}

/* Turns the page when the blocks glued to this one fit the next page but not this one. */
static void keep_chain(walker *w, uint32_t block)
{
    bc_layout_pager *pager = &w->pager;
    if (block < w->chained_until || !is_glued(pager->document, block) || may_part(pager->document, block))
        return;
    int64_t height = chain_height(w, block, reserve_below, &w->chained_until);
    if (!pager->empty && pager->y + height > pager->foot &&
        height - pager->document->blocks[block].composed->before <= pager->room)
        bc_layout_pager_next_page(pager);
}

/* -- blocks -------------------------------------------------------------------------------------------- */

/* How many of the lines go on this page; 0: begin on the next. */
static uint32_t lines_here(const bc_layout_pager *pager, const bc_text_style *style, uint32_t left)
{
    uint32_t fit = 0;
    bc_len foot = pager->empty ? pager->room : pager->foot;
    if (foot > pager->y && style->leading > 0)
        fit = (uint32_t)((foot - pager->y) / style->leading);
    if (left <= fit)
        return left;
    uint32_t here = left - fit == 1 && fit > 0 ? fit - 1 : fit;
    if (here >= WIDOW_LINES)
        return here;
    if (!pager->empty)
        return 0;
    return fit > 0 ? fit : 1;
}

/* The same where `below` must stand on the page of the last lines. */
static uint32_t lines_above(const bc_layout_pager *pager, const bc_text_style *style, uint32_t left, bc_len below)
{
    uint32_t here = lines_here(pager, style, left);
    if (here < left || !below || pager->y + bc_layout_lines_height(style, left) + below <= pager->foot ||
        bc_layout_lines_height(style, WIDOW_LINES) + below > pager->room)
        return here;
    if (left >= 2 * WIDOW_LINES)
        return left - WIDOW_LINES;
    return pager->empty ? left : 0;
}

/* `below`: the height of what stays with its end. */
static void place_para(bc_layout_pager *pager, const bc_layout_block *block, bc_len below)
{
    const bc_form_para_style *style = block->style;
    bc_layout_line_box box = { .measure = { .width = bc_layout_frame_width(&pager->document->paper),
                                            .first_indent = style->first_indent,
                                            .hang = style->hang },
                               .align = style->align,
                               .style = &style->text };
    const bc_text_lines *lines = &block->as.text.lines;
    uint32_t line = 0;
    pager->y = bc_layout_height_bounded(pager->y + step_to_grid(block, pager->y));
    while (line < lines->n && !pager->stopped) {
        uint32_t here = lines_above(pager, &style->text, lines->n - line, below);
        assert(here <= lines->n - line && (here > 0 || !pager->empty)); /* something is placed or given away */
        box.y = pager->y;
        const size_t from = pager->items.n;
        if (bc_layout_passage_is_in(block))
            bc_layout_passage_lines(pager, &box, block, line, line + here);
        else
            bc_layout_pager_lines(pager, &box, block->as.text.words, lines->at, line, line + here);
        if (pager->fillins && here == lines->n)
            bc_layout_fillins_para(pager, block, pager->y, from);
        bc_layout_seal_draw(pager, block->sealed, line, line + here, 0, pager->y, &style->text);
        if (here > 0) {
            pager->y += bc_layout_lines_height(&style->text, here);
            bc_layout_pager_put(pager, here, 0, line > 0);
            bc_layout_pager_show(pager, line + here == lines->n, NULL, 0);
        }
        line += here;
        if (line < lines->n)
            bc_layout_pager_next_page(pager);
    }
}

static void place_parts(bc_layout_pager *pager, const bc_layout_block *block, const bc_text_style *style)
{
    const bc_layout_composed_block *line = block->composed;
    const bc_str parts[BC_RUNNING_PARTS] = { line->as.line.left, line->as.line.centre, line->as.line.right };
    bc_len widths[BC_RUNNING_PARTS], x[BC_RUNNING_PARTS];
    for (int i = 0; i < BC_RUNNING_PARTS && pager->draw; i++)
        widths[i] = parts[i].n && pager->typesetter ? bc_text_width(pager->typesetter, parts[i], style) : 0;
    if (!pager->draw)
        return;
    bc_layout_line_places(widths, bc_layout_frame_width(&pager->document->paper), style->size, x);
    for (int i = 0; i < BC_RUNNING_PARTS; i++)
        bc_layout_pager_words(pager, x[i], widths[i], pager->y, parts[i], BC_ALIGN_LEFT, style, BC_ITEM_CONTENT);
}

static void place_line(bc_layout_pager *pager, const bc_layout_block *block)
{
    if (!pager->empty && pager->y + block->height > pager->foot)
        bc_layout_pager_next_page(pager);
    const bc_text_style *style = &block->style->text;
    const size_t from = pager->items.n;
    place_parts(pager, block, style);
    if (pager->fillins)
        bc_layout_fillins_line(pager, block, pager->y, from);
    bc_layout_seal_draw(pager, block->sealed, 0, 1, 0, pager->y, style);
    pager->y += block->height;
    bc_layout_pager_put(pager, 1, 0, false);
    bc_layout_pager_show(pager, true, NULL, 0);
}

static void place_figure(bc_layout_pager *pager, const bc_layout_block *block)
{
    if (!pager->empty && pager->y + block->height > pager->foot)
        bc_layout_pager_next_page(pager);
    bc_len aside = bc_layout_frame_width(&pager->document->paper) - block->as.drawn.width;
    bc_form_align align = block->style->align;
    bc_len x = align == BC_ALIGN_CENTRE ? aside / 2 : align == BC_ALIGN_RIGHT ? aside : 0;
    bc_layout_pager_figure(pager, x, pager->y, &block->as.drawn, BC_ITEM_CONTENT);
    pager->y += block->height;
    bc_layout_pager_put(pager, 1, 0, false);
    bc_layout_pager_show(pager, true, NULL, 0);
}

/* -- entries of a table of contents -------------------------------------------------------------------- */

/* Dots of all entries stand on one grid of the page, whatever their size, and end beside the column of numbers. */
enum { DOT_PITCH = BC_PT(4), DOT_WEIGHT = BC_PT(1), EM_TO_MIDDLE = 38 /* hundredths from the baseline up */ };

static void draw_leaders(bc_layout_pager *pager, bc_len from, bc_len to, bc_len y, const bc_text_style *style)
{
    bc_len n = to >= from ? (to - from) / DOT_PITCH + 1 : 0;
    bc_len middle = y + bc_text_baseline(style) - bc_len_scale(style->size, EM_TO_MIDDLE, 100);
    if (n > 1)
        bc_layout_pager_dots(pager, to - (n - 1) * DOT_PITCH, middle, (uint32_t)n, DOT_PITCH, DOT_WEIGHT);
}

static void draw_entry(bc_layout_pager *pager, const bc_layout_block *block)
{
    const bc_form_para_style *style = block->style;
    const bc_text_lines *lines = &block->as.text.lines;
    bc_str numeral = block->composed->as.entry.number;
    bc_layout_line_box box = { .measure = { .width = bc_layout_entry_width(block, pager->width),
                                            .first_indent = style->first_indent,
                                            .hang = style->hang },
                               .y = pager->y,
                               .align = BC_ALIGN_LEFT,
                               .style = &style->text };
    bc_layout_pager_lines(pager, &box, block->as.text.words, lines->at, 0, lines->n);
    if (!lines->n || !numeral.n)
        return;
    uint32_t last = lines->n - 1;
    bc_len y = pager->y + bc_layout_lines_height(&style->text, last);
    bc_len end = (last ? style->hang : style->first_indent) + lines->at[last].width;
    bc_len gap = style->text.size / 2;
    if (block->composed->as.entry.leaders)
        draw_leaders(pager, end + gap, pager->width - block->composed->as.entry.number_room - gap, y, &style->text);
    bc_text_style *figures = BC_NEW(&pager->arena, bc_text_style);
    *figures = style->text;
    figures->role = BC_ROLE_NUMBER;
    bc_layout_pager_words(pager, 0, pager->width, y, numeral, BC_ALIGN_RIGHT, figures, BC_ITEM_CONTENT);
}

static void place_entry(bc_layout_pager *pager, const bc_layout_block *block)
{
    if (!pager->empty && pager->y + block->height > pager->foot)
        bc_layout_pager_next_page(pager);
    if (pager->draw && pager->typesetter)
        draw_entry(pager, block);
    bc_layout_pager_link(pager, pager->y, block->height, block->composed->as.entry.target);
    pager->y = bc_layout_height_bounded((int64_t)pager->y + block->height);
    bc_layout_pager_put(pager, 1, 0, false);
    bc_layout_pager_show(pager, true, NULL, 0);
}

/* -- any block ----------------------------------------------------------------------------------------- */

static void place_block(walker *w, uint32_t index)
{
    bc_layout_pager *pager = &w->pager;
    const bc_layout_block *block = &pager->document->blocks[index];
    assert(block->kind == block->composed->kind);
    pager->block = index;
    if (block->kind == BC_BLOCK_PAGE_BREAK) {
        pager->page.ends_chapter = !pager->empty;
        bc_layout_pager_next_page(pager);
        return;
    }
    keep_chain(w, index);
    pager->pinned = index > 0 && is_glued(pager->document, index - 1);
    if (!pager->empty)
        pager->y = bc_layout_height_bounded((int64_t)pager->y + block->composed->before);
    if (block->kind == BC_BLOCK_PARA) {
        place_para(pager, block, may_part(pager->document, index) ? reserve_below(w, index) : 0);
    } else if (block->kind == BC_BLOCK_LINE) {
        place_line(pager, block);
    } else if (block->kind == BC_BLOCK_FIGURE) {
        place_figure(pager, block);
    } else if (block->kind == BC_BLOCK_ENTRY) {
        place_entry(pager, block);
    } else {
        assert(block->kind == BC_BLOCK_TABLE && block->as.table.composed == block->composed->as.table);
        bc_layout_flow_place(pager, &block->as.table, reserve_below(w, index));
    }
    pager->y = bc_layout_height_bounded((int64_t)pager->y + block->composed->after);
}

/* -- documents ----------------------------------------------------------------------------------------- */

static uint32_t walk(const bc_layout_document *document, bc_text_typesetter *typesetter,
                     const bc_layout_paginate_options *options, uint32_t pages, bc_layout_page_sink sink,
                     bc_diag_list *diags)
{
    uint32_t first = options->first_number ? options->first_number : 1;
    walker w = { .pager = { .document = document,
                            .typesetter = typesetter,
                            .sink = sink,
                            .diags = diags,
                            .number = first,
                            .total = options->total,
                            .pages = pages,
                            .draw = !options->draw_none,
                            .fillins = options->fillins && !options->draw_none && document->composed->blank,
                            .planned = options->planned,
                            .width = bc_layout_frame_width(&document->paper),
                            /* Margins that leave nothing still give pages, one line each. */
                            .room = bc_len_max(bc_layout_frame_height(&document->paper), 1) } };
    bc_layout_pager_begin(&w.pager);
    for (uint32_t i = 0; i < document->block_count && !w.pager.stopped; i++)
        place_block(&w, i);
    if (!w.pager.stopped)
        bc_layout_pager_next_page(&w.pager);
    if (w.pager.done == 0)
        bc_layout_pager_emit_blank(&w.pager);
    assert(w.pager.stopped || (w.pager.empty && w.pager.number == first + w.pager.done));
    bc_layout_pager_release(&w.pager);
    return w.pager.done;
}

uint32_t bc_layout_paginate(const bc_layout_document *document, bc_text_typesetter *typesetter,
                            const bc_layout_paginate_options *options, bc_layout_page_sink sink, bc_diag_list *diags)
{
    bc_layout_paginate_options with_total = *options;
    bool of_total = document->paper.number == BC_NUMBER_OF_TOTAL && !options->total;
    uint32_t pages = 0;
    if ((of_total || bc_layout_running_counts(document->composed)) && !options->draw_none) {
        bc_layout_paginate_options count = *options;
        count.draw_none = true;
        count.planned = NULL;
        uint32_t first = options->first_number ? options->first_number : 1;
        pages = walk(document, typesetter, &count, 0, (bc_layout_page_sink){ 0 }, NULL);
        with_total.total = of_total ? first - 1 + pages : options->total;
    }
    return walk(document, typesetter, &with_total, pages, sink, diags);
}
