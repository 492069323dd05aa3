/* Directions and arcs without floating point. */
#ifndef BC_CHART_PRIVATE_CIRCLE_H
#define BC_CHART_PRIVATE_CIRCLE_H

#include "chart/private/canvas.h"

/* A turn has 2^32 parts; they count clockwise from straight up. */
typedef uint32_t bc_chart_angle;

/* How far right and down that direction leads on a circle. */
void bc_chart_circle_at(bc_chart_angle angle, bc_len radius, bc_len *dx, bc_len *dy);
/* Adds curves from one direction to another, `parts` later; the path must stand at the first. */
void bc_chart_circle_arc(bc_chart_canvas *canvas, bc_len x, bc_len y, bc_len radius, bc_chart_angle from,
                         uint64_t parts);
/* A path's step all around. */
void bc_chart_circle_whole(bc_chart_canvas *canvas, bc_len x, bc_len y, bc_len radius);

#endif
