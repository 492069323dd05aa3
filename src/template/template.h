/* Templates: files found, merged with what they extend, and compiled into forms. */
#ifndef BC_TEMPLATE_TEMPLATE_H
#define BC_TEMPLATE_TEMPLATE_H

#include "form/form.h"

/* What the folders hold, looked at once and kept: any number of threads may use it. Its folders do not change. */
typedef struct bc_template_index bc_template_index;
bc_template_index *bc_template_index_new(void);
void bc_template_index_free(bc_template_index *index);

/* Where templates are looked for, first to last, each also one folder deep. */
typedef struct bc_template_folders {
    const bc_str *at;
    uint32_t n;
    bc_template_index *index; /* NULL: they are looked at each time */
    const bc_node *office;    /* what it says of checks and words holds for all forms; NULL */
} bc_template_folders;

/* Compiles the template called `name`: by what it says behind `form:`, else by its file <name>.yaml, else by `alias:`
 * or `name:` (of which what stands in brackets at the end may be left out); or at the path `name` (when it ends in
 * .yaml). Of equal names the folder that comes first has it; two in one folder are an error. Everything lives in
 * `arena`. NULL when it has errors. `at` is the place that asked for it, for the message when it is missing. */
const bc_form *bc_template_compile(bc_arena *arena, const bc_template_folders *folders, bc_str name, bc_diag_mark at,
                                   bc_diag_list *diags);

/* The same on another paper: what the map `paper` says wins over the template's own. It was checked as
 * a "#paper" of bc_form_keys, and lives as long as `arena`.
 */
const bc_form *bc_template_compile_on(bc_arena *arena, const bc_template_folders *folders, bc_str name, bc_diag_mark at,
                                      const bc_node *paper, bc_diag_list *diags);

/* Names in an expression over records of the form that elements of its lists do not have, as bc_expr_misses finds them;
 * the types are fields. */
void bc_template_misses(const bc_form *form, const bc_expr *expr, bc_expr_miss_function *miss, void *context);

/* The names of all forms in the folders, sorted, those that an earlier folder has left out; files without `form:` are
 * shared parts, those that say nothing else are records. A folder that cannot be read is reported. */
typedef struct bc_template_entry {
    bc_str id, name, path;
} bc_template_entry;
size_t bc_template_list(bc_arena *arena, const bc_template_folders *folders, bc_diag_list *diags,
                        const bc_template_entry **out);

#endif
