/* A table's cells on the sheet. Each rectangle is claimed before it is written, for Excel repairs a workbook in
 * which two merged cells overlap. A cell over several rows ends where a page ends and begins again on the next. */
#include "paint/xlsx/private/table.h"

#include "form/anchor.h"
#include "layout/page_rows.h"
#include "layout/repeated.h"
#include "paint/xlsx/private/borders.h"
#include "paint/xlsx/private/diagonal.h"
#include "paint/xlsx/private/fillin.h"
#include "paint/xlsx/private/fit.h"
#include "paint/xlsx/private/formulas.h"
#include "paint/xlsx/private/lists.h"
#include "paint/xlsx/private/text.h"
#include "paint/xlsx/private/typed.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { MIN_STROKE = 250 };

/* A cell that goes on below the rows written so far. */
typedef struct open_cell {
    const bc_layout_cell *cell;
    uint32_t column, column_end;
    uint32_t end; /* the table row below its last */
} open_cell;

typedef struct table_writer {
    bc_xlsx_writer *w;
    const bc_layout_table *table;
    const bc_xlsx_block_pages *pages;
    bc_xlsx_rows rows;
    uint32_t top;         /* sheet row of the table's first */
    int64_t above;        /* height of the rows above that */
    uint32_t columns;     /* of the sheet, that the table is wide */
    uint32_t *free_from;  /* by column: the first table row that no cell covers yet */
    const uint8_t *sides; /* by cell: those that are its neighbours' affair; NULL: none */
    BC_VEC(open_cell) open;
    uint8_t *digits;          /* by column of amounts: most before the point */
    bc_layout_page_rows said; /* by the rows of pages, if there are any */
    bc_xlsx_lists lists;
} table_writer;

/* The columns that the cell covers; false when others are there already: overlapping merges would make a workbook that
 * Excel must repair. */
static bool claim(table_writer *t, const bc_layout_composed_cell *cell, uint32_t row, open_cell *out)
{
    const bc_xlsx_grid *grid = &t->w->grid;
    uint32_t column = bc_xlsx_grid_at(grid, cell->x0), end = bc_xlsx_grid_at(grid, cell->x1);
    if (column >= grid->columns)
        column = grid->columns - 1;
    if (end <= column)
        end = column + 1;
    uint32_t left = t->table->composed->row_count - row, rows = cell->rows ? cell->rows : 1;
    uint32_t row_end = row + (rows < left ? rows : left);
    for (uint32_t c = column; c < end; c++) {
        if (t->free_from[c] > row)
            end = c;
        else
            t->free_from[c] = row_end;
    }
    out->column = column;
    out->column_end = end;
    out->end = row_end;
    return end > column;
}

static bool is_by_point(const bc_layout_cell *cell)
{
    return cell->composed->block && cell->style->align == BC_ALIGN_POINT;
}

/* Digits that the figure has before its point. */
static uint8_t digits_before_point(bc_str text)
{
    uint8_t n = 0;
    for (size_t i = 0; i < text.n && text.p[i] != '.' && n < UINT8_MAX; i++) {
        bool digit = text.p[i] >= '0' && text.p[i] <= '9';
        if (!digit && !strchr("+-,", text.p[i]))
            break;
        n = (uint8_t)(n + digit);
    }
    return n;
}

static void count_digits(table_writer *t)
{
    const bc_layout_composed_table *table = t->table->composed;
    t->digits = BC_NEW_ARRAY(&t->w->arena, uint8_t, table->block_count + 1U);
    for (uint32_t i = 0; i < bc_layout_all_cells(table); i++) {
        const bc_layout_composed_cell *cell = &table->cells[i];
        uint8_t digits = cell->block && cell->style->align == BC_ALIGN_POINT ? digits_before_point(cell->text) : 0;
        assert(cell->block <= table->block_count);
        if (digits > t->digits[cell->block])
            t->digits[cell->block] = digits;
    }
}

static const bc_xlsx_cut *cut_above(const table_writer *t, uint32_t row)
{
    return t->pages->cuts.n ? bc_xlsx_cuts_find(&t->pages->cuts, row) : NULL;
}

/* The rows of pages that stand above the row, at the foot of a page or where their band ends. */
static uint32_t feet_above(const table_writer *t, uint32_t row)
{
    const bc_xlsx_cut *cut = cut_above(t, row), *end = bc_xlsx_cuts_end(&t->pages->cuts, row);
    return (cut ? cut->feet : 0) + (end ? end->feet : 0);
}

static bool begins_page(const table_writer *t, uint32_t row)
{
    return row == 0 || row == t->table->composed->row_count || cut_above(t, row);
}

/* Whether the frame lies above the row: not below header rows that are printed again. */
static bool has_frame_above(const table_writer *t, uint32_t row)
{
    const bc_xlsx_cut *cut = row > 0 ? cut_above(t, row) : NULL;
    bool heads = cut && (cut->heads || cut->again || cut->head_first < cut->head_end);
    return row == 0 || (cut && !heads && t->pages->repeat_first == t->pages->repeat_end);
}

