/* Rows of the sheets of an ODS workbook, one at a time, and what the workbook holds. */
#ifndef BC_TABLE_PRIVATE_ODS_ROWS_H
#define BC_TABLE_PRIVATE_ODS_ROWS_H

#include "base/strmap.h"
#include "table/private/cells.h"
#include "table/private/names.h"
#include "table/private/zip.h"

enum {
    /* Of cells and rows that a file says once and means often: as many cells as it may mean in all. */
    BC_TABLE_MAX_REPEATED = 64 << 20,
    BC_TABLE_MAX_ODS_SHEETS = 65536
};

typedef struct bc_table_ods_merge {
    uint32_t sheet;
    bc_table_merge cells;
} bc_table_ods_merge;

/* A zeroed one is ready; texts live in the arena. */
typedef struct bc_table_ods_book {
    bc_arena *arena;
    bc_strmap hidden_styles; /* of sheets; keys in the arena */
    BC_VEC(bc_table_sheet) sheets;
    BC_VEC(bc_table_ods_merge) merges;
    bc_table_named_list names;
    bool is_workbook;
} bc_table_ods_book;

/* Reads all that is no cell. False: said. */
bool bc_table_ods_rows_list(bc_table_ods_book *book, bc_table_zip *zip, int64_t part, bc_table_report *report);

typedef struct bc_table_ods_rows bc_table_ods_rows;

/* The rows of the sheet with this number, from 0 on, of content.xml. NULL: said. */
bc_table_ods_rows *bc_table_ods_rows_new(bc_table_zip *zip, int64_t part, uint32_t sheet, bc_table_report *report);
/* NULL is allowed. */
void bc_table_ods_rows_free(bc_table_ods_rows *rows);
/* The next row that has cells, or is broken; lent until the next call. NULL at the end, and with `failed` where reading
 * had to stop. */
bc_table_cells *bc_table_ods_rows_next(bc_table_ods_rows *rows, bc_table_report *report, bool *failed);

#endif
