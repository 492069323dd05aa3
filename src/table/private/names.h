/* The names of a workbook, found as they are written, and what they stand for once all sheets are known. */
#ifndef BC_TABLE_PRIVATE_NAMES_H
#define BC_TABLE_PRIVATE_NAMES_H

#include "base/vec.h"
#include "table/table.h"

enum { BC_TABLE_MAX_NAMES = 1 << 20 };

typedef struct bc_table_named {
    bc_str name, formula;
    uint32_t scope;
} bc_table_named;

typedef BC_VEC(bc_table_named) bc_table_named_list;

/* Adds a name, if what it stands for may be cells or a text; both are copied into the arena. */
void bc_table_names_add(bc_table_named_list *list, bc_str name, bc_str formula, uint32_t scope, char separator,
                        bc_arena *arena);
/* What they stand for in the first `n` sheets, in the arena. */
void bc_table_names_settle(const bc_table_named_list *list, const bc_table_sheet *sheets, size_t n, char separator,
                           bc_arena *arena, bc_table *table);

#endif
