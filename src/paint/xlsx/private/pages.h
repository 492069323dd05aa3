/* Where the pages of a printed sheet begin. */
#ifndef BC_PAINT_XLSX_PRIVATE_PAGES_H
#define BC_PAINT_XLSX_PRIVATE_PAGES_H

#include "paint/xlsx/private/rows.h"
#include "paint/xlsx/private/writer.h"

/* Of one block. */
typedef struct bc_xlsx_block_pages {
    bool begins;                       /* a page begins with the block */
    bc_xlsx_cuts cuts;                 /* the rows of a table with which pages begin */
    bc_xlsx_rows rows;                 /* of a table */
    bool planned;                      /* the sheet's pages are known, and with them what is printed again on each: */
    uint32_t repeat_first, repeat_end; /* rows of the table; equal: none */
    int64_t page;                      /* height of a page in this sheet; 0: not known */
} bc_xlsx_block_pages;

typedef struct bc_xlsx_pages {
    const bc_xlsx_block_pages *blocks; /* of the document */
    bc_xlsx_print print;
} bc_xlsx_pages;

/* Looks at the document's plan, in w->arena; the writer has its grid. */
bc_xlsx_pages bc_xlsx_pages_make(bc_xlsx_writer *w, const bc_layout_document *document);

#endif
