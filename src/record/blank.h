/* Records with nothing in them yet: as YAML to be filled in, and as data to print the empty form. */
#ifndef BC_RECORD_BLANK_H
#define BC_RECORD_BLANK_H

#include "form/form.h"

/* Appends a record in YAML: all fields by their labels, without values, with comments that say what belongs there. It
 * reads back without unknown fields. */
void bc_record_blank_write(const bc_form *form, bc_buf *out);

/* Rows that an empty form has in a workbook, where nobody says otherwise. */
enum { BC_RECORD_BLANK_ROWS = 10, BC_RECORD_BLANK_INNER = 3 };

/* How much there is to be filled in. */
typedef struct bc_record_blank_size {
    uint32_t
        rows; /* of each list; one whose first levels are fixed has them for these, and each of them once at least */
    uint32_t more;  /* so many lists, the first that stand for themselves, have one row more */
    uint32_t inner; /* rows of a list within a row */
    uint32_t year;  /* the budget year, where it is known; 0: it is to be filled in */
} bc_record_blank_size;

/* The data of an empty form: defaults stand in it, and every other value leaves the room of its type. What is wrong
 * with the template's own rows is reported. */
bc_value bc_record_blank(const bc_form *form, const bc_record_blank_size *size, bc_arena *arena, bc_diag_list *diags);
/* The categories in whose order the layout prints the list; 0 when it has none. */
uint32_t bc_record_blank_categories(const bc_form *form, const bc_form_field *list, const bc_form_category **out);

#endif
