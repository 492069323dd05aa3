/* A template compiled: what a record may hold, what is printed and how. Immutable and shared by all threads. */
#ifndef BC_FORM_FORM_H
#define BC_FORM_FORM_H

#include "form/figure.h"
#include "form/ordinal.h"
#include "form/style.h"
#include "form/words.h"

/* Most columns of a band, and levels at which a repetition merges: whoever composes keeps an array of each. */
enum { BC_MAX_COLUMNS = 64, BC_MAX_MERGE = 16 };
/* Most columns of a table that is cut between them. */
enum { BC_MAX_SPLIT = 4096 };

typedef enum bc_form_width_kind {
    BC_WIDTH_SHARE, /* of what lengths leave; of the whole band, in percent, where a column beside it is AUTO */
    BC_WIDTH_LENGTH,
    BC_WIDTH_AUTO /* as its texts ask */
} bc_form_width_kind;

/* How wide a column is. */
typedef struct bc_form_width {
    bc_form_width_kind kind;
    bool stub;          /* a label beside a band, with a width of its own */
    bool flexible;      /* not always as wide as the template says */
    bool content;       /* never narrower than what no line should part in its texts */
    int64_t share;      /* in thousandths; of SHARE */
    bc_len length;      /* of LENGTH */
    bc_len least, most; /* most 0: none */
    bc_diag_mark mark;
} bc_form_width;

/* Columns that one or more bands stand on, from the frame's left edge to its right. A stub that has a width of its own
 * is the first of them. */
typedef struct bc_form_grid {
    const bc_form_width *columns;
    const bc_len *edges; /* one more than columns: where they stand as long as nobody has looked at texts */
    uint16_t n;
    bool flexible, automatic; /* some column is; some is AUTO */
} bc_form_grid;

/* Where a cell stands on its grid. */
typedef struct bc_form_extent {
    bc_len x0, x1;     /* by the grid's edges */
    uint16_t from, to; /* these edges */
    uint16_t column;   /* its first column in the band, its stub not counted */
} bc_form_extent;

typedef struct bc_form_repeat bc_form_repeat;

/* What a cell counts, where it counts rows. Of a merged one these are the groups of its level. */
typedef enum bc_form_counting { BC_COUNTS_NOTHING, BC_COUNTS_NTH, BC_COUNTS_RUNNING } bc_form_counting;

/* What a cell covers besides so many columns. */
enum { BC_ACROSS_REST = 0, BC_ACROSS_LIKE = -1 };

/* One cell of a template row. */
typedef struct bc_form_cell {
    bc_form_extent at;            /* nothing in a band whose columns come from the record */
    int16_t across;               /* columns, BC_ACROSS_REST, or BC_ACROSS_LIKE: as many as what repeats `axis` */
    uint16_t axis;                /* of the band's */
    uint16_t across_and;          /* columns besides those of BC_ACROSS_LIKE */
    const bc_form_repeat *repeat; /* cells that stand here once for each element of a list; NULL: itself */
    uint16_t down;                /* rows it covers among its sibling rows */
    bc_form_cell_kind kind;
    bc_form_span_policy policy;
    const bc_form_cell_style *style;
    const bc_expr_phrase *phrase;   /* words, or NULL */
    const bc_expr *expr;            /* a value, or NULL; a cell with neither is blank */
    const bc_form_field *field;     /* that a plain path leads to, or NULL */
    bc_len blank_height;            /* least in an empty form; 0: as its row and its type say */
    const bc_form_ordinal *ordinal; /* the number of its column or line that it prints, or NULL */
    bool open, styled;              /* blank: a formula may compute what it says; it has a style of its own */
    bc_form_counting counter;
    const bc_form_extra *extra; /* NULL: words or a value alone */
    int16_t merge;              /* level of its band's repetition at which equal neighbours merge; -1: not */
    bc_diag_mark mark;
} bc_form_cell;

/* A kind of indicator that a form prints even when the record has none of it. */
typedef struct bc_form_category {
    bc_str level1, level2;
    bool required;
} bc_form_category;

