/* A table as it is read aloud: each of its cells in a full grid, and under which heads it stands. */
#ifndef BC_LAYOUT_PRIVATE_READING_H
#define BC_LAYOUT_PRIVATE_READING_H

#include "base/vec.h"
#include "layout/composed.h"

typedef enum bc_layout_read_kind {
    BC_READ_VALUE,
    BC_READ_ROW_HEAD,
    BC_READ_COLUMN_HEAD,
    BC_READ_LABEL_ABOVE /* a label that has its value below */
} bc_layout_read_kind;

/* Rows that are a table of their own: no cell reaches from other rows into them. */
typedef struct bc_layout_section {
    uint32_t first, end;
    uint32_t heads_end;  /* rows before this one are heads, and no cell reaches below it; `first`: there are none */
    const bc_len *edges; /* of all columns that its cells make together */
    uint32_t columns;
} bc_layout_section;

/* A cell that is being read. */
typedef struct bc_layout_read_cell {
    uint32_t cell; /* of the table; again when rows of a page have stood between its rows */
    uint32_t end;  /* its last row is above this one */
    uint32_t column, columns;
    uint32_t since;  /* rows that had been read when it began */
    uint32_t id;     /* given by whoever reads */
    uint32_t called; /* by heads: the id of its first part */
    bc_layout_read_kind kind;
    bool again; /* a later part: its text is said */
    bool interrupted;
} bc_layout_read_cell;

typedef struct bc_layout_reading {
    const bc_layout_composed_table *table;
    const bc_layout_section *section;
    uint32_t read; /* rows of the section */
    BC_VEC(bc_layout_read_cell) open;
    BC_VEC(uint32_t) labels;       /* by columns: that have their values below; 0: none */
    BC_VEC(uint32_t) heads, ended; /* by columns: the head above, 0: none; the rows that had been read when it ended */
    BC_VEC(uint32_t) covering;     /* by columns: the open cell, from 1; 0: none */
    uint32_t band;                 /* of the heads */
    uint16_t grid;
} bc_layout_reading;

/* Finds the sections, in order; `arena` has them. */
uint32_t bc_layout_reading_sections(const bc_layout_composed_table *table, bc_arena *arena,
                                    const bc_layout_section **out);
void bc_layout_reading_begin(bc_layout_reading *reading, const bc_layout_composed_table *table,
                             const bc_layout_section *section);
/* Ends the cells that end above the row, which is handed to `ended` with the rows that it covers, and opens those that
 * begin in it: they are reading->open from *first on, from left to right. A row `goes_on` when rows of pages stood in
 * it: what they interrupted begins again. */
typedef void bc_layout_read_end(void *context, const bc_layout_read_cell *cell, uint32_t rows);
void bc_layout_reading_row(bc_layout_reading *reading, uint32_t row, bool goes_on, bc_layout_read_end *ended,
                           void *context, size_t *first);
bool bc_layout_reading_is_interrupted(const bc_layout_reading *reading);
/* When the cells of the row have their ids: finds under which heads the open cell stands, those of its row first and
 * innermost. */
typedef struct bc_layout_read_heads {
    BC_VEC(uint32_t) list;
} bc_layout_read_heads;
void bc_layout_reading_settle(bc_layout_reading *reading);
void bc_layout_reading_heads(const bc_layout_reading *reading, const bc_layout_read_cell *cell,
                             bc_layout_read_heads *out);
/* The heads among these cells stand over what follows. */
void bc_layout_reading_pass(bc_layout_reading *reading, size_t first);
/* Ends all cells. */
void bc_layout_reading_end(bc_layout_reading *reading, bc_layout_read_end *ended, void *context);
void bc_layout_reading_release(bc_layout_reading *reading);

#endif
