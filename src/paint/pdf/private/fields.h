/* The fields of a form that is filled in on the screen (ISO 32000-1, 12.7): their tree by names, the places on pages
 * where they are shown, and what is shown there before anybody wrote into them. */
#ifndef BC_PAINT_PDF_PRIVATE_FIELDS_H
#define BC_PAINT_PDF_PRIVATE_FIELDS_H

#include "base/strmap.h"
#include "base/vec.h"
#include "paint/pdf/pdf.h"
#include "paint/pdf/private/content.h"
#include "paint/pdf/private/object.h"
#include "paint/pdf/private/tagging.h"

typedef struct bc_pdf_field_node bc_pdf_field_node;

/* A place of a field on a page. */
typedef struct bc_pdf_widget {
    bc_layout_fillin place;
    bc_pdf_ref ref, page;
    bc_len page_height;
    uint32_t form;           /* of the tagging's forms, from 1; 0: none */
    bc_pdf_field_node *node; /* the field; NULL: its name cannot be one, and there is no place */
} bc_pdf_widget;

/* A zeroed one is of a document without fields. */
typedef struct bc_pdf_fields {
    bool asked;
    bc_pdf_fill_in form; /* its texts in `arena` */
    bc_arena arena;
    BC_VEC(bc_pdf_widget) widgets;
    BC_VEC(bc_pdf_field_node *) nodes; /* those above first */
    bc_strmap by_name;
    bc_pdf_ref root;
    size_t first; /* widget of the page in turn */
} bc_pdf_fields;

void bc_pdf_fields_release(bc_pdf_fields *fields);
/* Gives numbers to the places of the page, which is copied; what stands between the brackets of its /Annots, in the
 * arena of the fields. */
bc_str bc_pdf_fields_page(bc_pdf_fields *fields, bc_pdf_file *file, const bc_layout_page *page, bc_pdf_ref ref);
/* The number of the page's first place, counted as in the page. */
bc_pdf_ref bc_pdf_fields_first(const bc_pdf_fields *fields);
/* Notes which elements the places of the page belong to: the tagging's forms from `from` on. */
void bc_pdf_fields_tagged(bc_pdf_fields *fields, const bc_pdf_tagging *tagging, size_t from);

/* What places are drawn with. */
typedef struct bc_pdf_field_paint {
    bc_pdf_file *file;
    bc_pdf_shown *shown;
    bc_pdf_ref resources; /* of all pages */
    bc_text_typesetter *typesetter;
    uint32_t keys; /* in the tree of parents, of pages */
} bc_pdf_field_paint;

/* Defines all of them; glyphs that they show are noted, so that fonts come later. */
void bc_pdf_fields_define(bc_pdf_fields *fields, const bc_pdf_field_paint *paint);
/* Appends what the catalog says of them. */
void bc_pdf_fields_put(const bc_pdf_fields *fields, int64_t time, bc_buf *out);

#endif
