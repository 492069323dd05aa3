/* What the parts of composing share: a document and a table while they are made. They call each other downwards: the
 * document its tables, a table its rows, these their cells, those that the record repeats among them, and the lists. */
#ifndef BC_LAYOUT_PRIVATE_COMPOSING_H
#define BC_LAYOUT_PRIVATE_COMPOSING_H

#include "base/vec.h"
#include "form/placing.h"
#include "layout/compose.h"
#include "layout/private/extra.h"
#include "layout/private/parts.h"
#include "layout/private/rounds.h"
#include "layout/seen.h"
#include "unicode/collate.h"

typedef struct bc_layout_composer {
    const bc_form *form;
    bc_arena *arena;
    bc_diag_list *diags;
    const bc_form_names *names;           /* of the record */
    const bc_layout_blank_heights *blank; /* of a form to be filled in, which has none */
    bool filled;                          /* of such a form: it has a record, which is to be corrected */
    bc_unicode_collator collator;
    bc_layout_seen *seen;  /* what is shown of the record; or NULL */
    bc_layout_parts parts; /* of the last table */
    bc_str unit;           /* in which the table at work prints amounts of money; empty: in their own */
    const bc_value *record;
    bc_layout_extras extras;
    uint32_t rows;       /* so far, of all tables */
    bool full;           /* more came than are ever printed, which has been said */
    bc_diag_list *found; /* gets what formulas find wrong; NULL: nothing is told */
} bc_layout_composer;

/* A cell that reaches down over rows still to be written. `left` of them stand in the template; how many are printed
 * is only known when they are: some are left out, some repeated. */
typedef struct bc_layout_reaching {
    uint32_t cell, left;
} bc_layout_reaching;

/* A cell that has a number of its column or line, or a part in what is computed by these. */
typedef struct bc_layout_numbered {
    uint32_t cell;
    const bc_form_cell *form;
} bc_layout_numbered;

/* The elements of a band whose pages have rows of their own. */
typedef struct bc_layout_page_notes {
    const bc_form_band *band;
    bc_str list;  /* the path of all of them; empty: they have none in common */
    uint32_t end; /* the row below what repeats them, with the rows of its groups and blank ones; 0: nothing did */
    BC_VEC(bc_value) elements;
    BC_VEC(uint32_t) rows, places; /* of each: the row that it begins in; its place in that list */
} bc_layout_page_notes;

/* A table being built. */
typedef struct bc_layout_builder {
    bc_layout_composer *c;
    BC_VEC(bc_layout_row) rows;
    BC_VEC(bc_layout_composed_cell) cells;
    BC_VEC(bc_layout_reaching) reaching;
    BC_VEC(bc_layout_numbered) numbered; /* of a band whose columns or lines are */
    bool is_numbered;                    /* the band is such a one */
    BC_VEC(bc_layout_folded) folded;
    uint32_t band;
    uint16_t grid;              /* of the band */
    bc_form_placing placing;    /* of a band whose columns come from the record */
    bool placed;                /* it is such a band */
    BC_VEC(bc_form_grid) grids; /* made for such bands */
    uint32_t series;            /* of the columns that are repeated; 0: none are */
    uint16_t series_from;       /* column at which its cells begin */
    uint32_t *printed;          /* by the band's counters: elements so far */
    bc_layout_cuts cuts;        /* where it may be cut; none: it may not */
    bc_form_extent stub_at;
    bc_len tall; /* least height of the next rows, below a tall cell of an empty form: of tall_rows */
    uint32_t tall_rows;
    const bc_form_cell *stub;                  /* waits for the next row, or NULL */
    uint32_t stub_cell;                        /* index of the last stub written */
    bool missing;                              /* the rows are of no element */
    uint32_t fill_row, fill_first, fill_count; /* as in the table, but among page_rows */
    BC_VEC(bc_layout_again) again;             /* rows that may be printed again */
    uint32_t under;                            /* the one that goes with the next row, as in bc_layout_row */
    bc_layout_page_notes *notes; /* of the band's elements, where its pages have rows of their own; else NULL */
    BC_VEC(bc_layout_page_band) pages;
    BC_VEC(bc_layout_row) page_rows; /* of these, and their cells */
    BC_VEC(bc_layout_composed_cell) page_cells;
    size_t counted; /* bytes of rows and cells that the quota knows of */
} bc_layout_builder;

#define BC_NO_CELL UINT32_MAX

/* -- formulas.c ----------------------------------------------------------------------------------------- */

/* Gives the columns and lines of the band, whose rows begin there, the numbers that they have in this record, and
 * computes and checks what is made of others. */
