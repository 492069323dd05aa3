/* Round figures for an axis: steps of 1, 2 or 5 with as many zeros as need be, the smallest that does not make too many
 * of them. All is computed in whole numbers of the smallest decimal place, so that no figure is a little off. */
#include "chart/private/scale.h"

#include <assert.h>

enum {
    DIGITS = 21, /* before the point; larger figures are not drawn */
    ROOM = 24,   /* digits of an amount: sums of a million of them, times a length, still fit */
};

static bc_chart_amount power_of_ten(int n)
{
    bc_chart_amount power = 1;
    while (n-- > 0)
        power *= 10;
    return power;
}

static bc_chart_amount size_of(bc_chart_amount amount)
{
    return amount < 0 ? -amount : amount;
}

bool bc_chart_can_draw(bc_decimal number)
{
    bc_decimal whole;
    return bc_decimal_rescale(number, 0, BC_ROUND_DOWN, &whole) && size_of(whole.coef) < power_of_ten(DIGITS);
}

static bool fits(const bc_chart_data *data, uint8_t places)
{
    for (uint32_t s = 0; s < data->series_count; s++)
        for (uint32_t i = 0; i < data->count; i++) {
            const bc_chart_value *value = &data->series[s].values[i];
            bc_decimal scaled;
            if (value->present && (!bc_decimal_rescale(value->number, places, BC_ROUND_HALF_UP, &scaled) ||
                                   size_of(scaled.coef) >= power_of_ten(ROOM)))
                return false;
        }
    return true;
}

uint8_t bc_chart_scale_places(const bc_chart_data *data)
{
    uint8_t places = 0;
    for (uint32_t s = 0; s < data->series_count; s++)
        for (uint32_t i = 0; i < data->count; i++) {
            uint8_t own = bc_decimal_trim(data->series[s].values[i].number, 0).scale;
            if (data->series[s].values[i].present && own > places)
                places = own;
        }
    while (places > 0 && !fits(data, places))
        places--;
    return places;
}

bc_chart_amount bc_chart_scale_amount(bc_decimal number, uint8_t places)
{
    bc_decimal scaled = { 0 };
    bool can = bc_decimal_rescale(number, places, BC_ROUND_HALF_UP, &scaled);
    assert(can);
    return can ? scaled.coef : 0;
}

static bc_chart_amount divide(bc_chart_amount a, bc_chart_amount by, bool up)
{
    bc_chart_amount quotient = a / by, rest = a % by;
    if (rest && up == (rest > 0))
        quotient += up ? 1 : -1;
    return quotient;
}

/* The next of 1, 2, 5, 10, 20 … */
static bc_chart_amount rounder(bc_chart_amount step)
{
    bc_chart_amount first = step;
    while (first >= 10)
        first /= 10;
    return first == 2 ? step / 2 * 5 : step * 2;
}

bc_chart_scale bc_chart_scale_find(bc_chart_amount low, bc_chart_amount high, uint32_t intervals, uint8_t places)
{
    assert(low < high && intervals >= 2);
    bc_chart_scale scale = { .step = 1, .places = places };
    for (;; scale.step = rounder(scale.step)) {
        scale.least = divide(low, scale.step, false) * scale.step;
        scale.most = divide(high, scale.step, true) * scale.step;
        if ((scale.most - scale.least) / scale.step <= intervals)
            break;
    }
    scale.decimals = places;
    for (bc_chart_amount rest = scale.step; scale.decimals && rest % 10 == 0; rest /= 10)
        scale.decimals--;
    return scale;
}

bc_decimal bc_chart_scale_number(const bc_chart_scale *scale, bc_chart_amount amount)
{
    return (bc_decimal){ .coef = amount, .scale = scale->places };
}

bc_len bc_chart_scale_at(const bc_chart_scale *scale, bc_chart_amount amount, bc_len length)
{
    bc_chart_amount whole = scale->most - scale->least, at = amount - scale->least;
    assert(at >= 0 && at <= whole);
    return (bc_len)((at * length + whole / 2) / whole);
}
