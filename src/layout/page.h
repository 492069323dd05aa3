/* A finished page: items at fixed places. Painters only read these.
 *
 * Origin at the paper's top left, y downwards. A page and what it points to live until the sink returns.
 */
#ifndef BC_LAYOUT_PAGE_H
#define BC_LAYOUT_PAGE_H

#include "chart/chart.h"
#include "form/style.h"
#include "picture/picture.h"
#include "symbol/symbol.h"
#include "text/typeset.h"

typedef enum bc_layout_item_kind {
    BC_ITEM_TEXT,   /* one line of text */
    BC_ITEM_RULE,   /* a horizontal or vertical line */
    BC_ITEM_DOTS,   /* a row of round dots: leaders of a table of contents */
    BC_ITEM_STROKE, /* a straight line of any direction */
    BC_ITEM_MARK,   /* a line of text across the page, below everything but fills; no text to those who search */
    BC_ITEM_FILL,   /* a rectangle of one colour, below all that is no fill */
    BC_ITEM_PICTURE,
    BC_ITEM_SYMBOL, /* a code: its dark modules, without the quiet zone around */
    BC_ITEM_CHART   /* its paths; its texts are items of their own */
} bc_layout_item_kind;

typedef enum bc_layout_item_role {
    BC_ITEM_CONTENT,
    BC_ITEM_REPEATED, /* printed again: header rows, labels on a later part, 续表 */
    BC_ITEM_PAGE_NUMBER,
    BC_ITEM_RUNNING /* at the head, the foot or across every page */
} bc_layout_item_role;

enum { BC_NOWHERE = UINT32_MAX };

typedef struct bc_layout_item {
    bc_layout_item_kind kind;
    bc_layout_item_role role;
    uint32_t block, cell; /* of the page's document, that it shows: cells as the table has them, those of pages' rows
                             behind all others; BC_NOWHERE: none */
    bc_len x, y; /* text: its left end on the baseline; rule: its upper left end, on the centre line; dots: middle of
                    the first; stroke: its beginning; fill, picture, symbol, chart: its upper left corner; mark: its
                    middle */
    union {
        struct {
            bc_str line;
            const bc_text_style *style;
            bc_len width;      /* as measured */
            bc_len stretch_to; /* 0: natural width */
        } text;
        struct {
            bc_len length, weight;
            bool vertical;
            bc_stroke_kind kind; /* never double: that is two rules */
        } rule;
        struct {
            bc_len width, height;
            bc_colour colour;
        } fill;
        struct {
            uint32_t n;
            bc_len pitch, weight; /* from middle to middle; how thick they are */
        } dots;
        struct {
            bc_len dx, dy, weight; /* from its beginning to its end */
        } stroke;
        struct {
            bc_picture *picture; /* may be kept beyond the record */
            bc_len width, height;
            bc_str alt; /* what it shows, in words */
            bool over;  /* all else, which shows through */
        } picture;
        struct {
            const bc_symbol *symbol;
            bc_len width, height;
            bc_str alt; /* what it says */
        } symbol;
        struct {
            const bc_chart_drawing *drawing;
            bc_str alt; /* its figures in words */
        } chart;
    } as;
} bc_layout_item;

/* Leads to something else in the book; `target` says to what, in the words of whoever composed the page. */
typedef struct bc_layout_link {
    bc_len x, y, width, height;
    uint32_t target;
    uint32_t block; /* of the page's document, that it is on */
} bc_layout_link;

typedef enum bc_layout_fillin_kind {
    BC_FILLIN_VALUE, /* a value is to be written there */
    BC_FILLIN_WORDS, /* words of the form among which values are to be written */
    BC_FILLIN_SAID   /* a value that the form says itself: nobody writes there */
} bc_layout_fillin_kind;

/* A place of an empty form that is to be filled in on the screen, and what is to be written there. */
typedef struct bc_layout_fillin {
    bc_layout_fillin_kind kind;
    bool required, number;
    bool several;               /* lines */
    bool other;                 /* than the choices is good too */
    uint32_t block, cell;       /* of the page's document; the latter BC_NOWHERE outside of tables */
    bc_len x, y, width, height; /* its upper left corner; inside of the rules */
    bc_str name;                /* no other place has it that holds another value: form/anchor.h */
    bc_str label;               /* for people */
    bc_str words;               /* of WORDS and SAID: what stands there */
    const bc_str *choices;      /* that a value is one of */
    uint32_t choice_count;      /* 0: it is anything */
    uint32_t most;              /* characters; 0: any number of them */
    const bc_text_style *style; /* in which it is to be set */
    bc_form_align align;
    const bc_layout_item *items; /* of WORDS: how they are set, which the page leaves out */
    uint32_t item_count;
} bc_layout_fillin;

/* A row of a table as it stands on a page. */
typedef struct bc_layout_shown_row {
    uint32_t row;
    bool goes_on; /* the page before has its beginning */
    bool ends;    /* nothing of it is left */
} bc_layout_shown_row;

/* The part of a block on a page. */
typedef struct bc_layout_shown {
    uint32_t block;
    bool ends;                       /* nothing of the block is left for later pages */
    const bc_layout_shown_row *rows; /* of a table, from top to bottom, without what is printed again */
    uint32_t row_count;
} bc_layout_shown;

typedef struct bc_layout_page {
    const struct bc_layout_document *document; /* that it is a page of; NULL: it is one by itself */
    const bc_layout_shown *parts;              /* of its blocks, from top to bottom */
    uint32_t part_count;
    bc_len width, height;
    uint32_t number; /* as counted from the first page of the output, from 1 */
    bc_str label;    /* as printed, such as "1" */
    bool goes_on;    /* begins with the rest of a row or paragraph that the page before parts */
    const bc_layout_item *items;
    uint32_t item_count;
    const bc_layout_link *links;
    uint32_t link_count;
    const bc_layout_fillin *fillins; /* as they are read; none unless they are asked for */
    uint32_t fillin_count;
} bc_layout_page;

/* Receives pages in order. Returns false to stop early. */
typedef struct bc_layout_page_sink {
    bool (*page)(void *context, const bc_layout_page *page);
    void *context;
} bc_layout_page_sink;

#endif
