/* Pies. */
#ifndef BC_CHART_PRIVATE_PIE_H
#define BC_CHART_PRIVATE_PIE_H

#include "chart/private/canvas.h"

/* Between these edges. */
bc_chart_lack bc_chart_pie_draw(bc_chart_canvas *canvas, const bc_chart_data *data, const bc_chart_parts *parts,
                                bc_len top, bc_len bottom);

#endif
