/* What few cells have besides words, and layouts beside paragraphs: names on both sides of a diagonal, pictures. */
#ifndef BC_FORM_FIGURE_H
#define BC_FORM_FIGURE_H

#include "base/len.h"
#include "form/field.h"

typedef enum bc_form_figure_kind {
    BC_FIGURE_PICTURE,
    BC_FIGURE_QR,
    BC_FIGURE_BARS,
    BC_FIGURE_CHART
} bc_form_figure_kind;

/* Figures of a chart that are drawn alike, or several such: one for each element of a list within a category. */
typedef struct bc_form_chart_series {
    const bc_expr_phrase *name; /* NULL: what it is grouped by, or */
    bc_str field_name;          /* what the value's field is called */
    const bc_expr *value;
    const bc_form_field *field;      /* that the value is of, or computed from; NULL: nobody knows */
    const bc_expr *list;             /* NULL: it is one */
    const bc_form_field *list_field; /* what the list comes from, or NULL */
    const struct bc_form_grouping *grouping;
    bc_diag_mark mark;
} bc_form_chart_series;

/* In the order of their words. */
typedef enum bc_form_chart_kind { BC_FORM_CHART_BARS, BC_FORM_CHART_LINES, BC_FORM_CHART_PIE } bc_form_chart_kind;

/* A list of the record as bars, lines or a pie. */
typedef struct bc_form_chart {
    bc_form_chart_kind kind;
    bool lying, stacked;
    const bc_expr *list; /* whose elements, or groups of them, are the categories */
    const struct bc_form_grouping *grouping;
    const bc_expr *label; /* what these are called; NULL: */
    const bc_expr_phrase *label_words;
    const bc_form_field *label_field;
    const bc_form_field *list_field; /* what the list comes from, or NULL */
    const bc_form_chart_series *series;
    uint32_t series_count;
    const bc_expr_phrase *title;
} bc_form_chart;

/* Something that is drawn. */
typedef struct bc_form_figure {
    bc_form_figure_kind kind;
    bc_diag_mark mark;            /* of what it is made from: */
    const bc_expr_phrase *phrase; /* the name of a file, what a code says; or NULL: */
    const bc_expr *expr;          /* the same as a value */
    const bc_form_field *field;   /* that a plain path leads to, or NULL */
    const bc_form_chart *chart;   /* instead of them, of a CHART */
    const bc_expr_phrase *alt;    /* what it shows, in words; NULL: the field's label, or the file's name */
    bc_len width, height;         /* it is drawn as large as fits them; 0: not said */
} bc_form_figure;

/* A picture laid over words: it takes no room, and they show through. */
typedef struct bc_form_seal {
    const bc_form_figure *figure;
    const bc_expr_phrase *at; /* the words that it is put on; NULL: the middle of the text */
} bc_form_seal;

/* Most strokes of a diagonal head: two part it into three. */
enum { BC_MAX_STROKES = 2 };

typedef struct bc_form_extra {
    /* Of a head with strokes from its upper left corner: what stands right of the cell's own words, one more for each
     * stroke. The first names the columns and stands at the upper right, the second stands between. */
    const bc_expr_phrase *beyond[BC_MAX_STROKES];
    uint8_t strokes;
    const bc_form_figure *figure; /* instead of words; NULL: none */
    const bc_form_seal *seal;     /* over the words; NULL: none */
} bc_form_extra;

#endif
