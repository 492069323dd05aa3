/* Numbers of workbooks. A file has the 17 digits that tell one double from the next (0.30000000000000004), a sheet
 * shows 15 of them (0.3), and these are what somebody typed or computed. They are found in the decimal text: no double
 * is made on the way, so nothing is rounded twice. */
#include "table/private/number.h"

#include "base/decimal.h"

#include <assert.h>
#include <string.h>

enum { MAX_POWER = 400 }; /* a double has at most 309 digits before the point and 324 zeros behind it */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void trim(bc_table_number *number)
{
    while (number->n && number->digits[number->n - 1] == '0')
        number->n--;
    if (!number->n) {
        number->negative = false;
        number->point = 0;
    }
}

/* `E-05` at the end of the text. */
static bool parse_power(bc_str text, size_t at, int32_t *power)
{
    bool negative = false;
    *power = 0;
    if (at == text.n)
        return true;
    if (text.p[at] != 'E' && text.p[at] != 'e')
        return false;
    at++;
    if (at < text.n && (text.p[at] == '-' || text.p[at] == '+'))
        negative = text.p[at++] == '-';
    if (at == text.n)
        return false;
    for (; at < text.n; at++) {
        if (!is_digit(text.p[at]))
            return false;
        *power = *power > MAX_POWER ? *power : *power * 10 + (text.p[at] - '0');
    }
    *power = negative ? -*power : *power;
    return true;
}

bool bc_table_number_parse(bc_str text, bc_table_number *out)
{
    size_t at = text.n && (text.p[0] == '-' || text.p[0] == '+');
    const size_t first = at;
    bool fraction = false;
    int32_t power, point = 0;
    out->n = 0;
    out->negative = at && text.p[0] == '-';
    for (; at < text.n && (is_digit(text.p[at]) || (text.p[at] == '.' && !fraction)); at++) {
        if (text.p[at] == '.') {
            fraction = true;
            continue;
        }
        const bool counts = out->n || text.p[at] != '0';
        if (counts && out->n < BC_TABLE_NUMBER_DIGITS)
            out->digits[out->n++] = text.p[at];
        point += counts && !fraction;
        point -= !counts && fraction;
    }
    if (at == first + fraction || at - first > INT16_MAX || !parse_power(text, at, &power))
        return false;
    out->point = point + power;
    trim(out);
    return !out->n || (out->point < MAX_POWER && out->point > -MAX_POWER);
}

void bc_table_number_round(bc_table_number *number, int digits, int decimals)
{
    int kept = number->point + decimals < digits ? number->point + decimals : digits;
    if (kept >= number->n)
        return;
    const bool up = kept >= 0 && number->digits[kept] >= '5';
    number->n = kept > 0 ? (uint8_t)kept : 0;
    if (up) {
        while (number->n && number->digits[number->n - 1] == '9')
            number->n--;
        if (number->n) {
            number->digits[number->n - 1]++;
        } else {
            number->digits[number->n++] = '1';
            number->point++;
        }
    }
    trim(number);
}

bool bc_table_number_is_cut(const bc_table_number *number)
{
    return number->point > BC_TABLE_DIGITS;
}

static void add_zeros(int32_t n, bc_buf *out)
{
    for (; n > 0; n--)
        bc_buf_add_char(out, '0');
}

void bc_table_number_print(const bc_table_number *number, bc_buf *out)
{
    const int32_t whole = number->point > 0 ? number->point : 0;
    if (number->negative)
        bc_buf_add_char(out, '-');
    if (whole == 0)
        bc_buf_add_char(out, '0');
    bc_buf_add(out, number->digits, whole < number->n ? (size_t)whole : number->n);
    add_zeros(whole - number->n, out);
    if (whole >= number->n)
        return;
    bc_buf_add_char(out, '.');
    add_zeros(-number->point, out);
    bc_buf_add(out, number->digits + whole, (size_t)(number->n - whole));
}

void bc_table_number_print_padded(const bc_table_number *number, unsigned least, bc_buf *out)
{
    assert(number->point >= number->n || !number->n);
    add_zeros((int32_t)least - number->point, out);
    bc_buf_add(out, number->digits, number->n);
    add_zeros(number->point - number->n, out);
}
