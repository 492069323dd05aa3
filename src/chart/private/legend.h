/* What the looks of series mean. */
#ifndef BC_CHART_PRIVATE_LEGEND_H
#define BC_CHART_PRIVATE_LEGEND_H

#include "chart/private/canvas.h"

/* A sample of the nth series, as wide as two characters, in a line with that top. */
void bc_chart_legend_sample(bc_chart_canvas *canvas, const bc_chart_data *data, uint32_t nth, uint32_t count, bc_len x,
                            bc_len top);
bc_len bc_chart_legend_sample_width(const bc_chart_canvas *canvas);
/* Height of the legend below a chart; 0: one series needs none. */
bc_len bc_chart_legend_height(bc_chart_canvas *canvas, const bc_chart_data *data, bc_len most);
void bc_chart_legend_draw(bc_chart_canvas *canvas, const bc_chart_data *data, bc_len top, bc_len most);

#endif
