/* Bars beside or on each other. */
#ifndef BC_CHART_PRIVATE_BARS_H
#define BC_CHART_PRIVATE_BARS_H

#include "chart/private/plot.h"

/* How values have room at bars, where the plot is as long as it is. */
bc_chart_figures bc_chart_bars_figures(const bc_chart_plot *plot);
void bc_chart_bars_draw(const bc_chart_plot *plot);

#endif