/* The sheet row where what stands above the table row ends. */
static uint32_t end_above(const table_writer *t, uint32_t row)
{
    const bc_xlsx_cut *cut = cut_above(t, row), *end = bc_xlsx_cuts_end(&t->pages->cuts, row);
    return t->top + t->rows.first[row] - (cut ? bc_xlsx_cuts_added(cut) : 0) - (end ? end->feet : 0);
}

/* Whether the cell stands beside the rows of its band's pages, as a stub does, and goes on beside them. */
static bool is_beside(const table_writer *t, const bc_layout_composed_cell *cell)
{
    const bc_layout_composed_table *table = t->table->composed;
    const bc_layout_page_band *band =
        table->page_band_count && cell->row < table->row_count ? bc_layout_page_band_of(table, cell->row) : NULL;
    return band && cell->x1 <= table->cells[band->first_cell].x0;
}

/* Higher than any row of a sheet, and so perhaps than a page: text in the middle of it would begin nowhere. */
static bool is_high(const table_writer *t, uint32_t row, uint32_t row_end)
{
    return row_end == row + 1 && t->rows.heights[row] > BC_MAX_XLSX_ROW;
}

/* Whether it is the text of the cell that makes the row run over pages. Programs that need less room than was kept for
 * it spread its lines, or the last page of the row would have a frame and no text. */
static bool fills_pages(const table_writer *t, const open_cell *part, uint32_t row, uint32_t row_end)
{
    enum { MIN_FILLED = 90 }; /* hundredths of the row */
    const bc_layout_composed_cell *cell = part->cell->composed;
    return is_high(t, row, row_end) && cell->row == row && cell->rows <= 1 && t->pages->page > 0 &&
           t->rows.heights[row] > t->pages->page &&
           (int64_t)t->rows.needs[part->cell - t->table->cells] * 100 >= (int64_t)t->rows.heights[row] * MIN_FILLED;
}

/* A table without rules has strokes all the same. */
static uint8_t stroke_of(const table_writer *t)
{
    uint8_t rule = bc_xlsx_border((bc_stroke){ t->table->composed->rule, BC_STROKE_PLAIN });
    return rule ? rule : LXW_BORDER_THIN;
}

static bool has_no_lines(const bc_form_border *border)
{
    for (int i = 0; i < BC_SIDES; i++)
        if (border->side[i] != BC_BORDER_NONE)
            return false;
    return true;
}

/* The border of a side: what the cell says, else what a neighbour does, else the table's. A frame that is closed at the
 * end of a page is, unless the cell has no line at all. */
static uint8_t border_of(const table_writer *t, const bc_layout_composed_cell *cell, bc_form_side side, bool frame,
                         bool page_ends)
{
    const bc_layout_composed_table *table = t->table->composed;
    const bc_form_border *border = &cell->style->border;
    bc_form_line line = border->side[side];
    if (line && !(line == BC_BORDER_NONE && page_ends && !has_no_lines(border)))
        return bc_xlsx_border(bc_xlsx_borders_own(table, line));
    bool own = cell->row < table->row_count; /* not one of a page */
    if (t->sides && own && (t->sides[cell - table->cells] >> side & 1) && !page_ends)
        return LXW_BORDER_NONE;
    uint8_t usual = bc_xlsx_border(bc_xlsx_borders_usual(table, cell, side, frame));
    bool heavy = frame && table->frame_rule > table->rule && usual != LXW_BORDER_NONE;
    return heavy && usual < LXW_BORDER_MEDIUM ? LXW_BORDER_MEDIUM : usual;
}

/* Characters set apart over the width of the cell are spreadsheets' affair; those to a width of their own are set so by
 * blanks. */
static uint8_t across_of(const bc_layout_cell *cell)
{
    const bc_form_cell_style *style = cell->style;
    if (style->spread == BC_SPREAD_CELL && style->text.flow == BC_FLOW_ACROSS)
        return LXW_ALIGN_DISTRIBUTED;
    return bc_xlsx_across(is_by_point(cell) ? style->align : cell->align);
}

/* Where the frame runs above and below a part of a cell; whether it is closed there at the end of a page. */
typedef struct frame {
    bool top, goes_on, bottom, ends_early;
    bool high, fills; /* see is_high and fills_pages */
} frame;

