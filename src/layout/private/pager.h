/* The page being filled; paginate.c explains how the parts work together. */
#ifndef BC_LAYOUT_PRIVATE_PAGER_H
#define BC_LAYOUT_PRIVATE_PAGER_H

#include "base/vec.h"
#include "layout/paginate.h"

typedef struct bc_layout_pager {
    const bc_layout_document *document;
    bc_text_typesetter *typesetter;
    bc_layout_page_sink sink;
    bc_diag_list *diags;              /* may be NULL */
    uint32_t number, total;           /* of this page as printed; of the last */
    uint32_t pages;                   /* of the document, if a running line says so */
    uint32_t done;                    /* pages given away */
    bool fillins;                     /* pages say where they are to be filled in */
    uint32_t words;                   /* of these, places with words so far */
    bool draw;                        /* false: only places are computed */
    bool stopped;                     /* the sink wants no more */
    bc_len width, room;               /* of the type area */
    bc_len foot;                      /* this page ends here, as far as something on it may end it */
    bc_len y;                         /* next free place, from its top */
    bool empty;                       /* nothing stands on this page yet */
    bool pinned;                      /* what stands last on it must not be parted from the block now placed */
    uint32_t block;                   /* that is being placed */
    uint32_t cell;                    /* of its cells, that is being drawn; BC_NOWHERE: none */
    bc_layout_planned_page page;      /* what is known of this page */
    bc_layout_planned_pages *planned; /* of those given away; NULL: nobody asks */
    bc_arena arena;                   /* lives as long as the page */
    bc_arena said;                    /* what rows of pages say: as long as all of them */
    BC_VEC(bc_layout_item) fills, items, rules;
    BC_VEC(bc_layout_link) links;
    BC_VEC(bc_layout_fillin) places; /* to be filled in */
    BC_VEC(bc_layout_shown) parts;
} bc_layout_pager;

/* Begins the first page. */
void bc_layout_pager_begin(bc_layout_pager *pager);
/* Something now stands on the page down to pager->y: so many rows or lines, the first of them a table's `row`;
 * `goes_on` when it began on the page before. */
void bc_layout_pager_put(bc_layout_pager *pager, uint32_t rows, uint32_t row, bool goes_on);
/* Notes which part of the block the page has; `rows` live as long as the page. */
void bc_layout_pager_show(bc_layout_pager *pager, bool ends, const bc_layout_shown_row *rows, uint32_t n);
/* Gives the page to the sink unless it is empty, and begins the next. */
void bc_layout_pager_next_page(bc_layout_pager *pager);
/* The same for a page on which nothing stands. */
void bc_layout_pager_emit_blank(bc_layout_pager *pager);
void bc_layout_pager_release(bc_layout_pager *pager);

/* All x and y below count from the type area's top left. */

/* Where lines of a text stand. */
typedef struct bc_layout_line_box {
    bc_text_box measure; /* as the text was wrapped */
    bc_len x, y;         /* top left */
    bc_form_align align;
    const bc_text_style *style;
    bc_layout_item_role role;
} bc_layout_line_box;

/* Lines first..end of a wrapped text, one below the other. */
void bc_layout_pager_lines(bc_layout_pager *pager, const bc_layout_line_box *box, bc_str text,
                           const bc_text_line *lines, uint32_t first, uint32_t end);
/* One line that begins at that place, on its baseline (or axis). */
void bc_layout_pager_text(bc_layout_pager *pager, bc_len x, bc_len y, bc_str line, bc_len width,
                          const bc_text_style *style, bc_layout_item_role role, bc_len stretch_to);
/* A text on one line between x and x + width. */
void bc_layout_pager_words(bc_layout_pager *pager, bc_len x, bc_len width, bc_len y, bc_str text, bc_form_align align,
                           const bc_text_style *style, bc_layout_item_role role);
/* Part of a line whose height is `leading`, in a style of its own. */
void bc_layout_pager_styled(bc_layout_pager *pager, bc_len x, bc_len y, bc_str text, bc_len stretch_to,
                            const bc_text_style *style, bc_len leading);
/* Makes a strip over the whole width lead to `target`. */
void bc_layout_pager_link(bc_layout_pager *pager, bc_len y, bc_len height, uint32_t target);
/* A row of dots, from the middle of the first. */
void bc_layout_pager_dots(bc_layout_pager *pager, bc_len x, bc_len y, uint32_t n, bc_len pitch, bc_len weight);
/* A seal whose middle is there, moved so that it stays on the paper. */
void bc_layout_pager_seal(bc_layout_pager *pager, bc_len x, bc_len y, const bc_layout_drawn *drawn);
/* A straight line from (x, y) to (x + dx, y + dy). */
void bc_layout_pager_stroke(bc_layout_pager *pager, bc_len x, bc_len y, bc_len dx, bc_len dy, bc_len weight);
/* With its upper left corner there. */
void bc_layout_pager_figure(bc_layout_pager *pager, bc_len x, bc_len y, const bc_layout_drawn *drawn,
                            bc_layout_item_role role);
void bc_layout_pager_rule(bc_layout_pager *pager, bc_len x, bc_len y, bc_len length, bc_len weight, bool vertical);
/* The same of any kind but double. */
void bc_layout_pager_line(bc_layout_pager *pager, bc_len x, bc_len y, bc_len length, bc_stroke stroke, bool vertical);
/* Fills a rectangle; all that is drawn stands above it. */
void bc_layout_pager_fill(bc_layout_pager *pager, bc_len x, bc_len y, bc_len width, bc_len height, bc_colour colour);

#endif
