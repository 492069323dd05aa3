/* Exact decimals: a 128-bit coefficient and a scale. Whatever needs more on the way, a product or a quotient with
 * its remainder, is computed in 256 bits and only then asked whether it fits, so a result is refused only when it
 * truly does not. */
#include "base/decimal.h"

#include "base/utf8.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

__extension__ typedef unsigned __int128 u128;

/* 256 bits: room for any product of a coefficient and a power of ten, so that only results that truly
 * do not fit are refused. Used off the usual path only. */
typedef struct wide {
    u128 hi, lo;
} wide;

enum { MAX_DIGITS = 39 }; /* of a 128-bit magnitude */

static const bc_decimal_int128 COEF_MAX = (bc_decimal_int128)(~(u128)0 >> 1);

static const uint64_t POWERS[] = { 1u,
                                   10u,
                                   100u,
                                   1000u,
                                   10000u,
                                   100000u,
                                   1000000u,
                                   10000000u,
                                   100000000u,
                                   1000000000u,
                                   10000000000u,
                                   100000000000u,
                                   1000000000000u,
                                   10000000000000u,
                                   100000000000000u,
                                   1000000000000000u,
                                   10000000000000000u,
                                   100000000000000000u,
                                   1000000000000000000u };

/* 10^n, n at most 2 * BC_DECIMAL_MAX_SCALE. */
static u128 power(unsigned n)
{
    assert(n <= 2 * BC_DECIMAL_MAX_SCALE);
    unsigned low = n < BC_DECIMAL_MAX_SCALE ? n : BC_DECIMAL_MAX_SCALE;
    unsigned high = n - low < BC_DECIMAL_MAX_SCALE ? n - low : BC_DECIMAL_MAX_SCALE;
    return (u128)POWERS[low] * POWERS[high];
}

static u128 magnitude(bc_decimal_int128 value)
{
    return value < 0 ? 0 - (u128)value : (u128)value;
}

static wide wide_mul(u128 a, u128 b)
{
    const u128 low = UINT64_MAX;
    u128 a0 = a & low, a1 = a >> 64, b0 = b & low, b1 = b >> 64;
    u128 bottom = a0 * b0;
    u128 middle = a1 * b0 + (bottom >> 64); /* cannot overflow: (2^64-1)^2 + 2^64 - 1 < 2^128 */
    u128 other = a0 * b1 + (middle & low);
    return (wide){ a1 * b1 + (middle >> 64) + (other >> 64), other << 64 | (bottom & low) };
}

static int wide_compare(wide a, wide b)
{
    if (a.hi != b.hi)
        return a.hi < b.hi ? -1 : 1;
    return (a.lo > b.lo) - (a.lo < b.lo);
}

static wide wide_add(wide a, wide b)
{
    wide sum = { a.hi + b.hi, a.lo + b.lo };
    sum.hi += sum.lo < a.lo;
    return sum;
}

static wide wide_sub(wide a, wide b)
{
    return (wide){ a.hi - b.hi - (a.lo < b.lo), a.lo - b.lo };
}

static wide wide_double(wide a)
{
    return (wide){ a.hi << 1 | a.lo >> 127, a.lo << 1 };
}

/* a / b with the remainder; b is not zero and below 2^255. */
static wide wide_divide(wide a, wide b, wide *rest)
{
    if (!a.hi && !b.hi) {
        *rest = (wide){ 0, a.lo % b.lo };
        return (wide){ 0, a.lo / b.lo };
    }
    wide quotient = { 0, 0 };
    *rest = (wide){ 0, 0 };
    for (int bit = 255; bit >= 0; bit--) {
        u128 next = bit >= 128 ? a.hi >> (bit - 128) & 1 : a.lo >> bit & 1;
        *rest = wide_double(*rest);
        rest->lo |= next;
        quotient = wide_double(quotient);
        if (wide_compare(*rest, b) >= 0) {
            *rest = wide_sub(*rest, b);
            quotient.lo |= 1;
        }
    }
    return quotient;
}

/* Takes one zero off the end of value × 10^-scale; false when there is none to take. */
static bool strip_zero(wide *value, unsigned *scale)
{
    wide rest, tenth;
    if (!*scale)
        return false;
    tenth = wide_divide(*value, (wide){ 0, 10 }, &rest);
    if (rest.lo)
        return false;
    *value = tenth;
    --*scale;
    return true;
}

