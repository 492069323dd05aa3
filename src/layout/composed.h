/* A document composed: what it says, as blocks of text and tables.
 *
 * compose.c makes it from a form and a bound record, the bindery from prose; nobody changes it afterwards. Measuring
 * gives a document of its own (block.h), as often as one is wanted. All of it lives in the arena that it was made in.
 * Positions are in the frame (the type area): x from its left edge. */
#ifndef BC_LAYOUT_COMPOSED_H
#define BC_LAYOUT_COMPOSED_H

#include "base/value.h"
#include "chart/chart.h"
#include "form/form.h"
#include "picture/picture.h"
#include "symbol/symbol.h"

/* Of a total the paths of what it adds; `items[].cost` is that value of each element, or of the members of a group. */
typedef struct bc_layout_sum {
    const bc_str *paths;
    uint32_t n;
    const uint32_t *members; /* places in the list; NULL: all of them */
    uint32_t member_count;
} bc_layout_sum;

/* Something that is drawn. */
typedef struct bc_layout_figure {
    const bc_form_figure *form;
    bc_str source;              /* the name of a file, or what a code says; empty: nothing is drawn */
    bool constant;              /* it is the form's own, not the record's */
    bc_str alt;                 /* what it shows, in words */
    bc_diag_mark mark;          /* where the source stands */
    bc_picture *picture;        /* found when all is composed; NULL: there is none, room is left for it */
    const bc_symbol *symbol;    /* of a code, made at the same time; its picture is for workbooks */
    const bc_chart_data *chart; /* instead of a source: what a chart shows */
} bc_layout_figure;

/* Laid over a text. */
typedef struct bc_layout_seal {
    const bc_layout_figure *figure;
    bc_str at;         /* the words that it is put on; empty: the middle of the text */
    bc_diag_mark mark; /* of its picture's name in the template */
} bc_layout_seal;

/* What few cells have besides their text. */
typedef struct bc_layout_extra {
    bc_str beyond[BC_MAX_STROKES]; /* what stands beyond the strokes of a diagonal head, as in bc_form_extra */
    uint8_t strokes;
    const bc_layout_figure *figure; /* instead of a text; NULL: none */
    const bc_layout_seal *seal;     /* over the text; NULL: none */
    const bc_expr_phrase *asks;     /* of an empty form: values are to be written among its words; NULL: none are */
} bc_layout_extra;

typedef struct bc_layout_composed_cell {
    bc_len x0, x1;      /* edges in the table's frame */
    uint16_t from, to;  /* the edges of its grid that they are */
    uint32_t block;     /* of an amount: the column of amounts that it stands in, from 1; 0: it is none */
    uint32_t series;    /* of columns that are repeated: those that are the same cell of the template; 0: none */
    uint32_t row, rows; /* first row and how many it covers */
    bc_str text;        /* what is printed; '\n' between paragraphs */
    const bc_form_cell_style *style;
    const bc_layout_extra *extra; /* NULL: nothing */
    bc_form_cell_kind kind;
    bc_form_span_policy policy;     /* when rows > 1 */
    bool sign;                      /* its text stands for nothing, or nought */
    bool shared;                    /* equal elements of a list merged: its text is that of each */
    struct {                        /* of the record that it shows; empty for words of the form */
        const bc_value *datum;      /* for typed cells */
        bc_str path;                /* `budget.total`, `indicators[2].target`; empty: computed */
        const bc_form_field *field; /* that the path leads to, or NULL */
        const bc_layout_sum *sum;   /* that the template adds up; NULL: it computes otherwise, or not at all */
    } value;
    bc_diag_mark mark; /* where the value stands in the record, or the label in the template */
} bc_layout_composed_cell;

enum { BC_NO_GROUP = 255 };

/* Where a row stands: among the others, or on pages of its band, at the head or the foot. */
typedef enum bc_layout_row_place { BC_ROW_INSIDE, BC_ROW_PAGE_HEAD, BC_ROW_PAGE_FOOT } bc_layout_row_place;

