/* Measured documents made without fonts, and pages as the tests read them back.
 *
 * Every text has a number; its line j reads "<number>.<j>". So a page's items tell which line of which text stands
 * where, whatever the layout did with it. */
#ifndef TESTS_LAYOUT_FAKE_H
#define TESTS_LAYOUT_FAKE_H

#include "base/vec.h"
#include "layout/paginate.h"

/* -- random numbers (splitmix64), the same everywhere --------------------------------------------------- */

typedef struct fake_random {
    uint64_t state;
} fake_random;

uint32_t fake_below(fake_random *random, uint32_t n);
bool fake_chance(fake_random *random, uint32_t percent);

/* -- documents ------------------------------------------------------------------------------------------ */

enum { FAKE_SIZE = 10000, FAKE_LEADING = 14000, FAKE_LEFT = 80000, FAKE_TOP = 100000, FAKE_CHARACTER = 1000 };

typedef struct fake {
    bc_arena arena;
    uint32_t texts; /* numbers given so far */
    bc_layout_composed composed;
    bc_layout_document document;
    bc_layout_composed_block *composed_blocks; /* of both: to be changed before the document is paginated */
    bc_layout_block *blocks;
} fake;

/* A table while it is made. */
typedef struct fake_grid {
    bc_layout_composed_table composed;
    bc_layout_table *measured; /* in its block */
    bc_layout_row *rows;
    bc_layout_composed_cell *cells;
    bc_layout_cell *measured_cells;
    bc_len *heights;
    bc_arena *arena;
} fake_grid;

/* A document for `blocks` blocks at most, on a page with this type area. */
void fake_init(fake *f, bc_len width, bc_len height, uint32_t blocks);
void fake_release(fake *f);
bc_layout_composed_block *fake_para(fake *f, uint32_t lines);
bc_layout_composed_block *fake_break(fake *f);
fake_grid *fake_table(fake *f, uint32_t rows, uint32_t cells, bc_len width);
/* Fills in the next cell of the table: cells are given row by row, left to right. */
bc_layout_composed_cell *fake_cell(fake *f, fake_grid *grid, uint32_t row, uint32_t rows, bc_len x0, bc_len x1,
                                   uint32_t lines);
/* Sets rows' cells and heights once all cells are there. */
void fake_finish_table(fake_grid *grid);
/* The number of a cell's or paragraph's text. */
uint32_t fake_number(bc_str text);

/* Bands with heads, stubs, nested or brick-like labels, cells over several columns, texts taller than a page. */
typedef struct fake_shape {
    uint32_t rows_most;      /* of a band's body */
    bool labels_fit;         /* no label is taller than a page */
    bool everything_visible; /* every cell has a line, text stands at the top: geometry can be read back */
} fake_shape;
fake_grid *fake_random_table(fake *f, fake_random *random, const fake_shape *shape);

/* -- pages ---------------------------------------------------------------------------------------------- */

typedef struct fake_line {
    uint32_t page, text, line; /* page from 0 */
    bc_layout_item_role role;
    bc_len x, top; /* of the line's box, from the type area's top left */
} fake_line;

typedef struct fake_rule {
    uint32_t page;
    bc_len x, y, length, weight;
    bool vertical;
} fake_rule;

typedef struct fake_pages {
    BC_VEC(fake_line) lines;
    BC_VEC(fake_rule) rules;
    uint32_t n;
} fake_pages;

void fake_paginate(const fake *f, fake_pages *out);
void fake_pages_release(fake_pages *pages);

#endif
