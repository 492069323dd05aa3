/* Rows at the head and the foot of a band's pages. */
#ifndef BC_TEMPLATE_PRIVATE_COMPILE_PAGES_H
#define BC_TEMPLATE_PRIVATE_COMPILE_PAGES_H

#include "template/private/compile.h"

/* Finds the repetitions of the band's rows whose elements `page`, `before` and `so-far` are, and puts these in scope.
 * `head` and `foot` are what the template says of both; NULL: nothing. */
void bc_template_pages_find(bc_template_compiler *c, const bc_node *head, const bc_node *foot,
                            const bc_template_scope *scope, bc_form_band *band, bc_template_scope *inside);
/* On which pages the row stands; `row` NULL: it says nothing itself. */
bc_form_page_when bc_template_pages_when(const bc_node *pages, const bc_node *row);
/* Refuses what would have to be added up anew on each page (E431), and cells over rows that do not stand together. */
void bc_template_pages_check(bc_template_compiler *c, const bc_form_band *band);

#endif
