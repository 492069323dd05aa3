/* Where the cells of a band stand whose columns come from a record.
 *
 * The first repeated cell of a place (normally the head's) says how many columns stand there; those below go by it. Who
 * asks counts the elements: a template is tried with numbers made up, a record with its lists. */
#ifndef BC_FORM_PLACING_H
#define BC_FORM_PLACING_H

#include "form/form.h"

typedef struct bc_form_place bc_form_place;

/* Columns side by side, and the places that begin in them. */
typedef struct bc_form_region {
    uint16_t from, to;
    bc_form_place *places; /* linked, in no order */
} bc_form_region;

/* Columns that are repeated. */
struct bc_form_place {
    bc_form_place *next;
    const bc_form_cell *cell; /* that says how many */
    void *elements;           /* of who counted them; NULL: as many as there is room for */
    bc_form_region *regions;  /* of the elements */
    uint32_t n;
};

/* A cell of a template row, placed. */
typedef struct bc_form_placed {
    const bc_form_cell *cell;
    bc_form_extent at;
    const bc_form_place *place;    /* of a repeated cell */
    struct bc_form_placed *inside; /* its cells, for one element after the other */
} bc_form_placed;

typedef struct bc_form_placing {
    bc_form_placed *const *rows; /* by bc_form_row.index: their cells */
    bc_form_region columns;      /* all but a stub */
    uint16_t stubs;              /* columns before them */
    const bc_form_width *widths; /* of all columns */
} bc_form_placing;

typedef enum bc_form_fault {
    BC_FAULT_OVERFULL,  /* a cell begins at column `a`, and there are `b` */
    BC_FAULT_UNDERFULL, /* a row fills `a` columns of `b` */
    BC_FAULT_PARTLY,    /* repeated cells leave over some of `a` columns */
    BC_FAULT_WIDTHS,    /* `a` widths say nothing of `b` columns */
    BC_FAULT_MANY       /* `a` columns are too many */
} bc_form_fault;

typedef struct bc_form_counter {
    void *context;
    /* How many elements the list of the cell has where it stands, at least one. `scope` is NULL where rows are repeated
     * and the element is not known; 0 then says that nobody knows. */
    uint32_t (*count)(void *context, void *scope, const bc_form_cell *cell, void **elements);
    void *(*enter)(void *context, void *scope, void *elements, uint32_t i); /* the scope of an element's cells */
    void (*fault)(void *context, bc_form_fault fault, bc_diag_mark mark, uint32_t a, uint32_t b);
} bc_form_counter;

/* Places all rows of the band, all but their lengths, on `most` columns at most. False after a fault. */
bool bc_form_placing_find(const bc_form_band *band, void *scope, uint32_t most, const bc_form_counter *counter,
                          bc_arena *arena, bc_form_placing *out);
/* Gives each cell its lengths by the grid that the columns have become. */
void bc_form_placing_settle(const bc_form_band *band, const bc_form_placing *placing, const bc_len *edges);

#endif
