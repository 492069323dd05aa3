/* Styles a template can name: paragraphs and cells. Pure data, resolved when the template is compiled. */
#ifndef BC_FORM_STYLE_H
#define BC_FORM_STYLE_H

#include "base/stroke.h"
#include "text/style.h"

typedef enum bc_form_align {
    BC_ALIGN_LEFT,
    BC_ALIGN_CENTRE,
    BC_ALIGN_RIGHT,
    BC_ALIGN_JUSTIFY,
    BC_ALIGN_POINT /* figures: their points in line, the column of them in the middle */
} bc_form_align;
typedef enum bc_form_valign { BC_VALIGN_TOP, BC_VALIGN_MIDDLE, BC_VALIGN_BOTTOM } bc_form_valign;

/* Whether lines are made about equally long, at the cost of filling them. */
typedef enum bc_form_balance {
    BC_BALANCE_AUTO, /* labels and values of a few lines */
    BC_BALANCE_ON,
    BC_BALANCE_OFF
} bc_form_balance;

typedef enum bc_form_side { BC_SIDE_TOP, BC_SIDE_BOTTOM, BC_SIDE_LEFT, BC_SIDE_RIGHT, BC_SIDES } bc_form_side;

/* A line as a number, the greater the heavier it is. 0: as the table has it. */
typedef int32_t bc_form_line;

/* A cell's own borders. */
typedef struct bc_form_border {
    bc_form_line side[BC_SIDES];
} bc_form_border;

enum { BC_BORDER_NONE = -1 }; /* no line */

enum { BC_STROKE_KINDS = 4 };
static inline bc_form_line bc_form_line_of(bc_stroke stroke)
{
    return stroke.weight * BC_STROKE_KINDS + (bc_form_line)stroke.kind;
}
/* Of a line that is drawn. */
static inline bc_stroke bc_form_line_stroke(bc_form_line line)
{
    return (bc_stroke){ line / BC_STROKE_KINDS, (bc_stroke_kind)(line % BC_STROKE_KINDS) };
}

static inline bool bc_form_border_is_own(const bc_form_border *border)
{
    return border->side[BC_SIDE_TOP] || border->side[BC_SIDE_BOTTOM] || border->side[BC_SIDE_LEFT] ||
           border->side[BC_SIDE_RIGHT];
}

/* Which lines a table draws where no cell says otherwise. */
typedef enum bc_form_lines {
    BC_LINES_ALL,
    BC_LINES_OPEN, /* all but the frame's left and right */
    BC_LINES_ROWS, /* horizontal ones only */
    BC_LINES_THREE /* above, below, and under the heads */
} bc_form_lines;

/* The lines of a table besides their weights. */
typedef struct bc_form_ruling {
    bc_form_lines drawn;
    bc_stroke_kind inner, frame;
} bc_form_ruling;

typedef struct bc_form_para_style {
    bc_text_style text;
    bc_form_align align;
    bc_len first_indent, hang;
    bc_len before, after;
    bool balanced; /* titles: lines of about equal width */
    bool on_grid;  /* its lines stand on a grid of the page, whose pitch is the leading */
} bc_form_para_style;

/* What is printed instead of a value. */
typedef struct bc_form_signs {
    bc_str empty; /* where the record has none */
    bc_str zero;  /* instead of nought, if has_zero: empty leaves the cell blank */
    bool has_zero;
} bc_form_signs;

enum { BC_SPREAD_CELL = -1 };

typedef struct bc_form_cell_style {
    bc_text_style text;
    bc_form_align align;
    bc_form_valign valign;
    bc_len first_indent; /* of each paragraph */
    bc_len hang;         /* of their other lines */
    bool by_level;       /* an element of a tree stands an em further right for each level above it */
    bc_len pad_x, pad_y; /* left and right, above and below */
    int8_t decimals;     /* numbers: digits printed; -1 as written */
    bool grouped;        /* numbers: thousands separators */
    bool bold;           /* XLSX only: PDF takes a bold face from its role */
    bc_form_balance balance;
    bool shaded;
    bc_colour shade; /* when shaded */
    bc_form_border border;
    bc_form_signs signs;
    bc_len spread; /* its lines are set as wide as this; 0: not, BC_SPREAD_CELL: as the cell has room */
    bc_len shrink; /* type is made so small at the least to save lines; 0: not */
} bc_form_cell_style;

/* What a merged label does when its rows go over a page. */
typedef enum bc_form_span_policy {
    BC_SPAN_REPEAT,           /* printed again on every part */
    BC_SPAN_REPEAT_CONTINUED, /* printed again with （续） behind it */
    BC_SPAN_KEEP,             /* its rows stay together when they fit one page, else as REPEAT */
    BC_SPAN_ONCE              /* printed on the first part only */
} bc_form_span_policy;

typedef enum bc_form_cell_kind {
    BC_CELL_LABEL, /* words of the form beside a value */
    BC_CELL_HEAD,  /* words of the form above a column */
    BC_CELL_VALUE  /* from the record */
} bc_form_cell_kind;

typedef enum bc_form_page_number {
    BC_NUMBER_NONE,
    BC_NUMBER_GONGWEN, /* — 1 —, odd pages right, even pages left (GB/T 9704) */
    BC_NUMBER_CENTRE,  /* — 1 — in the middle */
    BC_NUMBER_OF_TOTAL /* 第 1 页 共 3 页, in the middle */
} bc_form_page_number;

typedef struct bc_form_paper {
    bc_len width, height;            /* as printed: landscape is wider than high */
    bc_len top, bottom, left, right; /* margins */
    bc_form_page_number number;
    const bc_form_para_style *number_style;
    bool natural; /* pages are filled one after the other, nothing is moved or made lower to fill them better */
} bc_form_paper;

#endif
