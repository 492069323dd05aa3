/* Names by which a workbook knows the form that it is: the cells of values, the rows of lists, and the form itself. Who
 * writes workbooks and who reads them back has them from here. */
#ifndef BC_FORM_ANCHOR_H
#define BC_FORM_ANCHOR_H

#include "form/form.h"

/* `biaoce.budget.total`, `biaoce.indicators.2.target`: the cell of a value. */
#define BC_FORM_ANCHOR_VALUE "biaoce."
/* `biaocerows.indicators`: from the row above a list to the row below it, so that what stands strictly between them is
 * the list, whatever was added or removed. With a prefix of its own, since `.` and `_` are one after .xls. */
#define BC_FORM_ANCHOR_ROWS "biaocerows."
/* A text: of bc_form.anchor. */
#define BC_FORM_ANCHOR_FORM "biaoceform"
/* `_page[3]`: a path for rows that are none of the record's. */
#define BC_FORM_ANCHOR_PAGE "_page"
/* `_said[3]`: a path for cells that show what follows from others, such as totals. */
#define BC_FORM_ANCHOR_SAID "_said"

/* `_words.3`: the name of a field in a PDF that holds words of the form among which values are written. */
#define BC_FORM_ANCHOR_WORDS "_words"

/* Writes the path as a name: `indicators[2].done-last` becomes biaoce.indicators.2.done_last, for brackets and hyphens
 * are not allowed in names. `out` has room for the prefix and the path; false when the path has other characters that
 * are not. */
bool bc_form_anchor_write(bc_str prefix, bc_str path, char *out, size_t *n);
/* `tangshan-project;1;0123456789abcdef`: what the form is called, how it is marked, and a hash of its fields. */
bc_str bc_form_anchor_of(const bc_form *form, bc_arena *arena);
/* Takes it apart again; false when it is none. */
bool bc_form_anchor_read(bc_str anchor, bc_str *form, bc_str *hash);
/* The field that a path leads to, through groups, lists and their elements; NULL: none. */
const bc_form_field *bc_form_anchor_field(const bc_form *form, bc_str path);
/* The field whose value is all that a paragraph or a part of a line says; NULL: it says something else, what follows
 * from other values, or what is printed anyhow. An empty form prints its label there, and a colon. */
const bc_form_field *bc_form_anchor_alone(const bc_form *form, const bc_expr_phrase *phrase);
/* Whether it is a title that a value alone says: in an empty form the form's own name stands there. */
bool bc_form_anchor_is_title(const bc_form *form, const bc_form_item *item);
/* Whether elements can be added to the list: its rows are not all given by the form. */
bool bc_form_anchor_grows(const bc_form_field *list);

#endif
