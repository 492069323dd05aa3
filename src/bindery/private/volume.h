/* The volumes of a book: the whole, and those that it is split into. Which forms stand in each, in which order, and
 * where their painted pages are.
 */
#ifndef BC_BINDERY_PRIVATE_VOLUME_H
#define BC_BINDERY_PRIVATE_VOLUME_H

#include "base/strmap.h"
#include "bindery/private/book.h"
#include "engine/engine.h"
#include "paint/pdf/volume.h"
#include "paint/xlsx/draft.h"

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
    size_t number; /* of the record in the run */
    bc_str entry;
    const bc_str *sort_texts; /* of part->sort_count */
    const bc_str *sort_keys;
    bc_form_paper paper;
    bool own_head; /* a running head */
    uint32_t page_count;
    const bc_xlsx_sheet_draft *sheet;        /* NULL: no workbook is wanted */
    const bc_form *form;                     /* that it is */
    bc_str data;                             /* what is attached of it, as bc_attach_keep gives it; empty: nothing */
    bc_book_volume *volumes[BC_BOOK_COPIES]; /* NULL: in no other */
    size_t pages[BC_BOOK_COPIES];            /* the first one in the volume's list */
    uint32_t sections[BC_BOOK_COPIES];       /* what its pages say of themselves; 0: nothing */
    uint32_t first_number[BC_BOOK_COPIES];   /* of its first page; known when the volume has been bound */
} bc_book_form;

/* The sheet of a form over many; in the binder's arena, until it begins the next volume. */
typedef struct bc_book_sheet {
    uint32_t part;
    bc_xlsx_sheet_draft draft;
} bc_book_sheet;

struct bc_book_volume {
    bc_str split; /* what its forms have in common; empty: the whole book */
    bc_str title;
    bc_pdf_volume *pdf;
    BC_VEC(bc_book_page) pages;
    BC_VEC(size_t) numbers;       /* of its forms in the list of all, as they came */
    bc_book_form **forms;         /* the same by part, each part's in its order; known once the volumes are sorted */
    uint32_t *first_of_part;      /* by part, and behind the last: where its forms begin in `forms` */
    BC_VEC(bc_book_sheet) sheets; /* of forms over many, once it has been bound */
    bc_book_volume *next;
};

typedef struct bc_book_volumes {
    const bc_book *book;
    biaoce_engine *engine;
    bc_layout_info info; /* of the whole book */
    bc_pdf_standard standard;
    bc_arena arena;        /* of the volumes; of the thread that is giving codes */
    bc_book_volume *whole; /* first of their list */
    bc_book_volume **last;
    bc_strmap by_split;
    size_t count;
    bc_arena form_arena; /* of what is kept of forms; of the thread that delivers */
    BC_VEC(bc_book_form) forms;
    uint32_t pages;
} bc_book_volumes;

/* With the whole book in it. `info` is that of the whole; its texts outlive the volumes. */
void bc_book_volumes_init(bc_book_volumes *volumes, const bc_book *book, biaoce_engine *engine,
                          const bc_layout_info *info, bc_pdf_standard standard);
/* Also of what was never initialised, as long as it is zeroed. */
void bc_book_volumes_release(bc_book_volumes *volumes);

/* The volume for that value, made when it is new; empty: the whole. One thread at a time. */
bc_book_volume *bc_book_volumes_find(bc_book_volumes *volumes, bc_str split);
/* Keeps the form, of which only the arrays of pages, volumes and numbers are not yet known, and its pages in each of
 * its volumes: finished[copy]. Texts are copied. One thread at a time. */
void bc_book_volumes_keep(bc_book_volumes *volumes, const bc_book_form *form, const bc_pdf_finished *finished);
/* Puts the forms of all volumes in their orders, once all are there. False when an order could not be loaded, which is
 * said. */
bool bc_book_volumes_sort(bc_book_volumes *volumes, bc_diag_list *diags);

/* The numbers of the volume's forms in the list of all, of one part (from 1 on) or of all (0), in their order. How many
 * there are. */
size_t bc_book_volume_numbers(const bc_book_volumes *volumes, const bc_book_volume *volume, uint32_t part,
                              bc_arena *arena, const size_t **out);
/* The forms of one part of the book in a volume, in their order. */
size_t bc_book_volume_forms(const bc_book_volume *volume, uint32_t part, bc_book_form *const **out);
/* Whether a part stands in the volume: sections without forms are left out, and pages that announce them. */
bool bc_book_volume_wants(const bc_book_volume *volume, const bc_book *book, uint32_t part);
/* What a volume's file says of itself. */
bc_layout_info bc_book_volume_info(const bc_book_volumes *volumes, const bc_book_volume *volume);
/* How the parts of the book are told apart in its files, where these say what their pieces are. */
bc_pdf_draft_tags bc_book_volumes_tags(const bc_book_volumes *volumes, const bc_book_part *part);
/* Which of the form's copies is in that volume. */
static inline int bc_book_copy_of(const bc_book_form *form, const bc_book_volume *volume)
{
    return form->volumes[0] == volume ? 0 : 1;
}

#endif
