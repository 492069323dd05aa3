/* One document as one sheet. */
#ifndef BC_PAINT_XLSX_PRIVATE_SHEET_H
#define BC_PAINT_XLSX_PRIVATE_SHEET_H

#include "layout/block.h"
#include "paint/xlsx/private/grid.h"
#include "paint/xlsx/private/look.h"
#include "paint/xlsx/private/name.h"
#include "paint/xlsx/private/status.h"

/* The rows that are printed again on each page: the head of the longest band written so far. */
typedef struct bc_xlsx_head {
    lxw_row_t first, end; /* equal: none */
    uint32_t body;
} bc_xlsx_head;

typedef struct bc_xlsx_writer {
    /* given: */
    lxw_worksheet *sheet;
    bc_xlsx_looks *looks;
    bc_xlsx_names *names;
    bc_arena *arena; /* for the time of one document */
    bc_xlsx_outcome *outcome;
    /* found: */
    size_t merges;
    uint32_t cut; /* cells whose text was longer than a cell holds */
    /* at work: */
    bc_xlsx_grid grid;
    lxw_row_t row; /* the next free one */
    bc_xlsx_head head;
    bool names_lists; /* values in lists get names, too */
    bool blank;       /* a form to be filled in */
    bc_buf text, format;
    BC_VEC(lxw_row_t) breaks;
} bc_xlsx_writer;

void bc_xlsx_sheet_write(bc_xlsx_writer *w, const bc_layout_document *document);

/* A rectangle of cells: rows and columns from the first to before the end. */
typedef struct bc_xlsx_range {
    lxw_row_t row, row_end;
    uint32_t column, column_end;
} bc_xlsx_range;

/* -- shared by sheet.c, sheet_table.c and contents.c -- */

/* Around all that is written to a sheet: what the writer works with, and at the end what is printed. */
void bc_xlsx_sheet_begin(bc_xlsx_writer *w);
void bc_xlsx_sheet_end(bc_xlsx_writer *w);

/* Makes as many rows as the height takes and moves on; the range covers them and all columns. */
bc_xlsx_range bc_xlsx_sheet_add_rows(bc_xlsx_writer *w, bc_len height);
/* Writes text into the cells, which become one. */
void bc_xlsx_sheet_put_text(bc_xlsx_writer *w, const bc_xlsx_range *range, bc_str text, lxw_format *format);
void bc_xlsx_sheet_put_number(bc_xlsx_writer *w, const bc_xlsx_range *range, double number, lxw_format *format);
/* False, and remembered as a failure, when so many rows do not fit any more. */
bool bc_xlsx_sheet_has_room(bc_xlsx_writer *w, uint64_t rows);

void bc_xlsx_sheet_write_table(bc_xlsx_writer *w, const bc_layout_table *table);

#endif