static uint32_t framed_look(const table_writer *t, const open_cell *part, const frame *at, const bc_xlsx_typed *typed)
{
    const bc_form_cell_style *style = part->cell->style;
    const bc_layout_composed_cell *cell = part->cell->composed;
    bc_xlsx_look look = { .size = style->text.size,
                          .role = (uint8_t)style->text.role,
                          .across = across_of(part->cell),
                          .down = at->fills  ? LXW_ALIGN_VERTICAL_JUSTIFY
                                  : at->high ? LXW_ALIGN_VERTICAL_TOP
                                             : bc_xlsx_down(style->valign),
                          .bold = style->bold || style->text.role == BC_ROLE_STRONG,
                          .indent = bc_xlsx_rows_indent(part->cell),
                          /* a number too wide would show as #### */
                          .shrinks = typed->is_number || bc_xlsx_rows_shrinks(part->cell),
                          .turn = (uint8_t)style->text.flow,
                          .unbroken = style->text.flow == BC_FLOW_DOWN && part->cell->line_count == 1,
                          .left = border_of(t, cell, BC_SIDE_LEFT, part->column == 0, false),
                          .right = border_of(t, cell, BC_SIDE_RIGHT, part->column_end == t->columns, false),
                          .top = border_of(t, cell, BC_SIDE_TOP, at->top, at->goes_on),
                          .bottom = border_of(t, cell, BC_SIDE_BOTTOM, at->bottom, at->ends_early),
                          .colour = style->text.colour,
                          .shaded = style->shaded,
                          .shade = style->shaded ? style->shade : 0 };
    if (part->cell->drawn && part->cell->drawn->words)
        look.down = LXW_ALIGN_VERTICAL_BOTTOM;
    if (part->cell->diagonal) {
        look.across = LXW_ALIGN_LEFT;
        look.down = LXW_ALIGN_VERTICAL_DISTRIBUTED; /* the first line above, the last below */
        look.diagonal = part->cell->diagonal->strokes == 1 ? stroke_of(t) : LXW_BORDER_NONE;
    }
    for (size_t i = 0; typed->format[i] && i < BC_MAX_XLSX_FORMAT; i++)
        look.number_format[i] = typed->format[i];
    if (t->w->blank)
        bc_xlsx_fillin_look(t->w, cell,
                            bc_xlsx_lists_are_open(&t->lists, cell->row, bc_xlsx_rows_end(t->table->composed, cell)),
                            &look);
    return bc_xlsx_writer_look(t->w, &look);
}

/* Of a part of a cell, between two rows of the table. The frame is closed at the end of a page. */
static uint32_t cell_look(const table_writer *t, const open_cell *part, uint32_t row, uint32_t row_end,
                          const bc_xlsx_typed *typed)
{
    frame at = { .top = has_frame_above(t, row),
                 .bottom = begins_page(t, row_end) && (!feet_above(t, row_end) || is_beside(t, part->cell->composed)),
                 .high = is_high(t, row, row_end),
                 .fills = fills_pages(t, part, row, row_end) };
    at.goes_on = at.top && row > 0;
    at.ends_early = at.bottom && row_end < t->table->composed->row_count;
    return framed_look(t, part, &at, typed);
}

static bc_xlsx_range range_of(const table_writer *t, const open_cell *part, uint32_t row, uint32_t row_end)
{
    uint32_t feet = is_beside(t, part->cell->composed) ? feet_above(t, row_end) : 0;
    return (bc_xlsx_range){ t->top + t->rows.first[row], end_above(t, row_end) + feet, part->column, part->column_end };
}

/* Of rows of the sheet that show these rows of the table. */
static bc_len height_between(const table_writer *t, uint32_t row, uint32_t row_end)
{
    int64_t high = 0;
    for (uint32_t r = row; r < row_end; r++) {
        bc_len each;
        high += (int64_t)bc_xlsx_rows_pieces(t->rows.heights[r], &each) * each;
    }
    return (bc_len)(high < BC_LEN_MAX ? high : BC_LEN_MAX);
}

/* What stands in a cell that is so high. */
static bc_str words_of(const table_writer *t, const bc_layout_cell *cell, bc_len height)
{
    bc_str text = cell->composed->text;
    if (cell->diagonal)
        return bc_xlsx_diagonal_text(cell, height, &t->w->arena);
    if (cell->drawn && cell->drawn->words)
        return cell->drawn->figure->source;
    if (cell->drawn && cell->drawn->chart)
        return bc_chart_instead(cell->drawn->figure->chart, &t->w->arena);
    if (cell->style->spread > 0 && cell->composed->kind != BC_CELL_VALUE)
        return bc_xlsx_text_spread(text, cell->style->spread, cell->style->text.size, &t->w->arena);
    const uint32_t blanks = bc_xlsx_rows_blanks(cell);
    return bc_xlsx_rows_keep_lines(cell) ? bc_xlsx_text_lines(text, cell->lines, cell->line_count, blanks, &t->w->arena)
                                         : bc_xlsx_text_indent(text, blanks, &t->w->arena);
}

/* The place in a range of the sheet that shows rows of the table from `row` on: so far from its left edge and from its
 * top. */
static bc_xlsx_spot spot_in(const table_writer *t, const bc_xlsx_range *range, uint32_t row, bc_len x, bc_len y)
{
    const bc_xlsx_grid *grid = &t->w->grid;
    bc_xlsx_spot spot = { .column = range->column, .row = range->row, .y = y };
    x += grid->edges[range->column];
    while (spot.column < range->column_end && grid->edges[spot.column + 1] <= x)
        spot.column++;
    spot.x = x - grid->edges[spot.column];
    for (bc_len each; spot.row < range->row_end; row++) {
        uint32_t pieces = bc_xlsx_rows_pieces(t->rows.heights[row], &each);
        for (; pieces > 0 && spot.y >= each; pieces--, spot.row++)
            spot.y -= each;
        if (pieces > 0)
            break;
    }
    return spot;
}

