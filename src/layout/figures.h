/* The pictures of a composed document, looked for, and its codes, made. */
#ifndef BC_LAYOUT_FIGURES_H
#define BC_LAYOUT_FIGURES_H

#include "layout/composed.h"
#include "picture/shelf.h"

/* Where pictures are looked for: what the form names itself beside the file of the template that names it, other names
 * beside the record, and then there. */
typedef struct bc_layout_figure_places {
    bc_picture_shelf *shelf;
    bc_str record;   /* the file that it was read from */
    bool workbook;   /* codes are wanted as pictures, too */
    bc_arena *arena; /* of the document */
} bc_layout_figure_places;

/* Finds and makes them; each is in use until bc_layout_figures_give_back. What is missing, or no picture, is an error
 * at the place of its name. */
void bc_layout_figures_find(const bc_layout_composed *document, const bc_layout_figure_places *places,
                            bc_diag_list *diags);
/* For an output that is made later: its pictures stay as long as the shelf. */
void bc_layout_figures_keep(const bc_layout_composed *document);
void bc_layout_figures_give_back(const bc_layout_composed *document);

#endif
