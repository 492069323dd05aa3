/* Cuts a measured document into pages. Linear in rows; the algorithm is described in docs/pagination.md. */
#ifndef BC_LAYOUT_PAGINATE_H
#define BC_LAYOUT_PAGINATE_H

#include "base/vec.h"
#include "layout/block.h"
#include "layout/page.h"

typedef BC_VEC(bc_layout_planned_page) bc_layout_planned_pages;

typedef struct bc_layout_paginate_options {
    uint32_t first_number;            /* of the first page; 0 counts as 1 */
    uint32_t total;                   /* for 第 x 页 共 y 页; 0: pages are counted first */
    bool fillins;                     /* pages say where an empty form is to be filled in */
    bool draw_none;                   /* count pages only: the sink sees pages without items */
    bc_layout_planned_pages *planned; /* NULL, or is given what each page begins with and how it is filled */
} bc_layout_paginate_options;

/* Sends every page to the sink and returns how many there were. Labels too tall for a page are reported (W403). */
uint32_t bc_layout_paginate(const bc_layout_document *document, bc_text_typesetter *typesetter,
                            const bc_layout_paginate_options *options, bc_layout_page_sink sink, bc_diag_list *diags);

#endif
