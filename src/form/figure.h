/* What few cells have besides words, and layouts beside paragraphs: names on both sides of a diagonal, pictures. */
#ifndef BC_FORM_FIGURE_H
#define BC_FORM_FIGURE_H

#include "base/len.h"
#include "form/field.h"

typedef enum bc_form_figure_kind { BC_FIGURE_PICTURE, BC_FIGURE_QR, BC_FIGURE_BARS } bc_form_figure_kind;

/* Something that is drawn. */
typedef struct bc_form_figure {
    bc_form_figure_kind kind;
    bc_diag_mark mark;            /* of what it is made from: */
    const bc_expr_phrase *phrase; /* the name of a file, what a code says; or NULL: */
    const bc_expr *expr;          /* the same as a value */
    const bc_form_field *field;   /* that a plain path leads to, or NULL */
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