/* One of several lists that are repeated side by side: `name` is its element in the rows, null when it has none. */
typedef struct bc_form_each_side {
    bc_str name;
    const bc_expr *list;
    const bc_form_field *field;
} bc_form_each_side;

/* What elements or groups are sorted by. */
typedef enum bc_form_collation { BC_COLLATION_SOUND, BC_COLLATION_STROKE } bc_form_collation;

typedef struct bc_form_sorting {
    const bc_expr *by;
    bool descending;
    bc_form_collation collation;
} bc_form_sorting;

/* How the elements of a list are gathered into groups, of equal keys, and in which order these or the elements stand.
 */
typedef struct bc_form_grouping {
    const bc_expr *const *by; /* none: elements stay single */
    const bc_str *names;      /* by which the keys are seen; empty: by `this` alone */
    uint32_t by_count;
    uint32_t self;            /* the key that is `this`: the first without a name, or the first */
    const bc_expr *order;     /* a list of keys that go first, in this order */
    const bc_str *order_keys; /* the same as the template has them */
    uint32_t order_count;
    const bc_form_sorting *sort;
    uint32_t sort_count;
    const bc_form_field *seen; /* what stands for the elements' fields: the keys and `these` */
    uint32_t seen_count;
    bool walked; /* what is repeated goes on to repeat `these` */
} bc_form_grouping;

/* Cells repeated for each element of a list, or for each group of them. */
struct bc_form_repeat {
    const bc_expr *list;
    const bc_form_field *list_field; /* the field the list comes from, or NULL */
    const bc_form_grouping *grouping;
    const bc_form_cell *cells;
    uint32_t cell_count;
};

typedef struct bc_form_row_item bc_form_row_item;

/* Rows, repetitions and conditions in the order in which they are printed. */
typedef struct bc_form_rows {
    const bc_form_row_item *at;
    uint32_t n;
} bc_form_rows;

/* On which pages of its band a row at the head or the foot of a page stands: on all, where the band takes several, or
 * where it goes on below. */
typedef enum bc_form_page_when { BC_PAGE_ALWAYS, BC_PAGE_SEVERAL, BC_PAGE_GOES_ON } bc_form_page_when;

/* Whether a row is printed again where the rows that follow it in its round go on on another page. */
typedef enum bc_form_again { BC_AGAIN_NOT, BC_AGAIN_PLAIN, BC_AGAIN_CONTINUED } bc_form_again;

/* One row. */
typedef struct bc_form_row {
    const bc_form_cell *cells;
    uint32_t cell_count;
    uint32_t index; /* among the rows of its band, where its columns come from the record */
    bc_len least_height;
    bool keep_with_next;
    bc_form_again again;
    bc_form_page_when page; /* of one at the head or the foot of pages */
} bc_form_row;

/* As many as the page has room for. */
enum { BC_BLANK_ROWS_PAGE = -1 };

/* Rows that are printed for each element of a list. */
typedef struct bc_form_each {
    bc_form_rows rows;
    const bc_expr *list;
    const bc_form_field *list_field; /* the field the list comes from, or NULL */
    const bc_form_each_side *sides; /* instead of `list`: lists paired by their elements' `side_key`; empty: in order */
    uint32_t side_count;
    bc_str side_key;
    const bc_expr *const *merge; /* what each level compares, outermost first */
    const int8_t *merge_under;   /* the level that each lies under; -1: none */
    const bc_str *merge_names;   /* by which their numbers are seen */
    uint32_t merge_count;
    bool so_far;                      /* its rows ask for the elements up to them */
    const bc_form_grouping *grouping; /* NULL: elements one by one, as they come */
    uint16_t counter; /* its own among those of its band: how many were printed; then how many groups of each level */
    uint32_t least;   /* elements printed at least, blank ones added */
    uint32_t blank_rows;                /* blank rows fill up to so many rows, or to the foot of the page */
    uint16_t halves;                    /* parts of the list that stand side by side; 0: it is one */
    uint16_t half_columns;              /* of each of them */
    const bc_len *edges;                /* of the band's columns, then */
    const bc_form_category *categories; /* in whose order elements stand; none: as the record has them */
    uint32_t category_count;
    const bc_form_words *category_ends; /* that names of categories may have or lack */
    bc_str empty;                       /* what stands in the cells of a category without elements */
} bc_form_each;

