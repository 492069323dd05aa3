/* Paragraphs and lines outside tables, each as rows of the grid. Space around them is height of their rows, and lines
 * in parts are merged cells. */
#include "paint/xlsx/private/words.h"

#include "paint/xlsx/private/fit.h"
#include "paint/xlsx/private/rows.h"
#include "paint/xlsx/private/split.h"
#include "paint/xlsx/private/text.h"
#include "paint/xlsx/private/typed.h"

#include <string.h>

/* -- paragraphs ----------------------------------------------------------------------------------------- */

/* The space around a block is part of its row; the text keeps to the side that has less of it. */
static uint8_t vertical_align(bc_len before, bc_len after)
{
    if (before == after)
        return LXW_ALIGN_VERTICAL_CENTER;
    return before > after ? LXW_ALIGN_VERTICAL_BOTTOM : LXW_ALIGN_VERTICAL_TOP;
}

bc_len bc_xlsx_words_space(const bc_layout_block *block, bool first)
{
    return first ? 0 : bc_len_max(block->composed->before, 0);
}

static bc_len space_before(const bc_xlsx_writer *w, const bc_layout_block *block)
{
    return bc_xlsx_words_space(block, w->row == 0);
}

/* The height of the block's rows, with the space around it. */
static bc_len with_space(const bc_layout_block *block, bool first, bc_len height)
{
    return bc_len_add(bc_len_add(bc_xlsx_words_space(block, first), height), bc_len_max(block->composed->after, 0));
}

static uint32_t block_look(bc_xlsx_writer *w, const bc_layout_block *block, bc_form_align align, bool open,
                           bc_str words)
{
    const bc_text_style *text = &block->style->text;
    bc_xlsx_look look = { .size = text->size,
                          .role = (uint8_t)text->role,
                          .across = bc_xlsx_across(align),
                          .down = vertical_align(space_before(w, block), block->composed->after),
                          .open = open,
                          .colour = text->colour };
    if (bc_xlsx_typed_is_risky(words)) /* stays text when somebody edits the cell */
        memcpy(look.number_format, "@", 2);
    return bc_xlsx_writer_look(w, &look);
}

/* Excel indents all lines of a cell alike; a first line is indented as people do it, with wide blanks. */
static bc_str indent(bc_xlsx_writer *w, const bc_layout_block *block)
{
    const bc_form_para_style *style = block->style;
    bc_str words = block->as.text.words;
    bc_len blanks = style->text.size > 0 ? (style->first_indent + style->text.size / 2) / style->text.size : 0;
    if (blanks <= 0 || style->align == BC_ALIGN_CENTRE || style->align == BC_ALIGN_RIGHT)
        return words;
    return bc_xlsx_text_indent(words, (uint32_t)blanks, &w->arena);
}

/* A title keeps the lines it was given on paper: they were made about equally long. */
static bc_str para_text(bc_xlsx_writer *w, const bc_layout_block *block)
{
    bool kept = block->style->balanced && block->as.text.lines.n > 1;
    if (!kept)
        return indent(w, block);
    return bc_xlsx_text_lines(block->as.text.words, block->as.text.lines.at, block->as.text.lines.n, 0, &w->arena);
}

static bc_len para_height(const bc_xlsx_writer *w, const bc_layout_block *block, bc_str text, bool first)
{
    uint32_t lines = bc_xlsx_fit_lines(text, block->style->text.size, w->grid.edges[w->grid.columns]);
    if (block->as.text.lines.n > lines)
        lines = block->as.text.lines.n;
    return with_space(block, first, bc_len_max(block->height, bc_xlsx_fit_height(&block->style->text, lines)));
}

/* What a form that goes back says of its record is read by nobody where it is not to be written over. */
static void name_closed(bc_xlsx_writer *w, bool open, bc_str text)
{
    if (w->filled && !open && text.n)
        bc_xlsx_writer_name_said(w);
}

static void write_para(bc_xlsx_writer *w, const bc_layout_block *block)
{
    bc_str text = para_text(w, block);
    uint32_t look = block_look(w, block, block->style->align, block->composed->open, text);
    bc_xlsx_range range = bc_xlsx_writer_add_rows(w, para_height(w, block, text, w->row == 0));
    bc_xlsx_writer_put_text(w, &range, text, look);
    name_closed(w, block->composed->open, text);
}

/* -- lines in three parts ------------------------------------------------------------------------------- */

