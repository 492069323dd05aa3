/* A document measured: the blocks of a composed one with their lines and heights, not yet cut into pages.
 *
 * measure.c makes it; paginate.c and the XLSX writer read it. It holds only what measuring found and points to what was
 * composed for the rest, so one composed document can be measured several times, and both live as long as their arena.
 */
#ifndef BC_LAYOUT_BLOCK_H
#define BC_LAYOUT_BLOCK_H

#include "layout/composed.h"
#include "text/typeset.h"

/* A text of a diagonal head, on one side of its strokes. */
typedef struct bc_layout_corner {
    bc_str text;
    const bc_text_line *lines;
    uint32_t line_count;
} bc_layout_corner;

/* A head with strokes from its upper left corner. */
typedef struct bc_layout_diagonal {
    /* Below at the left the cell's own words, above at the right what names the columns, and with two strokes between
     * them what the cells hold. */
    bc_layout_corner corners[BC_MAX_STROKES + 1];
    uint8_t strokes;
} bc_layout_diagonal;

/* A figure as large as it is drawn. */
typedef struct bc_layout_drawn {
    const bc_layout_figure *figure; /* NULL: none */
    bc_len width, height;
    bc_len words;                  /* of its height, for what bars say in words below them */
    const bc_chart_drawing *chart; /* NULL: it is none */
} bc_layout_drawn;

/* A seal on its text. */
typedef struct bc_layout_sealed {
    bc_layout_drawn drawn;
    uint32_t line; /* of the text, that it stands on */
    bc_len x;      /* of its middle, from the left edge of the text's box */
} bc_layout_sealed;

/* A table has one for each of its cells, so what a cell can ask of the composed one is not said again. */
typedef struct bc_layout_cell {
    const bc_layout_composed_cell *composed;
    const bc_form_cell_style *style; /* in which it was measured: the composed one's, or that made smaller */
    const bc_text_line *lines;
    uint32_t line_count;
    const bc_layout_diagonal *diagonal; /* instead of its one line, which is empty; NULL: none */
    const bc_layout_drawn *drawn;       /* the same */
    const bc_layout_sealed *sealed;     /* NULL: it bears no seal */
    bc_len need;                        /* height of its text with padding */
    bc_len shift;                       /* of a text whose place in the width is not by its alignment alone */
    bc_form_align align; /* the style's, or what suits the text: words among figures stand in the middle */
} bc_layout_cell;

enum { BC_UNMARKED = UINT32_MAX };

/* A row of composed->again as it stands at the top of a page. */
typedef struct bc_layout_repeated {
    uint32_t marked; /* its cell with （续）, counted in the row; BC_UNMARKED: none */
    bc_str words;    /* of that cell */
    bc_text_lines lines;
    bc_len need;
    bc_len height; /* of the row */
} bc_layout_repeated;

typedef struct bc_layout_table {
    const bc_layout_composed_table *composed;
    const bc_layout_cell *cells; /* of composed->cells, in their order */
    const bc_len *heights;       /* of composed->rows: of the tallest single-row cell, least_height at the least */
    /* The same where spans whose labels are taller than their rows have let these grow, so that the sum shows all text
     * (the XLSX heights; pagination decides anew per page). */
    const bc_len *unbroken_heights;
    const bc_layout_repeated *repeated; /* of composed->again; NULL: it has none */
} bc_layout_table;

typedef struct bc_layout_block {
    const bc_layout_composed_block *composed;
    bc_layout_block_kind kind;       /* the composed one's */
    bc_len height;                   /* of PARA, LINE, FIGURE and ENTRY */
    const bc_form_para_style *style; /* in which it was measured; NULL where the composed one has none */
    const bc_layout_sealed *sealed;  /* PARA and LINE; NULL: it bears no seal */
    union {
        struct {
            bc_str words; /* what was broken into lines */
            bc_text_lines lines;
        } text; /* PARA and ENTRY */
        bc_layout_table table;
        bc_layout_drawn drawn; /* FIGURE */
    } as;
} bc_layout_block;

/* A page as it will be cut: with what it begins, and how it is filled. */
typedef struct bc_layout_planned_page {
    uint32_t block, row; /* of a table; else 0 */
    bool goes_on;        /* with the rest of what the page before shows the beginning of */
    bool ends_chapter;   /* the form begins a page below it */
    bc_len filled;       /* its content reaches so far, from the top of the type area */
    uint32_t rows;       /* on it: rows, parts of rows and lines of paragraphs, without those printed again */
} bc_layout_planned_page;

/* How a document is cut into pages; fill.c makes it. */
typedef struct bc_layout_plan {
    const bc_layout_planned_page *pages;
    uint32_t page_count;
    bc_len foot;        /* pages from `foot_from` on end here, as far as something on them may end them; 0: none does */
    uint32_t foot_from; /* counted from 0 */
} bc_layout_plan;

typedef struct bc_layout_document {
    const bc_layout_composed *composed;
    bc_form_paper paper; /* the composed one's; without numbers if it was measured so */
    const bc_layout_block *blocks;
    uint32_t block_count;
    const bc_layout_plan *plan; /* NULL: none was made, pages are filled one after the other */
} bc_layout_document;

#endif
