/* The page being filled: items gather until it is given to the sink, fills before texts before rules, and its arena is
 * then reset. What fills it speaks in places of the type area; only here they become places on the paper. */
#include "layout/private/pager.h"

#include "layout/number.h"
#include "layout/private/cell.h"
#include "layout/private/figure_size.h"
#include "layout/private/running.h"

#include <assert.h>
#include <string.h>

/* -- items ---------------------------------------------------------------------------------------------- */

void bc_layout_pager_text(bc_layout_pager *pager, bc_len x, bc_len y, bc_str line, bc_len width,
                          const bc_text_style *style, bc_layout_item_role role, bc_len stretch_to)
{
    const bc_form_paper *paper = &pager->document->paper;
    bc_vec_add(
        &pager->items,
        (bc_layout_item){ .block = pager->block,
                          .cell = pager->cell,
                          .kind = BC_ITEM_TEXT,
                          .role = role,
                          .x = paper->left + x,
                          .y = paper->top + y,
                          .as.text = { .line = line, .style = style, .width = width, .stretch_to = stretch_to } });
}

void bc_layout_pager_lines(bc_layout_pager *pager, const bc_layout_line_box *box, bc_str text,
                           const bc_text_line *lines, uint32_t first, uint32_t end)
{
    if (!pager->draw)
        return;
    bc_len baseline = box->y + bc_text_baseline(box->style);
    for (uint32_t i = first; i < end; i++, baseline += box->style->leading) {
        const bc_text_line *line = &lines[i];
        if (line->to <= line->from)
            continue;
        bc_layout_pager_text(pager, box->x + bc_layout_line_x(&box->measure, box->align, line), baseline,
                             bc_str_slice(text, line->from, line->to), line->width, box->style, box->role,
                             line->set != line->width ? line->set : 0);
    }
}

static bc_len width_of(bc_layout_pager *pager, bc_str text, const bc_text_style *style)
{
    return pager->typesetter ? bc_text_width(pager->typesetter, text, style) : 0;
}

void bc_layout_pager_words(bc_layout_pager *pager, bc_len x, bc_len width, bc_len y, bc_str text, bc_form_align align,
                           const bc_text_style *style, bc_layout_item_role role)
{
    if (!pager->draw || !text.n)
        return;
    bc_len own = width_of(pager, text, style);
    bc_layout_pager_text(pager, x + bc_layout_aligned(align, width, own), y + bc_text_baseline(style), text, own, style,
                         role, 0);
}

void bc_layout_pager_styled(bc_layout_pager *pager, bc_len x, bc_len y, bc_str text, bc_len stretch_to,
                            const bc_text_style *style, bc_len leading)
{
    bc_len own = width_of(pager, text, style);
    bc_layout_pager_text(pager, x, y + bc_text_baseline(&(bc_text_style){ .size = style->size, .leading = leading }),
                         text, own, style, BC_ITEM_CONTENT, stretch_to);
}

void bc_layout_pager_link(bc_layout_pager *pager, bc_len y, bc_len height, uint32_t target)
{
    const bc_form_paper *paper = &pager->document->paper;
    if (pager->draw)
        bc_vec_add(&pager->links,
                   (bc_layout_link){ paper->left, paper->top + y, pager->width, height, target, pager->block });
}

void bc_layout_pager_dots(bc_layout_pager *pager, bc_len x, bc_len y, uint32_t n, bc_len pitch, bc_len weight)
{
    const bc_form_paper *paper = &pager->document->paper;
    bc_vec_add(&pager->items, (bc_layout_item){ .block = pager->block,
                                                .cell = pager->cell,
                                                .kind = BC_ITEM_DOTS,
                                                .role = BC_ITEM_REPEATED,
                                                .x = paper->left + x,
                                                .y = paper->top + y,
                                                .as.dots = { n, pitch, weight } });
}

void bc_layout_pager_rule(bc_layout_pager *pager, bc_len x, bc_len y, bc_len length, bc_len weight, bool vertical)
{
    bc_layout_pager_line(pager, x, y, length, (bc_stroke){ weight, BC_STROKE_PLAIN }, vertical);
}

void bc_layout_pager_line(bc_layout_pager *pager, bc_len x, bc_len y, bc_len length, bc_stroke stroke, bool vertical)
{
    const bc_form_paper *paper = &pager->document->paper;
    bc_vec_add(&pager->rules, (bc_layout_item){ .block = pager->block,
                                                .cell = pager->cell,
                                                .kind = BC_ITEM_RULE,
                                                .role = BC_ITEM_CONTENT,
                                                .x = paper->left + x,
                                                .y = paper->top + y,
                                                .as.rule = { length, stroke.weight, vertical, stroke.kind } });
}

