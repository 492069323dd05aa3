/* A book file read: what is bound, in which order, and how its pages are numbered. docs/books.md describes the file.
 *
 * All of it lives in the arena it was read into and does not change.
 */
#ifndef BC_BINDERY_PRIVATE_BOOK_H
#define BC_BINDERY_PRIVATE_BOOK_H

#include "expr/expr.h"
#include "layout/fit.h"
#include "layout/number.h"
#include "template/shared_styles.h"

typedef enum bc_book_part_kind {
    BC_PART_COVER,
    BC_PART_PROSE,
    BC_PART_CONTENTS,
    BC_PART_DIVIDER, /* a page with nothing but a title */
    BC_PART_FORMS,
    BC_PART_BATCH, /* a form over many of the book's records */
    BC_PART_BLANK
} bc_book_part_kind;

/* On which side of a leaf a part begins; the book's first page is a recto. */
typedef enum bc_book_side { BC_SIDE_ANY, BC_SIDE_RECTO, BC_SIDE_VERSO } bc_book_side;

typedef struct bc_book_part_pages {
    bc_book_side start;
    bool restart; /* numbers begin again, with `number` */
    uint32_t number;
    bc_form_page_number style; /* NONE prints none; pages are counted all the same */
    bc_layout_numerals numerals;
} bc_book_part_pages;

typedef enum bc_book_order { BC_ORDER_CODES, BC_ORDER_NUMBER, BC_ORDER_PINYIN, BC_ORDER_STROKES } bc_book_order;

typedef struct bc_book_sort {
    const bc_expr_phrase *by;
    bc_book_order order;
    bool descending;
} bc_book_sort;

typedef struct bc_book_part {
    bc_book_part_kind kind;
    bc_diag_mark mark;
    bc_str title;  /* empty: not listed in the contents */
    bool unlisted; /* has a bookmark, but stands not in the contents */
    bc_str label;  /* 附件1; stands above the title; empty: none */
    unsigned level;
    bc_book_part_pages pages;
    /* COVER and BATCH: */
    bc_str template_name;
    bc_diag_mark template_mark;
    const bc_node *record; /* what the book file says for it, or NULL */
    uint32_t over;         /* of BATCH: the part, from 1 on, whose forms it is over; 0: all */
    /* PROSE: */
    const bc_diag_source *text; /* Markdown; NULL: could not be read */
    unsigned headings;          /* levels of its headings that the contents list; all have bookmarks */
    bc_diag_mark text_at;       /* of text within the book file; without a line its source is the file that has it */
    /* CONTENTS: */
    unsigned depth; /* levels that are listed */
    bool leaders;
    /* FORMS: */
    const bc_str *files; /* patterns of record files, from the folder of the book file */
    uint32_t file_count;
    const bc_node *mapping; /* of tables and queries, in place of files; NULL: none */
    bc_str form;            /* template for all records; empty: each names its own */
    bc_diag_mark form_mark;
    const bc_node *paper;        /* a map that wins over the template's; NULL: none */
    const bc_expr_phrase *entry; /* of a form in the contents; NULL: its name */
    const bc_expr *where;        /* which records; NULL: all */
    const bc_book_sort *sorts;   /* outermost first */
    uint32_t sort_count;
    bool same_widths; /* columns that look at their texts look at those of all forms */
    bool fit;         /* every form on one page if `limits` allow */
    bc_layout_fit_limits limits;
    /* BLANK: */
    uint32_t blank_pages;
} bc_book_part;

typedef struct bc_book {
    bc_str title, issuer, year, folder;
    bc_diag_mark mark;
    bc_form_paper paper; /* of all that is not a form */
    struct bc_book_styles {
        const bc_form_para_style *title, *headings[3], *para, *item, *attachment;
        const bc_form_para_style *contents_title, *entries[3];
        const bc_form_para_style *divider_label, *divider_title, *head;
        bc_text_style strong, emphasis; /* words of a paragraph */
    } styles;
    const bc_book_part *parts;
    uint32_t part_count;
    bool two_sided;    /* the wider margin stands at the spine on both sides of a leaf */
    bool heads;        /* pages have running heads */
    bool outline_open; /* sections show their forms in the outline when the file is opened */
} bc_book;

/* Reads a book file's tree. Texts that it names are read, too. NULL when there are errors. */
/* `*io_error` is set when the system did not let prose be read. */
const bc_book *bc_book_read(bc_arena *arena, const bc_node *tree, const bc_template_folders *folders, bc_str path,
                            bc_diag_list *diags, bool *io_error);

#endif
