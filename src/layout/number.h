/* Page numbers: how they read and where they stand. */
#ifndef BC_LAYOUT_NUMBER_H
#define BC_LAYOUT_NUMBER_H

#include "form/style.h"
#include "layout/page.h"

typedef enum bc_layout_numerals { BC_NUMERALS_ARABIC, BC_NUMERALS_ROMAN } bc_layout_numerals;

typedef struct bc_layout_page_count {
    uint32_t number, total; /* of this page; of the last */
    bc_layout_numerals numerals;
} bc_layout_page_count;

/* 12, or xii: what tables of contents and readers show for the page. In `arena`. */
bc_str bc_layout_number_label(bc_arena *arena, uint32_t number, bc_layout_numerals numerals);
/* The top of a line at the foot of the page, where numbers stand. */
bc_len bc_layout_number_top(const bc_form_paper *paper, const bc_text_style *style);
/* The number as an item on the paper; false when the paper has none. `typesetter` NULL: nothing is measured. */
bool bc_layout_number_item(const bc_form_paper *paper, const bc_layout_page_count *count,
                           bc_text_typesetter *typesetter, bc_arena *arena, bc_layout_item *out);
/* GB/T 9704 binds wide pages with their heads at the left, so that their numbers stand where those of upright pages
 * do: along the left edge. Whether that holds for this paper; *upright is then the paper as it is bound, on which the
 * number is set before both are rotated. */
bool bc_layout_number_is_rotated(const bc_form_paper *paper, bc_form_paper *upright);

#endif
