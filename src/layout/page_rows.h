/* Rows at the head and the foot of a band's pages: 本页小计, 累计, 承前页. */
#ifndef BC_LAYOUT_PAGE_ROWS_H
#define BC_LAYOUT_PAGE_ROWS_H

#include "layout/block.h"

/* Pages of a table, one after the other. */
typedef struct bc_layout_page_rows {
    const bc_layout_table *table;
    bc_text_typesetter *typesetter;
    bc_diag_list unsaid; /* what was said when the whole band was computed */
    bc_arena *arena;
    bc_value_growth *growth; /* of each band */
} bc_layout_page_rows;

/* A part of a band on a page. */
typedef struct bc_layout_page_part {
    uint32_t from, to; /* the rows that begin on it */
    bool goes_on;      /* there are more below */
} bc_layout_page_part;

/* All is made in `arena`. `typesetter` NULL: only what they say is found, on one line. */
void bc_layout_page_rows_begin(bc_layout_page_rows *pages, const bc_layout_table *table, bc_text_typesetter *typesetter,
                               bc_arena *arena);
/* The cells of the band's page rows as they are on that page, measured, in the order of those in the table.
 * Pages come in order, or begin again: what was added up for one is kept for the next, so that all of
 * them together take time in the elements. */
const bc_layout_cell *bc_layout_page_rows_cells(bc_layout_page_rows *pages, const bc_layout_page_band *band,
                                                const bc_layout_page_part *part);
void bc_layout_page_rows_end(bc_layout_page_rows *pages);
/* Whether the row of pages stands on that one; at the head only of later parts. */
bool bc_layout_page_rows_stands(const bc_layout_page_band *band, const bc_layout_row *row,
                                const bc_layout_page_part *part);

#endif