/* What is drawn in a cell, where its style has it. */
static void put_figure(table_writer *t, const bc_layout_cell *cell, const bc_xlsx_range *range, uint32_t row,
                       uint32_t row_end)
{
    if (!cell->drawn)
        return;
    const bc_form_cell_style *style = cell->style;
    bc_len width = t->w->grid.edges[range->column_end] - t->w->grid.edges[range->column];
    bc_len aside = bc_len_max(width - cell->drawn->width, 0);
    bc_len spare = bc_len_max(height_between(t, row, row_end) - cell->drawn->height, 0);
    bc_len x = style->align == BC_ALIGN_CENTRE  ? aside / 2
               : style->align == BC_ALIGN_RIGHT ? aside - style->pad_x
                                                : style->pad_x;
    bc_len y = style->valign == BC_VALIGN_MIDDLE   ? spare / 2
               : style->valign == BC_VALIGN_BOTTOM ? spare - style->pad_y
                                                   : style->pad_y;
    bc_xlsx_spot spot = spot_in(t, range, row, bc_len_max(x, 0), bc_len_max(y, 0));
    bc_xlsx_spot end =
        spot_in(t, range, row, bc_len_max(x, 0) + cell->drawn->width, bc_len_max(y, 0) + cell->drawn->height);
    bc_xlsx_writer_put_figure(t->w, cell->drawn, &spot, &end);
}

/* A seal on the words of a cell, which stand as its style says in the range that shows rows from `row` on. */
static void put_seal(table_writer *t, const bc_layout_cell *cell, const bc_xlsx_range *range, uint32_t row,
                     uint32_t row_end)
{
    if (!cell->sealed)
        return;
    bc_len x = t->w->grid.edges[range->column] + cell->style->pad_x + cell->sealed->x;
    bc_len y = bc_xlsx_rows_seal(cell, height_between(t, row, row_end));
    bc_xlsx_writer_put_seal(t->w, &cell->sealed->drawn, range->row, x, y);
}

/* The strokes of a head that a cell has no borders for. */
static void put_strokes(table_writer *t, const bc_layout_cell *cell, const bc_xlsx_range *range, uint32_t row,
                        uint32_t row_end)
{
    if (!cell->diagonal || cell->diagonal->strokes < 2)
        return;
    bc_len width = t->w->grid.edges[range->column_end] - t->w->grid.edges[range->column];
    bc_len weight = bc_len_max(t->table->composed->rule, MIN_STROKE), height = height_between(t, row, row_end);
    bc_xlsx_spot from = { .column = range->column, .row = range->row };
    bc_xlsx_spot right = spot_in(t, range, row, width, height / 2), below = spot_in(t, range, row, width / 2, height);
    bc_xlsx_writer_put_object(t->w, &(bc_xlsx_object){ .from = from, .to = right, .weight = weight });
    bc_xlsx_writer_put_object(t->w, &(bc_xlsx_object){ .from = from, .to = below, .weight = weight });
}

/* Where the part that begins with this row ends. */
static uint32_t part_end(const table_writer *t, const open_cell *part, uint32_t row)
{
    return part->end - row > 1 ? bc_xlsx_cuts_next(&t->pages->cuts, row, part->end) : part->end;
}

/* Whether the path is of no element of a list, or of one of the first. */
static bool stands_for_column(bc_str path)
{
    for (size_t at = 0; (at = bc_str_find(path, BC_STR("["), at)) != SIZE_MAX; at++)
        if (at + 2 >= path.n || path.p[at + 2] != ']')
            return false; /* two figures and more */
    return true;
}

/* Whether the cell shows what follows from others; in a form that goes back also words that nobody is to write over. */
static bool follows(const table_writer *t, const bc_layout_composed_cell *cell)
{
    const bool words = t->w->filled && cell->text.n && !(cell->extra && cell->extra->asks) &&
                       !bc_xlsx_lists_are_open(&t->lists, cell->row, cell->row + 1);
    return words || (cell->kind == BC_CELL_VALUE && cell->value.datum);
}

static void write_cell(table_writer *t, const bc_layout_cell *cell, uint32_t row)
{
    bc_xlsx_writer *w = t->w;
    const bc_layout_composed_cell *composed = cell->composed;
    open_cell part = { .cell = cell };
    if (!cell->style || !claim(t, composed, row, &part))
        return;
    uint32_t end = part_end(t, &part, row);
    bc_xlsx_range range = range_of(t, &part, row, end);
    bc_xlsx_typed typed = bc_xlsx_typed_of(composed, t->digits[composed->block], &w->format);
    bc_xlsx_fillin_typed(w, composed, &typed);
    uint32_t look = cell_look(t, &part, row, end, &typed);
    if (typed.is_number)
        bc_xlsx_writer_put_number(w, &range, typed.number, look);
    else
        bc_xlsx_writer_put_text(w, &range, words_of(t, cell, height_between(t, row, end)), look);
    if (bc_xlsx_fillin_is_reckoned(w, composed) && (typed.is_number || composed->value.path.n))
        bc_xlsx_fillin_reckon(w, composed, &range, &typed, look);
    put_strokes(t, cell, &range, row, end);
    put_figure(t, cell, &range, row, end);
    put_seal(t, cell, &range, row, end);
    if (w->blank)
        bc_xlsx_fillin_guide(w, composed, &range);
    bc_xlsx_formulas_note(w, composed, &range, &typed, look);
    bc_str path = composed->value.path;
    if (path.n && (w->names_lists || stands_for_column(path)))
        bc_xlsx_writer_name_cell(w, path);
    else if (!path.n && w->names_lists && follows(t, composed))
        bc_xlsx_writer_name_said(w);
    if (end < part.end)
        bc_vec_add(&t->open, part);
}

