/* Paragraphs and lines outside tables, each as rows of the grid. Space around them is height of their rows, and lines
 * in parts are merged cells. */
#include "paint/xlsx/private/words.h"

#include "paint/xlsx/private/fit.h"
#include "paint/xlsx/private/rows.h"
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
    bc_buf out;
    bc_buf_init(&out);
    bool starts = true;
    for (size_t i = 0; i < words.n; i++) {
        for (bc_len k = 0; starts && k < blanks; k++)
            bc_buf_add_text(&out, "　");
        bc_buf_add_char(&out, words.p[i]);
        starts = words.p[i] == '\n';
    }
    bc_str text = bc_arena_str(&w->arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return text;
}

/* A title keeps the lines it was given on paper: they were made about equally long. */
static bc_str para_text(bc_xlsx_writer *w, const bc_layout_block *block)
{
    bool kept = block->style->balanced && block->as.text.lines.n > 1;
    if (!kept)
        return indent(w, block);
    return bc_xlsx_text_lines(block->as.text.words, block->as.text.lines.at, block->as.text.lines.n, &w->arena);
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

typedef struct line_part {
    bc_str text;
    bc_form_align align;
    bc_len need;
    bool open; /* to be filled in */
    uint32_t column, column_end;
} line_part;

enum { MAX_PARTS = 3 };

/* The edge nearest to x among `from` to `to`. */
static uint32_t edge_near(const bc_xlsx_grid *grid, bc_len x, uint32_t from, uint32_t to)
{
    uint32_t at = bc_xlsx_grid_at(grid, x);
    return at < from ? from : at > to ? to : at;
}

/* Two parts share the line as their widths ask. */
static void split_in_two(const bc_xlsx_grid *grid, line_part *parts)
{
    bc_len width = grid->edges[grid->columns];
    int64_t both = (int64_t)parts[0].need + parts[1].need;
    uint32_t middle = edge_near(grid, bc_len_scale(width, parts[0].need, both), 1, grid->columns - 1);
    parts[0].column_end = parts[1].column = middle;
}

/* The middle part lies as evenly as the edges allow, between its own width and what the outer parts leave. */
static void split_in_three(const bc_xlsx_grid *grid, line_part *parts)
{
    bc_len width = grid->edges[grid->columns];
    bc_len outer = bc_len_max(parts[0].need, parts[2].need), most = (width - parts[1].need) / 2;
    bc_len side = outer < most ? outer + (most - outer) / 2 : bc_len_max(most, 0);
    uint32_t first = edge_near(grid, side, 1, grid->columns - 2);
    uint32_t second = edge_near(grid, width - side, first + 1, grid->columns - 1);
    parts[0].column_end = parts[1].column = first;
    parts[1].column_end = parts[2].column = second;
}

/* The parts that the line is cut into; a lone one takes all of it. */
static uint32_t line_parts(bc_xlsx_writer *w, const bc_layout_block *block, line_part *parts)
{
    const bc_layout_composed_block *line = block->composed;
    const bc_str texts[MAX_PARTS] = { line->as.line.left, line->as.line.centre, line->as.line.right };
    static const bc_form_align aligns[MAX_PARTS] = { BC_ALIGN_LEFT, BC_ALIGN_CENTRE, BC_ALIGN_RIGHT };
    uint32_t n = 0, filled = 0U + (texts[0].n > 0) + (texts[1].n > 0) + (texts[2].n > 0);
    bool keeps_centre = texts[1].n > 0 && filled > 1;
    for (uint32_t i = 0; i < MAX_PARTS; i++)
        if (texts[i].n || keeps_centre)
            parts[n++] = (line_part){ .text = texts[i],
                                      .align = aligns[i],
                                      .open = line->open >> i & 1,
                                      .need = bc_xlsx_fit_width(texts[i], block->style->text.size),
                                      .column_end = w->grid.columns };
    if (n > w->grid.columns) { /* too narrow for columns of its own */
        parts[0].text = bc_arena_printf(&w->arena, "%.*s　%.*s　%.*s", BC_STR_ARG(texts[0]), BC_STR_ARG(texts[1]),
                                        BC_STR_ARG(texts[2]));
        return 1;
    }
    if (n == 2)
        split_in_two(&w->grid, parts);
    else if (n == 3)
        split_in_three(&w->grid, parts);
    return n;
}

static bc_len line_height(const bc_xlsx_writer *w, const bc_layout_block *block, const line_part *parts, uint32_t n,
                          bool first)
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
    line_part parts[MAX_PARTS];
    uint32_t n = line_parts(w, block, parts), looks[MAX_PARTS];
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
    line_part parts[MAX_PARTS];
    uint32_t n = line_parts(w, block, parts);
    return line_height(w, block, parts, n, first);
}

void bc_xlsx_words_write(bc_xlsx_writer *w, const bc_layout_block *block)
{
    uint32_t row = w->row;
    bc_len above = bc_xlsx_words_space(block, row == 0);
    if (block->kind == BC_BLOCK_LINE)
        write_line(w, block);
    else
        write_para(w, block);
    if (!block->sealed)
        return;
    bc_len leading = block->style->text.leading;
    bc_xlsx_writer_put_seal(w, &block->sealed->drawn, row, block->sealed->x,
                            above + leading * (bc_len)block->sealed->line + leading / 2);
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
    bc_str remark = block->as.drawn.chart ? bc_chart_remark(block->as.drawn.figure->chart) : (bc_str){ 0 };
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
