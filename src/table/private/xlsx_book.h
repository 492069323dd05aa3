/* What an XLSX workbook holds: sheets, tables, named ranges, and the parts where they are. */
#ifndef BC_TABLE_PRIVATE_XLSX_BOOK_H
#define BC_TABLE_PRIVATE_XLSX_BOOK_H

#include "base/vec.h"
#include "table/private/names.h"
#include "table/private/zip.h"

enum { BC_TABLE_MAX_SHEETS = 65536 }; /* with tables and named ranges */

typedef struct bc_table_xlsx_place {
    int64_t part;
    bc_str sheet; /* whose rows they are */
} bc_table_xlsx_place;

/* A zeroed one is ready; all texts live in the arena it is read into. */
typedef struct bc_table_xlsx_book {
    BC_VEC(bc_table_sheet) sheets;
    BC_VEC(bc_table_xlsx_place) places; /* of each of them */
    size_t whole_sheets;                /* the others are tables and named ranges */
    bc_table_named_list names;
    int64_t strings, styles; /* their parts */
    bool epoch_1904;
    bool uncomputed; /* to be computed when it is opened */
} bc_table_xlsx_book;

/* Which part is the workbook; BC_TABLE_NO_PART: none, or said with *failed. */
int64_t bc_table_xlsx_book_find(bc_table_zip *zip, bc_table_report *report, bool *failed);
/* False: said. */
bool bc_table_xlsx_book_read(bc_table_xlsx_book *book, bc_table_zip *zip, int64_t part, bc_arena *arena,
                             bc_table_report *report);
void bc_table_xlsx_book_release(bc_table_xlsx_book *book);

#endif
