/* Records out of workbooks that were sent out as empty forms and came back.
 *
 * A sheet knows its form and its cells by names (form/anchor.h) that survive other programs; each such sheet is a
 * record, whatever it is called now and whatever workbook it lies in. What stands on a sheet and belongs to no field is
 * said cell by cell; nothing is guessed.
 */
#ifndef BC_COLLECT_COLLECT_H
#define BC_COLLECT_COLLECT_H

#include "intake/intake.h"

/* The forms of a run that reads forms that came back, with what is known of each: made once, asked by all threads. */
typedef struct bc_collect_catalogue bc_collect_catalogue;

/* Forms of these names are those that a sheet may be which does not say it; lent. */
bc_collect_catalogue *bc_collect_catalogue_new(const bc_str *names, size_t n);
/* NULL is allowed. */
void bc_collect_catalogue_free(bc_collect_catalogue *catalogue);

typedef struct bc_collect_options {
    bc_table_input table;  /* lent until it is freed, as all else */
    bc_str form;           /* of all sheets; empty: they say it */
    bc_intake_forms forms; /* how forms are found */
    /* Not NULL: the input can be nothing else. What cannot be opened, and a workbook without a form, is told. */
    bc_collect_catalogue *catalogue;
    bool found; /* in a folder: a PDF that cannot be filled in is no form, but what somebody put beside one */
} bc_collect_options;

typedef struct bc_collect bc_collect;

/* Without a catalogue NULL when the workbook has no sheet that knows its form: it is a table like others, or cannot be
 * opened, of which nothing is said here. */
bc_collect *bc_collect_new(const bc_collect_options *options);
void bc_collect_free(bc_collect *collect);
/* The record of the next sheet, with what is to be said about it, in `arena`; or what there is to say without one.
 * False at the end. */
bool bc_collect_next(bc_collect *collect, bc_arena *arena, bc_diag_list *diags, bc_source_step *out);

/* Notes which fields of a form have no place in its workbooks, and so do not come back. */
void bc_collect_report_lost(const bc_form *form, bc_diag_list *diags);

#endif
