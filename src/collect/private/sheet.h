/* The cells of one sheet, to be looked up, and which of them have been taken. */
#ifndef BC_COLLECT_PRIVATE_SHEET_H
#define BC_COLLECT_PRIVATE_SHEET_H

#include "base/vec.h"
#include "table/table.h"

typedef struct bc_collect_row {
    bc_table_row row;
    uint8_t *taken; /* of each cell */
} bc_collect_row;

typedef struct bc_collect_sheet {
    const bc_diag_source *source;
    BC_VEC(bc_collect_row) rows;
    BC_VEC(bc_table_merge) merges; /* by their first column, then row */
} bc_collect_sheet;

/* Reads it, into the arena; `name` is that of the file. False when the system failed: said. */
bool bc_collect_sheet_read(bc_collect_sheet *sheet, bc_table *table, bc_str name, uint32_t number, bc_arena *arena,
                           bc_diag_list *diags, bool *io_error);
void bc_collect_sheet_release(bc_collect_sheet *sheet);
/* NULL: it is empty, or merged into another. */
const bc_table_cell *bc_collect_sheet_cell(const bc_collect_sheet *sheet, uint32_t row, uint32_t column);
/* The same; somebody has asked for it, and nobody will be told that it is of no field. */
const bc_table_cell *bc_collect_sheet_take(const bc_collect_sheet *sheet, uint32_t row, uint32_t column);
/* Whether something stands there that nobody has taken. */
bool bc_collect_sheet_is_free(const bc_collect_sheet *sheet, uint32_t row, uint32_t column);
/* The row where the cells begin that are merged over that one in its column; the row itself where none are. */
uint32_t bc_collect_sheet_above(const bc_collect_sheet *sheet, uint32_t row, uint32_t column);
/* Whether the cell belongs to another one that it is merged into; with `across` one of another column. */
bool bc_collect_sheet_is_merged(const bc_collect_sheet *sheet, uint32_t row, uint32_t column, bool across);
/* The index of the first row from that one on. */
size_t bc_collect_sheet_from(const bc_collect_sheet *sheet, uint32_t row);
bc_diag_mark bc_collect_sheet_mark(const bc_collect_sheet *sheet, uint32_t row, uint32_t column);

#endif
