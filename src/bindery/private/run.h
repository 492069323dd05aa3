/* A book being bound. run.c prepares and ends it, forms.c lays out forms over threads, bind.c puts a volume's pages in
 * order, sheets.c makes the workbook.
 *
 * Forms are laid out and painted in the order of the inputs, before anyone knows on which page they will stand:
 * sorting, numbering and the contents come when all are there, and numbers are painted onto finished pages. So for the
 * PDF nothing is laid out twice (a workbook lays its forms out again), and only deflated pages and one bc_book_form for
 * each form stay in memory.
 */
#ifndef BC_BINDERY_PRIVATE_RUN_H
#define BC_BINDERY_PRIVATE_RUN_H

#include "bindery/private/book.h"
#include "crew/crew.h"
#include "paint/pdf/volume.h"

/* A page kept in a volume. */
typedef struct bc_book_page {
    bc_len width, height;
    uint32_t body;
} bc_book_page;

typedef struct bc_book_volume bc_book_volume;

enum { BC_BOOK_COPIES = 2 }; /* of each form: in the whole book and in the volume it is split into */

/* What is known of a form once it has been painted. */
typedef struct bc_book_form {
    const bc_book_part *part;
    size_t number;        /* of the record in the run */
    size_t input, record; /* where it was read: input of the run, record in it */
    bc_str entry;
    const bc_str *sort_texts; /* of part->sort_count */
    bc_str *sort_keys;
    bc_form_paper paper;
    uint32_t page_count;
    bc_book_volume *volumes[BC_BOOK_COPIES]; /* NULL: in no other */
    size_t pages[BC_BOOK_COPIES];            /* the first one in the volume's list */
    uint32_t first_number[BC_BOOK_COPIES];   /* of its first page; known when the volume has been bound */
} bc_book_form;

struct bc_book_volume {
    bc_str split; /* what its forms have in common; empty: the whole book */
    bc_pdf_volume *pdf;
    BC_VEC(bc_book_page) pages;
    BC_VEC(size_t) numbers;  /* of its forms in the run's list, as they came */
    bc_book_form **forms;    /* the same by part, each part's in its order; made by bc_book_run_sort */
    uint32_t *first_of_part; /* by part, and behind the last: where its forms begin in `forms` */
    bc_book_volume *next;
};

typedef struct bc_book_run {
    bc_crew_tally tally;
    const biaoce_book_options *options;
    biaoce_render_options render; /* what a worker asks for */
    const bc_book *book;
    const bc_expr_phrase *split; /* or NULL */
    bc_arena arena;              /* as long as the run; of the thread that called */
    bc_engine_inputs inputs;
    bc_engine_records *read; /* by input, for the workbooks; at NULL: not read yet */
    const bc_book_part **part_of_input;
    bc_engine_template *const *templates; /* by part: on a paper of its own; NULL: found by name */
    bc_book_volume *whole;                /* first of the list of volumes */
    bc_book_volume **last_volume;
    bc_strmap volume_of;   /* by split */
    bc_arena volume_arena; /* of the thread that makes volumes */
    BC_VEC(bc_book_form) forms;
    uint32_t pages;
    bc_diag_list diags; /* of the book itself, reported at its end */
} bc_book_run;

/* The volume for that value, made when it is new. One thread at a time. */
bc_book_volume *bc_book_run_volume(bc_book_run *run, bc_str split);
void bc_book_run_progress(const bc_book_run *run, size_t forms_known);
bc_layout_info bc_book_run_info(const bc_book_run *run, bc_str split);
/* Puts the forms of all volumes in their orders, once all are there. False when an order could not be loaded, which is
 * in run->diags. */
bool bc_book_run_sort(bc_book_run *run);
/* The forms of one part in a volume, in their order. */
size_t bc_book_run_forms_of(const bc_book_run *run, const bc_book_part *part, const bc_book_volume *volume,
                            bc_book_form *const **out);
/* Whether a part stands in the volume: sections without forms are left out, and pages that announce them. */
bool bc_book_run_wants(const bc_book_run *run, const bc_book_volume *volume, uint32_t index);

/* Lays out and paints all forms. */
void bc_book_forms_run(bc_book_run *run);
/* Begins a record of the run on the worker, in the form that the book asks for. */
bool bc_book_form_begin(bc_book_run *run, bc_engine_worker *worker, bc_engine_work *record, const bc_book_part *part);
/* The form's document as it is bound: with the label and fitted as the part says. NULL when it has errors. */
bc_layout_document *bc_book_form_lay_out(bc_book_run *run, bc_engine_worker *worker, bc_engine_work *record,
                                         const bc_book_part *part);
/* Puts a volume's pages in order and makes the PDF, unless `out` is NULL. False when that failed, which is in
 * run->diags. */
bool bc_book_bind(bc_book_run *run, bc_book_volume *volume, bc_engine_rendered *out);
/* Makes the workbook of a volume's forms, once the volume has been bound. */
bool bc_book_make_sheets(bc_book_run *run, const bc_book_volume *volume, bc_engine_rendered *out);
/* Which of the form's copies is in that volume. */
static inline int bc_book_copy_of(const bc_book_form *form, const bc_book_volume *volume)
{
    return form->volumes[0] == volume ? 0 : 1;
}

#endif
