/* What a cell holds: a number with a format that prints it as the paper does, or text. */
#ifndef BC_PAINT_XLSX_PRIVATE_TYPED_H
#define BC_PAINT_XLSX_PRIVATE_TYPED_H

#include "layout/composed.h"

typedef struct bc_xlsx_typed {
    bool is_number;
    double number;
    const char *format; /* empty: general; lives in `scratch` or for ever */
} bc_xlsx_typed;

/* A number or date is stored as one only if its format prints exactly the cell's text and a double holds it exactly
 * enough (15 digits). `digits` before the point have room in front of an amount whose point stands in line with
 * others; 0: none stand there. `scratch` is overwritten. */
bc_xlsx_typed bc_xlsx_typed_of(const bc_layout_composed_cell *cell, uint32_t digits, bc_buf *scratch);
/* The same cell printed once more as this text: in the format of texts, with the space that the number has at its
 * sides.
 */
bc_xlsx_typed bc_xlsx_typed_again(const bc_layout_composed_cell *cell, bc_str text, uint32_t digits, bc_buf *scratch);
/* Text that a spreadsheet would take for something else when it is edited: figures, or a formula. */
bool bc_xlsx_typed_is_risky(bc_str text);

#endif