void bc_layout_pager_stroke(bc_layout_pager *pager, bc_len x, bc_len y, bc_len dx, bc_len dy, bc_len weight)
{
    const bc_form_paper *paper = &pager->document->paper;
    bc_vec_add(&pager->rules, (bc_layout_item){ .block = pager->block,
                                                .cell = pager->cell,
                                                .kind = BC_ITEM_STROKE,
                                                .role = BC_ITEM_CONTENT,
                                                .x = paper->left + x,
                                                .y = paper->top + y,
                                                .as.stroke = { dx, dy, weight } });
}

void bc_layout_pager_fill(bc_layout_pager *pager, bc_len x, bc_len y, bc_len width, bc_len height, bc_colour colour)
{
    const bc_form_paper *paper = &pager->document->paper;
    bc_vec_add(&pager->fills, (bc_layout_item){ .block = pager->block,
                                                .cell = pager->cell,
                                                .kind = BC_ITEM_FILL,
                                                .role = BC_ITEM_CONTENT,
                                                .x = paper->left + x,
                                                .y = paper->top + y,
                                                .as.fill = { width, height, colour } });
}

/* The value of a barcode, for people. */
static const bc_text_style VALUE = { .role = BC_ROLE_NUMBER, .size = BC_PT(8), .leading = BC_LAYOUT_CODE_WORDS };

static void add_symbol(bc_layout_pager *pager, bc_len x, bc_len y, const bc_layout_drawn *drawn,
                       bc_layout_item_role role)
{
    const bc_form_paper *paper = &pager->document->paper;
    const bc_layout_figure *figure = drawn->figure;
    bc_layout_code code = bc_layout_figure_code(drawn);
    bc_vec_add(&pager->items,
               (bc_layout_item){ .block = pager->block,
                                 .cell = pager->cell,
                                 .kind = BC_ITEM_SYMBOL,
                                 .role = role,
                                 .x = paper->left + x + code.x,
                                 .y = paper->top + y + code.y,
                                 .as.symbol = { figure->symbol, code.width, code.height, figure->alt } });
    if (figure->form->kind == BC_FIGURE_BARS)
        bc_layout_pager_words(pager, x, drawn->width, y + drawn->height - VALUE.leading, figure->source,
                              BC_ALIGN_CENTRE, &VALUE, role);
}

/* Its texts are set like others, so that they can be searched. */
static void add_chart(bc_layout_pager *pager, bc_len x, bc_len y, const bc_layout_drawn *drawn,
                      bc_layout_item_role role)
{
    const bc_form_paper *paper = &pager->document->paper;
    const bc_chart_drawing *chart = drawn->chart;
    bc_vec_add(&pager->items, (bc_layout_item){ .block = pager->block,
                                                .cell = pager->cell,
                                                .kind = BC_ITEM_CHART,
                                                .role = role,
                                                .x = paper->left + x,
                                                .y = paper->top + y,
                                                .as.chart = { chart, drawn->figure->alt } });
    for (uint32_t i = 0; i < chart->text_count; i++) {
        const bc_chart_text *text = &chart->texts[i];
        bc_layout_pager_text(pager, x + text->x, y + text->y, text->line, text->width, text->style, role, 0);
    }
}

void bc_layout_pager_figure(bc_layout_pager *pager, bc_len x, bc_len y, const bc_layout_drawn *drawn,
                            bc_layout_item_role role)
{
    const bc_form_paper *paper = &pager->document->paper;
    const bc_layout_figure *figure = drawn->figure;
    if (pager->draw && figure->symbol)
        add_symbol(pager, x, y, drawn, role);
    if (pager->draw && drawn->chart)
        add_chart(pager, x, y, drawn, role);
    if (!pager->draw || figure->symbol || !figure->picture)
        return;
    bc_vec_add(&pager->items,
               (bc_layout_item){ .block = pager->block,
                                 .cell = pager->cell,
                                 .kind = BC_ITEM_PICTURE,
                                 .role = role,
                                 .x = paper->left + x,
                                 .y = paper->top + y,
                                 .as.picture = { figure->picture, drawn->width, drawn->height, figure->alt, false } });
}

static bc_len within(bc_len at, bc_len length, bc_len room)
{
    return bc_len_max(bc_len_min(at, room - length), 0);
}

void bc_layout_pager_seal(bc_layout_pager *pager, bc_len x, bc_len y, const bc_layout_drawn *drawn)
{
    const bc_form_paper *paper = &pager->document->paper;
    const bc_layout_figure *figure = drawn->figure;
    bc_len left = paper->left + x - drawn->width / 2, top = paper->top + y - drawn->height / 2;
    if (!pager->draw || !figure->picture)
        return;
    bc_vec_add(&pager->rules,
               (bc_layout_item){ .block = pager->block,
                                 .cell = pager->cell,
                                 .kind = BC_ITEM_PICTURE,
                                 .role = BC_ITEM_CONTENT,
                                 .x = within(left, drawn->width, paper->width),
                                 .y = within(top, drawn->height, paper->height),
                                 .as.picture = { figure->picture, drawn->width, drawn->height, figure->alt, true } });
}

