/* Reads a table back from its pages and compares it with what pagination promises, by rules of its own: nothing here
 * calls the code under test. */
#ifndef TESTS_LAYOUT_TABLE_CHECK_H
#define TESTS_LAYOUT_TABLE_CHECK_H

#include "fake.h"

typedef struct table_case {
    const fake *f;
    const bc_layout_table *table; /* the only one of the document */
    const fake_pages *pages;
    bc_len continued; /* height of its continuation line */
    bc_len reserve;   /* of the note kept with its last row */
    bool under_title; /* a title is pinned above it, at the top of the first page */
} table_case;

/* Every line of every text once and in order; `in_area`: within the type area; `no_blank`: no page without any. */
const char *check_lines(const fake *f, const fake_pages *pages, bool in_area, bool no_blank);
/* For tables whose shape is `everything_visible` and `labels_fit`: geometry, labels, heads, borders, glue. The
 * returned sentence says what is wrong; NULL: nothing. */
const char *check_table(const table_case *c);

#endif
