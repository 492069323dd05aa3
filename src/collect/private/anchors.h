/* The names of a workbook, as places of records. */
#ifndef BC_COLLECT_PRIVATE_ANCHORS_H
#define BC_COLLECT_PRIVATE_ANCHORS_H

#include "base/vec.h"
#include "form/form.h"
#include "table/table.h"

enum { BC_COLLECT_DEPTH = 6, BC_COLLECT_MAX_INDEX = 1 << 20 };
#define BC_COLLECT_WHOLE UINT32_MAX

typedef enum bc_collect_mark {
    BC_COLLECT_NONE,  /* the name is none of ours */
    BC_COLLECT_FORM,  /* which form a sheet is */
    BC_COLLECT_VALUE, /* the cell of a value */
    BC_COLLECT_ROWS,  /* from the row above a list to the row below it */
    BC_COLLECT_PAGE,  /* a row that is none of the record's */
    BC_COLLECT_SAID   /* a cell that says what follows from others */
} bc_collect_mark;

/* What the name is for. */
bc_collect_mark bc_collect_mark_of(bc_str name);

typedef struct bc_collect_step {
    const bc_form_field *field;
    uint32_t index; /* of the element of a list; WHOLE: of all of it, or it is no list */
} bc_collect_step;

/* A place of the record, and where it is on the sheet. */
typedef struct bc_collect_anchor {
    bc_collect_step way[BC_COLLECT_DEPTH];
    uint8_t n;
    bool rows; /* those of a list */
    bool lost; /* its cells were deleted */
    uint32_t row, last_row, column;
    bc_str name;
    bc_str text; /* p not NULL: what the record has there, in no cell */
    bc_str part; /* p not NULL: what of the cell's text is the value */
} bc_collect_anchor;

/* Where in the form the name leads; false: nowhere in this one. Programs that know no points in names write `_` for
 * them, as for hyphens, and some change the case. */
bool bc_collect_anchor_find(const bc_form *form, bc_str name, bc_collect_anchor *out);

#endif
