/* What a cell has besides words and values. */
#ifndef BC_TEMPLATE_PRIVATE_COMPILE_FIGURE_H
#define BC_TEMPLATE_PRIVATE_COMPILE_FIGURE_H

#include "template/private/compile.h"

/* What the cell's map says of it; NULL when that is nothing. */
const bc_form_extra *bc_template_compile_extra(bc_template_compiler *c, const bc_node *spec,
                                               const bc_template_scope *scope);

#endif
