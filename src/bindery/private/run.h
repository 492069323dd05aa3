/* A book being made. run.c prepares and ends it and has it done by the others: forms.c lays out and paints forms over
 * threads, volume.c keeps them by volume and puts them in order, bind.c makes a volume's PDF, sheets.c its workbook.
 *
 * Forms are laid out and painted in the order of the inputs, before anyone knows on which page they will stand:
 * sorting, numbering and the contents come when all are there, and numbers are painted onto finished pages. So nothing
 * is laid out twice, and only deflated pages, the operations of sheets and one bc_book_form for each form stay in
 * memory.
 */
#ifndef BC_BINDERY_PRIVATE_RUN_H
#define BC_BINDERY_PRIVATE_RUN_H

#include "bindery/private/volume.h"
#include "crew/crew.h"
#include "gather/gather.h"

typedef struct bc_book_run {
    bc_crew_tally tally;
    const biaoce_book_options *options;
    biaoce_render_options render; /* what a worker asks for */
    bc_arena arena;               /* as long as the run; of the thread that called */
    const bc_book *book;
    const bc_expr_phrase *split; /* or NULL */
    bc_engine_inputs inputs;
    const bc_book_part **part_of_input;
    bc_engine_template *const *templates; /* by part: on a paper of its own; NULL: found by name */
    const bc_engine_template **over;      /* by part: of a form over many; NULL: it is none */
    size_t *over_numbers;                 /* by part: which of the forms in `gather` */
    bc_gather *gather;                    /* of such forms, by the numbers of volumes.forms; NULL: there are none */
    bc_layout_columns **columns;          /* by part: that its forms have in common; NULL: each has its own */
    bc_book_volumes volumes;
    bc_diag_list diags; /* of the book itself, reported at its end */
} bc_book_run;

/* Lays out and paints all forms. False when the system failed before any was, which is said. */
bool bc_book_forms_run(bc_book_run *run);

/* What a thread needs to make volumes. */
typedef struct bc_book_binder bc_book_binder;
bc_book_binder *bc_book_binder_new(const bc_book_run *run);
void bc_book_binder_free(bc_book_binder *binder);

/* What became of a volume. */
typedef struct bc_book_made {
    bc_engine_rendered pdf, xlsx;
    bool has_pdf, has_xlsx;
    bool failed, io_failed;
    bc_diag_list diags;
} bc_book_made;

/* Puts a volume's pages in order and makes the PDF, if it is wanted. False when that failed. */
bool bc_book_bind(bc_book_binder *binder, bc_book_volume *volume, bc_book_made *made);
/* Makes the workbook of a volume's forms, once the volume has been bound. False when that failed. */
bool bc_book_make_sheets(const bc_book_run *run, const bc_book_volume *volume, bc_book_made *made);

#endif
