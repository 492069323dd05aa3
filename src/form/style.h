/* Styles a template can name: paragraphs and cells. Pure data, resolved when the template is compiled. */
#ifndef BC_FORM_STYLE_H
#define BC_FORM_STYLE_H

#include "text/style.h"

typedef enum bc_align { BC_ALIGN_LEFT, BC_ALIGN_CENTRE, BC_ALIGN_RIGHT, BC_ALIGN_JUSTIFY } bc_align;
typedef enum bc_valign { BC_VALIGN_TOP, BC_VALIGN_MIDDLE, BC_VALIGN_BOTTOM } bc_valign;

typedef struct bc_para_style {
    bc_text_style text;
    bc_align align;
    bc_len first_indent, hang;
    bc_len before, after;
    bool balanced; /* titles: lines of about equal width */
} bc_para_style;

typedef struct bc_cell_style {
    bc_text_style text;
    bc_align align;
    bc_valign valign;
    bc_len first_indent; /* of each paragraph */
    bc_len pad_x, pad_y; /* left and right, above and below */
    int8_t decimals;     /* numbers: digits printed; -1 as written */
    bool grouped;        /* numbers: thousands separators */
    bool bold;           /* XLSX only: PDF takes a bold face from its role */
} bc_cell_style;

#endif
