/* A document composed: blocks of text and tables, not yet cut into pages.
 *
 * compose.c makes these from a form and a bound record; measure.c fills in lines and heights; paginate.c and the
 * XLSX writer read them. All of it lives in the document's arena. Positions are in the frame (the type area):
 * x from its left edge.
 */
#ifndef BC_LAYOUT_BLOCK_H
#define BC_LAYOUT_BLOCK_H

#include "base/value.h"
#include "form/form.h"
#include "text/typeset.h"

typedef struct bc_layout_cell {
    bc_len x0, x1;      /* edges in the table's frame */
    uint32_t row, rows; /* first row and how many it covers */
    bc_str text;        /* what is printed; '\n' between paragraphs */
    const bc_form_cell_style *style;
    bc_form_cell_kind kind;
    bc_form_span_policy policy; /* when rows > 1 */
    const bc_value *datum;      /* of a value, for typed cells; NULL otherwise */
    bc_str path;                /* of a value: `budget.total`, `indicators[2].target`; empty otherwise */
    const bc_form_field *field; /* that the path leads to, or NULL */
    bc_diag_mark mark;          /* where the value stands in the record, or the label in the template */
    /* measure.c: */
    bc_text_lines lines;
    bc_len need; /* height of its text with padding */
} bc_layout_cell;

enum { BC_NO_GROUP = 255 };

typedef struct bc_layout_row {
    uint32_t first_cell, cells; /* the cells that start in this row, left to right, in table->cells */
    uint32_t band;
    uint8_t opens;       /* outermost merge level that starts anew here, 0 the outermost; BC_NO_GROUP: none */
    bool head;           /* a header row of its band: printed again where the band goes on */
    bool keep_with_next; /* no page break below it, if the page allows */
    bc_len least_height;
    /* measure.c: */
    bc_len height; /* of its tallest single-row cell, least_height at the least */
} bc_layout_row;

typedef struct bc_layout_table {
    bc_layout_row *rows;
    uint32_t row_count;
    bc_layout_cell *cells;
    uint32_t cell_count;
    bc_len width;
    bc_len rule, frame_rule; /* weights of inner and outer lines; 0 draws none */
    bc_str continued;        /* line above the continuation, such as 续表; empty: none */
    const bc_form_para_style *continued_style;
    uint8_t least_rows; /* m: rows that stay together at a page's head and foot and at a group's edges; 2 is usual */
    /* measure.c fills the heights and, for spans whose labels are taller than their rows, lets the last
     * row grow so that the sum shows all text (the XLSX heights; pagination decides anew per page). */
    bc_len *unbroken_heights;
} bc_layout_table;

typedef enum bc_layout_block_kind {
    BC_BLOCK_PARA,
    BC_BLOCK_LINE,
    BC_BLOCK_TABLE,
    BC_BLOCK_PAGE_BREAK,
    BC_BLOCK_ENTRY /* of a table of contents: words, leaders, a number at the right edge */
} bc_layout_block_kind;

/* Bytes of a paragraph that are set in another font, at the paragraph's size. */
typedef struct bc_layout_passage {
    uint32_t from, to;
    const bc_text_style *style;
} bc_layout_passage;

typedef struct bc_layout_block {
    bc_layout_block_kind kind;
    bc_form_block_role role;
    bool keep_with_next;     /* titles and unit lines: never alone at a page's foot */
    bool keep_with_previous; /* notes: the table's last rows come along */
    bc_len before, after;    /* space; `before` is dropped at the top of a page */
    const bc_form_para_style *style;
    bc_diag_mark mark;
    bc_str text;   /* PARA, ENTRY */
    bc_str parted; /* PARA: the text with '\n' where it is best broken when one line does not hold it; or empty */
    const bc_layout_passage *passages; /* PARA: apart, ascending */
    uint32_t passage_count;
    bc_str number;              /* ENTRY: right of its last line */
    bc_len number_room;         /* ENTRY: kept free for it at the right of all lines */
    bool leaders;               /* ENTRY: dots lead to the number */
    uint32_t target;            /* ENTRY: where its link leads */
    bc_str left, centre, right; /* LINE: one line in three parts */
    bc_layout_table *table;     /* TABLE */
    /* measure.c: */
    bc_text_lines lines; /* PARA and ENTRY */
    bc_len height;       /* PARA, LINE and ENTRY */
} bc_layout_block;

typedef struct bc_layout_document {
    bc_form_paper paper;
    bc_layout_block *blocks;
    uint32_t block_count;
    bc_str title, author, subject, language;
    bc_str name;         /* of the record: output file, sheet */
    uint32_t first_page; /* in a workbook whose sheets count on: the number of the first page; 0: 1 */
    bool blank;          /* a form to be filled in */
} bc_layout_document;

static inline bc_len bc_layout_frame_width(const bc_form_paper *p)
{
    return p->width - p->left - p->right;
}
static inline bc_len bc_layout_frame_height(const bc_form_paper *p)
{
    return p->height - p->top - p->bottom;
}

#endif
