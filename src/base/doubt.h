/* Which figure of a sum that does not hold is most likely wrong: said only where exactly one change of exactly one
 * figure explains the difference. */
#ifndef BC_BASE_DOUBT_H
#define BC_BASE_DOUBT_H

#include "base/decimal.h"

typedef enum bc_doubt_kind {
    BC_DOUBT_NONE,     /* nobody can know */
    BC_DOUBT_LEFT_OUT, /* the difference is this part: the total is without it */
    BC_DOUBT_TWICE,    /* the difference is this part: the total has it twice */
    BC_DOUBT_UNIT,     /* ten thousand times too large or too small */
    BC_DOUBT_POINT,    /* its point is in another place */
    BC_DOUBT_SWAPPED,  /* two figures that stand side by side have changed places */
    BC_DOUBT_SIGN      /* it lost its sign, or has one too many */
} bc_doubt_kind;

/* The place of the total among the figures. */
#define BC_DOUBT_TOTAL SIZE_MAX

typedef struct bc_doubt {
    bc_doubt_kind kind;
    size_t at;        /* of the parts, or BC_DOUBT_TOTAL */
    bc_decimal right; /* with this in its place the sum holds; of LEFT_OUT and TWICE the part itself */
} bc_doubt;

/* Of n parts that do not add up to the total, which `stands` when something else says that it is right. */
bc_doubt bc_doubt_of_sum(bc_decimal total, const bc_decimal *parts, size_t n, bool stands);
/* Whether it says that this figure is wrong, rather than what the difference is. */
bool bc_doubt_is_mistake(const bc_doubt *doubt);
/* What there is to say of the figure, which is called so and is written so; nothing where nobody can know. */
void bc_doubt_say(const bc_doubt *doubt, bc_str name, bc_decimal written, bc_buf *out);

#endif
