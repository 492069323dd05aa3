/* The lists of a table as rows of a sheet: where they begin and end, and which rows of an empty form can be added and
 * removed. */
#ifndef BC_PAINT_XLSX_PRIVATE_LISTS_H
#define BC_PAINT_XLSX_PRIVATE_LISTS_H

#include "paint/xlsx/private/writer.h"

/* A list whose elements stand below each other. */
typedef struct bc_xlsx_list {
    bc_str path;
    uint32_t first, end; /* its rows in the table */
    uint32_t column, column_end;
    uint32_t band;
    uint32_t last; /* row of the cell seen last, */
    bc_str index;  /* and of which element it is */
    bool sideways; /* elements stand beside each other: it has no rows of its own */
    bool grows;    /* of an empty form: rows can be added to it */
} bc_xlsx_list;

typedef struct bc_xlsx_lists {
    BC_VEC(bc_xlsx_list) all;
    uint8_t *rows; /* by row of the table, what it is; NULL: there is no list */
} bc_xlsx_lists;

void bc_xlsx_lists_find(bc_xlsx_lists *lists, bc_xlsx_writer *w, const bc_layout_composed_table *table);
void bc_xlsx_lists_release(bc_xlsx_lists *lists);
/* Whether one of the rows can be removed, so that none of its cells is locked. */
bool bc_xlsx_lists_are_open(const bc_xlsx_lists *lists, uint32_t row, uint32_t row_end);
/* Whether the row stands among those of a list without being one, as a subtotal does. */
bool bc_xlsx_lists_pass(const bc_xlsx_lists *lists, uint32_t row);

#endif
