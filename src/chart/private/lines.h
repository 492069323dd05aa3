/* Lines and the marks on them. */
#ifndef BC_CHART_PRIVATE_LINES_H
#define BC_CHART_PRIVATE_LINES_H

#include "chart/private/plot.h"

void bc_chart_lines_begin(bc_chart_canvas *canvas, const bc_chart_look *look);
/* What the marks of a series are drawn in. */
void bc_chart_lines_begin_marks(bc_chart_canvas *canvas, const bc_chart_look *look);
void bc_chart_lines_mark(bc_chart_canvas *canvas, const bc_chart_look *look, bc_len x, bc_len y);
void bc_chart_lines_draw(const bc_chart_plot *plot);
/* Whether values have room beside the points. */
bool bc_chart_lines_have_room(const bc_chart_plot *plot);
/* Puts them where nothing else is; none at all where too many would have no place. */
void bc_chart_lines_put_figures(const bc_chart_plot *plot);

#endif