/* What a label says where it is printed again. */
static bc_str again_words(const table_writer *t, const bc_layout_cell *cell, bc_len height)
{
    const bc_layout_composed_cell *composed = cell->composed;
    if (composed->policy == BC_SPAN_ONCE)
        return (bc_str){ 0 };
    if (bc_xlsx_rows_is_marked(cell))
        return bc_layout_repeated_words(&t->w->arena, composed->text);
    return words_of(t, cell, height);
}

/* The sheet row of a header row that stands again above a page's first row; of rows below the header, where they begin
 * again. */
static uint32_t head_row(const table_writer *t, const bc_xlsx_cut *cut, uint32_t row)
{
    uint32_t below = t->top + t->rows.first[cut->row] - cut->heads - cut->again - (cut->head_end - cut->head_first);
    return row <= cut->head_first ? below : below + (row < cut->head_end ? row : cut->head_end) - cut->head_first;
}

/* Whether the cell stands beside the rows at the head of a page, of pages or of groups. */
static bool is_beside_heads(const table_writer *t, const bc_layout_composed_cell *cell, const bc_xlsx_cut *cut)
{
    const bc_layout_composed_table *table = t->table->composed;
    const uint32_t place = cut->again ? table->rows[cut->row].under : 0;
    if (!place)
        return is_beside(t, cell);
    const bc_layout_row *row = &table->rows[table->again[place - 1].row];
    uint32_t first = row->first_cell;
    while (table->cells[first].rows > 1 && first + 1 < row->first_cell + row->cells)
        first++;
    return cell->x1 <= table->cells[first].x0;
}

/* The label is printed again as on paper. A number is repeated as a text, or a sum would count it twice.
 */
static void write_again(table_writer *t, const open_cell *part, const bc_xlsx_cut *cut)
{
    const bc_layout_composed_cell *composed = part->cell->composed;
    const uint32_t end = part_end(t, part, cut->row);
    bc_str text = again_words(t, part->cell, height_between(t, cut->row, end));
    bc_xlsx_typed typed = bc_xlsx_typed_again(composed, text, t->digits[composed->block], &t->w->format);
    bc_xlsx_range range = range_of(t, part, cut->row, end);
    const uint32_t row = composed->row;
    const bool in_head = cut->head_end > cut->head_first && row < cut->head_end;
    range.row = head_row(t, cut, row);
    if (!in_head && !is_beside_heads(t, part->cell->composed, cut))
        range.row += cut->heads + cut->again;
    bool at_top = row <= cut->head_first;
    bc_xlsx_writer_put_text(t->w, &range, text,
                            cell_look(t, part, at_top && cut->head_end ? 0 : cut->row, end, &typed));
}

/* A page begins with the row: cells that are open begin again, above the header rows that stand there again or in
 * them. */
static void go_on(table_writer *t, const bc_xlsx_cut *cut)
{
    size_t still_open = 0;
    for (size_t i = 0; i < t->open.n; i++) {
        open_cell part = t->open.at[i];
        if (part.end <= cut->row)
            continue;
        write_again(t, &part, cut);
        t->open.at[still_open++] = part;
    }
    t->open.n = still_open;
}

/* The cells of a header row that end with the header, and those (a stub) that had gone on below it and are over. */
static void repeat_head_row(table_writer *t, const bc_xlsx_cut *cut, uint32_t r)
{
    const bc_layout_composed_table *composed = t->table->composed;
    const bc_layout_row *row = &composed->rows[r];
    for (uint32_t i = row->first_cell; i < row->first_cell + row->cells; i++) {
        const bc_layout_cell *cell = &t->table->cells[i];
        open_cell part = { .cell = cell, .end = bc_xlsx_rows_end(composed, cell->composed) };
        part.column = bc_xlsx_grid_at(&t->w->grid, cell->composed->x0);
        part.column_end = bc_xlsx_grid_at(&t->w->grid, cell->composed->x1);
        if (!cell->style || part.end > cut->row || part.column_end <= part.column)
            continue;
        const uint32_t end = part.end < cut->head_end ? part.end : cut->head_end;
        bc_str text = part.end > cut->head_end ? (bc_str){ 0 } : words_of(t, cell, height_between(t, r, end));
        bc_xlsx_typed typed = { .format = "" };
        uint32_t look = cell_look(t, &part, r == cut->head_first ? 0 : r, cut->head_end, &typed);
        bc_xlsx_range range = { head_row(t, cut, r), head_row(t, cut, part.end), part.column, part.column_end };
        bc_xlsx_writer_put_text(t->w, &range, text, look);
        put_strokes(t, cell, &range, r, end);
    }
}

