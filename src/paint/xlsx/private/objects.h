/* What lies over the cells of a sheet: lines. */
#ifndef BC_PAINT_XLSX_PRIVATE_OBJECTS_H
#define BC_PAINT_XLSX_PRIVATE_OBJECTS_H

#include "base/buf.h"
#include "base/len.h"

/* A place in a sheet: so far right of a column's left edge and below a row's upper one. */
typedef struct bc_xlsx_spot {
    uint32_t column, row;
    bc_len x, y;
} bc_xlsx_spot;

typedef struct bc_xlsx_object {
    bc_xlsx_spot from, to; /* upper left and lower right end */
    bc_len weight;
} bc_xlsx_object;

/* What lies over the cells of one sheet, in the order in which it is drawn. */
typedef struct bc_xlsx_objects {
    const bc_xlsx_object *at;
    size_t n;
} bc_xlsx_objects;

/* Appends the drawing part of a sheet. */
void bc_xlsx_objects_write(const bc_xlsx_objects *objects, bc_buf *xml);

#endif