/* Stores ±value × 10^-scale, giving up zeros at its end only as far as it has to. */
static bool fit(bool negative, wide value, unsigned scale, bc_decimal *out)
{
    while (value.hi || value.lo > (u128)COEF_MAX || scale > BC_DECIMAL_MAX_SCALE)
        if (!strip_zero(&value, &scale))
            return false;
    bc_decimal_int128 coef = (bc_decimal_int128)value.lo;
    *out = (bc_decimal){ negative ? -coef : coef, (uint8_t)scale };
    return true;
}

bc_decimal bc_decimal_from_int(int64_t value)
{
    return (bc_decimal){ value, 0 };
}

/* ---- reading ------------------------------------------------------------------------------- */

typedef struct reader {
    bc_str text;
    size_t at;
    u128 value;
    unsigned scale;
    bool fits;
} reader;

/* The digit at byte `at`, ASCII or full-width, moving past it; -1 when there is none. */
static int digit_at(bc_str text, size_t *at)
{
    if (*at >= text.n)
        return -1;
    unsigned char c = (unsigned char)text.p[*at];
    if (c >= '0' && c <= '9') {
        ++*at;
        return c - '0';
    }
    if (c != 0xEF) /* the first byte of U+FF10…FF19 */
        return -1;
    size_t next = *at;
    uint32_t wide_digit = bc_utf8_next(text, &next);
    if (wide_digit < 0xFF10 || wide_digit > 0xFF19)
        return -1;
    *at = next;
    return (int)(wide_digit - 0xFF10);
}

static void take_digit(reader *in, int digit)
{
    u128 next;
    if (__builtin_mul_overflow(in->value, (u128)10, &next) ||
        __builtin_add_overflow(next, (u128)(unsigned)digit, &next) || next > (u128)COEF_MAX)
        in->fits = false;
    else
        in->value = next;
}

/* Reads up to `most` digits; says how many there were. */
static size_t take_digits(reader *in, size_t most)
{
    size_t n = 0;
    for (int digit; n < most && (digit = digit_at(in->text, &in->at)) >= 0; n++)
        take_digit(in, digit);
    return n;
}

/* Is there a separator with exactly three digits after it? `1,2345` has none: it is no grouped number. */
static bool group_follows(const reader *in)
{
    size_t at = in->at;
    if (at >= in->text.n || in->text.p[at] != ',')
        return false;
    at++;
    for (int i = 0; i < 3; i++)
        if (digit_at(in->text, &at) < 0)
            return false;
    return digit_at(in->text, &at) < 0;
}

static void take_fraction(reader *in)
{
    size_t after = in->at + 1;
    if (in->at >= in->text.n || in->text.p[in->at] != '.' || digit_at(in->text, &after) < 0)
        return;
    in->at++;
    size_t n = take_digits(in, SIZE_MAX);
    if (n > BC_DECIMAL_MAX_SCALE)
        in->fits = false;
    else
        in->scale = (unsigned)n;
}

bool bc_decimal_parse_prefix(bc_str text, bc_decimal *out, size_t *used)
{
    reader in = { .text = text, .fits = true };
    *used = 0;
    bool negative = text.n && text.p[0] == '-';
    if (text.n && (text.p[0] == '-' || text.p[0] == '+'))
        in.at++;
    size_t whole = take_digits(&in, SIZE_MAX);
    if (!whole)
        return false;
    if (whole <= 3)
        while (group_follows(&in)) {
            in.at++;
            take_digits(&in, 3);
        }
    take_fraction(&in);
    if (!in.fits)
        return false;
    *used = in.at;
    *out = (bc_decimal){ negative ? -(bc_decimal_int128)in.value : (bc_decimal_int128)in.value, (uint8_t)in.scale };
    return true;
}

bool bc_decimal_parse(bc_str text, bc_decimal *out)
{
    bc_decimal value;
    size_t used;
    if (!bc_decimal_parse_prefix(text, &value, &used) || used != text.n)
        return false;
    *out = value;
    return true;
}

/* ---- arithmetic ---------------------------------------------------------------------------- */

