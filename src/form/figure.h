/* What few cells have besides words: names on both sides of a diagonal. */
#ifndef BC_FORM_FIGURE_H
#define BC_FORM_FIGURE_H

#include "expr/expr.h"

/* Most strokes of a diagonal head: two part it into three. */
enum { BC_MAX_STROKES = 2 };

typedef struct bc_form_extra {
    /* Of a head with strokes from its upper left corner: what stands right of the cell's own words, one more for each
     * stroke. The first names the columns and stands at the upper right, the second stands between. */
    const bc_expr_phrase *beyond[BC_MAX_STROKES];
    uint8_t strokes;
} bc_form_extra;

#endif