typedef enum bc_form_row_item_kind { BC_ROWS_ONE, BC_ROWS_EACH, BC_ROWS_WHEN } bc_form_row_item_kind;

struct bc_form_row_item {
    bc_form_row_item_kind kind;
    bc_diag_mark mark;
    const bc_expr *when; /* NULL: always */
    union {
        bc_form_row row;   /* ONE */
        bc_form_each each; /* EACH */
        bc_form_rows rows; /* WHEN: what its condition prints */
    } as;
};

/* What an item repeats or prints under its condition; nothing for a row. */
static inline bc_form_rows bc_form_rows_inside(const bc_form_row_item *item)
{
    return item->kind == BC_ROWS_EACH   ? item->as.each.rows
           : item->kind == BC_ROWS_WHEN ? item->as.rows
                                        : (bc_form_rows){ 0 };
}

/* A width, or widths that are repeated with the columns, and in which others may be. */
typedef struct bc_form_width_item {
    bc_form_width width;          /* of one column */
    const bc_form_cell *repeated; /* nothing but its list; NULL: one column */
    struct bc_form_width_item *inside;
    uint32_t n;
} bc_form_width_item;

/* Columns that come from the record: how many is known when its lists are. */
typedef struct bc_form_columns {
    const bc_form_width_item *items;
    uint32_t n;
    const bc_form_width *stub;       /* a column of its own before them, or NULL */
    const bc_form_cell *const *axes; /* the first cell that repeats each of the lists; by bc_form_cell.axis */
    uint32_t axis_count;
    bool stub_in_column; /* the band's label stands in the first of them */
    bool alike;          /* all are of the first width */
    bc_diag_mark mark;
} bc_form_columns;

typedef struct bc_form_band {
    bc_diag_mark mark;
    const bc_expr *when;
    uint16_t grid;                   /* of the table's */
    uint16_t counters;               /* of its repetitions */
    uint32_t row_count;              /* of all its rows, where its columns come from the record */
    const bc_form_columns *columns;  /* instead of the grid; NULL: they stand in the template */
    const bc_form_cell *stub;        /* one cell beside the whole band, or NULL */
    const bc_form_cell *stub_header; /* a cell of its own beside the header; NULL: the stub covers that too */
    bool numbered;                   /* its columns or lines have numbers */
    bc_form_rows header;             /* BC_ROWS_ONE all, or the form has errors */
    bc_form_rows rows;
    bc_form_rows page_head, page_foot;        /* BC_ROWS_ONE all: at the head of later pages, at the foot of each */
    const bc_form_each *const *page_elements; /* whose elements these rows see */
    uint32_t page_element_count;
} bc_form_band;

typedef struct bc_form_table {
    const bc_form_band *bands;
    uint32_t band_count;
    const bc_form_grid *grids;
    uint32_t grid_count;
    bc_len rule, frame_rule;
    bc_form_ruling lines;
    const bc_expr_phrase *continued; /* NULL: nothing */
    const bc_form_para_style *continued_style;
    uint8_t least_rows;
    bc_str unit;  /* that its amounts of money are printed in; empty: each in its own */
    bool balance; /* they are rounded so that they add up as they are printed */
    bool split;   /* cut between columns where it is wider than its paper */
} bc_form_table;

typedef enum bc_form_item_kind {
    BC_FORM_PARA,
    BC_FORM_LINE,
    BC_FORM_TABLE,
    BC_FORM_PAGE_BREAK,
    BC_FORM_FIGURE
} bc_form_item_kind;

typedef enum bc_form_block_role {
    BC_FORM_TITLE,
    BC_FORM_ATTACHMENT,
    BC_FORM_SUBTITLE,
    BC_FORM_UNIT_LINE,
    BC_FORM_NOTE,
    BC_FORM_BODY
} bc_form_block_role;

