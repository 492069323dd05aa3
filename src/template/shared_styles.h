/* A style sheet for itself, for what is printed without a form: covers, prose, contents. */
#ifndef BC_TEMPLATE_SHARED_STYLES_H
#define BC_TEMPLATE_SHARED_STYLES_H

#include "template/style_sheet.h"
#include "template/template.h"

typedef struct bc_stylesheet {
    bc_sheet *sheet; /* released with bc_sheet_release */
    bc_paper paper;
} bc_stylesheet;

/* The styles and the paper of the template or shared part called `name`, with what it extends. False when it cannot be
 * read. `paper` may be NULL, or a map that wins over its own. */
bool bc_stylesheet_load(bc_arena *arena, const bc_template_folders *folders, bc_str name, bc_mark at,
                        const bc_value *paper, bc_diags *diags, bc_stylesheet *out);

#endif
