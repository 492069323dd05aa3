/* Names in a workbook: of sheets, and of the cells that hold a record's values. */
#ifndef BC_PAINT_XLSX_PRIVATE_NAME_H
#define BC_PAINT_XLSX_PRIVATE_NAME_H

#include "base/arena.h"
#include "base/strmap.h"
#include "base/vec.h"

#include <xlsxwriter.h>

/* A sheet holds so many names of bound cells. A table with more values than that is data and no form to fill in; there
 * the values in lists go without names but for the first elements, by which their columns are known; those outside keep
 * theirs. */
enum { BC_MAX_XLSX_NAMES = 2048 };

/* The text as a sheet's name, in `arena`, NUL-terminated: 31 UTF-16 units without characters that Excel refuses,
 * different from all of `taken` (letters' case apart), which it joins. */
bc_str bc_xlsx_sheet_name(bc_str text, bc_strmap *taken, bc_arena *arena);

typedef struct bc_xlsx_name {
    const char *text, *place; /* `biaoce.code`, `'项目'!$B$2` */
    bc_str folded;            /* what it is sorted by */
    int16_t sheet;
    uint32_t order; /* of two that are equal the first stays */
} bc_xlsx_name;

typedef struct bc_xlsx_names {
    bc_arena *arena;
    BC_VEC(bc_xlsx_name) list;
    const lxw_worksheet *quoted_of; /* the sheet whose name was quoted last */
    bc_str quoted;
} bc_xlsx_names;

/* Names the cell after the path, if a name can say the path. Rows and columns count from 0. */
void bc_xlsx_names_add_cell(bc_xlsx_names *names, const lxw_worksheet *sheet, bc_str path, lxw_row_t row,
                            lxw_col_t column);
/* Names the cells from the row above the list of that path to the row below it. */
void bc_xlsx_names_add_list(bc_xlsx_names *names, const lxw_worksheet *sheet, bc_str path, bc_str area);
/* Names the text after the path. */
void bc_xlsx_names_add_text(bc_xlsx_names *names, const lxw_worksheet *sheet, bc_str path, bc_str text);
/* Says which form the sheet is. */
void bc_xlsx_names_add_form(bc_xlsx_names *names, const lxw_worksheet *sheet, bc_str anchor);
/* A built-in name such as Print_Area; `place` without the sheet, such as $1:$3. */
void bc_xlsx_names_add_builtin(bc_xlsx_names *names, const lxw_worksheet *sheet, const char *name, bc_str place);
/* Gives the workbook its names, in the order Excel keeps them. False when out of memory. */
bool bc_xlsx_names_store(bc_xlsx_names *names, lxw_workbook *workbook);

#endif