static void add_number(bc_layout_pager *pager)
{
    const bc_layout_page_count count = { .number = pager->number, .total = pager->total };
    bc_layout_item item;
    if (pager->draw && bc_layout_number_item(&pager->document->paper, &count, pager->typesetter, &pager->arena, &item))
        bc_vec_add(&pager->items, item);
}

static void add_running(bc_layout_pager *pager)
{
    bc_layout_item items[BC_RUNNING_ITEMS];
    uint32_t n = pager->draw ? bc_layout_running_items(pager->document, pager->done + 1, pager->pages,
                                                       pager->typesetter, &pager->arena, items)
                             : 0;
    for (uint32_t i = 0; i < n; i++) {
        if (items[i].kind == BC_ITEM_MARK)
            bc_vec_add(&pager->fills, items[i]);
        else if (items[i].kind == BC_ITEM_RULE)
            bc_vec_add(&pager->rules, items[i]);
        else
            bc_vec_add(&pager->items, items[i]);
    }
}

/* -- pages ---------------------------------------------------------------------------------------------- */

static void begin_page(bc_layout_pager *pager)
{
    const bc_layout_plan *plan = pager->document->plan;
    pager->foot =
        plan && plan->foot && pager->done >= plan->foot_from ? bc_len_min(plan->foot, pager->room) : pager->room;
    pager->page = (bc_layout_planned_page){ 0 };
    pager->y = 0;
    pager->empty = true;
}

void bc_layout_pager_begin(bc_layout_pager *pager)
{
    pager->cell = BC_NOWHERE;
    begin_page(pager);
}

void bc_layout_pager_put(bc_layout_pager *pager, uint32_t rows, uint32_t row, bool goes_on)
{
    bc_layout_planned_page *page = &pager->page;
    if (pager->empty) {
        page->block = pager->block;
        page->row = row;
        page->goes_on = goes_on;
    }
    page->rows += rows;
    page->filled = pager->y;
    pager->empty = false;
}

void bc_layout_pager_show(bc_layout_pager *pager, bool ends, const bc_layout_shown_row *rows, uint32_t n)
{
    if (pager->draw)
        bc_vec_add(&pager->parts, (bc_layout_shown){ pager->block, ends, rows, n });
}

static void emit(bc_layout_pager *pager)
{
    if (pager->items.n + pager->rules.n + pager->fills.n)
        add_running(pager);
    size_t texts = pager->items.n, rules = pager->rules.n, fills = pager->fills.n;
    bc_vec_reserve(&pager->items, texts + rules + fills);
    if (rules)
        memcpy(pager->items.at + texts, pager->rules.at, rules * sizeof *pager->rules.at);
    pager->items.n += rules;
    if (fills) {
        memmove(pager->items.at + fills, pager->items.at, (texts + rules) * sizeof *pager->items.at);
        memcpy(pager->items.at, pager->fills.at, fills * sizeof *pager->fills.at);
        pager->items.n += fills;
    }
    if (texts + rules + fills)
        add_number(pager);
    bc_layout_page page = { .width = pager->document->paper.width,
                            .height = pager->document->paper.height,
                            .number = pager->number,
                            .label = bc_arena_printf(&pager->arena, "%u", pager->number),
                            .goes_on = pager->page.goes_on,
                            .document = pager->document,
                            .parts = pager->parts.at,
                            .part_count = (uint32_t)pager->parts.n,
                            .items = pager->items.at,
                            .item_count = (uint32_t)pager->items.n,
                            .links = pager->links.at,
                            .link_count = (uint32_t)pager->links.n,
                            .fillins = pager->places.at,
                            .fillin_count = (uint32_t)pager->places.n };
    if (pager->planned)
        bc_vec_add(pager->planned, pager->page);
    pager->done++;
    pager->number++;
    pager->stopped = (pager->sink.page && !pager->sink.page(pager->sink.context, &page)) ||
                     bc_quota_is_over(pager->document->composed->quota);
    assert(pager->draw || !pager->items.n);
    bc_vec_clear(&pager->items);
    bc_vec_clear(&pager->rules);
    bc_vec_clear(&pager->fills);
    bc_vec_clear(&pager->links);
    bc_vec_clear(&pager->places);
    bc_vec_clear(&pager->parts);
    bc_arena_reset(&pager->arena);
}

void bc_layout_pager_emit_blank(bc_layout_pager *pager)
{
    assert(!pager->stopped); /* a sink that wants no more is not called again */
    emit(pager);
    begin_page(pager);
}

void bc_layout_pager_next_page(bc_layout_pager *pager)
{
    if (!pager->empty)
        bc_layout_pager_emit_blank(pager);
}

void bc_layout_pager_release(bc_layout_pager *pager)
{
    bc_vec_release(&pager->items);
    bc_vec_release(&pager->rules);
    bc_vec_release(&pager->fills);
    bc_vec_release(&pager->links);
    bc_vec_release(&pager->places);
    bc_vec_release(&pager->parts);
    bc_arena_release(&pager->arena);
    bc_arena_release(&pager->said);
}
