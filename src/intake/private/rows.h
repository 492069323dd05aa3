/* The rows of one table below its head. */
#ifndef BC_INTAKE_PRIVATE_ROWS_H
#define BC_INTAKE_PRIVATE_ROWS_H

#include "base/vec.h"
#include "intake/targets.h"
#include "table/table.h"

/* Rows that a head may take, and rows in which it is looked for. */
enum { BC_MAX_HEAD_ROWS = 4, BC_HEAD_WITHIN = 30 };

typedef struct bc_intake_head {
    uint32_t column;
    bool joined; /* of several rows: a / in it stands between them */
    bc_str text; /* 资金来源/合计, without line breaks and units */
    bc_str unit; /* of money, in brackets or in a row below; empty: none is said */
    bc_diag_mark mark;
} bc_intake_head;

/* A cell merged with those below it. */
typedef struct bc_intake_carried {
    bc_table_cell cell;
    uint32_t last_row;
    bool seen; /* its first row has come */
} bc_intake_carried;

typedef struct bc_intake_rows {
    bc_table *table;
    uint32_t sheet;
    bc_arena *arena; /* of the head, and of the rows that were read while it was looked for */
    BC_VEC(bc_table_row) early;
    BC_VEC(size_t) early_said; /* messages in `said` up to each of them */
    bc_diag_list said;
    size_t next_early;
    const bc_intake_head *heads;
    uint32_t head_count, first_row, last_row;
    bc_str unit;                 /* 单位：元 above the head */
    BC_VEC(bc_table_merge) down; /* merges over several rows, in the order of their first */
    size_t next_down;
    BC_VEC(bc_intake_carried) carried;
    BC_VEC(bc_intake_carried) filled; /* columns that are filled from above, with what stood there last */
    bool ended;
} bc_intake_rows;

/* What is to be found. */
typedef struct bc_intake_search {
    uint32_t first, last;                                         /* rows of the head; 0: it is looked for */
    unsigned (*knows)(void *context, const bc_intake_head *head); /* how well; 0: not at all */
    void *context;
} bc_intake_search;

/* Reads as far as the head of a sheet, which lives in `arena`, as do the marks of messages. False when there is none,
 * or the table is broken: said in `diags`. */
bool bc_intake_rows_begin(bc_intake_rows *rows, bc_table *table, uint32_t sheet, const bc_intake_search *search,
                          bc_arena *arena, bc_diag_list *diags, bool *io_error);
void bc_intake_rows_release(bc_intake_rows *rows);
/* The next row, with the cells that are merged over it. False at the end. */
bool bc_intake_rows_next(bc_intake_rows *rows, bc_arena *arena, bc_diag_list *diags, bc_table_row *row, bool *io_error);
/* A row that lives by itself. */
void bc_intake_rows_copy(const bc_table_row *from, bc_arena *arena, bc_table_row *to);
/* The head that a person calls so, by all of its parts or, where that is the only one, by the last; NULL: none. */
const bc_intake_head *bc_intake_rows_head(const bc_intake_rows *rows, bc_str name);
/* Whether a person calls it so, by all of its parts. */
bool bc_intake_head_is(const bc_intake_head *head, bc_str name);
/* A cell as its sheet shows it: as a key, and where no field says what it is. */
bc_str bc_intake_rows_shown(const bc_table_cell *cell);
/* In this column an empty cell means the same as above. */
void bc_intake_rows_fill(bc_intake_rows *rows, const bc_intake_head *head);
/* Puts a cell of another row into this one, which has none in its column. */
void bc_intake_rows_put(bc_table_row *row, const bc_table_cell *cell, bc_arena *arena);
/* The row's cell in that column, or NULL; `at` is where the last search ended, for columns in their order. */
const bc_table_cell *bc_intake_rows_cell(const bc_table_row *row, uint32_t column, uint32_t *at);

#endif
