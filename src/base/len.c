/* Lengths in thousandths of a point. Whatever is written in points, millimetres, ems or Chinese sizes becomes such
 * a whole number once, here, and is compared exactly from then on. */
#include "base/len.h"

#include <assert.h>

typedef struct size_name {
    const char *name;
    bc_len size;
} size_name;

static const size_name SIZE_NAMES[] = {
    { "初号", BC_PT(42) }, { "小初", BC_PT(36) }, { "一号", BC_PT(26) }, { "小一", BC_PT(24) },
    { "二号", BC_PT(22) }, { "小二", BC_PT(18) }, { "三号", BC_PT(16) }, { "小三", BC_PT(15) },
    { "四号", BC_PT(14) }, { "小四", BC_PT(12) }, { "五号", 10500 },     { "小五", BC_PT(9) },
    { "六号", 7500 },      { "小六", 6500 },      { "七号", 5500 },      { "八号", BC_PT(5) },
};

bc_len bc_len_scale(bc_len value, int64_t numerator, int64_t denominator)
{
    assert(denominator > 0);
    int64_t twice = 2 * (int64_t)value * numerator + denominator;
    int64_t quotient = twice / (2 * denominator);
    if (twice < 0 && quotient * 2 * denominator != twice)
        quotient--;
    assert(quotient >= -BC_LEN_MAX && quotient <= BC_LEN_MAX);
    return (bc_len)quotient;
}

/* Digits with an optional fraction into thousandths; false when there are none or too many. */
static bool parse_thousandths(bc_str text, size_t *at, int64_t *out)
{
    int64_t value = 0;
    size_t start = *at;
    int fraction = -1;
    for (; *at < text.n; ++*at) {
        char c = text.p[*at];
        if (c == '.' && fraction < 0) {
            fraction = 0;
        } else if (c >= '0' && c <= '9') {
            if (fraction == 3)
                continue; /* finer than a thousandth: dropped */
            value = value * 10 + (c - '0');
            if (fraction >= 0)
                fraction++;
            if (value > 1000000000)
                return false;
        } else {
            break;
        }
    }
    for (int i = fraction < 0 ? 0 : fraction; i < 3; i++)
        value *= 10;
    *out = value;
    return *at > start && !(*at == start + 1 && text.p[start] == '.');
}

bool bc_len_parse(bc_str text, bc_len em, bc_len *out)
{
    for (size_t i = 0; i < sizeof SIZE_NAMES / sizeof *SIZE_NAMES; i++)
        if (bc_str_is(text, SIZE_NAMES[i].name)) {
            *out = SIZE_NAMES[i].size;
            return true;
        }
    size_t at = 0;
    int64_t thousandths;
    if (!parse_thousandths(text, &at, &thousandths))
        return false;
    bc_str unit = bc_str_slice(text, at, text.n);
    int64_t length;
    if (unit.n == 0 || bc_str_is(unit, "pt"))
        length = thousandths;
    else if (bc_str_is(unit, "mm"))
        length = (thousandths * 720 + 127) / 254;
    else if (bc_str_is(unit, "cm"))
        length = (thousandths * 7200 + 127) / 254;
    else if (bc_str_is(unit, "in"))
        length = thousandths * 72;
    else if (bc_str_is(unit, "em"))
        length = (thousandths * em + 500) / 1000;
    else
        return false;
    if (length > BC_PT(20000))
        return false;
    *out = (bc_len)length;
    return true;
}
