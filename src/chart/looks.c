/* What series are told apart by, also on a grey printer: grounds of different shade, hatching, dashes and marks. Those
 * that follow each other differ most. */
#include "chart/chart.h"

enum { DARK = 0x595959, GREY = 0x8C8C8C, LIGHT = 0xD0D0D0, MIDDLE = 0xB3B3B3 };

static const bc_chart_look LOOKS[BC_CHART_LOOKS] = {
    { DARK, BC_CHART_PLAIN, { 0 }, BC_CHART_DISC, false },
    { BC_COLOUR_WHITE, BC_CHART_UPWARDS, { 4000, 2000 }, BC_CHART_SQUARE, true },
    { LIGHT, BC_CHART_PLAIN, { 1000, 1500 }, BC_CHART_TRIANGLE, false },
    { BC_COLOUR_WHITE, BC_CHART_CROSSED, { 6000, 2000, 1000, 2000 }, BC_CHART_DIAMOND, true },
    { BC_COLOUR_WHITE, BC_CHART_PLAIN, { 9000, 2500 }, BC_CHART_SQUARE, false },
    { GREY, BC_CHART_PLAIN, { 2500, 2500 }, BC_CHART_DISC, true },
    { BC_COLOUR_WHITE, BC_CHART_LEVEL, { 2000, 1000 }, BC_CHART_DIAMOND, false },
    { LIGHT, BC_CHART_DOWNWARDS, { 9000, 2000, 2500, 2000 }, BC_CHART_TRIANGLE, true },
};

static const bc_chart_look ALONE = { MIDDLE, BC_CHART_PLAIN, { 0 }, BC_CHART_DISC, false };

const bc_chart_look *bc_chart_look_of(uint32_t nth, uint32_t count)
{
    return count == 1 ? &ALONE : &LOOKS[nth % BC_CHART_LOOKS];
}
