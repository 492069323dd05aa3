/* Sheets written before the workbook they go into is known, by any thread. One draft can go into several workbooks. */
#ifndef BC_PAINT_XLSX_DRAFT_H
#define BC_PAINT_XLSX_DRAFT_H

#include "layout/block.h"

/* How a sheet goes on paper. */
typedef struct bc_xlsx_print {
    int scale;            /* hundredths; 0: it is made one page wide */
    bool one_page;        /* and one page high, too */
    uint32_t pages;       /* that it takes, rather one too many; 0: not known */
    uint32_t moved_pages; /* that break in other places than those of the paper, though they could be the same */
    bool pageless;        /* it breaks by itself, and has no rows that stand on pages */
} bc_xlsx_print;

/* What stands on every page. */
typedef struct bc_xlsx_around {
    bc_layout_running running[BC_RUNNING_LINES];
    bc_str watermark;
} bc_xlsx_around;

/* That of the document, its words in `arena`. */
bc_xlsx_around bc_xlsx_around_of(const bc_layout_composed *composed, bc_arena *arena);

/* A sheet that is complete but for its place in a workbook. */
typedef struct bc_xlsx_sheet_draft {
    bc_str name, title; /* of the document */
    bc_form_paper paper;
    bc_xlsx_print print;
    bc_xlsx_around around;
    uint32_t first_page; /* the number it is printed with; 0: 1 */
    bc_str operations;   /* what fills the sheet, a few kilobytes a page */
    uint32_t cut_cells;  /* that lost the end of their text */
} bc_xlsx_sheet_draft;

typedef struct bc_xlsx_drafter bc_xlsx_drafter;

bc_xlsx_drafter *bc_xlsx_drafter_new(void);
void bc_xlsx_drafter_free(bc_xlsx_drafter *drafter);
/* The measured document as a sheet. Its operations and what stands around its pages are in `arena`, its name, title and
 * styles are the document's. */
bc_xlsx_sheet_draft bc_xlsx_drafter_write(bc_xlsx_drafter *drafter, const bc_layout_document *document,
                                          bc_arena *arena);

#endif