static bool add_wide(bc_decimal a, bc_decimal b, bc_decimal *out)
{
    unsigned scale = a.scale > b.scale ? a.scale : b.scale;
    wide x = wide_mul(magnitude(a.coef), power(scale - a.scale));
    wide y = wide_mul(magnitude(b.coef), power(scale - b.scale));
    bool negative = a.coef < 0;
    if (negative == (b.coef < 0))
        return fit(negative, wide_add(x, y), scale, out);
    if (wide_compare(x, y) >= 0)
        return fit(negative, wide_sub(x, y), scale, out);
    return fit(!negative, wide_sub(y, x), scale, out);
}

bool bc_decimal_add(bc_decimal a, bc_decimal b, bc_decimal *out)
{
    bc_decimal_int128 x = a.coef, y = b.coef, sum;
    uint8_t scale = a.scale > b.scale ? a.scale : b.scale;
    if ((a.scale < scale && __builtin_mul_overflow(x, (bc_decimal_int128)power(scale - a.scale), &x)) ||
        (b.scale < scale && __builtin_mul_overflow(y, (bc_decimal_int128)power(scale - b.scale), &y)) ||
        __builtin_add_overflow(x, y, &sum) || sum < -COEF_MAX)
        return add_wide(a, b, out);
    *out = (bc_decimal){ sum, scale };
    return true;
}

bool bc_decimal_neg(bc_decimal a, bc_decimal *out)
{
    if (a.coef < -COEF_MAX)
        return false;
    *out = (bc_decimal){ -a.coef, a.scale };
    return true;
}

bool bc_decimal_sub(bc_decimal a, bc_decimal b, bc_decimal *out)
{
    return bc_decimal_neg(b, &b) && bc_decimal_add(a, b, out);
}

bool bc_decimal_mul(bc_decimal a, bc_decimal b, bc_decimal *out)
{
    bc_decimal_int128 product;
    unsigned scale = (unsigned)a.scale + b.scale;
    if (scale <= BC_DECIMAL_MAX_SCALE && !__builtin_mul_overflow(a.coef, b.coef, &product) && product >= -COEF_MAX) {
        *out = (bc_decimal){ product, (uint8_t)scale };
        return true;
    }
    return fit((a.coef < 0) != (b.coef < 0), wide_mul(magnitude(a.coef), magnitude(b.coef)), scale, out);
}

bool bc_decimal_div(bc_decimal a, bc_decimal b, uint8_t scale, bc_decimal *out)
{
    if (b.coef == 0 || scale > BC_DECIMAL_MAX_SCALE)
        return false;
    /* a / b = coefficients' quotient × 10^(b.scale - a.scale), wanted in units of 10^-scale */
    int shift = (int)scale + b.scale - a.scale;
    wide over = wide_mul(magnitude(a.coef), power(shift > 0 ? (unsigned)shift : 0));
    wide under = wide_mul(magnitude(b.coef), power(shift < 0 ? (unsigned)-shift : 0));
    wide rest, quotient = wide_divide(over, under, &rest);
    if (wide_compare(wide_double(rest), under) >= 0)
        quotient = wide_add(quotient, (wide){ 0, 1 });
    unsigned digits = scale;
    while (strip_zero(&quotient, &digits))
        continue;
    return fit((a.coef < 0) != (b.coef < 0), quotient, digits, out);
}

bc_decimal bc_decimal_trim(bc_decimal value, uint8_t least)
{
    while (value.scale > least && value.coef % 10 == 0) {
        value.coef /= 10;
        value.scale--;
    }
    return value;
}

bool bc_decimal_shift(bc_decimal value, int power, bc_decimal *out)
{
    assert(power >= -BC_DECIMAL_MAX_SCALE && power <= BC_DECIMAL_MAX_SCALE);
    if (power < 0) {
        uint8_t scale = value.scale;
        if (!bc_decimal_mul(value, (bc_decimal){ 1, (uint8_t)-power }, &value))
            return false;
        *out = bc_decimal_trim(value, scale);
        return true;
    }
    int spare = power < value.scale ? power : value.scale;
    value.scale = (uint8_t)(value.scale - spare);
    return bc_decimal_mul(value, (bc_decimal){ (bc_decimal_int128)POWERS[power - spare], 0 }, out);
}

/* value / 10^drop, rounded away from zero at the half unless told otherwise. */
static u128 drop_digits(u128 value, unsigned drop, bc_decimal_rounding rounding)
{
    u128 unit = power(drop), quotient = value / unit, rest = value % unit;
    if (rounding == BC_ROUND_DOWN || rest < unit - rest)
        return quotient;
    bool tie = rest == unit - rest;
    if (tie && rounding == BC_ROUND_HALF_EVEN)
        return quotient + (quotient & 1);
    return quotient + 1;
}

