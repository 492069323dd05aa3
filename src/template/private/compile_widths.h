/* Widths of columns as templates write them. */
#ifndef BC_TEMPLATE_PRIVATE_COMPILE_WIDTHS_H
#define BC_TEMPLATE_PRIVATE_COMPILE_WIDTHS_H

#include "base/vec.h"
#include "template/private/compile.h"

/* What a band says of its columns. */
typedef struct bc_template_widths {
    const bc_node *list;    /* `widths`: a list, `auto`, or NULL: one column */
    const bc_node *rows[2]; /* header and rows, or NULL: `auto` counts their cells; of bands on one grid the most */
    uint32_t most;          /* columns that bands on the same grid have counted */
    bool has_stub;          /* that has a width of its own: */
    const bc_node *stub;    /* `stub-width`, or NULL */
    bool stub_in_column;    /* that stands in the first column */
} bc_template_widths;

typedef BC_VEC(bc_form_grid) bc_template_grids;

/* The grid's place among the table's; bands that write the same stand on the same. -1 on error, which is reported. */
int32_t bc_template_widths_compile(bc_template_compiler *c, const bc_template_widths *widths, bc_template_grids *grids);
/* The widths of a band whose columns come from the record, each of a column or of what is repeated; the caller adds
 * what that is. Fills all of `out` that widths tell. */
bc_form_width_item *bc_template_widths_repeated(bc_template_compiler *c, const bc_template_widths *widths,
                                                bc_form_columns *out);
/* Most columns that rows or bands take, as far as their cells say. */
uint32_t bc_template_widths_count(const bc_template_compiler *c, const bc_node *rows);

#endif
