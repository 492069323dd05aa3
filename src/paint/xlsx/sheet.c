/* One document as one sheet: blocks one below the other, each as rows of the grid. Space around paragraphs is
 * height of their rows, lines in parts are merged cells, and what the paper repeats on each page becomes the
 * sheet's title rows. */
#include "paint/xlsx/private/sheet.h"

#include "paint/xlsx/private/fillin.h"
#include "paint/xlsx/private/fit.h"
#include "paint/xlsx/private/rows.h"
#include "paint/xlsx/private/table.h"
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

static bc_len space_before(const bc_xlsx_writer *w, const bc_layout_block *block)
{
    return w->row == 0 ? 0 : bc_len_max(block->composed->before, 0);
}

/* The height of the block's rows, with the space around it. */
static bc_len with_space(const bc_xlsx_writer *w, const bc_layout_block *block, bc_len height)
{
    return bc_len_add(bc_len_add(space_before(w, block), height), bc_len_max(block->composed->after, 0));
}

static uint32_t block_look(bc_xlsx_writer *w, const bc_layout_block *block, bc_form_align align, bc_str words)
{
    const bc_text_style *text = &block->style->text;
    bc_xlsx_look look = { .size = text->size,
                          .role = (uint8_t)text->role,
                          .across = bc_xlsx_across(align),
                          .down = vertical_align(space_before(w, block), block->composed->after) };
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
static bc_str keep_lines(bc_xlsx_writer *w, const bc_layout_block *block)
{
    bc_buf out;
    bc_buf_init(&out);
    const bc_text_lines *lines = &block->as.text.lines;
    for (uint32_t i = 0; i < lines->n; i++) {
        if (i)
            bc_buf_add_char(&out, '\n');
        bc_buf_add_str(&out, bc_str_slice(block->as.text.words, lines->at[i].from, lines->at[i].to));
    }
    bc_str text = bc_arena_str(&w->arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return text;
}

static void write_para(bc_xlsx_writer *w, const bc_layout_block *block)
{
    bool kept = block->style->balanced && block->as.text.lines.n > 1;
    bc_str text = kept ? keep_lines(w, block) : indent(w, block);
    uint32_t lines = bc_xlsx_fit_lines(text, block->style->text.size, w->grid.edges[w->grid.columns]);
    if (block->as.text.lines.n > lines)
        lines = block->as.text.lines.n;
    bc_len height = bc_len_max(block->height, bc_xlsx_fit_height(&block->style->text, lines));
    uint32_t look = block_look(w, block, block->style->align, text);
    bc_xlsx_range range = bc_xlsx_writer_add_rows(w, with_space(w, block, height));
    bc_xlsx_writer_put_text(w, &range, text, look);
}

/* -- lines in three parts ------------------------------------------------------------------------------- */

typedef struct line_part {
    bc_str text;
    bc_form_align align;
    bc_len need;
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

static void write_line(bc_xlsx_writer *w, const bc_layout_block *block)
{
    line_part parts[MAX_PARTS];
    uint32_t n = line_parts(w, block, parts);
    bc_len height = block->height;
    uint32_t looks[MAX_PARTS];
    for (uint32_t i = 0; i < n; i++) {
        bc_len width = w->grid.edges[parts[i].column_end] - w->grid.edges[parts[i].column];
        uint32_t lines = bc_xlsx_fit_lines(parts[i].text, block->style->text.size, width);
        height = bc_len_max(height, bc_xlsx_fit_height(&block->style->text, lines));
        looks[i] = block_look(w, block, parts[i].align, parts[i].text);
    }
    bc_xlsx_range row = bc_xlsx_writer_add_rows(w, with_space(w, block, height));
    for (uint32_t i = 0; i < n; i++) {
        bc_xlsx_range range = { row.row, row.row_end, parts[i].column, parts[i].column_end };
        bc_xlsx_writer_put_text(w, &range, parts[i].text, looks[i]);
    }
}

/* -- documents ------------------------------------------------------------------------------------------ */

static void write_block(bc_xlsx_writer *w, const bc_layout_block *block)
{
    switch (block->kind) {
    case BC_BLOCK_PARA:
    case BC_BLOCK_ENTRY:
        write_para(w, block);
        break;
    case BC_BLOCK_LINE:
        write_line(w, block);
        break;
    case BC_BLOCK_TABLE:
        if (space_before(w, block) > 0)
            (void)bc_xlsx_writer_add_rows(w, block->composed->before);
        bc_xlsx_table_write(w, &block->as.table);
        if (block->composed->after > 0)
            (void)bc_xlsx_writer_add_rows(w, block->composed->after);
        break;
    case BC_BLOCK_PAGE_BREAK:
        bc_xlsx_writer_break(w);
        break;
    }
}

/* How many values there are to name. */
static uint64_t count_paths(const bc_layout_document *document)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i < document->block_count; i++) {
        const bc_layout_block *block = &document->blocks[i];
        const bc_layout_composed_table *table = block->kind == BC_BLOCK_TABLE ? block->composed->as.table : NULL;
        for (uint32_t k = 0; table && k < table->cell_count; k++)
            n += table->cells[k].value.path.n > 0;
    }
    return n;
}

void bc_xlsx_sheet_write(bc_xlsx_writer *w, bc_xlsx_player *player, const bc_layout_document *document)
{
    enum { MAX_PIECES = BC_LEN_MAX / BC_MAX_XLSX_ROW + 1 };
    bc_xlsx_writer_begin(w, player);
    bc_xlsx_grid grid = bc_xlsx_grid_make(document, &w->arena);
    bc_xlsx_writer_set_grid(w, &grid);
    w->names_lists = count_paths(document) <= BC_MAX_XLSX_NAMES;
    w->blank = document->composed->blank;
    for (uint32_t i = 0; i < document->block_count && bc_xlsx_writer_has_room(w, MAX_PIECES); i++)
        write_block(w, &document->blocks[i]);
    if (w->blank)
        bc_xlsx_writer_lock(w);
    bc_xlsx_writer_end(w);
}