static bc_len line_height(const bc_xlsx_writer *w, const bc_layout_block *block, const bc_xlsx_line_part *parts,
                          uint32_t n, bool first)
{
    bc_len height = block->height;
    for (uint32_t i = 0; i < n; i++) {
        bc_len width = w->grid.edges[parts[i].column_end] - w->grid.edges[parts[i].column];
        uint32_t lines = bc_xlsx_fit_lines(parts[i].text, block->style->text.size, width);
        height = bc_len_max(height, bc_xlsx_fit_height(&block->style->text, lines));
    }
    return with_space(block, first, height);
}

static void write_line(bc_xlsx_writer *w, const bc_layout_block *block)
{
    bc_xlsx_line_part parts[BC_MAX_XLSX_PARTS];
    uint32_t n = bc_xlsx_split_line(&w->grid, block, &w->arena, parts), looks[BC_MAX_XLSX_PARTS];
    for (uint32_t i = 0; i < n; i++)
        looks[i] = block_look(w, block, parts[i].align, parts[i].open, parts[i].text);
    bc_xlsx_range row = bc_xlsx_writer_add_rows(w, line_height(w, block, parts, n, w->row == 0));
    for (uint32_t i = 0; i < n; i++) {
        bc_xlsx_range range = { row.row, row.row_end, parts[i].column, parts[i].column_end };
        bc_xlsx_writer_put_text(w, &range, parts[i].text, looks[i]);
        name_closed(w, parts[i].open, parts[i].text);
    }
}

/* -- either --------------------------------------------------------------------------------------------- */

bc_len bc_xlsx_words_height(bc_xlsx_writer *w, const bc_layout_block *block, bool first)
{
    if (block->kind == BC_BLOCK_FIGURE)
        return with_space(block, first, block->height);
    if (block->kind != BC_BLOCK_LINE)
        return para_height(w, block, para_text(w, block), first);
    bc_xlsx_line_part parts[BC_MAX_XLSX_PARTS];
    uint32_t n = bc_xlsx_split_line(&w->grid, block, &w->arena, parts);
    return line_height(w, block, parts, n, first);
}

bc_len bc_xlsx_words_seal(const bc_layout_block *block, bool first)
{
    const bc_len leading = block->style->text.leading;
    return bc_xlsx_words_space(block, first) + leading * (bc_len)block->sealed->line + leading / 2;
}

void bc_xlsx_words_write(bc_xlsx_writer *w, const bc_layout_block *block)
{
    const uint32_t row = w->row;
    if (block->kind == BC_BLOCK_LINE)
        write_line(w, block);
    else
        write_para(w, block);
    if (block->sealed)
        bc_xlsx_writer_put_seal(w, &block->sealed->drawn, row, block->sealed->x, bc_xlsx_words_seal(block, row == 0));
}

/* So far from the left and the top of rows that are as high as `each`. */
static bc_xlsx_spot spot_at(const bc_xlsx_writer *w, const bc_xlsx_range *range, bc_len x, bc_len y, bc_len each)
{
    bc_xlsx_spot spot = { .row = range->row, .y = y };
    while (spot.column + 1 < w->grid.columns && w->grid.edges[spot.column + 1] <= x)
        spot.column++;
    spot.x = x - w->grid.edges[spot.column];
    for (; spot.y >= each && spot.row + 1 < range->row_end; spot.y -= each)
        spot.row++;
    return spot;
}

void bc_xlsx_words_write_figure(bc_xlsx_writer *w, const bc_layout_block *block)
{
    bool first = w->row == 0;
    bc_len height = with_space(block, first, block->height), each;
    (void)bc_xlsx_rows_pieces(height, &each);
    bc_str remark = { 0 };
    if (block->as.drawn.chart)
        remark = bc_chart_instead(block->as.drawn.figure->chart, &w->arena);
    uint32_t look = remark.n ? block_look(w, block, BC_ALIGN_CENTRE, false, remark) : 0;
    bc_xlsx_range range = bc_xlsx_writer_add_rows(w, height);
    if (remark.n)
        bc_xlsx_writer_put_text(w, &range, remark, look);
    bc_len aside = bc_len_max(w->grid.edges[w->grid.columns] - block->as.drawn.width, 0);
    bc_form_align align = block->style->align;
    bc_len x = align == BC_ALIGN_CENTRE ? aside / 2 : align == BC_ALIGN_RIGHT ? aside : 0;
    bc_len y = bc_xlsx_words_space(block, first);
    bc_xlsx_spot spot = spot_at(w, &range, x, y, each);
    bc_xlsx_spot end = spot_at(w, &range, x + block->as.drawn.width, y + block->as.drawn.height, each);
    bc_xlsx_writer_put_figure(w, &block->as.drawn, &spot, &end);
}
