#include "template/shared_styles.h"

#include "template/compile.h"

bool bc_stylesheet_load(bc_arena *arena, const bc_template_folders *folders, bc_str name, bc_mark at,
                        const bc_value *paper, bc_diags *diags, bc_stylesheet *out)
{
    const bc_value *tree = bc_template_read(arena, folders, name, at, diags, NULL);
    if (!tree)
        return false;
    out->sheet = bc_sheet_new(arena, bc_value_find(tree, "styles"), diags);
    out->paper =
        bc_compile_paper(bc_compile_change_paper(arena, bc_value_find(tree, "paper"), paper), out->sheet, diags);
    return true;
}
