/* A form and a bound record into blocks. */
#ifndef BC_LAYOUT_COMPOSE_H
#define BC_LAYOUT_COMPOSE_H

#include "form/form.h"
#include "layout/composed.h"
#include "layout/seen.h"

/* The document, in `arena`; it lends texts of the form and the record. Errors in expressions are reported in `diags`.
 */
const bc_layout_composed *bc_layout_compose(const bc_form *form, const bc_value *record, bc_arena *arena,
                                            bc_diag_list *diags);

/* The same for a record whose names are known; what was wrong with them has been reported. What it shows of the record
 * is noted in `seen`, if that is not NULL. */
const bc_layout_composed *bc_layout_compose_named(const bc_form *form, const bc_value *record,
                                                  const bc_form_names *names, bc_layout_seen *seen, bc_arena *arena,
                                                  bc_diag_list *diags);

/* Reports where a value of the record is not what the formulas of its columns and lines (3=1+2) say; nothing else. */
void bc_layout_compose_check(const bc_form *form, const bc_value *record, bc_arena *arena, bc_diag_list *diags);

/* Room in a form to be filled in. */
typedef struct bc_layout_blank_heights {
    bc_len row;   /* of rows that are no heads, at least */
    bc_len prose; /* of rows with paragraphs that stand once and say nothing else, at least; 0: a few lines of theirs */
} bc_layout_blank_heights;

/* The same for a form to be filled in, with a record that has nothing in it: empty levels do not merge, a title made of
 * values only is the form's name, and cells hold room or words, never both for nothing. */
const bc_layout_composed *bc_layout_compose_blank(const bc_form *form, const bc_value *record,
                                                  const bc_layout_blank_heights *heights, bc_arena *arena,
                                                  bc_diag_list *diags);
/* The same for one that somebody filled in and is to correct: values of its record that have an origin can be written
 * over. */
const bc_layout_composed *bc_layout_compose_filled(const bc_form *form, const bc_value *record,
                                                   const bc_layout_blank_heights *heights, bc_arena *arena,
                                                   bc_diag_list *diags);

#endif
