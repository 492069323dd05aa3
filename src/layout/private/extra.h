/* What few cells and blocks have besides their text, evaluated. */
#ifndef BC_LAYOUT_PRIVATE_EXTRA_H
#define BC_LAYOUT_PRIVATE_EXTRA_H

#include "base/vec.h"
#include "layout/composed.h"
#include "layout/seen.h"

/* Made for one document. */
typedef struct bc_layout_extras {
    bc_arena *arena;
    bc_diag_list *diags;
    bc_layout_seen *seen;               /* or NULL */
    bool blank;                         /* the form is empty */
    BC_VEC(bc_layout_figure *) figures; /* so far; to be released */
} bc_layout_extras;

/* `missing`: there is no element that the cell could say something of. */
const bc_layout_extra *bc_layout_extra_compose(bc_layout_extras *e, const bc_form_extra *form,
                                               const bc_expr_scope *scope, bool missing);
const bc_layout_figure *bc_layout_extra_figure(bc_layout_extras *e, const bc_form_figure *form,
                                               const bc_expr_scope *scope);
/* NULL for NULL, and where nothing is sealed. */
const bc_layout_seal *bc_layout_extra_seal(bc_layout_extras *e, const bc_form_seal *form, const bc_expr_scope *scope);

#endif