typedef struct bc_layout_row {
    uint32_t first_cell, cells; /* the cells that start in this row, left to right, in table->cells */
    uint32_t band;
    uint16_t grid;       /* of the table's, that the band stands on */
    uint8_t opens;       /* outermost merge level that starts anew here, 0 the outermost; BC_NO_GROUP: none */
    bool begins_page;    /* a page begins with it, whatever stands above */
    bool head;           /* a header row of its band: printed again where the band goes on */
    bool keep_with_next; /* no page break below it, if the page allows */
    bool stays;     /* of a group, beside the rows of its elements: no page break above it, if little is left white */
    uint32_t under; /* the row printed again on a page that begins here: its place in table->again, from 1; 0: none */
    bc_layout_row_place place;
    bc_form_page_when page; /* of one that stands on pages: on which */
    bc_len least_height;
} bc_layout_row;

/* Rows in which parts of a list stand side by side. As composed its elements go down the first part, then the next. */
typedef struct bc_layout_folded {
    uint32_t first_row;
    uint32_t slots; /* elements below each other */
    uint32_t rows;  /* of an element */
    uint32_t halves;
    uint16_t columns; /* of a part */
} bc_layout_folded;

/* A row that is printed again at the top of each page on which its group goes on. */
typedef struct bc_layout_again {
    uint32_t row;
    uint32_t above; /* the one of the group around it, from 1; 0: none */
    bool continued; /* with （续） behind words of it */
} bc_layout_again;

/* What is needed to say anew on each page what its rows at the head and the foot say. */
typedef struct bc_layout_page_maker bc_layout_page_maker;

/* A band whose pages have rows of their own, at the head, at the foot or both. */
typedef struct bc_layout_page_band {
    uint32_t band;         /* as of the rows */
    uint32_t row, end;     /* its rows, up to the end of its list: what stands below is no part of its pages */
    uint32_t first, count; /* the rows of its pages: those at the head first */
    uint32_t first_cell, cell_count;   /* their cells */
    const uint32_t *rows;              /* in which each of its elements begins, ascending */
    uint32_t n;                        /* elements */
    const uint32_t *sources;           /* of each cell: its place among those made; NULL: in their order */
    const bc_layout_page_maker *maker; /* NULL: each page says the same */
} bc_layout_page_band;

/* Behind its rows and cells stand those of the bands' pages, as they would be on a page that has all of the band: so
 * much room is left for them. */
typedef struct bc_layout_composed_table {
    const bc_layout_row *rows;
    uint32_t row_count, page_row_count;
    bc_layout_composed_cell *cells; /* not const: fitting columns to their texts moves their edges */
    uint32_t cell_count, page_cell_count;
    const bc_layout_again *again;
    uint32_t again_count;
    struct {
        uint32_t row, first,
            count; /* rows to be put above that row until the page is full, behind all others; count 0 */
    } fill;
    const bc_layout_page_band *pages; /* bands whose pages have rows of their own */
    uint32_t page_band_count;
    const bc_form_grid *grids; /* of the form; none where columns stand as they are */
    uint32_t grid_count;
    const void *origin; /* by which tables that the same part of a form made know each other; NULL: they do not */
    const bool
        *narrow;    /* of each grid: its columns have less room than they need, which has been told; NULL: of none */
    bool own_grids; /* some come from the record, and live as long as the table */
    bool is_part;   /* of one that was cut between its columns */
    uint32_t block_count; /* columns of amounts */
    const bc_layout_folded *folded;
    uint32_t folded_count;
    bc_len width;
    bc_len rule, frame_rule; /* weights of inner and outer lines; 0 draws none */
    bc_form_ruling lines;    /* which of them are drawn, and how */
    bc_str continued;        /* line above the continuation, such as 续表; empty: none */
    const bc_form_para_style *continued_style;
    bc_str unit;        /* that its amounts of money are printed in; empty: each in its own */
    bool blank;         /* a table to be filled in */
    uint8_t least_rows; /* m: rows that stay together at a page's head and foot and at a group's edges; 2 is usual */
} bc_layout_composed_table;

typedef enum bc_layout_block_kind {
    BC_BLOCK_PARA,
    BC_BLOCK_LINE, /* one line in three parts */
    BC_BLOCK_TABLE,
    BC_BLOCK_PAGE_BREAK,
    BC_BLOCK_FIGURE,
    BC_BLOCK_ENTRY /* of a table of contents: words, leaders, a number at the right edge */
} bc_layout_block_kind;

