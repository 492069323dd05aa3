/* A style sheet for itself, for what is printed without a form: covers, prose, contents. */
#ifndef BC_TEMPLATE_SHARED_STYLES_H
#define BC_TEMPLATE_SHARED_STYLES_H

#include "template/style_sheet.h"
#include "template/template.h"

typedef struct bc_template_shared_styles {
    bc_template_styles *sheet; /* released with bc_template_styles_release */
    bc_form_paper paper;
} bc_template_shared_styles;

/* The styles and the paper of the template or shared part called `name`, with what it extends. False when it cannot be
 * read. `paper` may be NULL, or a map that wins over its own. */
bool bc_template_shared_styles_load(bc_arena *arena, const bc_template_folders *folders, bc_str name, bc_diag_mark at,
                                    const bc_node *paper, bc_diag_list *diags, bc_template_shared_styles *out);

#endif
