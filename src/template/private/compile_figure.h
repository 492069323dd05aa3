/* What is drawn, and what else a cell has besides words and values. */
#ifndef BC_TEMPLATE_PRIVATE_COMPILE_FIGURE_H
#define BC_TEMPLATE_PRIVATE_COMPILE_FIGURE_H

#include "template/private/compile.h"

/* What the cell's map says of it; NULL when that is nothing. */
const bc_form_extra *bc_template_compile_extra(bc_template_compiler *c, const bc_node *spec,
                                               const bc_template_scope *scope);
/* What a map of a cell or of the layout draws; NULL when it draws nothing. */
const bc_form_figure *bc_template_compile_figure(bc_template_compiler *c, const bc_node *spec,
                                                 const bc_template_scope *scope);
/* Whether such a map draws a list: `each`, `by`, `label` and `value` then are the chart's. */
static inline bool bc_template_is_chart(const bc_node *spec)
{
    return spec->kind == BC_NODE_MAP && bc_node_find(spec, "chart") != NULL;
}
const bc_form_figure *bc_template_compile_chart(bc_template_compiler *c, const bc_node *spec,
                                                const bc_template_scope *scope);
/* What its `seal` lays over its words; NULL when it has none. */
const bc_form_seal *bc_template_compile_seal(bc_template_compiler *c, const bc_node *spec,
                                             const bc_template_scope *scope);
/* The style in which a cell shows what is drawn when its map names none. */
const bc_form_cell_style *bc_template_compile_figure_style(bc_template_compiler *c, const bc_form_cell_style *style);

#endif
