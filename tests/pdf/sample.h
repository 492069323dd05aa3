/* Documents of a few pages for the tests: pages made by hand, fonts of fonts/fonts.yaml's families. */
#ifndef TESTS_PDF_SAMPLE_H
#define TESTS_PDF_SAMPLE_H

#include "paint/pdf/pdf.h"

typedef struct sample {
    bc_arena arena;
    bc_diag_list diags;
    bc_font_set *fonts;
    bc_text_typesetter *typesetter;
    bc_subset_cache *cache;
} sample;

/* False when a family is not installed. */
bool sample_open(sample *s);
void sample_close(sample *s);

/* A one-page form with a table, about 140 different characters, non-BMP ones, a missing one, artifacts. */
const bc_layout_page *sample_form(sample *s, unsigned variant);
/* A page whose lines are these. */
const bc_layout_page *sample_lines(sample *s, const char *const *lines, size_t count, bc_font_role role);
/* Paints the pages; the sample's info is fixed. Says whether the painter was content. */
bool sample_paint(sample *s, const bc_layout_page *const *pages, size_t count, bc_buf *out, bc_pdf_times *times);

#endif
