/* The rows of a table as rows of a sheet. */
#ifndef BC_PAINT_XLSX_PRIVATE_ROWS_H
#define BC_PAINT_XLSX_PRIVATE_ROWS_H

#include "layout/block.h"

enum {
    BC_MAX_XLSX_ROW = 409000, /* no row of a sheet is higher; a higher one is made of several */
    BC_XLSX_PIECE = 102250,   /* no higher than this each: pages that it runs over end between two of them */
    BC_XLSX_PIXEL = 750       /* heights are whole pixels */
};

/* Where pages begin in a table, ascending; not with its first row. */
typedef struct bc_xlsx_cut {
    uint32_t row;
    bool says_continued;           /* the line above every continuation stands there, as a row of the sheet */
    uint32_t head_first, head_end; /* rows of the table that stand there again; equal: none */
    uint32_t feet, heads; /* rows of pages: at the foot of the page before, at the head of the one that begins */
    uint32_t again;       /* rows of groups that stand there again */
    uint32_t from;        /* the row with which the page before begins in the table */
    bc_len room;          /* of an empty row below the feet, into which a seal reaches; 0: there is none */
} bc_xlsx_cut;

typedef struct bc_xlsx_cuts {
    bc_xlsx_cut *at;
    uint32_t n;
    bc_xlsx_cut *ends; /* where bands end whose pages have rows of their own, and no page does: only `feet` counts */
    uint32_t end_count;
} bc_xlsx_cuts;

typedef struct bc_xlsx_rows {
    const bc_len *needs; /* of each cell: height of its text */
    bc_len *heights; /* of each table row, and of those of pages: as measured, more where a spreadsheet needs more */
    const bc_len *repeated; /* of those that are printed again, as composed->again; NULL: none is */
    uint32_t *first; /* row_count + 1: the sheet row each begins in, counted from the table's first; what a cut puts
                        above it stands before that */
} bc_xlsx_rows;

/* Cells that a cut goes through have room for their text on either side of it. `needs` are those of the same table made
 * otherwise, or NULL. */
bc_xlsx_rows bc_xlsx_rows_make(const bc_layout_table *table, const bc_xlsx_cuts *cuts, const bc_len *needs,
                               bc_arena *arena);
/* How many sheet rows a height takes, and the height of each of them. */
uint32_t bc_xlsx_rows_pieces(bc_len height, bc_len *each);

/* Whether the cell holds words of the form, which keep the lines that they have on paper. */
static inline bool bc_xlsx_rows_keep_lines(const bc_layout_cell *cell)
{
    return cell->composed->kind != BC_CELL_VALUE && !cell->composed->value.path.n && cell->line_count > 1;
}

/* How far all lines of the cell are moved to the right, in units of the programs: as wide as a character. */
uint8_t bc_xlsx_rows_indent(const bc_layout_cell *cell);
/* By how many wide blanks the first line of each paragraph is moved further: of words of the form only, for blanks
 * would become part of a value. */
uint32_t bc_xlsx_rows_blanks(const bc_layout_cell *cell);
/* Whether the cell holds a number, a date or a code on one line, which programs make smaller rather than break it. */
bool bc_xlsx_rows_shrinks(const bc_layout_cell *cell);

/* Where the middle of the cell's seal stands, from the top of a part of the cell that is so high. */
bc_len bc_xlsx_rows_seal(const bc_layout_cell *cell, bc_len height);

/* Whether the label says （续） where it is printed again. */
static inline bool bc_xlsx_rows_is_marked(const bc_layout_cell *cell)
{
    return cell->composed->policy == BC_SPAN_REPEAT_CONTINUED && cell->composed->text.n &&
           cell->style->text.flow == BC_FLOW_ACROSS && !cell->diagonal && !cell->drawn;
}

/* The cut above the row, or NULL. */
const bc_xlsx_cut *bc_xlsx_cuts_find(const bc_xlsx_cuts *cuts, uint32_t row);
/* The end of a band above the row, or NULL. */
const bc_xlsx_cut *bc_xlsx_cuts_end(const bc_xlsx_cuts *cuts, uint32_t row);
/* How many rows of the sheet it puts above its page's first. */
uint32_t bc_xlsx_cuts_added(const bc_xlsx_cut *cut);
/* The row of the first cut below the row, or `end` when there is none above that. */
uint32_t bc_xlsx_cuts_next(const bc_xlsx_cuts *cuts, uint32_t row, uint32_t end);
/* The row below the cell's last. */
uint32_t bc_xlsx_rows_end(const bc_layout_composed_table *table, const bc_layout_composed_cell *cell);

#endif
