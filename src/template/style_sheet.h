/* Style sheets: named styles with inheritance, resolved while a template is compiled. */
#ifndef BC_TEMPLATE_STYLE_SHEET_H
#define BC_TEMPLATE_STYLE_SHEET_H

#include "base/node.h"
#include "form/style.h"

typedef struct bc_template_styles bc_template_styles;

/* `styles` is the merged map of styles (name → attributes). */
bc_template_styles *bc_template_styles_new(bc_arena *arena, const bc_node *styles, bc_diag_list *diags);
/* The type area that grids divide; before a style is asked for. */
void bc_template_styles_set_frame(bc_template_styles *sheet, bc_len width, bc_len height);
/* Warns of attributes (W348) of the styles of this file that say nothing about what they are used for.
 * After all that uses styles is compiled. */
void bc_template_styles_warn_idle(bc_template_styles *sheet, const bc_node *styles, bc_str file);
/* Gives back what is not in the arena; the styles handed out stay. */
void bc_template_styles_release(bc_template_styles *sheet);
/* A style by name, or by an inline map of attributes (with `like: name`). `fallback` names the style that is used
 * when `style` is NULL and that inline attributes start from. Unknown names and attributes are reported. */
const bc_form_para_style *bc_template_styles_para(bc_template_styles *sheet, const bc_node *style,
                                                  const char *fallback);
/* The same for a line in parts. */
const bc_form_para_style *bc_template_styles_line(bc_template_styles *sheet, const bc_node *style,
                                                  const char *fallback);
/* The same for a cell, which may hold a `number`; `around`, the style of its band, may be NULL: the attributes it names
 * itself (a smaller size, less padding) go over the cell's named style and under its inline ones. */
const bc_form_cell_style *bc_template_styles_cell(bc_template_styles *sheet, const bc_node *style, const char *fallback,
                                                  const bc_node *enclosing, bool number);

/* What goes around cells of a row: `inner` (of the row) over `outer` (of its band); either may be NULL. */
const bc_node *bc_template_styles_over(bc_template_styles *sheet, const bc_node *outer, const bc_node *inner);

#endif