void bc_layout_formulas_settle(bc_layout_builder *b, uint32_t first_row);

/* -- compose_table.c ------------------------------------------------------------------------------------ */

/* The first of its parts, where it is cut between columns: all are in c->parts. */
const bc_layout_composed_table *bc_layout_compose_table(bc_layout_composer *c, const bc_form_table *form,
                                                        const bc_expr_scope *scope);

/* -- compose_count.c ------------------------------------------------------------------------------------ */

/* Tells the quota what the builder's rows and cells take by now; and that they are about to go, or to be adopted. */
void bc_layout_compose_count(bc_layout_builder *b);
void bc_layout_compose_count_none(bc_layout_builder *b);

/* -- compose_rows.c ------------------------------------------------------------------------------------- */

/* `now` NULL: outside of repetitions. `opens`: the outermost merge level that starts anew with the first row. */
void bc_layout_compose_rows(bc_layout_builder *b, bc_form_rows rows, const bc_expr_scope *scope,
                            bc_layout_iteration *now, uint8_t opens);
void bc_layout_compose_row(bc_layout_builder *b, const bc_form_row *form, const bc_expr_scope *scope,
                           bc_layout_iteration *now, uint8_t opens, bool head);

/* -- compose_placed.c ----------------------------------------------------------------------------------- */

/* Finds the columns of the band in this record; false when they are no table. */
bool bc_layout_compose_columns(bc_layout_builder *b, const bc_form_table *table, const bc_form_band *band,
                               const bc_expr_scope *scope);
/* Cells of a row on such columns. `missing`: there is no element that they could say something of. */
void bc_layout_compose_placed(bc_layout_builder *b, const bc_form_placed *cells, uint32_t n, const bc_expr_scope *scope,
                              bc_layout_iteration *now, bool missing);
void bc_layout_compose_release(bc_form_region *columns);

/* -- compose_pages.c ------------------------------------------------------------------------------------ */

/* The rows of the band's pages, as they are on one that has all of it; its rows are those from `first` on. */
void bc_layout_compose_pages(bc_layout_builder *b, uint32_t first, const bc_expr_scope *scope);
/* Puts them behind the rows of the table. */
void bc_layout_compose_pages_end(bc_layout_builder *b, bc_layout_composed_table *table);

/* -- compose_lists.c ------------------------------------------------------------------------------------ */

/* What a repetition of rows goes through. */
bc_layout_arranged bc_layout_compose_elements(bc_layout_composer *c, const bc_form_each *each,
                                              const bc_expr_scope *scope, const bc_layout_iteration *outer,
                                              bc_diag_mark mark);
/* The elements of a list, or its groups; `grouping` NULL: elements as they stand. */
bc_layout_arranged bc_layout_compose_gather(bc_layout_composer *c, const bc_form_grouping *grouping,
                                            const bc_expr *expr, const bc_value *list, const bc_expr_scope *scope,
                                            const bc_layout_iteration *outer, uint32_t least, bc_diag_mark mark);
/* Which levels go on from the element before; returns the outermost one that does not. */
uint8_t bc_layout_compose_levels(bc_layout_composer *c, bc_layout_iteration *now, const bc_expr_scope *scope,
                                 const bc_value **before);

/* The round of `now` has been printed from this row on, which may be none: notes its elements for the rows of pages. */
void bc_layout_compose_note(bc_layout_builder *b, const bc_layout_iteration *now, uint32_t row);
/* The outermost repetition has been printed, which may be that of these elements, or around it. */
void bc_layout_compose_note_end(bc_layout_builder *b, const bc_form_each *each);
/* Puts the rows that were made by themselves behind those of the table. */
void bc_layout_compose_apart(bc_layout_builder *b, bc_layout_builder *made, uint32_t *first, uint32_t *count);

/* -- compose_cells.c ------------------------------------------------------------------------------------ */

/* Writes the cell, into the last row. `missing`: there is no element that it could say something of. */
void bc_layout_compose_cell(bc_layout_builder *b, const bc_form_cell *form, const bc_form_extent *at,
                            const bc_expr_scope *scope, const bc_layout_iteration *now, bool missing);
/* The same, unless it merges with the one above: that one grows instead. */
void bc_layout_compose_merged(bc_layout_builder *b, const bc_form_cell *form, const bc_form_extent *at,
                              const bc_expr_scope *scope, bc_layout_iteration *now, bool missing);
/* An item of `expected` rows in the template was printed as `made`: those of the cells from .. to that reach over it
 * cover so many. */
void bc_layout_compose_reach_over(bc_layout_builder *b, size_t from, size_t to, uint32_t expected, uint32_t made);

#endif
