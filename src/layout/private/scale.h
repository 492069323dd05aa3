/* Styles of a document that is measured smaller than it was composed. */
#ifndef BC_LAYOUT_PRIVATE_SCALE_H
#define BC_LAYOUT_PRIVATE_SCALE_H

#include "base/vec.h"
#include "layout/measure.h"

/* A style and what it was made into. A form has a dozen or two, shared by many cells. */
typedef struct bc_layout_scaled {
    const void *original, *smaller;
} bc_layout_scaled;

typedef struct bc_layout_scaling {
    bc_layout_scale by;
    bc_arena *arena;
    BC_VEC(bc_layout_scaled) made;
} bc_layout_scaling;

/* Styles are made in `arena`. */
void bc_layout_scaling_init(bc_layout_scaling *scaling, const bc_layout_scale *by, bc_arena *arena);
void bc_layout_scaling_release(bc_layout_scaling *scaling);

/* The style as it is to be measured: itself at its full size, else a smaller one, always the same for the same. */
const bc_form_cell_style *bc_layout_scaling_cell(bc_layout_scaling *scaling, const bc_form_cell_style *style);
const bc_form_para_style *bc_layout_scaling_para(bc_layout_scaling *scaling, const bc_form_para_style *style);

#endif