bool bc_decimal_rescale(bc_decimal a, uint8_t scale, bc_decimal_rounding rounding, bc_decimal *out)
{
    if (scale > BC_DECIMAL_MAX_SCALE)
        return false;
    bc_decimal_int128 coef = a.coef;
    if (scale > a.scale) {
        if (__builtin_mul_overflow(coef, (bc_decimal_int128)power(scale - a.scale), &coef))
            return false;
    } else if (scale < a.scale) {
        coef = (bc_decimal_int128)drop_digits(magnitude(coef), a.scale - scale, rounding);
        coef = a.coef < 0 ? -coef : coef;
    }
    *out = (bc_decimal){ coef, scale };
    return true;
}

int bc_decimal_compare(bc_decimal a, bc_decimal b)
{
    bc_decimal_int128 x = a.coef, y = b.coef;
    if (a.scale == b.scale)
        return (x > y) - (x < y);
    if ((x < 0) != (y < 0))
        return x < 0 ? -1 : 1;
    uint8_t scale = a.scale > b.scale ? a.scale : b.scale;
    wide left = wide_mul(magnitude(x), power(scale - a.scale));
    wide right = wide_mul(magnitude(y), power(scale - b.scale));
    return x < 0 ? wide_compare(right, left) : wide_compare(left, right);
}

bool bc_decimal_is_integer(bc_decimal a, int64_t *out)
{
    bc_decimal_int128 unit = (bc_decimal_int128)power(a.scale);
    bc_decimal_int128 value = a.coef / unit;
    if (a.coef % unit != 0 || value < INT64_MIN || value > INT64_MAX)
        return false;
    *out = (int64_t)value;
    return true;
}

/* ---- writing ------------------------------------------------------------------------------- */

/* The digits of value, at least `least` of them; returns where in text they begin. */
static size_t write_digits(u128 value, size_t least, char text[MAX_DIGITS])
{
    size_t at = MAX_DIGITS;
    memset(text, '0', MAX_DIGITS);
    /* Two halves, because 128-bit division is slow and most numbers fit in 64 bits. */
    while (value > UINT64_MAX) {
        text[--at] = (char)('0' + (int)(value % 10));
        value /= 10;
    }
    for (uint64_t rest = (uint64_t)value; rest; rest /= 10)
        text[--at] = (char)('0' + (int)(rest % 10));
    return MAX_DIGITS - at < least ? MAX_DIGITS - least : at;
}

void bc_decimal_print(bc_decimal a, int decimals, bool grouped, bc_buf *out)
{
    u128 value = magnitude(a.coef);
    unsigned scale = a.scale;
    if (decimals >= 0 && (unsigned)decimals < scale) {
        value = drop_digits(value, scale - (unsigned)decimals, BC_ROUND_HALF_UP);
        scale = (unsigned)decimals;
    }
    char digits[MAX_DIGITS];
    size_t at = write_digits(value, scale + 1, digits), point = MAX_DIGITS - scale;
    if (a.coef < 0 && value)
        bc_buf_add_char(out, '-');
    for (size_t first = at; at < point; at++) {
        if (grouped && at > first && (point - at) % 3 == 0)
            bc_buf_add_char(out, ',');
        bc_buf_add_char(out, digits[at]);
    }
    if (scale == 0 && decimals <= 0)
        return;
    bc_buf_add_char(out, '.');
    bc_buf_add(out, digits + point, scale);
    for (int pad = (int)scale; pad < decimals; pad++)
        bc_buf_add_char(out, '0');
}

double bc_decimal_to_double(bc_decimal a)
{
    /* "123e-2" holds no decimal point, so strtod reads it alike in every locale. */
    char text[MAX_DIGITS + 8], digits[MAX_DIGITS];
    size_t n = 0, at = write_digits(magnitude(a.coef), 1, digits);
    if (a.coef < 0)
        text[n++] = '-';
    memcpy(text + n, digits + at, MAX_DIGITS - at);
    n += MAX_DIGITS - at;
    text[n++] = 'e';
    text[n++] = '-';
    text[n++] = (char)('0' + a.scale / 10);
    text[n++] = (char)('0' + a.scale % 10);
    text[n] = '\0';
    return strtod(text, NULL);
}
