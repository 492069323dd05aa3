/* Outlines as Type 2 operators: the numbers of lines and curves, and the operators that say them in the fewest bits. */
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

/* About how many bits a number takes in a deflated font. */
unsigned bc_subset_number_bits(int32_t value);
void bc_subset_put_number(bc_buf *out, int32_t value);
/* Appends operators that draw the segments, one after the other. */
void bc_subset_put_path(const bc_subset_segment *segments, size_t n, bc_buf *out);

#endif
