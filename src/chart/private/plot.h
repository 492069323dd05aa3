/* The area between the axes. */
#ifndef BC_CHART_PRIVATE_PLOT_H
#define BC_CHART_PRIVATE_PLOT_H

#include "chart/private/names.h"
#include "chart/private/scale.h"

/* How values stand at bars and points. */
typedef enum bc_chart_figures {
    BC_CHART_NO_FIGURES,
    BC_CHART_FIGURES_ACROSS,
    BC_CHART_FIGURES_TURNED
} bc_chart_figures;

typedef struct bc_chart_plot {
    bc_chart_canvas *canvas;
    const bc_chart_data *data;
    const bc_chart_amount *amounts; /* of the series, one behind the other */
    bc_chart_amount low, high;      /* what the axis must show; equal: nothing but noughts */
    const int *decimals;            /* of the values of each series */
    int most_decimals;
    bc_chart_scale scale;
    bc_chart_names names;
    bc_len left, top, width, height;
    bc_chart_figures figures;
    bc_len widest;         /* of the values as printed */
    bc_len beyond, before; /* room for them behind the far end of the scale, and before its beginning */
} bc_chart_plot;

/* The values as amounts, and what the axis must show. */
void bc_chart_plot_init(bc_chart_plot *plot, bc_chart_canvas *canvas, const bc_chart_data *data);
static inline const bc_chart_value *bc_chart_plot_value(const bc_chart_plot *plot, uint32_t series, uint32_t i)
{
    return &plot->data->series[series].values[i];
}
static inline bc_chart_amount bc_chart_plot_amount(const bc_chart_plot *plot, uint32_t series, uint32_t i)
{
    return plot->amounts[(size_t)series * plot->data->count + i];
}
/* A value as it is printed. */
bc_str bc_chart_plot_figure(const bc_chart_plot *plot, uint32_t series, uint32_t i);
/* Where a category ends on its axis, after `part` of `parts` of it. */
bc_len bc_chart_plot_along(const bc_chart_plot *plot, uint32_t i, uint32_t part, uint32_t parts);
/* Of a place along the categories and an amount. */
void bc_chart_plot_point(const bc_chart_plot *plot, bc_len along, bc_chart_amount amount, bc_len *x, bc_len *y);
/* Where the axis of categories crosses the other. */
bc_chart_amount bc_chart_plot_nought(const bc_chart_plot *plot);
/* Length of the axis of categories. */
bc_len bc_chart_plot_length(const bc_chart_plot *plot);

#endif