/* Bytes of a paragraph that are set in another font, at the paragraph's size. */
typedef struct bc_layout_passage {
    uint32_t from, to;
    const bc_text_style *style;
} bc_layout_passage;

typedef struct bc_layout_composed_block {
    bc_layout_block_kind kind;
    bc_form_block_role role;
    bool keep_with_next;             /* titles and unit lines: never alone at a page's foot */
    bool keep_with_previous;         /* notes: the table's last rows come along */
    bc_len before, after;            /* space; `before` is dropped at the top of a page */
    const bc_form_para_style *style; /* of PARA, LINE, FIGURE and ENTRY */
    const bc_layout_seal *seal;      /* over a PARA or LINE, or NULL */
    bc_diag_mark mark;
    uint8_t heading; /* its level, of prose; 0: what its role says */
    uint8_t item;    /* of a list: how deep, from 1; 0: it is none */
    uint8_t open; /* of an empty form: bits of the parts in which values are to be written among words; of a PARA 1 */
    union {
        struct {
            bc_str text;
            const uint32_t *cuts; /* bytes before which it is best broken when one line does not hold it, ascending */
            uint32_t cut_count;
            const bc_layout_passage *passages; /* apart, ascending */
            uint32_t passage_count;
        } para;
        struct {
            bc_str left, centre, right;
        } line;
        const bc_layout_composed_table *table;
        const bc_layout_figure *figure;
        struct {
            bc_str text;
            bc_str number;      /* right of its last line */
            bc_len number_room; /* the column of numbers, at the right of all entries */
            uint32_t target;    /* where its link leads */
            uint8_t level;      /* from 0, the outermost */
            bool leaders;       /* dots lead to the number */
        } entry;
    } as;
} bc_layout_composed_block;

/* A line that stands on every page. In its words two marks stand for the number of the page and how many there are. */
typedef struct bc_layout_running {
    bc_str parts[BC_RUNNING_PARTS];
    const bc_form_para_style *style;
    bc_len rule; /* between it and the type area */
    bc_diag_mark mark;
} bc_layout_running;

static inline bool bc_layout_running_says(const bc_layout_running *line)
{
    return line->style && (line->parts[0].n || line->parts[1].n || line->parts[2].n);
}

#define BC_RUNNING_PAGE "\x01"
#define BC_RUNNING_PAGES "\x02"

typedef struct bc_layout_composed {
    const bc_form *form; /* that it is; NULL: none */
    bc_form_paper paper;
    const bc_layout_composed_block *blocks;
    uint32_t block_count;
    bc_layout_figure *const *figures; /* of all blocks and cells */
    uint32_t figure_count;
    bc_str title, author, subject, language;
    bc_str name; /* of the record: output file, sheet */
    bc_layout_running running[BC_RUNNING_LINES];
    bc_str watermark; /* across each page, below its content */
    const bc_form_para_style *watermark_style;
    bool blank;                                /* a form to be filled in, */
    bool filled;                               /* which it was already: it is to be corrected */
    bc_quota *quota;                           /* of the record, while it is in work; or NULL */
    bc_str given, given_path;                  /* of such a form: the budget year, where it is known; and its field */
    const struct bc_layout_composed *unfolded; /* the same before its lists were cut into pages; NULL: none were */
} bc_layout_composed;

/* With those of pages. */
static inline uint32_t bc_layout_all_rows(const bc_layout_composed_table *table)
{
    return table->row_count + table->page_row_count;
}
static inline uint32_t bc_layout_all_cells(const bc_layout_composed_table *table)
{
    return table->cell_count + table->page_cell_count;
}

/* The band of the row, if its pages have rows of their own and it is one of these or stands above them; else NULL. */
static inline const bc_layout_page_band *bc_layout_page_band_of(const bc_layout_composed_table *table, uint32_t row)
{
    for (uint32_t i = 0; i < table->page_band_count; i++)
        if (table->pages[i].band == table->rows[row].band && (row < table->pages[i].end || row >= table->row_count))
            return &table->pages[i];
    return NULL;
}

static inline bc_len bc_layout_frame_width(const bc_form_paper *p)
{
    return p->width - p->left - p->right;
}
static inline bc_len bc_layout_frame_height(const bc_form_paper *p)
{
    return p->height - p->top - p->bottom;
}

#endif
