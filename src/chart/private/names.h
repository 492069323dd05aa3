/* The names of categories beside an axis. */
#ifndef BC_CHART_PRIVATE_NAMES_H
#define BC_CHART_PRIVATE_NAMES_H

#include "chart/private/canvas.h"

typedef struct bc_chart_name {
    const bc_str *lines;
    uint32_t n;
} bc_chart_name;

typedef struct bc_chart_names {
    const bc_chart_name *at; /* of all categories */
    uint32_t count;
    uint32_t every; /* so manieth is printed, from the first on */
    bool upright;
    bc_len depth; /* what they take across the axis */
    bc_chart_lack lack;
} bc_chart_names;

/* Below an axis of that length: side by side, in lines of their own or upright, no higher than `most`. */
bc_chart_names bc_chart_names_below(bc_chart_canvas *canvas, const bc_chart_data *data, bc_len length, bc_len most);
void bc_chart_names_draw_below(bc_chart_canvas *canvas, const bc_chart_names *names, bc_len left, bc_len length,
                               bc_len top);
/* Left of an axis of that length, no wider than `most`. */
bc_chart_names bc_chart_names_beside(bc_chart_canvas *canvas, const bc_chart_data *data, bc_len length, bc_len most);
/* They end at `right`. */
void bc_chart_names_draw_beside(bc_chart_canvas *canvas, const bc_chart_names *names, bc_len right, bc_len top,
                                bc_len length);

#endif