static void say_continued(table_writer *t)
{
    const bc_layout_composed_table *composed = t->table->composed;
    const bc_form_para_style *style = composed->continued_style;
    bc_xlsx_look look = { .size = style->text.size,
                          .role = (uint8_t)style->text.role,
                          .across = bc_xlsx_across(style->align),
                          .down = LXW_ALIGN_VERTICAL_CENTER };
    bc_len height = bc_len_add(bc_xlsx_fit_height(&style->text, 1), style->after);
    bc_xlsx_range range = bc_xlsx_writer_add_rows(t->w, height);
    range.column_end = t->columns;
    bc_xlsx_writer_put_text(t->w, &range, composed->continued, bc_xlsx_writer_look(t->w, &look));
}

/* -- rows of pages -------------------------------------------------------------------------------------- */

typedef struct page_rows {
    const bc_layout_page_band *band;
    bc_layout_page_part part;
    bc_layout_row_place place;
    const bc_layout_cell *cells;
    uint32_t first, end; /* sheet rows */
    bool top, bottom;    /* the frame runs above them, below */
    bool page_ends;
} page_rows;

/* Named, so that whoever reads the sheet back leaves its row out. */
static void name_page_row(table_writer *t)
{
    char name[32];
    int n = snprintf(name, sizeof name, BC_FORM_ANCHOR_PAGE "[%u]", t->w->page_rows++);
    bc_xlsx_writer_name_cell(t->w, (bc_str){ name, (size_t)n });
}

static void write_page_cell(table_writer *t, const page_rows *rows, const bc_layout_cell *cell, uint32_t row)
{
    bc_xlsx_writer *w = t->w;
    const bc_layout_composed_cell *composed = cell->composed;
    open_cell part = { .cell = cell,
                       .column = bc_xlsx_grid_at(&w->grid, composed->x0),
                       .column_end = bc_xlsx_grid_at(&w->grid, composed->x1) };
    uint32_t end = row + (composed->rows ? composed->rows : 1);
    if (!cell->style || part.column_end <= part.column)
        return;
    bc_xlsx_range range = { row, end < rows->end ? end : rows->end, part.column, part.column_end };
    frame at = { .top = rows->top && row == rows->first, .bottom = rows->bottom && range.row_end == rows->end };
    at.goes_on = at.top;
    at.ends_early = at.bottom && rows->page_ends;
    bc_xlsx_typed typed = bc_xlsx_typed_of(composed, t->digits[composed->block], &w->format);
    uint32_t look = framed_look(t, &part, &at, &typed);
    if (typed.is_number)
        bc_xlsx_writer_put_number(w, &range, typed.number, look);
    else
        bc_xlsx_writer_put_text(w, &range, composed->text, look);
    bc_xlsx_formulas_note(w, composed, &range, &typed, look);
}

/* Those of one place that stand on the page, below each other. */
static void write_page_rows(table_writer *t, page_rows *rows)
{
    const bc_layout_composed_table *table = t->table->composed;
    const bc_layout_page_band *band = rows->band;
    rows->cells = bc_layout_page_rows_cells(&t->said, band, &rows->part);
    rows->first = rows->end = t->w->row;
    for (uint32_t r = band->first; r < band->first + band->count; r++)
        if (table->rows[r].place == rows->place && bc_layout_page_rows_stands(band, &table->rows[r], &rows->part))
            rows->end = bc_xlsx_writer_add_rows(t->w, t->rows.heights[r]).row_end;
    uint32_t at = rows->first;
    for (uint32_t r = band->first; r < band->first + band->count; r++) {
        const bc_layout_row *row = &table->rows[r];
        if (row->place != rows->place || !bc_layout_page_rows_stands(band, row, &rows->part))
            continue;
        for (uint32_t i = row->first_cell; i < row->first_cell + row->cells; i++) {
            write_page_cell(t, rows, &rows->cells[i - band->first_cell], at);
            if (i == row->first_cell)
                name_page_row(t);
        }
        at++;
    }
}

/* At the foot of the page that ends above the row, or where their band does. */
static void write_feet(table_writer *t, const bc_xlsx_cut *cut, bool page_ends)
{
    const bc_layout_composed_table *table = t->table->composed;
    if (!cut->feet)
        return;
    const bc_layout_page_band *band = bc_layout_page_band_of(table, cut->row - 1);
    page_rows rows = { .band = band,
                       .part = { cut->from > band->row ? cut->from : band->row, cut->row, cut->row < band->end },
                       .place = BC_ROW_PAGE_FOOT,
                       .bottom = page_ends || cut->row == table->row_count,
                       .page_ends = cut->row < table->row_count };
    write_page_rows(t, &rows);
}

static void write_heads(table_writer *t, const bc_xlsx_cut *cut)
{
    if (!cut->heads)
        return;
    const bc_layout_page_band *band = bc_layout_page_band_of(t->table->composed, cut->row);
    uint32_t to = bc_xlsx_cuts_next(&t->pages->cuts, cut->row, band->end);
    page_rows rows = { .band = band,
                       .part = { cut->row, to, to < band->end },
                       .place = BC_ROW_PAGE_HEAD,
                       .top = cut->head_first == cut->head_end && t->pages->repeat_first == t->pages->repeat_end };
    write_page_rows(t, &rows);
}

