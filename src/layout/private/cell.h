/* Sizes of texts and places of cells: what measuring and paginating must see alike. */
#ifndef BC_LAYOUT_PRIVATE_CELL_H
#define BC_LAYOUT_PRIVATE_CELL_H

#include "layout/block.h"

/* A height past any page; sums of two of them and a page still fit a bc_len. */
enum { BC_MAX_HEIGHT = BC_LEN_MAX / 4 };

static inline bc_len bc_layout_height_bounded(int64_t height)
{
    return height < BC_MAX_HEIGHT ? (bc_len)height : BC_MAX_HEIGHT;
}

static inline bc_len bc_layout_lines_height(const bc_text_style *style, uint32_t lines)
{
    return bc_layout_height_bounded((int64_t)lines * style->leading);
}

/* Of so many lines of a cell's text, with padding. */
static inline bc_len bc_layout_cell_height(const bc_form_cell_style *style, uint32_t lines)
{
    return bc_layout_height_bounded((int64_t)lines * style->text.leading + 2 * (int64_t)style->pad_y);
}

static inline bool bc_layout_cell_stands(const bc_layout_cell *cell)
{
    return cell->style->text.flow != BC_FLOW_ACROSS;
}

/* The same of a cell's own text; one that stands is as high as its longest line. */
static inline bc_len bc_layout_cell_text_height(const bc_layout_cell *cell, uint32_t lines)
{
    if (!bc_layout_cell_stands(cell))
        return bc_layout_cell_height(cell->style, lines);
    bc_len longest = 0;
    for (uint32_t i = 0; i < cell->line_count; i++)
        longest = bc_len_max(longest, cell->lines[i].width);
    return bc_layout_height_bounded((int64_t)longest + 2 * (int64_t)cell->style->pad_y);
}

/* Words of the form are balanced, and so are values of a few lines where they are not ranged left over a wide cell. */
static inline bc_text_manner bc_layout_cell_manner(const bc_layout_cell *cell)
{
    bool justified = cell->style->align == BC_ALIGN_JUSTIFY;
    if (cell->style->balance == BC_BALANCE_ON)
        return BC_TEXT_BALANCED;
    if (justified || cell->style->balance == BC_BALANCE_OFF)
        return justified ? BC_TEXT_JUSTIFIED : BC_TEXT_FILLED;
    if (cell->composed->kind != BC_CELL_VALUE)
        return BC_TEXT_BALANCED;
    return cell->style->align == BC_ALIGN_LEFT ? BC_TEXT_WORDS : BC_TEXT_SHORT;
}

/* Amounts at the right stay so far from the rule, lest they read on with those behind it. */
static inline bc_len bc_layout_cell_right_padding(const bc_layout_composed_cell *cell, const bc_form_cell_style *style)
{
    bc_len least = cell->block && style->align == BC_ALIGN_RIGHT ? BC_PT(5.5) : 0;
    return bc_len_max(style->pad_x, least);
}

/* The place of the text in its cell. Padding that leaves no width is the template's fault; the text then overflows. */
static inline bc_text_box bc_layout_cell_box(const bc_layout_cell *cell)
{
    bc_len width = cell->composed->x1 - cell->composed->x0 - cell->style->pad_x -
                   bc_layout_cell_right_padding(cell->composed, cell->style);
    bool ranged = cell->style->align == BC_ALIGN_LEFT || cell->style->align == BC_ALIGN_JUSTIFY;
    return (bc_text_box){ .width = bc_len_max(width, 1),
                          .first_indent = cell->style->first_indent,
                          .hang = cell->style->hang,
                          .manner = bc_layout_cell_manner(cell),
                          .items = ranged && !cell->style->first_indent };
}

static inline bc_len bc_layout_aligned(bc_form_align align, bc_len room, bc_len width)
{
    if (width >= room)
        return 0;
    return align == BC_ALIGN_CENTRE ? (room - width) / 2 : align == BC_ALIGN_RIGHT ? room - width : 0;
}

/* Where a line begins in the box that its text was wrapped for. */
static inline bc_len bc_layout_line_x(const bc_text_box *box, bc_form_align align, const bc_text_line *line)
{
    return line->indent + bc_layout_aligned(align, box->width - line->indent, line->set);
}

/* The width of an entry's lines in a type area: what the column of numbers leaves, and two ems for leaders. */
static inline bc_len bc_layout_entry_width(const bc_layout_block *block, bc_len width)
{
    return width - block->composed->as.entry.number_room - 2 * block->style->text.size;
}

/* The row below its last one. */
static inline uint32_t bc_layout_composed_cell_end(const bc_layout_composed_table *table,
                                                   const bc_layout_composed_cell *cell)
{
    uint32_t room = bc_layout_all_rows(table) - cell->row;
    return cell->row + (cell->rows < 1 ? 1 : cell->rows > room ? room : cell->rows);
}

static inline uint32_t bc_layout_cell_end(const bc_layout_table *table, const bc_layout_cell *cell)
{
    return bc_layout_composed_cell_end(table->composed, cell->composed);
}

#endif
