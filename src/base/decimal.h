/* Exact decimal numbers: coef × 10^-scale. Money and percentages never touch binary floats. */
#ifndef BC_BASE_DECIMAL_H
#define BC_BASE_DECIMAL_H

#include "base/buf.h"

/* Aligned as a pointer is: values hold one, and many of them are kept. */
#define BC_DECIMAL_ALIGNED __attribute__((aligned(8)))
__extension__ typedef __int128 BC_DECIMAL_ALIGNED bc_decimal_int128;

enum { BC_DECIMAL_MAX_SCALE = 18 };

typedef struct bc_decimal {
    bc_decimal_int128 coef;
    uint8_t scale; /* digits after the point, at most BC_DECIMAL_MAX_SCALE; kept as written */
} bc_decimal;

typedef enum bc_decimal_rounding { BC_ROUND_HALF_UP, BC_ROUND_HALF_EVEN, BC_ROUND_DOWN } bc_decimal_rounding;

bc_decimal bc_decimal_from_int(int64_t value);
/* Reads an optional sign, ASCII digits with or without thousands separators (1,234.50; groups of
 * three or none), an optional fraction. The whole text must match; full-width digits count as
 * digits. False when it is no number, or one that does not fit. */
bool bc_decimal_parse(bc_str text, bc_decimal *out);
/* Reads the longest number at the start of text as above; *used receives its bytes (0 when none). */
bool bc_decimal_parse_prefix(bc_str text, bc_decimal *out, size_t *used);

/* Arithmetic says whether the exact result fits; *out is written only then. Division is exact when it
 * can be within `scale` digits and is rounded half up there otherwise; dividing by zero says false. */
bool bc_decimal_add(bc_decimal a, bc_decimal b, bc_decimal *out);
bool bc_decimal_sub(bc_decimal a, bc_decimal b, bc_decimal *out);
bool bc_decimal_mul(bc_decimal a, bc_decimal b, bc_decimal *out);
bool bc_decimal_div(bc_decimal a, bc_decimal b, uint8_t scale, bc_decimal *out);
bool bc_decimal_neg(bc_decimal a, bc_decimal *out);
/* value × 10^power, exactly, for powers of at most BC_DECIMAL_MAX_SCALE either way. The point moves: 12.50 is 125.0,
 * or 1.25 with a power of -1: no more zeros stand behind it than before. False when the result does not fit. */
bool bc_decimal_shift(bc_decimal value, int power, bc_decimal *out);
/* The same number without zeros at its end, but with at least `least` digits behind the point where it has them. */
bc_decimal bc_decimal_trim(bc_decimal value, uint8_t least);
bool bc_decimal_rescale(bc_decimal a, uint8_t scale, bc_decimal_rounding rounding, bc_decimal *out);
/* By value, not by spelling: 1.50 equals 1.5. */
int bc_decimal_compare(bc_decimal a, bc_decimal b);
bool bc_decimal_is_integer(bc_decimal a, int64_t *out);

/* Writes exactly `decimals` digits after the point (fewer than it has: rounded half up; -1: as many
 * as the number has), with commas between thousands when `grouped`. No locale is involved. */
void bc_decimal_print(bc_decimal a, int decimals, bool grouped, bc_buf *out);
/* The nearest double, for programs that store numbers so (XLSX); correctly rounded. */
double bc_decimal_to_double(bc_decimal a);

#endif
