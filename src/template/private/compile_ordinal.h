/* Numbers of columns and lines with their formulas. */
#ifndef BC_TEMPLATE_PRIVATE_COMPILE_ORDINAL_H
#define BC_TEMPLATE_PRIVATE_COMPILE_ORDINAL_H

#include "base/vec.h"
#include "template/private/compile.h"

/* Those of a band. */
typedef BC_VEC(const bc_form_ordinal *) bc_template_ordinals;

/* How a number stands in a template. */
typedef struct bc_template_ordinal_place {
    bool line, repeated;
} bc_template_ordinal_place;

/* The number that a text is, `3` or `3=1+2`, added to `all`; NULL where it is words, or wrong (reported). A text that
 * has to be a number (`must`) is wrong when it is words. */
const bc_form_ordinal *bc_template_ordinal_compile(bc_template_compiler *c, const bc_node *text,
                                                   bc_template_ordinal_place place, bool must,
                                                   bc_template_ordinals *all);
/* Whether the formulas of a band speak of numbers that it has, and not in circles. */
void bc_template_ordinals_check(bc_template_compiler *c, const bc_template_ordinals *all);

#endif
