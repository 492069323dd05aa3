/* Styles made smaller. Each is scaled from the original, so that steps do not add up their rounding, and once for all
 * that share it: whoever measures asks for each cell. */
#include "layout/private/scale.h"

enum { FULL = 100 };

void bc_layout_scaling_init(bc_layout_scaling *scaling, const bc_layout_scale *by, bc_arena *arena)
{
    *scaling = (bc_layout_scaling){ .by = *by, .arena = arena };
    if (!by->hundredth)
        scaling->by.hundredth = FULL;
}

void bc_layout_scaling_release(bc_layout_scaling *scaling)
{
    bc_vec_release(&scaling->made);
}

static bc_len shrink(const bc_layout_scaling *scaling, bc_len length)
{
    return bc_len_scale(length, scaling->by.hundredth, FULL);
}

static bc_text_style shrink_text(const bc_layout_scaling *scaling, const bc_text_style *style)
{
    bc_text_style text = *style;
    text.size = bc_len_max(shrink(scaling, style->size), bc_len_min(scaling->by.least_size, style->size));
    text.leading = bc_len_max(bc_len_scale(style->leading, text.size, style->size), text.size);
    text.pitch = bc_len_scale(style->pitch, text.size, style->size);
    return text;
}

static const void *find_made(const bc_layout_scaling *scaling, const void *original)
{
    for (size_t i = 0; i < scaling->made.n; i++)
        if (scaling->made.at[i].original == original)
            return scaling->made.at[i].smaller;
    return NULL;
}

const bc_form_cell_style *bc_layout_scaling_cell(bc_layout_scaling *scaling, const bc_form_cell_style *style)
{
    if (scaling->by.hundredth == FULL)
        return style;
    const void *made = find_made(scaling, style);
    if (made)
        return made;
    bc_form_cell_style *smaller = BC_NEW(scaling->arena, bc_form_cell_style);
    *smaller = *style;
    smaller->text = shrink_text(scaling, &style->text);
    smaller->pad_x = shrink(scaling, style->pad_x);
    smaller->pad_y = shrink(scaling, style->pad_y);
    bc_vec_add(&scaling->made, (bc_layout_scaled){ style, smaller });
    return smaller;
}

const bc_form_para_style *bc_layout_scaling_para(bc_layout_scaling *scaling, const bc_form_para_style *style)
{
    if (scaling->by.hundredth == FULL || !style)
        return style;
    const void *made = find_made(scaling, style);
    if (made)
        return made;
    bc_form_para_style *smaller = BC_NEW(scaling->arena, bc_form_para_style);
    *smaller = *style;
    smaller->text = shrink_text(scaling, &style->text);
    bc_vec_add(&scaling->made, (bc_layout_scaled){ style, smaller });
    return smaller;
}
