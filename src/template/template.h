/* Templates: files found, merged with what they extend, and compiled into forms. */
#ifndef BC_TEMPLATE_TEMPLATE_H
#define BC_TEMPLATE_TEMPLATE_H

#include "form/form.h"

/* Where templates are looked for, first to last. */
typedef struct bc_template_folders {
    const bc_str *at;
    uint32_t n;
} bc_template_folders;

/* Compiles the template called `name` (`tangshan-project`, found as <folder>/<name>.yaml, also one folder deep) or at
 * the path `name` (when it ends in .yaml). Everything lives in `arena`. NULL when it has errors. `at` is the place that
 * asked for it, for the message when it is missing. */
const bc_form *bc_template_compile(bc_arena *arena, const bc_template_folders *folders, bc_str name, bc_diag_mark at,
                                   bc_diag_list *diags);

/* The same on another paper: what the map `paper` says wins over the template's own. It was checked as
 * a "#paper" of bc_form_keys, and lives as long as `arena`.
 */
const bc_form *bc_template_compile_on(bc_arena *arena, const bc_template_folders *folders, bc_str name, bc_diag_mark at,
                                      const bc_node *paper, bc_diag_list *diags);

/* The names of all forms in the folders, sorted; files without `form:` are shared parts and left out. A folder that
 * cannot be read is reported. */
typedef struct bc_template_entry {
    bc_str id, name, path;
} bc_template_entry;
size_t bc_template_list(bc_arena *arena, const bc_template_folders *folders, bc_diag_list *diags,
                        const bc_template_entry **out);

#endif
