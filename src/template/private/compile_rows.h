/* The rows of a band, and the cells in them: compile_rows.c, compile_cells.c. */
#ifndef BC_TEMPLATE_PRIVATE_COMPILE_ROWS_H
#define BC_TEMPLATE_PRIVATE_COMPILE_ROWS_H

#include "base/vec.h"
#include "template/private/compile_ordinal.h"
#include "template/private/compile_place.h"
#include "template/private/compile_repeat.h"

/* The columns of the band being compiled, and how many more rows each is covered from above. */
typedef struct bc_template_grid {
    const bc_len *edges;
    uint16_t first; /* of its columns in the table's grid: a stub stands before them */
    uint16_t columns;
    uint16_t covered[BC_MAX_COLUMNS];
    bc_template_axes *axes; /* of a band whose columns come from the record, of which all else here is not known */
    uint32_t rows;          /* that were compiled */
    uint16_t open; /* rows that some cell still reaches down over, where nobody knows which columns it covers */
    uint16_t counters;
    bc_template_ordinals ordinals;
} bc_template_grid;

/* What is known where a row or a cell stands. */
typedef struct bc_template_row_context {
    bc_template_compiler *c;
    const bc_template_scope *scope;
    bc_template_grid *grid;
    const bc_template_merging *merge;
    bool header;
    bool beside_row;      /* of an element that has a row of its own: lists inside it need print none */
    bool repeated;        /* the cells stand there once for each element of a list */
    bool looped;          /* the rows do */
    bool numbers;         /* the row is of the numbers of columns */
    const bc_node *pages; /* what the rows at the head or the foot of pages have in common; NULL: they are others */
    const bc_node *style; /* of the band, in a row with the row's over it; or NULL */
} bc_template_row_context;

typedef BC_VEC(bc_form_row_item) bc_template_row_items;

/* The cell `row` has at i, placed at the column where the last one ended, which is moved on. */
void bc_template_compile_cell(const bc_template_row_context *ctx, const bc_node *row, uint32_t i, bc_form_cell *cell,
                              uint16_t *column);
/* Whether the cell, or width, stands there once for each element of a list. */
bool bc_template_is_repeated(const bc_node *spec);

/* A row of those cells; `spec` says what else is said of it, or is NULL. */
void bc_template_compile_row(const bc_template_row_context *ctx, const bc_node *list, const bc_node *spec,
                             bc_template_row_items *out);
/* Rows, and what repeats them or prints them under a condition. */
void bc_template_compile_rows(const bc_template_row_context *ctx, const bc_node *list, bc_template_row_items *out);
/* Reports cells that reach down below what is compiled so far. */
void bc_template_rows_expect_closed(const bc_template_row_context *ctx, bc_diag_mark at);
/* Copied into the arena; the items are released. */
bc_form_rows bc_template_rows_of(bc_arena *arena, bc_template_row_items *items);

#endif
