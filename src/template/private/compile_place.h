/* Bands whose columns come from the record. */
#ifndef BC_TEMPLATE_PRIVATE_COMPILE_PLACE_H
#define BC_TEMPLATE_PRIVATE_COMPILE_PLACE_H

#include "base/vec.h"
#include "template/private/compile.h"

/* A list that cells of a band repeat, as the template writes it. */
typedef struct bc_template_axis {
    bc_str list, by;          /* by: empty, or not told */
    const bc_form_cell *cell; /* the first that repeats it; NULL: none yet */
    bc_diag_mark mark;        /* where it was first named */
} bc_template_axis;

typedef BC_VEC(bc_template_axis) bc_template_axes;

/* Whether cells of the rows, or widths of the list, are repeated; NULL is allowed. */
bool bc_template_place_repeats(const bc_template_compiler *c, const bc_node *rows);
/* The axis of what `spec` repeats with `each` and `by`; `cell` repeats it, or is NULL for what only names it. */
uint16_t bc_template_place_axis(bc_template_compiler *c, bc_template_axes *axes, const bc_node *spec,
                                const bc_form_cell *cell);
/* Whether the rows of the band fill its columns, whatever the lists hold; reports (E306) where they do not. */
void bc_template_place_check(bc_template_compiler *c, const bc_form_band *band);

#endif
