/* Wraps every text of a document at its width and computes heights. */
#ifndef BC_LAYOUT_MEASURE_H
#define BC_LAYOUT_MEASURE_H

#include "layout/block.h"

/* Styles made smaller: type, leading and padding together. */
typedef struct bc_layout_scale {
    int hundredth;     /* of their sizes; 0 counts as 100: as they are */
    bc_len least_size; /* type is never made smaller; what is smaller already stays */
} bc_layout_scale;

/* All zero: the document as it was composed. */
typedef struct bc_layout_measure_options {
    bool strict_glyphs;                    /* a character that no face has is an error */
    bool unnumbered;                       /* no numbers on its pages: whoever puts these into a book paints them */
    const bc_layout_composed_block *label; /* stands first, in place of the label (附件1) that the document has above
                                              its title; NULL: none does. Lent to the measured document */
    bc_layout_scale scale;
} bc_layout_measure_options;

/* The document measured, in `arena`; it lends the composed one, which stays as it is. Characters that no face has are
 * reported once per cell (E401 with `strict_glyphs`, else W401): `U+XXXXX in 项目名称 …, printed as 〓`. Text that
 * overflows its width even when broken anywhere is reported (W402). */
const bc_layout_document *bc_layout_measure(const bc_layout_composed *composed,
                                            const bc_layout_measure_options *options, bc_text_typesetter *typesetter,
                                            bc_arena *arena, bc_diag_list *diags);

#endif