/* A row of a group again, as texts, those of the groups around it first. */
static void repeat_group(table_writer *t, uint32_t place, const frame *at)
{
    const bc_layout_composed_table *table = t->table->composed;
    const bc_layout_again *again = &table->again[place - 1];
    const bc_layout_row *row = &table->rows[again->row];
    frame inside = *at;
    if (again->above) {
        repeat_group(t, again->above, at);
        inside.top = inside.goes_on = false;
    }
    const bc_layout_repeated *repeated = &t->table->repeated[place - 1];
    bc_xlsx_range range = bc_xlsx_writer_add_rows(t->w, t->rows.repeated[place - 1]);
    bool named = false;
    for (uint32_t i = 0; i < row->cells; i++) {
        const bc_layout_cell *cell = &t->table->cells[row->first_cell + i];
        open_cell part = { .cell = cell };
        part.column = range.column = bc_xlsx_grid_at(&t->w->grid, cell->composed->x0);
        part.column_end = range.column_end = bc_xlsx_grid_at(&t->w->grid, cell->composed->x1);
        if (!cell->style || cell->composed->rows > 1 || range.column_end <= range.column)
            continue;
        bc_str text = i == repeated->marked ? repeated->words : words_of(t, cell, t->rows.repeated[place - 1]);
        bc_xlsx_typed typed =
            bc_xlsx_typed_again(cell->composed, text, t->digits[cell->composed->block], &t->w->format);
        bc_xlsx_writer_put_text(t->w, &range, text, framed_look(t, &part, &inside, &typed));
        if (!named)
            name_page_row(t);
        named = true;
    }
}

/* A seal on the last rows of a page reaches into it: what is over two pages would be cut in two. */
static void write_room(table_writer *t, const bc_xlsx_cut *cut)
{
    if (!cut->room)
        return;
    const bc_xlsx_look none = { .size = BC_PT(9), .role = BC_ROLE_TABLE };
    const uint32_t look = bc_xlsx_writer_look(t->w, &none);
    bc_xlsx_range range = bc_xlsx_writer_add_rows(t->w, cut->room);
    range.column_end = t->columns;
    bc_xlsx_writer_put_text(t->w, &range, (bc_str){ 0 }, look);
    name_page_row(t);
}

/* What stands above the first row of a page that begins inside the table. */
static void begin_page(table_writer *t, const bc_xlsx_cut *cut)
{
    write_feet(t, cut, true);
    write_room(t, cut);
    bc_xlsx_writer_break(t->w);
    if (cut->says_continued)
        say_continued(t);
    for (uint32_t r = cut->head_first; r < cut->head_end; r++)
        (void)bc_xlsx_writer_add_rows(t->w, t->rows.heights[r]);
    for (uint32_t r = cut->head_first; r < cut->head_end; r++)
        repeat_head_row(t, cut, r);
    write_heads(t, cut);
    bool top = !cut->heads && cut->head_first == cut->head_end && t->pages->repeat_first == t->pages->repeat_end;
    if (cut->again)
        repeat_group(t, t->table->composed->rows[cut->row].under, &(frame){ .top = top, .goes_on = top });
}

/* Looks for the head of the longest band: Excel repeats one run of rows on all pages. */
static void find_head(table_writer *t)
{
    const bc_layout_composed_table *table = t->table->composed;
    bc_xlsx_head *best = &t->w->head;
    for (uint32_t first = 0, end; first < table->row_count; first = end) {
        uint32_t body = first;
        while (body < table->row_count && table->rows[body].band == table->rows[first].band && table->rows[body].head)
            body++;
        for (end = body; end < table->row_count && table->rows[end].band == table->rows[first].band;)
            end++;
        if (body > first && end - body > best->body)
            *best = (bc_xlsx_head){ t->top + t->rows.first[first], t->top + t->rows.first[body], end - body };
    }
}

/* -- lists ---------------------------------------------------------------------------------------------- */

enum {
    MIN_LIST = 10,               /* rows of a list that is worth scrolling or filtering */
    MAX_HEAD_HEIGHT = BC_PT(200) /* what stays in sight leaves room for rows on a small screen */
};

/* A row of values, each in a column of its own. */
static bool is_record(const table_writer *t, uint32_t r)
{
    const bc_layout_composed_table *table = t->table->composed;
    const bc_layout_row *row = &table->rows[r];
    for (uint32_t i = row->first_cell; i < row->first_cell + row->cells && i < table->cell_count; i++) {
        const bc_layout_composed_cell *cell = &table->cells[i];
        uint32_t column = bc_xlsx_grid_at(&t->w->grid, cell->x0), end = bc_xlsx_grid_at(&t->w->grid, cell->x1);
        if (cell->kind != BC_CELL_VALUE || cell->rows > 1 || end != column + 1)
            return false;
    }
    return row->cells == t->columns;
}

/* Helps with a list of values below a head: the head stays in sight, and the rows can be filtered. Totals below the
 * list are none of it. False when it is no list worth that, or stands far below the top: it is a part of a form then.
 */
