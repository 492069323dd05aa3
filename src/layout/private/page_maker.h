/* What rows of pages say, composed anew for each page. */
#ifndef BC_LAYOUT_PRIVATE_PAGE_MAKER_H
#define BC_LAYOUT_PRIVATE_PAGE_MAKER_H

#include "layout/composed.h"

/* The elements of a page: those from `from` to `to`; before it are so many. */
typedef struct bc_layout_page_span {
    uint32_t before, from, to;
} bc_layout_page_span;

/* The band's cells of pages, in the order in which they are made. */
const bc_layout_composed_cell *bc_layout_page_maker_cells(const bc_layout_page_band *band, bc_layout_page_span span,
                                                          bc_value_growth *growth, bc_arena *arena,
                                                          bc_diag_list *diags);

#endif
