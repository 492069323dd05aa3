/* How a line is drawn: how thick, and whether plain, dashed, dotted or double. */
#ifndef BC_BASE_STROKE_H
#define BC_BASE_STROKE_H

#include "base/len.h"

typedef enum bc_stroke_kind { BC_STROKE_PLAIN, BC_STROKE_DASHED, BC_STROKE_DOTTED, BC_STROKE_DOUBLE } bc_stroke_kind;

typedef struct bc_stroke {
    bc_len weight; /* of a double one each of the two; 0: none is said */
    bc_stroke_kind kind;
} bc_stroke;

/* Reads a weight, a kind, or both: `1pt`, `dashed`, `thick`, `0.75pt double`, 虚线. False when it is neither. */
bool bc_stroke_parse(bc_str text, bc_stroke *out);

#endif
