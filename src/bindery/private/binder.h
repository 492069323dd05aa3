/* A volume in work: its chapters, what the contents say of them, and its pages in order.
 *
 * Chapters are parts of the book without forms, and forms. Forms have been painted already; the other chapters are
 * painted here, the contents last of all, when the pages that it names are known, and with it prose that refers to
 * pages. */
#ifndef BC_BINDERY_PRIVATE_BINDER_H
#define BC_BINDERY_PRIVATE_BINDER_H

#include "bindery/private/compose.h"
#include "bindery/private/headings.h"
#include "bindery/private/run.h"
#include "layout/paginate.h"

typedef struct bc_book_chapter {
    const bc_book_part *part;
    bc_book_form *form; /* or NULL */
    bc_form_paper paper;
    size_t first_kept; /* of its pages in the volume's list */
    uint32_t page_count;
    uint32_t first_page; /* in the volume, from 0 */
    bool begins_part;
    bool own_head;    /* a form's: the book's would be printed over it */
    bool refers;      /* prose with references to pages */
    uint32_t section; /* what its pages say of themselves; 0: nothing */
    size_t sheet;     /* of a form over many: in the volume's, from 1 on; 0: it has none */
    bc_str name;      /* of such a form */
    const bc_form *data_form;
    bc_str data; /* what is attached of a form, packed; empty: nothing */
    bc_book_headings headings;
} bc_book_chapter;

/* What an entry of the contents leads to: a chapter, or a heading of it. */
typedef struct bc_book_goal {
    size_t chapter;
    uint32_t heading; /* from 1 on; 0: its beginning */
} bc_book_goal;

/* A link on a page of the contents. */
typedef struct bc_book_link {
    size_t kept; /* the page it is on */
    bc_layout_link link;
} bc_book_link;

typedef struct bc_book_leaf {
    const bc_book_chapter *chapter; /* NULL: a blank one put in between */
    bc_len width, height;
    uint32_t body;
    uint32_t number, total;
    bc_pdf_numerals numerals; /* of its label */
    size_t kept;              /* in the volume's list */
} bc_book_leaf;

struct bc_book_binder {
    /* kept from volume to volume: */
    const bc_book_run *run;
    bc_text_typesetter *typesetter; /* made for the first one */
    bc_engine_worker worker;        /* for forms over many; begun with the first of them */
    bc_pdf_draft *draft;
    bc_arena arena; /* of the volume in work */
    /* of the volume in work: */
    bc_book_volume *volume;
    bc_diag_list *diags;
    BC_VEC(bc_book_chapter) chapters;
    BC_VEC(bc_book_contents_entry) entries;
    BC_VEC(bc_book_goal) places; /* of the entries */
    BC_VEC(bc_book_leaf) pages;
    BC_VEC(bc_book_link) links;
    bc_len number_room;
    bool io_failed; /* the system failed, not the book */
};

/* -- chapters (chapters.c) ---------------------------------------------------------------------------------- */

/* All that the volume has, in order; prose that refers to pages is counted, other chapters are painted. */
void bc_book_binder_add_chapters(bc_book_binder *b);
/* Prose that refers to pages, with the numbers as far as they are known. True when some now takes another number of
 * pages, or its headings stand elsewhere. */
bool bc_book_binder_count_referring(bc_book_binder *b);
/* `diags`: told of titles that nothing has; NULL: only counting. */
const bc_layout_document *bc_book_binder_lay_out_referring(bc_book_binder *b, const bc_book_chapter *p,
                                                           bc_diag_list *diags);
const bc_layout_document *bc_book_binder_measure(bc_book_binder *b, const bc_layout_composed *composed,
                                                 bc_diag_list *diags);
/* The pages are kept in the volume, and the chapter knows which these are. */
void bc_book_binder_paint(bc_book_binder *b, const bc_layout_document *document, bc_book_chapter *p);

/* -- contents and numbers (settle.c) ------------------------------------------------------------------------ */

/* Parts, forms and headings, for contents and bookmarks. */
void bc_book_binder_add_entries(bc_book_binder *b);
/* Places all pages and numbers the entries. */
void bc_book_binder_settle(bc_book_binder *b);
/* And prose that refers to pages; all numbers are known. */
void bc_book_binder_paint_contents(bc_book_binder *b);
/* Where what the entry is of begins, among the pages of the volume. */
uint32_t bc_book_binder_page_of(const bc_book_binder *b, size_t entry);
/* A part's label and title, as the contents and the heads of its pages have them. */
bc_str bc_book_binder_title(bc_book_binder *b, const bc_book_part *part);

/* -- leaves (leaves.c) -------------------------------------------------------------------------------------- */

/* All pages into the PDF, with heads, numbers, links and bookmarks. */
void bc_book_binder_add_pages(bc_book_binder *b);

#endif
