/* What is said beside cells: comments, which show when the pointer is over their cell. */
#ifndef BC_PAINT_XLSX_PRIVATE_REMARKS_H
#define BC_PAINT_XLSX_PRIVATE_REMARKS_H

#include "base/arena.h"
#include "base/strmap.h"
#include "base/vec.h"
#include "paint/xlsx/xlsx.h"

/* Rows and columns count from 0. */
typedef struct bc_xlsx_comment {
    uint32_t row, column;
    bc_str text;
} bc_xlsx_comment;

typedef struct bc_xlsx_comments {
    const bc_xlsx_comment *at;
    size_t n;
} bc_xlsx_comments;

/* What waits for the cells of a sheet. */
typedef struct bc_xlsx_remarks {
    bc_xlsx_remark *at; /* NULL: nothing does */
    size_t n;
    BC_VEC(bc_xlsx_comment) found;
} bc_xlsx_remarks;

/* The cell of that path was written: what waits for it becomes its comment, in `arena`. */
void bc_xlsx_remarks_meet(bc_xlsx_remarks *remarks, bc_str path, uint32_t row, uint32_t column, bc_arena *arena);

/* Appends the part with the comments of the nth sheet, and the drawing by which Excel shows them. */
void bc_xlsx_remarks_write(const bc_xlsx_comments *comments, bc_buf *xml);
void bc_xlsx_remarks_draw(const bc_xlsx_comments *comments, size_t nth, bc_buf *xml);

#endif
