/* What a template says that is allowed and yet hardly meant: W340 to W347. */
#ifndef BC_TEMPLATE_LINT_H
#define BC_TEMPLATE_LINT_H

#include "template/template.h"

/* Compiles the template and looks at it closely. Errors are reported as bc_template_compile does. False when there is
 * no form: it has errors, or is a shared part (which is said as a note). */
bool bc_template_lint(bc_arena *arena, const bc_template_folders *folders, bc_str name, bc_diag_list *diags);

#endif
