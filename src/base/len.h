/* Lengths: whole thousandths of a point, so that comparisons are exact and dumps equal on every machine. */
#ifndef BC_BASE_LEN_H
#define BC_BASE_LEN_H

#include "base/str.h"

typedef int32_t bc_len; /* page-relative; never an offset into a whole document */

#define BC_PT(points) ((bc_len)((points)*1000))
/* Tenths of a millimetre, rounded: BC_MM10(2970) is 297 mm. */
#define BC_MM10(tenths) ((bc_len)(((int64_t)(tenths)*720000 + 1270) / 2540))
#define BC_LEN_MAX INT32_MAX

static inline bc_len bc_len_min(bc_len a, bc_len b)
{
    return a < b ? a : b;
}
static inline bc_len bc_len_max(bc_len a, bc_len b)
{
    return a > b ? a : b;
}
/* The sum, no more than BC_LEN_MAX: heights of what no page holds are cut off there. Neither may be negative. */
static inline bc_len bc_len_add(bc_len a, bc_len b)
{
    return a > BC_LEN_MAX - b ? BC_LEN_MAX : a + b;
}
/* value * numerator / denominator, rounded half up, computed in 64 bits. denominator > 0. */
bc_len bc_len_scale(bc_len value, int64_t numerator, int64_t denominator);

/* Reads `10.5pt`, `12mm`, `1.5cm`, `0.5in`, `2em` (of `em`), a bare number (points), or a Chinese
 * size name (五号, 小四 …). Says whether it could. */
bool bc_len_parse(bc_str text, bc_len em, bc_len *out);

#endif
