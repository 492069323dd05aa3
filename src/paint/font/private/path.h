/* Outlines as Type 2 operators: the numbers of lines and curves, and the operators that say them in the fewest bytes.
 */
#ifndef BC_PAINT_FONT_PRIVATE_PATH_H
#define BC_PAINT_FONT_PRIVATE_PATH_H

#include "base/buf.h"
#include "base/vec.h"

/* A line or a curve, from where the one before it ends. A line has the first two numbers, a curve all six: each point
 * relative to the one before. All fit into 16 bits. */
typedef struct bc_subset_segment {
    bool curve;
    int32_t d[6];
} bc_subset_segment;

typedef struct bc_subset_segments {
    BC_VEC(bc_subset_segment) list;
} bc_subset_segments;

/* About what a number, and an operator, takes in a deflated font: in tenths of a bit. */
unsigned bc_subset_number_cost(int32_t value);
unsigned bc_subset_operator_cost(uint8_t op);
void bc_subset_put_number(bc_buf *out, int32_t value);
/* Appends operators that draw the segments, one after the other. */
void bc_subset_put_path(const bc_subset_segment *segments, size_t n, bc_buf *out);

#endif
