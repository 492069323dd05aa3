/* Axes with their figures and names. */
#ifndef BC_CHART_PRIVATE_AXES_H
#define BC_CHART_PRIVATE_AXES_H

#include "chart/private/plot.h"

/* Finds room for all in what lies between these edges; false: there is none. */
bool bc_chart_axes_arrange(bc_chart_plot *plot, bc_len top, bc_len bottom);
/* Draws the axes, with their figures and names. */
void bc_chart_axes_draw(const bc_chart_plot *plot);

#endif
