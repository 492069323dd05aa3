/* The scale of an axis: round figures at equal distances. */
#ifndef BC_CHART_PRIVATE_SCALE_H
#define BC_CHART_PRIVATE_SCALE_H

#include "chart/chart.h"

/* Figures as whole numbers of 10^-places each. */
typedef bc_decimal_int128 bc_chart_amount;

typedef struct bc_chart_scale {
    bc_chart_amount least, most, step;
    uint8_t places;
    uint8_t decimals; /* that its figures are printed with */
} bc_chart_scale;

/* The places with which all values can be computed with; what they have beyond is too small to be seen. */
uint8_t bc_chart_scale_places(const bc_chart_data *data);
bc_chart_amount bc_chart_scale_amount(bc_decimal number, uint8_t places);
/* From `low` or below to `high` or beyond in `intervals` steps at the most; both must not be equal. */
bc_chart_scale bc_chart_scale_find(bc_chart_amount low, bc_chart_amount high, uint32_t intervals, uint8_t places);
bc_decimal bc_chart_scale_number(const bc_chart_scale *scale, bc_chart_amount amount);
/* Where the amount stands on a length that shows the whole scale. */
bc_len bc_chart_scale_at(const bc_chart_scale *scale, bc_chart_amount amount, bc_len length);

#endif
