/* Records with nothing in them yet: as YAML to be filled in, and as data to print the empty form. */
#ifndef BC_RECORD_BLANK_H
#define BC_RECORD_BLANK_H

#include "form/form.h"

/* Appends a record in YAML: all fields by their labels, without values, with comments that say what belongs there. It
 * reads back without unknown fields. */
void bc_record_blank_write(const bc_form *form, bc_buf *out);
/* The data of an empty form: lists have `rows` elements, or one for each category that the form prints. */
bc_value bc_record_blank(const bc_form *form, uint32_t rows, bc_arena *arena);
/* The categories in whose order the layout prints the list; 0 when it has none. */
uint32_t bc_record_blank_categories(const bc_form *form, const bc_form_field *list, const bc_form_category **out);

#endif
