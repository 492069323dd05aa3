/* The style sheet and the paper of a template file, without a form. It is read and compiled by the parts that serve
 * forms, so that covers and prose are styled in the same words. */
#include "template/shared_styles.h"

#include "form/keys.h"
#include "template/private/compile.h"

bool bc_template_shared_styles_load(bc_arena *arena, const bc_template_folders *folders, bc_str name, bc_diag_mark at,
                                    const bc_node *paper, bc_diag_list *diags, bc_template_shared_styles *out)
{
    const bc_node *tree = bc_template_read(arena, folders, name, at, diags, NULL);
    if (!tree)
        return false;
    bc_keys_check(&bc_form_keys, "#template", NULL, tree, diags);
    out->sheet = bc_template_styles_new(arena, bc_node_find(tree, "styles"), diags);
    out->paper = bc_template_compile_paper(bc_template_compile_change_paper(arena, bc_node_find(tree, "paper"), paper),
                                           out->sheet, diags);
    return true;
}