typedef struct bc_form_item {
    bc_form_item_kind kind;
    bc_form_block_role role;
    bc_diag_mark mark;
    const bc_expr *when;
    const bc_form_para_style *style; /* of PARA, LINE and FIGURE; else NULL */
    const bc_form_seal *seal;        /* over a PARA or LINE, or NULL */
    union {
        struct {
            const bc_expr_phrase *text;
            bool listed; /* one of several that are numbered */
            bool
                in_parts; /* its lines are the parts of a title: broken between them where that takes no further line */
        } para;
        struct {
            const bc_expr_phrase *left, *centre, *right; /* NULL: nothing there */
        } line;
        bc_form_table table;
        const bc_form_figure *figure;
    } as;
} bc_form_item;

typedef enum bc_form_running_line { BC_RUNNING_HEAD, BC_RUNNING_FOOT, BC_RUNNING_LINES } bc_form_running_line;
enum { BC_RUNNING_PARTS = 3 }; /* left, centre, right */

/* A line at the head or the foot of every page; its words know `page` and `pages`. */
typedef struct bc_form_running {
    const bc_expr_phrase *parts[BC_RUNNING_PARTS]; /* NULL: nothing there */
    const bc_form_para_style *style;
    bc_len rule;
    bc_diag_mark mark;
} bc_form_running;

/* Something that must hold of a record: a condition, or a rule of the check module with its parameters. */
typedef struct bc_form_check {
    bc_diag_mark mark;
    const bc_node *spec; /* as written */
    bc_str rule;         /* empty: a condition */
    bool has_level, off; /* a rule without a level has its own */
    bc_diag_severity level;
    const bc_expr *each; /* a list of which each element is looked at, or NULL */
    const bc_expr *when, *that;
    const bc_expr_phrase *say;
    bc_str code, at; /* at: the path of the field that the message points to */
} bc_form_check;

/* What makes a form one over many records. */
typedef struct bc_form_batch {
    const bc_form_field *list; /* the field `records`, of maps */
    bc_form_fields kept;       /* of its elements: what the form reads, in each of which only that */
    const bc_str *forms;       /* whose records; none: of any */
    uint32_t form_count;
    bc_diag_mark mark;
} bc_form_batch;

typedef struct bc_form {
    bc_str id, name;
    bc_str anchor;         /* what a workbook of it is known by: anchor.h */
    const bc_str *aliases; /* further names that it has */
    uint32_t alias_count;
    bc_form_fields fields;
    bc_form_paper paper;
    const struct bc_form *turned; /* the same on its paper turned, for records without room on it; NULL: it stays */
    bc_form_running running[BC_RUNNING_LINES];
    const bc_expr_phrase *watermark; /* or NULL */
    const bc_form_para_style *watermark_style;
    const bc_form_item *layout;
    uint32_t layout_count;
    const bc_expr_phrase *output; /* name of the record: file and sheet */
    const bc_form_check *checks;  /* those of extended templates first */
    uint32_t check_count;
    const bc_form_words *words; /* the BC_FORM_WORD_LISTS lists */
    const bc_form_batch *batch; /* NULL: a form of single records */
    bool computes;              /* columns or lines of its tables are made of others */
    bc_diag_mark mark;
    const char *const *files; /* that it was read from */
    uint32_t file_count;
} bc_form;

/* Whether a table has rows for each element of the list; `paired`: and for those of another one beside them. */
bool bc_form_repeats(const bc_form *form, const bc_form_field *list, bool paired);
/* The title the form prints for a bound record, on one line; empty when it prints none. */
bc_str bc_form_title(const bc_form *form, const bc_expr_scope *scope, bc_arena *arena, bc_diag_list *diags);

/* What a bound record is called. */
typedef struct bc_form_names {
    bc_str name;               /* by the template's `output`, else by its field `name`, else by its title */
    const bc_form_item *title; /* that is printed first; NULL: none */
    bc_str title_text;         /* with the lines it is written in */
} bc_form_names;

bc_form_names bc_form_names_of(const bc_form *form, const bc_value *record, bc_arena *arena, bc_diag_list *diags);

#endif
