/* What lies over the cells of a sheet: lines, pictures and charts. */
#ifndef BC_PAINT_XLSX_PRIVATE_OBJECTS_H
#define BC_PAINT_XLSX_PRIVATE_OBJECTS_H

#include "base/buf.h"
#include "base/len.h"
#include "base/strmap.h"
#include "base/vec.h"
#include "chart/chart.h"
#include "picture/picture.h"

/* A place in a sheet: so far right of a column's left edge and below a row's upper one. */
typedef struct bc_xlsx_spot {
    uint32_t column, row;
    bc_len x, y;
} bc_xlsx_spot;

typedef enum bc_xlsx_object_kind { BC_XLSX_LINE, BC_XLSX_PICTURE, BC_XLSX_CHART } bc_xlsx_object_kind;

typedef struct bc_xlsx_object {
    bc_xlsx_object_kind kind;
    bc_xlsx_spot from;    /* upper left */
    bc_xlsx_spot to;      /* of a line its other end, of a chart its lower right */
    bc_len weight;        /* of a line */
    bc_len width, height; /* of a picture, as it is shown */
    bc_picture *picture;
    const bc_chart_data *chart;
    bc_chart_axis axis;       /* of a chart, as it is on paper; */
    bool values, turned;      /* whether values stand at what is drawn, and run up; */
    bool upright;             /* and names stand */
    bc_len size;              /* of its letters */
    struct lxw_chart *native; /* made when the workbook is complete */
    bc_str alt;               /* of a picture or chart, in words */
    uint32_t media;           /* its number in the workbook, from 1: pictures and charts are counted apart */
} bc_xlsx_object;

/* What lies over the cells of one sheet, in the order in which it is drawn. */
typedef struct bc_xlsx_objects {
    bc_xlsx_object *at;
    size_t n;
} bc_xlsx_objects;

/* The pictures of a workbook, each once. */
typedef struct bc_xlsx_media {
    BC_VEC(const bc_picture *) list;
    bc_strmap known;
} bc_xlsx_media;

void bc_xlsx_media_release(bc_xlsx_media *media);
/* Gives the objects their pictures' numbers. */
void bc_xlsx_media_add(bc_xlsx_media *media, const bc_xlsx_objects *objects);
/* The name of its part, such as image1.png. */
void bc_xlsx_media_put_name(const bc_xlsx_media *media, uint32_t number, bc_buf *out);
/* The ending that its part has. */
const char *bc_xlsx_media_ending(const bc_picture *picture);

/* Appends the drawing part of a sheet; a picture is its relation rId<number>, a chart rIdChart<number>. */
void bc_xlsx_objects_write(const bc_xlsx_objects *objects, bc_buf *xml);

#endif
