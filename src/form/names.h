/* When two names of a form are the same to a reader. */
#ifndef BC_FORM_NAMES_H
#define BC_FORM_NAMES_H

#include "base/str.h"

/* Blanks, full- and half-width brackets, a colon at the end, 其中： in front and a bracket at the end (the unit) do not
 * count. */
bool bc_names_agree(bc_str a, bc_str b);
/* The same for kinds of indicators, where 数量 and 数量指标 are one. */
bool bc_category_names_agree(bc_str a, bc_str b);

#endif