static bool help_with_list(table_writer *t, uint32_t body)
{
    const bc_layout_composed_table *table = t->table->composed;
    uint32_t end = body;
    while (end < table->row_count && table->rows[end].band == table->rows[body].band && is_record(t, end))
        end++;
    if (end - body < MIN_LIST)
        return false;
    int64_t above = t->above;
    for (uint32_t r = 0; r < body && above <= MAX_HEAD_HEIGHT; r++)
        above += t->rows.heights[r];
    if (above > MAX_HEAD_HEIGHT)
        return false;
    uint32_t first = t->top + t->rows.first[body];
    bc_xlsx_writer_freeze(t->w, first);
    bc_xlsx_range range = { first - 1, t->top + t->rows.first[end], 0, t->columns };
    bc_xlsx_writer_filter(t->w, &range);
    return true;
}

/* The first list of the sheet, for a sheet has one filter; not where rows of the head stand between those of the list.
 */
static void help_with_lists(table_writer *t)
{
    const bc_layout_composed_table *table = t->table->composed;
    bool parted = (t->pages->cuts.n && bc_xlsx_cuts_added(&t->pages->cuts.at[0]) > 0) || t->pages->cuts.end_count;
    for (uint32_t r = 1; r < table->row_count && !parted && !t->w->blank && !t->w->has_list; r++)
        if (table->rows[r - 1].head && !table->rows[r].head && table->rows[r - 1].band == table->rows[r].band)
            t->w->has_list = help_with_list(t, r);
}

/* -- tables --------------------------------------------------------------------------------------------- */

static void write_row(table_writer *t, uint32_t r)
{
    const bc_layout_composed_table *composed = t->table->composed;
    const bc_layout_row *row = &composed->rows[r];
    const bc_xlsx_cut *cut = r > 0 ? cut_above(t, r) : NULL, *end = bc_xlsx_cuts_end(&t->pages->cuts, r);
    if (end)
        write_feet(t, end, false);
    if (cut)
        begin_page(t, cut);
    t->w->opens_rows = bc_xlsx_lists_are_open(&t->lists, r, r + 1);
    (void)bc_xlsx_writer_add_rows(t->w, t->rows.heights[r]);
    t->w->opens_rows = false;
    if (cut)
        go_on(t, cut);
    for (uint32_t i = row->first_cell; i < composed->cell_count && i - row->first_cell < row->cells; i++) {
        write_cell(t, &t->table->cells[i], r);
        if (i == row->first_cell && bc_xlsx_lists_pass(&t->lists, r) && !t->table->cells[i].composed->value.path.n)
            name_page_row(t);
    }
}

/* The rows of lists, which are whole now. */
static void write_fences(table_writer *t)
{
    bc_xlsx_writer *w = t->w;
    for (size_t i = 0; i < t->lists.all.n; i++) {
        const bc_xlsx_list *list = &t->lists.all.at[i];
        const bc_xlsx_range range = { t->top + t->rows.first[list->first], end_above(t, list->end), list->column,
                                      list->column_end };
        if (list->sideways || range.row == 0 || bc_strmap_find(&w->fenced, list->path))
            continue;
        bc_xlsx_writer_fence(w, list->path, &range);
        const bool words = list->first > 0 && t->table->composed->rows[list->first - 1].head;
        bc_vec_add(&w->fences, (bc_xlsx_fence){ range.row, range.row_end, list->grows, words || list->first == 0 });
        bc_strmap_put(&w->fenced, list->path, (void *)(uintptr_t)w->fences.n);
    }
}

void bc_xlsx_table_write(bc_xlsx_writer *w, const bc_layout_table *table, const bc_xlsx_block_pages *pages)
{
    const bc_layout_composed_table *composed = table->composed;
    table_writer t = { .w = w,
                       .table = table,
                       .pages = pages,
                       .rows = pages->rows,
                       .top = w->row,
                       .above = w->height,
                       .columns = bc_xlsx_grid_at(&w->grid, composed->width),
                       .free_from = BC_NEW_ARRAY(&w->arena, uint32_t, w->grid.columns) };
    if (!bc_xlsx_writer_has_room(w, t.rows.first[composed->row_count]))
        return;
    t.sides = bc_xlsx_borders_find(composed, &w->grid, &w->arena);
    w->unit = composed->unit;
    count_digits(&t);
    bc_xlsx_lists_find(&t.lists, w, composed);
    bc_layout_page_rows_begin(&t.said, table, NULL, &w->arena);
    for (uint32_t r = 0; r < composed->row_count; r++)
        write_row(&t, r);
    const bc_xlsx_cut *end = bc_xlsx_cuts_end(&pages->cuts, composed->row_count);
    if (end)
        write_feet(&t, end, false);
    bc_layout_page_rows_end(&t.said);
    write_fences(&t);
    bc_xlsx_fillin_end_guides(w);
    bc_xlsx_lists_release(&t.lists);
    bc_vec_release(&t.open);
    help_with_lists(&t);
    if (!pages->planned)
        find_head(&t);
    else if (pages->repeat_end > pages->repeat_first)
        w->head =
            (bc_xlsx_head){ t.top + t.rows.first[pages->repeat_first], t.top + t.rows.first[pages->repeat_end], 0 };
}
