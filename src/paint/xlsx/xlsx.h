/* XLSX from measured documents: the same blocks and heights as the PDF, one sheet a document. */
#ifndef BC_PAINT_XLSX_XLSX_H
#define BC_PAINT_XLSX_XLSX_H

#include "layout/painter.h"
#include "paint/xlsx/draft.h"

typedef struct bc_xlsx bc_xlsx;

typedef enum bc_xlsx_status {
    BC_XLSX_OK,
    BC_XLSX_TOO_LARGE, /* the format cannot hold what it was given */
    BC_XLSX_FAILED     /* the system failed: memory ran out. Another time the same may go well */
} bc_xlsx_status;

/* What is the same in all workbooks: the official families that they name, and the theme, which is packed for the first
 * of them. Threads may share it; it outlives the workbooks. */
typedef struct bc_xlsx_constants bc_xlsx_constants;

/* `fonts` may be NULL: 宋体 is named throughout. */
bc_xlsx_constants *bc_xlsx_constants_new(const bc_font_set *fonts);
/* NULL is allowed. */
void bc_xlsx_constants_free(bc_xlsx_constants *constants);

/* Something to be said beside the value of that path (`indicators[2].target`). */
typedef struct bc_xlsx_remark {
    bc_str path, text;
    bool placed;          /* set: its cell was written, */
    uint32_t row, column; /* here, counted from 1 */
} bc_xlsx_remark;

/* `info` is copied. */
bc_xlsx *bc_xlsx_new(bc_xlsx_constants *constants, const bc_layout_info *info);
/* Makes the first sheet a list of those that follow, an entry for each with its number, its name and its title, which
 * links to it; `title` stands above it. Call before the first bc_xlsx_add. */
void bc_xlsx_begin_contents(bc_xlsx *book, bc_str title);
/* Totals that the templates declare as sums are formulas in the sheets added from here on (not in those from drafts).
 */
void bc_xlsx_use_formulas(bc_xlsx *book);
/* A heading in that list for the sheets added from here on; nothing without a list. */
void bc_xlsx_add_heading(bc_xlsx *book, bc_str text);
/* Adds a sheet named after the record, made fit (31 characters, forbidden characters, repeated names numbered). The
 * document is not needed afterwards. */
void bc_xlsx_add(bc_xlsx *book, const bc_layout_document *document);
/* The same, with comments at the cells of values; what has no cell of its own is not placed. */
void bc_xlsx_add_remarked(bc_xlsx *book, const bc_layout_document *document, bc_xlsx_remark *remarks, size_t n);
/* What the sheet that was added last is called; empty: there is none. */
bc_str bc_xlsx_last_sheet(const bc_xlsx *book);
/* The same for a sheet that was written before; see draft.h. */
void bc_xlsx_add_draft(bc_xlsx *book, const bc_xlsx_sheet_draft *draft);
/* Appends the workbook's bytes; false when it failed, see bc_xlsx_error. Call once, then free. */
bool bc_xlsx_finish(bc_xlsx *book, bc_buf *out);
/* The first failure stays. Once there is one, nothing more is added. */
bc_xlsx_status bc_xlsx_state(const bc_xlsx *book);
/* NULL while all is well; a sentence in the user's language, with the library's own words if it is its failure. */
const char *bc_xlsx_error(const bc_xlsx *book);
/* How many cells lost the end of their text: a cell holds 32,767 UTF-16 units. */
uint32_t bc_xlsx_cut_cells(const bc_xlsx *book);
/* How many pages break in other places than those of the PDF, because rows are too high for them here. */
uint32_t bc_xlsx_moved_pages(const bc_xlsx *book);
/* Whether a sheet is too long to have the rows that stand on pages of the PDF, such as 本页小计. */
bool bc_xlsx_is_pageless(const bc_xlsx *book);
void bc_xlsx_free(bc_xlsx *book);

#endif
